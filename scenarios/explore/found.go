package explore

// Where claims break, and when all of them have.

import (
	"slices"

	"github.com/seed-11de0fc1/rehearse/scenarios"
	"github.com/seed-11de0fc1/rehearse/scenarios/property"
)

// find is where a claim breaks.
type find struct {
	Claim  int
	Faults int
	ID     uint32 // the state before
	Choice int    // that breaks it, or -1 if it breaks at the end of the run

	steps    []Step              // there; nil if the find was kept
	scenario *scenarios.Scenario // that shows it
}

// doubts is how often a claim broke where no scenario was found that shows it, in the present
// layer and in those before. Once it is broken, others in the same layer count for
// nothing: it takes no fewer faults in those.
type doubts struct{ Now, Before int }

func (d doubts) all() int { return d.Now + d.Before }

// upTo is up to how many faults all states were visited, -1 for none.
func (x *exhaustive) upTo() int {
	if x.unordered {
		return -1
	}
	n := -1
	for _, l := range x.layers {
		if l.Done {
			n = l.Faults
		}
	}
	return n
}

// over says whether every claim that can break is broken, and what may be reached
// is.
func (x *exhaustive) over() bool {
	open := 0
	for n, p := range x.claims {
		if p.Verb != property.Sometimes {
			open++
		} else if p.Vacuous(x.past[n]) {
			return false
		}
	}
	return open > 0 && (len(x.found) == open || x.one && len(x.found) > 0)
}

// note keeps the first place at which each claim breaks: no other has fewer
// faults.
func (x *exhaustive) note(id uint32, choice int, broken []int) error {
	for _, claim := range broken {
		if slices.ContainsFunc(x.found, func(f *find) bool { return f.Claim == claim }) {
			continue
		}
		f := find{Claim: claim, Faults: x.last().Faults, ID: id, Choice: choice}
		switch possible, err := x.possible(&f); {
		case err != nil:
			return err
		case possible:
			x.found, x.doubts[claim].Now = append(x.found, &f), 0
		default:
			x.doubts[claim].Now++
		}
	}
	return nil
}

// fewDoubts is after how many finds without times a search looks at few more: at
// the one after each power of two.
const fewDoubts = 16

// possible says whether work can take such times that a find comes about, and
// whether some scenario shows it, if one is to. A search does not know how long the
// work that is under way has taken already, so that there may be none; then the claim
// is not broken here, but not proved either.
func (x *exhaustive) possible(f *find) (bool, error) {
	if n := x.doubts[f.Claim].all(); n > fewDoubts && n&(n-1) != 0 {
		return false, nil
	}
	return x.makeOut(f)
}

// makeOut works out the way to a find and the scenario that shows it, and says whether
// they are there.
func (x *exhaustive) makeOut(f *find) (bool, error) {
	steps, way, err := x.follow(f)
	if err != nil {
		return false, err
	}
	f.steps = steps
	if _, ok := way.times(tick); !ok || x.show == nil {
		return ok, nil
	}
	f.scenario, err = x.show(steps, way, x.claims[f.Claim])
	return f.scenario != nil, err
}

// follow is the way to a find.
func (x *exhaustive) follow(f *find) ([]Step, *course, error) {
	choices := x.path.to(f.ID)
	if f.Choice >= 0 {
		choices = append(choices, f.Choice)
	}
	s := x.space.anew()
	return s.trace(x.origin.world, choices)
}
