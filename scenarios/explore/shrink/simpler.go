package shrink

// Simpler and earlier faults.

import (
	"reflect"
	"slices"
	"strings"

	"github.com/seed-11de0fc1/rehearse/scenarios"
	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// verbs are what befalls hosts, the simplest first. A delay comes before all, as
// it is no fault: none takes its place, and it takes that of none.
var verbs = []string{"Delay", "Fail", "Hang", "Terminate", "Stop", "Reboot", "CrashAgent", "CutNetwork", "FillDisk", "LoseArchives"}

// simplerFaults makes faults simpler: a failing event in the place of what befalls a
// host, a trigger that needs no time, an earlier event, an earlier host.
func simplerFaults(k *shrinker) (edits []edit) {
	t := &k.best
	for i := range t.scenario.Timeline {
		e := &t.scenario.Timeline[i]
		put := func(made scenarios.Entry) {
			edits = append(edits, func() *scenarios.Scenario { return with(t.scenario, field("Timeline").to(i), made) })
		}
		if e.Fault != nil {
			k.simplerVerbs(e, put)
			k.simplerEvents(e, put)
		}
		simplerTriggers(t, e, put)
	}
	return append(edits, earlierHosts(t.scenario)...)
}

// struck are the hosts of a fault and the place of its verb among verbs, or
// behind them all.
func struck(f *scenarios.Fault) (on []scenarios.Name, rank int) {
	v := reflect.ValueOf(f).Elem()
	for i, verb := range verbs {
		if list := v.FieldByName(verb).Interface().([]scenarios.Name); list != nil {
			return list, i
		}
	}
	switch {
	case f.Slow != nil:
		on = f.Slow.Instance
	case f.PutFile != nil:
		on = f.PutFile.Instance
	case f.DeleteFile != nil:
		on = f.DeleteFile.Instance
	}
	return on, len(verbs)
}

// simplerVerbs are all simpler faults of the same hosts, of the kinds that there may be.
func (k *shrinker) simplerVerbs(e *scenarios.Entry, put func(e scenarios.Entry)) {
	on, rank := struck(e.Fault)
	if on == nil {
		return
	}
	for _, verb := range verbs[:rank] {
		if !k.may(verb) {
			continue
		}
		made := *e
		made.Fault = &scenarios.Fault{Pos: e.Fault.Pos}
		reflect.ValueOf(made.Fault).Elem().FieldByName(verb).Set(reflect.ValueOf(on))
		put(made)
	}
}

// may says whether a fault of that word may be there.
func (k *shrinker) may(verb string) bool {
	return slices.ContainsFunc(k.kinds, func(kind string) bool { return strings.EqualFold(kind, verb) })
}

// simplerEvents are all simpler faults of the event of a Lambda or ECS
// deployment; none takes the place of a delay, which is none.
func (k *shrinker) simplerEvents(e *scenarios.Entry, put func(e scenarios.Entry)) {
	if e.Fault.Event == "hang" && k.may("fail") {
		made := *e
		made.Fault = &scenarios.Fault{Pos: e.Fault.Pos, Event: "fail", Deployment: e.Fault.Deployment}
		put(made)
	}
}

// simplerTriggers are all earlier or simpler ones: the beginning, then a
// lifecycle event of the host that is struck, in the order of events.
func simplerTriggers(t *trial, e *scenarios.Entry, put func(e scenarios.Entry)) {
	if e.At == nil || *e.At > 0 {
		put(triggered(e, new(kernel.Time), nil))
	}
	if e.Fault == nil || e.After == nil && e.At != nil && *e.At == 0 {
		return
	}
	on, _ := struck(e.Fault)
	if e.When != nil {
		for _, event := range t.eventsFor(e.When) {
			if event == e.When.LifecycleEvent {
				break
			}
			when := *e.When
			when.LifecycleEvent = event
			put(triggered(e, nil, &when))
		}
		return
	}
	for _, name := range on[:min(1, len(on))] {
		for _, event := range t.eventsOf(name) {
			put(triggered(e, nil, &scenarios.When{Instance: name, LifecycleEvent: event}))
		}
	}
}

// triggered is an entry with another trigger.
func triggered(e *scenarios.Entry, at *kernel.Time, when *scenarios.When) scenarios.Entry {
	made := *e
	made.At, made.After, made.When = at, nil, when
	return made
}

// eventsFor are the lifecycle events that a trigger could wait for instead of
// its own.
func (t *trial) eventsFor(when *scenarios.When) []string {
	if !when.Instance.IsZero() {
		return t.eventsOf(when.Instance)
	}
	return t.hooksOf(int(*when.Deployment))
}

// hooksOf are the lifecycle events of a Lambda or ECS deployment that a fault
// can strike, in order: the others are over at once.
func (t *trial) hooksOf(number int) (list []string) {
	cd := t.world.CodeDeploy()
	for _, r := range t.world.Journal().Records() {
		kind, n := events.SubjectOf(r.Subject)
		if kind != events.Target || cd.Info(cd.Target(n).Deployment).Number != number {
			continue
		}
		switch r.Kind {
		case events.TaskSetMade:
			list = append(list, events.Install.String())
		case events.FunctionCalled:
			list = append(list, events.LifecycleEvent(r.A).String())
		}
	}
	return list
}

// eventsOf are the lifecycle events that began on a host, each once, in order.
func (t *trial) eventsOf(name scenarios.Name) (list []string) {
	q, ok := single(crews(t.scenario), name.Text)
	if !ok {
		return nil
	}
	host := place(t.scenario, q)
	for _, r := range t.world.Journal().Records() {
		kind, n := events.SubjectOf(r.Subject)
		if r.Kind != events.EventStarted || kind != events.Target || t.world.CodeDeploy().Target(n).Instance != host {
			continue
		}
		if event := events.Record(r).LifecycleEvent().String(); !slices.Contains(list, event) {
			list = append(list, event)
		}
	}
	return list
}

// earlierHosts let each word for a host that is struck speak of an earlier one.
func earlierHosts(s *scenarios.Scenario) (edits []edit) {
	list := crews(s)
	for i := range s.Timeline {
		e := &s.Timeline[i]
		if e.Fault == nil {
			continue
		}
		on, _ := struck(e.Fault)
		if len(on) != 1 {
			continue
		}
		q, ok := single(list, on[0].Text)
		for at := 0; ok && at < int(place(s, q)) && at < few; at++ {
			for _, earlier := range squads(list, at, at+1) {
				edits = append(edits, func() *scenarios.Scenario { return struckInstead(s, i, on[0], earlier.words(list)) })
			}
		}
	}
	return edits
}

// struckInstead is the scenario in which a fault strikes another host, and waits
// for that one if it waited for the first.
func struckInstead(s *scenarios.Scenario, i int, from, to scenarios.Name) *scenarios.Scenario {
	return with(s, field("Timeline").to(i), onOthers(s.Timeline[i], func(x scenarios.Name) scenarios.Name {
		if x.Text == from.Text {
			return to
		}
		return x
	}))
}
