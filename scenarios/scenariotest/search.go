package scenariotest

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/seed-11de0fc1/rehearse/scenarios"
	"github.com/seed-11de0fc1/rehearse/scenarios/property"
	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// outcome is what a search has found.
type outcome struct {
	states []property.State      // of all runs together, by claim
	broken []*scenarios.Scenario // by claim, nil if it was not
	runs   int
	faults int  // all runs with so many faults or fewer were made
	all    bool // all runs that were allowed
}

// String says how far the search came.
func (o *outcome) String() string {
	if o.all {
		return fmt.Sprintf("every placement of up to %d faults tried, in %d runs", o.faults, o.runs)
	}
	return fmt.Sprintf("every placement of up to %d faults tried, and some of more, in %d runs", o.faults, o.runs)
}

// moment is the beginning of a lifecycle event in a run.
type moment struct {
	at         kernel.Time
	deployment int64
	host       string
	event      string
}

// attempt is a scenario with faults, the latest from a moment on.
type attempt struct {
	scenario *scenarios.Scenario
	since    kernel.Time
}

// search makes the run without a fault, then all runs with one, with two, and
// so on: each fault at the beginning of some lifecycle event.
func (x *exploration) search() (*outcome, error) {
	o := &outcome{states: make([]property.State, len(x.properties)), broken: make([]*scenarios.Scenario, len(x.properties)), faults: -1}
	layer := []attempt{{scenario: x.scenario}}
	for f := 0; f <= x.faults; f++ {
		var next []attempt
		for _, a := range layer {
			if o.runs == x.runs || !slices.Contains(o.broken, nil) {
				return o, nil
			}
			moments, err := x.try(a, o)
			if err != nil {
				return nil, err
			}
			if f < x.faults && len(next) < x.runs {
				next = append(next, x.worse(a, moments)...)
			}
		}
		o.faults, layer = f, next
	}
	o.all = true
	return o, nil
}

// try runs a scenario, and returns when which event began on which host.
func (x *exploration) try(a attempt, o *outcome) ([]moment, error) {
	o.runs++
	watch, verdicts, w, err := x.run(a.scenario)
	if err != nil {
		return nil, err
	}
	for n, v := range verdicts {
		o.states[n] |= watch.States[n]
		if v == property.Violated && o.broken[n] == nil {
			o.broken[n] = a.scenario
		}
	}
	return momentsOf(w), nil
}

func momentsOf(w *sim.World) (list []moment) {
	for _, d := range w.Deployments() {
		for _, t := range w.Targets(d) {
			for _, e := range t.Events {
				if e.Started {
					list = append(list, moment{e.Start, int64(d.Number), t.Name, e.Event.String()})
				}
			}
		}
	}
	slices.SortStableFunc(list, func(a, b moment) int { return cmp.Compare(a.at, b.at) })
	return list
}

// worse adds one fault to an attempt, none before the latest it has.
func (x *exploration) worse(a attempt, moments []moment) (list []attempt) {
	for _, m := range moments {
		if m.at < a.since {
			continue
		}
		for _, kind := range x.kinds {
			made := *a.scenario
			made.Timeline = append(slices.Clone(a.scenario.Timeline), m.entry(kind))
			list = append(list, attempt{&made, m.at})
		}
	}
	return list
}

// entry is a fault at the moment.
func (m *moment) entry(kind Kind) scenarios.Entry {
	on, minute := scenarios.Names(m.host), kernel.Minute
	e := scenarios.Entry{When: &scenarios.When{Instance: on[0], Deployment: &m.deployment, LifecycleEvent: m.event}, Fault: new(scenarios.Fault)}
	switch f := e.Fault; kind {
	case EventFails:
		f.Fail = on
	case EventHangs:
		f.Hang = on
	case EventLate:
		f.Delay, f.For = on, &minute
	case HostDies:
		f.Terminate = on
	case AgentDies:
		f.CrashAgent = on
	case NetworkCut:
		f.CutNetwork = on
	case HostReboots:
		f.Reboot = on
	}
	return e
}
