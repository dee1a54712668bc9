package explore

import "math/big"

// Odds is what a random search in which nothing was found excludes.
type Odds struct {
	// Rare is so that with 95 % confidence fewer than one in Rare of such runs
	// breaks a property: a third of the runs.
	Rare int
	// Missed is the chance, in millionths and rounded up, that no run has let one
	// given kind of fault strike one given lifecycle event.
	Missed int64
	Places int // lifecycle events of the run without faults
}

// oddsOf is what so many drawn runs exclude, with so many places for a fault
// and so many kinds. A run has a fault with a chance of one half at least; its
// first one strikes each of twice the places equally often, and is of each kind
// equally often.
func oddsOf(runs, places, kinds int) Odds {
	return Odds{Rare: runs / 3, Missed: missed(runs, 4*places*kinds), Places: places}
}

// missed is (1 − 1/places)^runs in millionths, rounded up.
func missed(runs, places int) int64 {
	p := new(big.Rat).SetFrac64(int64(places)-1, int64(places))
	const bits = 96 // of a fixed point; each squaring rounds up
	one := new(big.Int).Lsh(big.NewInt(1), bits)
	x := new(big.Int).Mul(one, p.Num())
	x.Add(x.Div(x, p.Denom()), big.NewInt(1))
	power := new(big.Int).Set(one)
	for n := runs; n > 0; n >>= 1 {
		if n&1 == 1 {
			power.Add(power.Rsh(power.Mul(power, x), bits), big.NewInt(1))
		}
		x.Add(x.Rsh(x.Mul(x, x), bits), big.NewInt(1))
	}
	power.Mul(power, big.NewInt(1_000_000))
	return power.Add(power.Rsh(power, bits), big.NewInt(1)).Int64()
}
