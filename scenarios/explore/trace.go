package explore

import (
	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// Step is one thing on the way to a counterexample.
type Step struct {
	What string // ends, a kind of fault, wait, order or poll
	Host string // that it is about, if it is about one
	When Work   // what ends, or is struck; of a fault on a host that is not at work the latest that had begun, if any had

	by     kernel.Time // of a delay
	plus   kernel.Time // of a fault, after its work began
	behind bool        // a fault strikes when its work has just ended
	also   Work        // ends at the same instant, if any does
}

// Work is a lifecycle event of a deployment on a host, or of one to Lambda or ECS.
type Work struct {
	Deployment int    // its number
	Host       string // "" of Lambda and ECS
	Event      events.LifecycleEvent
}

// trace follows choices from the first state of a space, and says what they
// are and when they can happen.
func (s *space) trace(start *sim.World, choices []int) ([]Step, *course, error) {
	x := newState(len(s.claims))
	x.world.BranchFrom(start)
	if err := s.enter(&x); err != nil {
		return nil, nil, err
	}
	var list []Step
	way := newCourse(&x, &s.latest)
	for _, n := range choices {
		s.digest(&x)
		choices := s.list(&x)
		if n >= len(choices) {
			return nil, nil, ErrDamaged
		}
		c := choices[n]
		list = append(list, way.stepOf(x.world, &c))
		way.before(&x, &c, &s.latest)
		if err := s.take(&x, &c); err != nil {
			return nil, nil, err
		}
		way.after(&x, &c, &s.latest)
	}
	way.lines = linesOf(x.world)
	return list, way, nil
}

// words are how choices are told; a fault is by its kind.
var words = [...]string{ends: "ends", strikes: "fault", passes: "wait", lines: "order", polls: "poll"}

// stepOf is a choice in a state, for those who do not know the state.
func (v *course) stepOf(w *sim.World, c *choice) Step {
	step := Step{What: words[c.what]}
	if c.what != ends && c.what != strikes {
		return step
	}
	if c.host != codedeploy.NoInstance {
		step.Host = w.Fleet().Name(c.host)
	}
	if c.what == strikes {
		step.What = c.kind.String()
	}
	if c.event < 0 {
		step.When = v.latest
		return step
	}
	step.When = workOf(w, c.target)
	if list, _ := w.Scheduled(); c.also > 0 {
		step.also = workOf(w, list[c.also-1].Subject())
	}
	if c.behind || c.amid {
		list, _ := w.Scheduled()
		step.behind, step.plus = true, list[c.event].Time()-w.CodeDeploy().Began(c.target)
	}
	return step
}

// workOf is the work that is under way on a target.
func workOf(w *sim.World, t uint32) Work {
	info := w.CodeDeploy().Target(t)
	event, _ := w.CodeDeploy().Running(t)
	host := ""
	if info.Instance != codedeploy.NoInstance {
		host = w.Fleet().Name(info.Instance)
	}
	return Work{w.CodeDeploy().Facts(info.Deployment).Number, host, event}
}
