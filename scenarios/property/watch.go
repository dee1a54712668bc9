package property

import (
	"fmt"

	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// Violation is where a claim broke.
type Violation struct {
	Property *Property
	At       kernel.Time
	Record   kernel.RecordNo // the latest record at that instant
}

// Watch follows one run under several claims.
type Watch struct {
	Properties []*Property
	States     []State
	Violations []Violation
	seen       kernel.RecordNo
}

// Start looks at a world before its first step.
func Start(w *sim.World, list []*Property) (*Watch, error) {
	x := &Watch{Properties: list, States: make([]State, len(list))}
	return x, x.look(w)
}

// Step looks at a world after a step, if anything was recorded.
func (x *Watch) Step(w *sim.World) error {
	if w.Journal().Len() == x.seen {
		return nil
	}
	return x.look(w)
}

func (x *Watch) look(w *sim.World) error {
	x.seen = w.Journal().Len()
	for n, p := range x.Properties {
		broken, err := p.Step(w, &x.States[n])
		if err != nil {
			return fmt.Errorf("%s: %w", p.Name, err)
		}
		x.note(w, p, broken)
	}
	return nil
}

func (x *Watch) note(w *sim.World, p *Property, broken bool) {
	if broken {
		x.Violations = append(x.Violations, Violation{p, w.Now(), w.Journal().Len()})
	}
}

// End gives the verdicts on a run that is over, one for each property.
func (x *Watch) End(w *sim.World) ([]Verdict, error) {
	list := make([]Verdict, len(x.Properties))
	for n, p := range x.Properties {
		v, broken, err := p.End(w, &x.States[n])
		if err != nil {
			return nil, fmt.Errorf("%s: %w", p.Name, err)
		}
		x.note(w, p, broken)
		list[n] = v
	}
	return list, nil
}

// Run runs a world to its end under claims.
func Run(w *sim.World, list []*Property) (*Watch, []Verdict, error) {
	x, err := Start(w, list)
	for more := true; err == nil && more; {
		if more, err = w.Step(); more && err == nil {
			err = x.Step(w)
		}
	}
	if err != nil {
		return x, nil, err
	}
	verdicts, err := x.End(w)
	return x, verdicts, err
}
