package explore

// What is scheduled, and which of it happens without a choice.

import (
	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// eventKinds are kinds of events, a bit each.
type eventKinds uint64

const _ = 63 - events.ShiftWaitEnds // the last kind has one too

func kindsOf(list ...kernel.Kind) (k eventKinds) {
	for _, of := range list {
		k |= 1 << of
	}
	return k
}

// has says whether an event is of one of some kinds.
func (k eventKinds) has(e kernel.Event) bool { return k>>e.Kind()&1 != 0 }

// anyOf says whether an event of one of some kinds is scheduled.
func anyOf(w *sim.World, of eventKinds) bool {
	list, _ := w.Scheduled()
	var all eventKinds
	for _, e := range list {
		all |= 1 << e.Kind()
	}
	return all&of != 0
}

var (
	starts = kindsOf(events.DeploymentStarts)
	polled = kindsOf(events.AgentPolls)
	// waits are the ends of waits that have clocks: they are neither the end of work,
	// nor a poll of an agent, nor the limit of a whole deployment, which would be in
	// reach of any that has a dozen scripts if each took an hour (CD-2.18).
	waits = ^kindsOf(events.ScriptEnds, events.LifecycleEventEnds, events.FunctionReturns, events.TaskSetStands,
		events.AgentPolls, events.DeploymentTimesOut)
)

// waited says whether an event is the end of a wait that has a clock.
func waited(e kernel.Event) bool { return waits.has(e) }

// due is the event that happens next without a choice, or -1; first of all those
// before which nothing else may happen. Of another one it says so.
func (s *space) due(x *state) (next int, pause bool) {
	w, last := x.world, -1
	if !anyOf(w, starts|polled|waits) {
		return -1, false
	}
	list, _ := w.Scheduled()
	now := w.Now()
	for n, k := range list {
		switch {
		case polled.has(k):
			if !s.pauses(x, k) {
				return n, false
			}
			last = n
		case starts.has(k):
			if s.orders(x, events.Event(k).Deployment()) > 1 {
				return -1, false
			}
			return n, false
		case k.Time() <= now && waited(k) && !ofItself(k):
			return n, false
		}
	}
	return last, last >= 0
}

// ofItself says whether an event ends a wait that began when something happened that
// may happen at any time: two of them that are due at one instant are due in either
// order.
func ofItself(e kernel.Event) bool { return ofThemselves.has(e) }

var ofThemselves = kindsOf(events.HostReturns, events.NetworkReturns, events.AgentReturns, events.StartTimesOut, events.ScriptTimesOut,
	events.OutputTimesOut, events.LifecycleTimesOut, events.HealthChecksFail, events.HealthChecksPass,
	events.FunctionTimesOut, events.TaskSetTimesOut)
