package explore

// Where claims break, and when all of them have.

import (
	"github.com/seed-11de0fc1/rehearse/scenarios/property"
)

// find is where a claim breaks.
type find struct {
	Claim  int
	Faults int
	ID     uint32 // the state before
	Choice int    // that breaks it, or -1 if it breaks at the end of the run
}

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

// over says whether every claim that can break is broken, by no more than so
// many faults, and what may be reached is.
func (x *exhaustive) over(faults int) bool {
	open := 0
	for _, f := range x.found {
		if f.Faults > faults {
			return false // fewer may do
		}
	}
	for n, p := range x.claims {
		if p.Verb != property.Sometimes {
			open++
		} else if p.Vacuous(x.past[n]) {
			return false
		}
	}
	return open > 0 && len(x.found) == open
}

// note keeps the first place at which each claim breaks.
func (x *exhaustive) note(id uint32, choice int, fault bool) {
	faults := len(x.layers) - 1
	if fault {
		faults++
	}
next:
	for _, claim := range x.broken {
		for _, f := range x.found {
			if f.Claim == claim {
				if f.Faults <= faults {
					continue next
				}
				*f = find{claim, faults, id, choice}
				continue next
			}
		}
		x.found = append(x.found, &find{claim, faults, id, choice})
	}
}
