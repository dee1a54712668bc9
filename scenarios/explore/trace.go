package explore

import (
	"github.com/seed-11de0fc1/rehearse/scenarios/property"
	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// Step is one thing on the way to a counterexample.
type Step struct {
	What       string // ends, a kind of fault, wait or order
	Deployment int    // its number, 0 if it is about none
	Host       string
	Event      events.LifecycleEvent
	by         kernel.Time // how much longer a Late event takes
	isFault    bool
}

// work is a lifecycle event of a deployment on a host.
type work struct {
	deployment int
	host       string
	event      events.LifecycleEvent
}

func (s *Step) work() work { return work{s.Deployment, s.Host, s.Event} }

// trace follows choices from the first state of a space, and says what they
// are.
func (s *space) trace(start *sim.World, choices []int) ([]Step, error) {
	x := state{new(sim.World), make([]property.State, len(s.claims))}
	x.world.BranchFrom(start)
	if err := s.enter(&x); err != nil {
		return nil, err
	}
	var list []Step
	for _, n := range choices {
		s.digester.Of(x.world)
		c := s.list(x.world)[n]
		list = append(list, stepOf(x.world, &c))
		if err := s.take(&x, &c); err != nil {
			return nil, err
		}
	}
	return list, nil
}

// stepOf is a choice in a state, for those who do not know the state.
func stepOf(w *sim.World, c *choice) Step {
	step := Step{What: [...]string{ends: "ends", strikes: "fault", passes: "wait", lines: "order"}[c.what]}
	if c.what != ends && c.what != strikes {
		return step
	}
	info := w.CodeDeploy().Target(c.target)
	step.Deployment = w.CodeDeploy().Facts(info.Deployment).Number
	step.Host = w.Fleet().Name(c.host)
	step.Event, _ = w.CodeDeploy().Running(c.target)
	if c.what == strikes {
		step.What, step.isFault = c.kind.String(), true
		list, _ := w.Scheduled()
		step.by = w.CodeDeploy().EndsBy(c.target) - list[c.event].Time()
	}
	return step
}
