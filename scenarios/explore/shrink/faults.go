package shrink

// The faults of a scenario, and whether it takes one to break the claim.

import (
	"reflect"
	"slices"

	"github.com/seed-11de0fc1/rehearse/scenarios"
)

// wrong is what goes wrong by a key of a script, an event, a function or the tasks of
// a service. It is of another kind than the fault that does the same, as it strikes by
// itself, next time too.
var wrong = map[string]string{
	"Exit": fails, "NotExecutable": fails, "NeedsPassword": fails, "Fails": fails, "Error": fails, "HoldsOutput": hangs,
	"Returns": fails, "NeverHealthy": hangs, "NeverRunning": hangs,
}

const fails, hangs = "fails by itself", "hangs by itself"

// goesWrong says whether a part lets a script, an event, a function or tasks go wrong.
func goesWrong(p *part) bool {
	planned := p.at[0] == field("Revisions")[0] || p.at[0] == field("Functions")[0] || p.at[0] == field("Services")[0]
	return planned && wrong[p.field.Name] != "" && (p.field.Name != "Returns" || p.v.String() != "Succeeded")
}

var faultType = reflect.TypeFor[scenarios.Fault]()

// isFault says whether an entry is a fault. A delay is none.
func isFault(e *scenarios.Entry) bool {
	return e.Fault != nil && e.Fault.Delay == nil && e.Fault.Event != "delay"
}

// kindsOf are the kinds of faults that a scenario has, each once.
func kindsOf(s *scenarios.Scenario) (words []string) {
	add := func(word string) {
		if !slices.Contains(words, word) {
			words = append(words, word)
		}
	}
	for i := range s.Timeline {
		if e := &s.Timeline[i]; isFault(e) {
			add(kindOf(e.Fault))
		}
	}
	for _, p := range parts(s, goesWrong) {
		if p.field.Name == "Returns" && p.v.String() == "nothing" {
			add(hangs)
		} else {
			add(wrong[p.field.Name])
		}
	}
	return words
}

// kindOf is the word of a fault.
func kindOf(f *scenarios.Fault) string {
	if f.Event != "" {
		return f.Event
	}
	v := reflect.ValueOf(f).Elem()
	for i := range v.NumField() {
		word, about := faultType.Field(i).Tag.Get("key"), v.Field(i)
		if word != "" && word != "for" && !about.IsZero() {
			return word
		}
	}
	return ""
}

// unstruck is the scenario without the faults of its timeline, itself if it has none.
func unstruck(s *scenarios.Scenario) *scenarios.Scenario {
	if !slices.ContainsFunc(s.Timeline, func(e scenarios.Entry) bool { return isFault(&e) }) {
		return s
	}
	calm := *s
	calm.Timeline = slices.DeleteFunc(slices.Clone(s.Timeline), func(e scenarios.Entry) bool { return isFault(&e) })
	return &calm
}

// unharmed is the scenario without anything that goes wrong, itself if nothing does.
func unharmed(s *scenarios.Scenario) *scenarios.Scenario {
	made := unstruck(s)
	for _, p := range parts(made, goesWrong) {
		made = without(made, p.at)
	}
	return made
}

// needed makes a scenario one without what it can not do without: the faults of its
// timeline, or else these together with all that goes wrong by itself. It is nil if it
// breaks the claim all the same.
func (k *shrinker) needed(s *scenarios.Scenario) func(s *scenarios.Scenario) *scenarios.Scenario {
	for _, calmed := range []func(s *scenarios.Scenario) *scenarios.Scenario{unstruck, unharmed} {
		if k.takes(s, calmed) {
			return calmed
		}
	}
	return nil
}

// takes says whether a scenario that breaks the claim does not break it once it is
// without something.
func (k *shrinker) takes(s *scenarios.Scenario, calmed func(s *scenarios.Scenario) *scenarios.Scenario) bool {
	calm := calmed(s)
	if calm == s {
		return false
	}
	if k.calm == nil || !reflect.DeepEqual(calm, k.calm) {
		if t, err := k.run(calm); err != nil || t.breach.broken {
			return false
		}
		k.calm = calm
	}
	return true
}

// fewerFaults leave out faults.
func fewerFaults(k *shrinker) (edits []edit) {
	s := k.best.scenario
	for i := range s.Timeline {
		if isFault(&s.Timeline[i]) {
			edits = append(edits, func() *scenarios.Scenario { return withoutItems(s, field("Timeline"), i, i+1) })
		}
	}
	for _, p := range parts(s, goesWrong) {
		edits = append(edits, func() *scenarios.Scenario { return without(s, p.at) })
	}
	return edits
}
