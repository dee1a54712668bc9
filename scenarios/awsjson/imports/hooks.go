package imports

// What hook functions of Lambda and ECS deployments report, and how long that
// takes: as it was seen, or else a guess. CD-9.6

import (
	"slices"
	"strings"

	"github.com/seed-11de0fc1/rehearse/scenarios"
	"github.com/seed-11de0fc1/rehearse/scenarios/source"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// hookEvents are the events that can have hooks (CD-9.3, CD-9.5).
var hookEvents = []string{"BeforeInstall", "AfterInstall", "AfterAllowTestTraffic", "BeforeAllowTraffic", "AfterAllowTraffic"}

// hookRun is how one hook went.
type hookRun struct {
	event, returns string
	takes          int64 // milliseconds
}

// hookRuns reads the events that can have hooks.
func hookRuns(list []*source.Node) (runs []hookRun) {
	for _, e := range list {
		h := hookRun{event: text(e, "lifecycleEventName"), returns: text(e, "status")}
		takes, timed := span(e, "startTime", "endTime")
		if h.takes = takes; !slices.Contains(hookEvents, h.event) || h.returns != "Failed" && (h.returns != "Succeeded" || !timed) {
			continue
		}
		if h.returns == "Failed" && (h.takes >= int64(kernel.Hour) || strings.Contains(text(e, "diagnostics", "message"), "timed out")) {
			h.returns = "nothing"
		}
		runs = append(runs, h)
	}
	return runs
}

// callHooks lets the functions of hooks be there, and do in the rehearsed
// deployment what they did at AWS.
func (d *draft) callHooks(list []*revision, run *deployment) {
	var seen []hookRun
	if run != nil {
		for _, t := range run.targets {
			seen = append(seen, hookRuns(t.events)...)
			d.noteFailures(run, t)
		}
	}
	for _, rev := range list {
		for _, h := range rev.spec.hooks {
			if !isName(h.function) || !slices.Contains(hookEvents, h.event) {
				continue
			}
			f := d.function(d.rehearsed.group.name, h.function)
			f.used = true
			i := slices.IndexFunc(seen, func(s hookRun) bool { return s.event == h.event })
			switch {
			case rev != list[len(list)-1] || i < 0:
				f.ask(asked{event: h.event})
			default:
				f.ask(asked{h.event, &seen[i]})
				f.note("Durations and results are those of " + run.id + ".")
			}
		}
	}
}

func (f *function) note(line string) {
	if !slices.Contains(f.notes, line) {
		f.notes = append(f.notes, line)
	}
}

// ask adds a call, unless more is known of the event.
func (f *function) ask(q asked) {
	i := slices.IndexFunc(f.asked, func(old asked) bool { return old.event == q.event })
	switch {
	case i < 0:
		f.asked = append(f.asked, q)
	case q.seen != nil:
		f.asked[i] = q
	}
}

// noteFailures says of events without hooks that they failed at AWS.
func (d *draft) noteFailures(run *deployment, t *target) {
	for _, e := range t.events {
		name := text(e, "lifecycleEventName")
		if text(e, "status") == "Failed" && strings.HasPrefix(name, "Allow") {
			d.rehearsed.notes = append(d.rehearsed.notes,
				strings.TrimSuffix("Differs: "+name+" failed in "+run.id+", which an alarm or a stop lets it do; here it does not: "+text(e, "diagnostics", "message"), ": "))
		}
	}
}

// calls are the plans of a hook function: one for all events if they are alike.
// It tells whether some are guesses.
func (f *function) calls() (list []*source.Node, guessed bool) {
	type outcome struct {
		takes, returns string
	}
	var outcomes []outcome
	events := map[outcome][]*source.Node{}
	for _, q := range f.asked {
		o := outcome{guess, ""}
		if guessed = guessed || q.seen == nil; q.seen != nil {
			takes := kernel.Time(q.seen.takes)
			o = outcome{scenarios.Range{Lo: takes, Hi: takes}.String(), q.seen.returns}
		}
		switch o.returns {
		case "nothing":
			o.takes = ""
		case "Succeeded":
			o.returns = ""
		}
		if events[o] == nil {
			outcomes = append(outcomes, o)
		}
		events[o] = append(events[o], source.Str(q.event))
	}
	for _, o := range outcomes {
		made := newBlock()
		if len(outcomes) > 1 {
			made.addList("event", events[o])
		}
		if o.takes != "" {
			made.add("takes", source.Str(o.takes))
		}
		if o.returns != "" {
			made.add("returns", source.Str(o.returns))
		}
		list = append(list, made.Node)
	}
	return list, guessed
}
