package explore

// Work takes any time up to its limit, so that a delay is no fault. One that runs into a
// timeout would be: a delay of the scenario itself may add to it. CD-4.7, CD-4.8, CD-7.2, CD-9.6

import (
	"slices"

	"github.com/seed-11de0fc1/rehearse/scenarios"
	"github.com/seed-11de0fc1/rehearse/scenarios/property"
	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// shows says whether a scenario breaks a claim, and by no timeout that the delays behind
// its own timeline bring about.
func (r *replayer) shows(s *scenarios.Scenario, claim *property.Property) (bool, error) {
	broken, err := r.breaks(s, claim)
	if !broken || err != nil {
		return false, err
	}
	return r.timely(s)
}

// timely says whether no work of a scenario runs into a timeout that does not without
// the delays behind its own timeline.
func (r *replayer) timely(s *scenarios.Scenario) (bool, error) {
	faults := undelayed(s.Timeline[len(r.scenario.Timeline):])
	if len(r.scenario.Timeline)+len(faults) == len(s.Timeline) {
		return true, nil
	}
	late, err := r.timeouts(s)
	if len(late) == 0 || err != nil {
		return err == nil, err
	}
	known, err := r.timeouts(r.with(faults))
	return err == nil && !slices.ContainsFunc(late, func(at Work) bool { return !slices.Contains(known, at) }), err
}

// undelayed are entries without those that delay work.
func undelayed(entries []scenarios.Entry) []scenarios.Entry {
	return slices.DeleteFunc(slices.Clone(entries), func(e scenarios.Entry) bool { return !e.IsFault(false) })
}

// timeouts are the pieces of work of a scenario that run into a timeout, and not because
// their host or its agent was lost.
func (r *replayer) timeouts(s *scenarios.Scenario) (late []Work, err error) {
	setup, err := r.build(s)
	if err != nil {
		return nil, err
	}
	w := r.world(setup)
	began, lost := map[uint32]kernel.RecordNo{}, map[uint32]kernel.RecordNo{}
	w.Journal().Tap(func(k kernel.Record) {
		switch e := events.Record(k); k.Kind {
		case events.EventStarted:
			began[e.Index()] = k.No
		case events.AgentStopped, events.HostStopped, events.HostTerminated, events.NetworkCut:
			lost[e.Index()] = k.No
		case events.EventEnded:
			if timedOut(e.Outcome()) && lost[w.CodeDeploy().Target(e.Index()).Instance] <= began[e.Index()] {
				late = append(late, endedWork(w, e))
			}
		}
	})
	return late, w.Run()
}

// timedOut says whether work has taken too long.
func timedOut(o events.Outcome) bool {
	switch o.Detail {
	case events.EventTimedOut, events.NotHealthyInTime, events.OutputLeftOpen, events.HookUnanswered, events.TasksNotHealthy:
		return true
	}
	return o.Code == events.ScriptTimedOut
}

// endedWork is the work that a record says has ended.
func endedWork(w *sim.World, e events.Record) Work {
	at := workOf(w, e.Index())
	at.Event = e.LifecycleEvent()
	return at
}
