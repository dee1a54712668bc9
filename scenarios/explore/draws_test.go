package explore

import (
	"math/big"
	"testing"

	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// drawsOf are the acts of many drawn runs.
func drawsOf(o Options, places, faults, runs int) (list [][]act) {
	w := &wanderer{explorer: &explorer{options: o, report: new(Report)}, length: places, faults: faults}
	for n := range runs {
		draw := kernel.NewStream(o.Seed, uint64(n), purposeRun)
		list = append(list, w.draw(&draw))
	}
	return list
}

// Each run has a random half of the kinds: each is on in a little more than
// half of the runs, as one is on at least, whatever the others are.
func TestSwarm(t *testing.T) {
	w := &wanderer{explorer: &explorer{options: Options{Kinds: Kinds()}}}
	const runs = 20_000
	on, both, sizes := [kinds]int{}, 0, map[int]int{}
	for n := range uint64(runs) {
		draw := kernel.NewStream(1, n, 1)
		list := w.swarm(&draw)
		sizes[len(list)]++
		has := [kinds]bool{}
		for _, k := range list {
			has[k] = true
			on[k]++
		}
		if has[Fail] && has[Reboot] {
			both++
		}
	}
	for k, n := range on {
		if n < runs*49/100 || n > runs*52/100 {
			t.Errorf("%v is on in %d of %d runs", Kind(k), n, runs)
		}
	}
	if both < runs*24/100 || both > runs*26/100 {
		t.Errorf("two kinds are on together in %d of %d runs", both, runs)
	}
	for size := 1; size <= int(kinds); size++ {
		if sizes[size] == 0 {
			t.Errorf("never %d kinds", size)
		}
	}
}

// What is said to be drawn in one of so many runs at least is.
func TestOddsAreThoseOfTheDraws(t *testing.T) {
	const runs = 400_000
	for _, c := range []struct{ places, kinds, faults int }{{3, 2, 1}, {5, 4, 3}, {3, 2, 2}, {2, 7, 6}} {
		single, pair := 0, 0
		for _, acts := range drawsOf(Options{Kinds: Kinds()[:c.kinds]}, c.places, c.faults, runs) {
			one, other := act{At: c.places - 1, Kind: Fail}, act{At: c.places, Kind: Hang}
			switch {
			case len(acts) == 1 && acts[0] == one:
				single++
			case len(acts) == 2 && (acts[0] == one && acts[1] == other || acts[1] == one && acts[0] == other):
				pair++
			}
		}
		l, k, f := int64(c.places), int64(c.kinds), int64(c.faults)
		for what, x := range map[string]struct {
			drawn int
			cases *big.Int
		}{"one": {single, product(3, f+1, 2, l, k)}, "two": {pair, product(3, f+1, 2, l, l, 4, k, k)}} {
			if want := int(runs / x.cases.Int64()); (what == "one" || f > 1) && x.drawn < want-4*root(want) {
				t.Errorf("%+v: %s given: %d of %d runs, want %d", c, what, x.drawn, runs, want)
			}
		}
		if want := int(runs / (3 * (f + 1) * 2 * l * k)); single > want+4*root(want) {
			t.Errorf("%+v: one given: %d of %d runs, and %d are said", c, single, runs, want)
		}
	}
}

// root is the square root of n, rounded up.
func root(n int) (r int) {
	for r*r < n {
		r++
	}
	return r
}

// A search that may let no fault strike excludes none.
func TestOddsOfNothing(t *testing.T) {
	for _, o := range []Odds{oddsOf(1000, 10, 4, 0, true), oddsOf(1000, 0, 4, 2, true), oddsOf(1000, 10, 0, 2, true)} {
		if o.Missed != Certain || o.Pair != Certain {
			t.Errorf("%+v", o)
		}
	}
	if o := oddsOf(1_000_000, 2, 1, 1, false); o.Missed != 1 || o.Pair != Certain {
		t.Errorf("%+v", o)
	}
}

// A host may be struck while another one works: one that serves is lost while those that
// are deployed to are out of service (CD-7.4).
func TestFaultsStrikeElsewhere(t *testing.T) {
	s, setup := sourceOf(t, balanced)
	for _, search := range []Search{Random, Guided} {
		r := verdictOf(t, s, setup, Options{Properties: parse(t, "always inService >= 3"), Search: search, Kinds: []Kind{Terminate}, Faults: 1, Runs: 200})
		if x := r.Results[0]; x.Verdict != Broken || x.Faults != 1 {
			t.Errorf("%v: %v with %d faults", search, x.Verdict, x.Faults)
		}
	}
}
