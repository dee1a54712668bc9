package explore

import "math/big"

// Odds is what a random search in which nothing was found excludes.
type Odds struct {
	// Rare is so that with 95 % confidence fewer than one in Rare of drawn runs
	// breaks a property: a third of those.
	Rare int
	// Missed is the chance, in millionths and rounded up, that no run has let one
	// given kind of fault strike one given lifecycle event, and nothing else.
	Missed int64
	// Pair is the same of two given faults: one at an event of the run without
	// faults, the other at one of those that follow.
	Pair   int64
	Places int // lifecycle events of the run without faults that a fault could strike
}

// oddsOf is what so many drawn runs exclude, with so many places for a fault, so
// many kinds, and up to so many faults in a run. A run has each number of
// faults equally often and in one of three no delay. Faults strike each of
// twice the places equally often. A kind is drawn as often as any other; two
// given kinds are on in a quarter of the runs, and either is then drawn once in
// as many times as there are kinds, or more often. If some kinds strike hosts
// elsewhere, three of four such faults do not.
func oddsOf(runs, places, kinds, faults int, elsewhere bool) Odds {
	o := Odds{Rare: runs / 3, Missed: Certain, Pair: Certain, Places: places}
	l, k, one, two := int64(places), int64(kinds), int64(3), int64(3)
	if elsewhere {
		one, two = 4, 6 // 3·4/3, and 3·16/9 or more
	}
	if places*kinds > 0 && faults >= 1 {
		o.Missed = missed(runs, product(one, int64(faults)+1, 2, l, k))
	}
	if places*kinds > 0 && faults >= 2 {
		o.Pair = missed(runs, product(two, int64(faults)+1, 2, l, l, 4, k, k))
	}
	return o
}

// Certain is a chance of one in millionths.
const Certain = 1_000_000

func product(factors ...int64) *big.Int {
	x := big.NewInt(1)
	for _, f := range factors {
		x.Mul(x, big.NewInt(f))
	}
	return x
}

// missed is (1 − 1/cases)^runs in millionths, rounded up.
func missed(runs int, cases *big.Int) int64 {
	const bits = 96 // of a fixed point; each squaring rounds up
	one := new(big.Int).Lsh(big.NewInt(1), bits)
	x := new(big.Int).Mul(one, new(big.Int).Sub(cases, big.NewInt(1)))
	x.Add(x.Div(x, cases), big.NewInt(1))
	power := new(big.Int).Set(one)
	for n := runs; n > 0; n >>= 1 {
		if n&1 == 1 {
			power.Add(power.Rsh(power.Mul(power, x), bits), big.NewInt(1))
		}
		x.Add(x.Rsh(x.Mul(x, x), bits), big.NewInt(1))
	}
	power.Mul(power, big.NewInt(Certain))
	return min(Certain, power.Add(power.Rsh(power, bits), big.NewInt(1)).Int64())
}
