package explore

// Faults of Lambda and ECS deployments, which have no hosts: their hooks, and
// Install of ECS, fail, hang or are late (CD-9.6, CD-9.7).

import (
	"fmt"

	"github.com/seed-11de0fc1/rehearse/scenarios"
	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/events"
)

// hostless says whether no fault of a host can strike anything in a setup.
func hostless(s *sim.Setup, instances int) bool {
	return instances == 0 && len(s.Fleet.AutoScalingGroups) == 0
}

// shiftFault is what a fault of a deployment's event is in a scenario.
func (s *Step) shiftFault() *scenarios.Fault {
	f := &scenarios.Fault{Deployment: int64(s.When.Deployment)}
	switch kind, _ := parseKind(s.What); kind {
	case Fail:
		f.Event = "fail"
	case Hang:
		f.Event = "hang"
	default:
		f.Event, f.For = "delay", &s.by
	}
	return f
}

// tellShift is such a fault in a few words.
func tellShift(e *scenarios.Entry) string {
	f := e.Fault
	text := fmt.Sprintf("%s the event of deployment %d when its %s begins", f.Event, f.Deployment, e.When.LifecycleEvent)
	if f.For != nil {
		text += ", by " + f.For.String()
	}
	return text
}

// endsWork says whether an event is the end of work that can be struck.
func endsWork(e events.Event) bool {
	return sim.Free(e) || e.Kind() == events.FunctionReturns || e.Kind() == events.TaskSetStands
}
