package explore

// What becomes of claims that broke only in orders that no scenario was found to show.

import (
	"errors"
	"slices"

	"github.com/seed-11de0fc1/rehearse/scenarios/property"
)

// exactlyMost is how many times as many states as the rough search an exact one
// may visit at most.
const exactlyMost = 50

// dispel searches once more for what is doubtful: for that alone, if it was not, as other
// claims make other states; with each state for itself, as what breaks behind one that
// covers others may have times behind one of those; and then exactly, first with any time
// that work may take, which can prove it, and then with times that a scenario can have, as
// of two ways to one state the first that was found may have none.
func (e *explorer) dispel(x *exhaustive) error {
	for _, precise := range [...]precision{covering, rough, anyTime, ownTime} {
		if precise == covering && !slices.ContainsFunc(e.results, func(r *Result) bool { return r.Doubts == 0 }) {
			continue
		}
		if err := e.exactly(x, precise); err != nil {
			return err
		}
	}
	return nil
}

// exactly searches once more for the claims that are doubtful still.
func (e *explorer) exactly(first *exhaustive, precise precision) error {
	var list []*Result
	var claims []*property.Property
	for _, r := range e.results {
		if r.Doubts > 0 {
			list, claims = append(list, r), append(claims, r.Property)
		}
	}
	if len(list) == 0 {
		return nil
	}
	x := &exhaustive{space: first.space.anew(), hands: first.hands, every: first.every, report: first.meanwhile, show: first.show}
	x.claims, x.precise = claims, precise
	err := x.search(first.ctx, first.origin.world, e.options.Faults, min(first.most, exactlyMost*first.reached()))
	switch {
	case first.ctx.Err() != nil:
		e.report.Interrupted, e.report.Why = true, "it was interrupted"
	case err != nil && !errors.Is(err, errOver) && !errors.Is(err, errTooMany):
		return err
	}
	for n, r := range list {
		if precise != ownTime && x.doubts[n].all() == 0 && (err == nil || errors.Is(err, errOver)) {
			r.Doubts = 0
		}
		if r.Verdict == NotFound && r.Doubts == 0 && (e.report.Complete || e.options.Partial && e.report.UpTo > 0) {
			r.Verdict = Proved
		}
	}
	return e.breaks(x, list)
}

// meanwhile tells how far a search is that comes behind this one, which is over.
func (x *exhaustive) meanwhile(p Progress) {
	p.Rest = func() *Rest {
		r := x.rest()
		r.Layers.Over = true
		return r
	}
	x.report(p)
}

// breaks says where claims break, if that takes fewer faults than was known.
func (e *explorer) breaks(x *exhaustive, list []*Result) error {
	for _, f := range x.found {
		r := list[f.Claim]
		if r.Verdict == Broken && r.Faults <= f.Faults {
			continue
		}
		if f.steps == nil {
			switch shown, err := x.makeOut(f); {
			case err != nil:
				return err
			case !shown:
				return ErrDamaged
			}
		}
		r.Verdict, r.Faults, r.Steps, r.Scenario = Broken, f.Faults, f.steps, f.scenario
	}
	return nil
}
