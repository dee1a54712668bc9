package property

import (
	"fmt"
	"slices"

	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// Violation is where a claim broke.
type Violation struct {
	Property *Property
	At       kernel.Time
	Record   kernel.RecordNo // that says most of how; 0 if it was so before anything happened
	AtEnd    bool            // it broke only as nothing was left to happen
}

// Watch follows one run after another under several claims. With Properties it
// is ready.
type Watch struct {
	Properties []*Property
	States     []State
	Violations []Violation
	seen       kernel.RecordNo // records
	told       kernel.RecordNo // of them, those that can change what a steady claim asks for
	steady     bool            // all claims are
	verdicts   []Verdict
}

// Start looks at a world before its first step.
func Start(w *sim.World, list []*Property) (*Watch, error) {
	x := &Watch{Properties: list}
	return x, x.Restart(w)
}

// Restart looks at another world before its first step, and forgets the one
// before.
func (x *Watch) Restart(w *sim.World) error {
	x.States = slices.Grow(x.States[:0], len(x.Properties))[:len(x.Properties)]
	clear(x.States)
	x.Violations, x.seen, x.told = x.Violations[:0], 0, ^kernel.RecordNo(0)
	x.steady = !slices.ContainsFunc(x.Properties, func(p *Property) bool { return !p.steady })
	return x.look(w)
}

// Step looks at a world after a step, if anything was recorded that can change
// the answer of a claim.
func (x *Watch) Step(w *sim.World) error {
	if w.Records(true) == x.seen || x.steady && w.Records(false) == x.told {
		return nil
	}
	return x.look(w)
}

func (x *Watch) look(w *sim.World) error {
	seen, before := x.seen, x.told
	x.seen, x.told = w.Records(true), w.Records(false)
	for n, p := range x.Properties {
		if x.told == before && p.steady {
			continue
		}
		broken, err := p.Step(w, &x.States[n])
		if err != nil {
			return fmt.Errorf("%s: %w", p.Name, err)
		}
		if broken {
			x.Violations = append(x.Violations, Violation{p, w.Now(), told(w, seen), false})
		}
	}
	return nil
}

// End gives the verdicts on a run that is over, one for each property; they are
// valid until the next End.
func (x *Watch) End(w *sim.World) ([]Verdict, error) {
	x.verdicts = x.verdicts[:0]
	for n, p := range x.Properties {
		v, broken, err := p.End(w, &x.States[n])
		if err != nil {
			return nil, fmt.Errorf("%s: %w", p.Name, err)
		}
		if broken {
			x.Violations = append(x.Violations, Violation{p, w.Ended(), p.outcome(w), true})
		}
		x.verdicts = append(x.verdicts, v)
	}
	return x.verdicts, nil
}

// Run runs a world to its end, from its first step on.
func (x *Watch) Run(w *sim.World) ([]Verdict, error) {
	err := x.Restart(w)
	for more := true; err == nil && more; {
		if more, err = w.StepToRecord(!x.steady); more {
			err = x.look(w)
		}
	}
	if err != nil {
		return nil, err
	}
	return x.End(w)
}

// Run runs a world to its end under claims.
func Run(w *sim.World, list []*Property) (*Watch, []Verdict, error) {
	x := &Watch{Properties: list}
	verdicts, err := x.Run(w)
	return x, verdicts, err
}
