package explore

// What may come before an agent takes up an event: see pauses.go.

import (
	"slices"

	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// comesBetween says whether something that is no fault of the search may strike a host
// so long after the latest step: an input, or the end of the originals (CD-3.9).
func (s *space) comesBetween(x *state, by kernel.Time) bool {
	return follows(x.world, by) || s.anyBy(x, by, func(e kernel.Event) bool { return e.Kind() == events.InputDue || e.Kind() == events.StageWaitEnds })
}

// follows says whether an input that strikes hosts or stops a deployment comes no later
// than so long after something that may happen any time.
func follows(w *sim.World, by kernel.Time) bool {
	for n := range w.Setup().Inputs {
		in := &w.Setup().Inputs[n]
		strikes := in.Fault != nil || in.Call != nil && in.Call.Op == codedeploy.OpStopDeployment
		if _, _, taken := w.Taken(n); strikes && !taken && in.When.Trigger != sim.AtTime && in.When.Plus <= by {
			return true
		}
	}
	return false
}

// crowded says whether another deployment is at work on the host of an event: its work
// may end, and more begin, before a fault of the search strikes the host.
func (s *space) crowded(w *sim.World, k kernel.Event) bool {
	list, _ := w.Scheduled()
	return slices.ContainsFunc(s.kinds, Kind.ofHost) && slices.ContainsFunc(list, func(other kernel.Event) bool {
		e := events.Event(other)
		return e.OfTarget() && e.Target() != k.Subject() && hostOf(w, e) == hostOf(w, events.Event(k)) && !w.CodeDeploy().Stale(e)
	})
}

// soon says whether a wait can be over so long after the latest step.
func (s *space) soon(x *state, by kernel.Time) bool {
	return s.anyBy(x, by, func(kernel.Event) bool { return true })
}

// anyBy says whether one of some waits can be over so long after the latest step.
func (s *space) anyBy(x *state, by kernel.Time, of func(kernel.Event) bool) bool {
	list, _ := x.world.Scheduled()
	return slices.ContainsFunc(list, func(e kernel.Event) bool { return of(e) && s.overBy(x, e, by) })
}

// overBy says whether an event ends a wait that can be over so long after the latest
// step.
func (s *space) overBy(x *state, e kernel.Event, by kernel.Time) bool {
	left := e.Time() - x.world.Now() + s.latest.began(e)
	if n := x.clocks.find(e); n > 0 {
		left = -*x.clocks.at(0, n)
	}
	return waited(e) && (left <= by || e.Kind() == events.AlarmsPolled)
}

// returns says whether a host, its network or its agent can be back so long after
// the latest step.
func (s *space) returns(x *state, host uint32, by kernel.Time) bool {
	return s.anyBy(x, by, func(e kernel.Event) bool { return back(e.Kind()) && e.Subject() == host })
}

// decides says whether the end of a wait may make a deployment or stop one, or take hosts
// away (CD-3.9).
func decides(k kernel.Kind) bool {
	return k == events.InputDue || k == events.AlarmsPolled || k == events.StageWaitEnds
}

// back says whether the end of a wait brings a host, its network or its agent back.
func back(k kernel.Kind) bool {
	return k == events.HostReturns || k == events.NetworkReturns || k == events.AgentReturns
}
