package shrink

// The faults of a scenario, and whether it takes one to break the claim.

import (
	"reflect"
	"slices"

	"github.com/seed-11de0fc1/rehearse/scenarios"
)

// wrong is what goes wrong by a key of a script, an event, a function or the tasks of
// a service, in the word of the fault that does the same.
var wrong = map[string]string{
	"Exit": "fail", "NotExecutable": "fail", "NeedsPassword": "fail", "Fails": "fail", "Error": "fail", "HoldsOutput": "hang",
	"Returns": "fail", "NeverHealthy": "hang", "NeverRunning": "hang",
}

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
			add("hang")
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

// unharmed is the scenario without its faults, nil if it has none.
func unharmed(s *scenarios.Scenario) *scenarios.Scenario {
	made := s
	if slices.ContainsFunc(s.Timeline, func(e scenarios.Entry) bool { return isFault(&e) }) {
		calm := *s
		calm.Timeline = slices.DeleteFunc(slices.Clone(s.Timeline), func(e scenarios.Entry) bool { return isFault(&e) })
		made = &calm
	}
	for _, p := range parts(made, goesWrong) {
		made = without(made, p.at)
	}
	if made == s {
		return nil
	}
	return made
}

// takesFaults says whether a scenario that breaks the claim does not break it without
// its faults.
func (k *shrinker) takesFaults(s *scenarios.Scenario) bool {
	calm := unharmed(s)
	if calm == nil {
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
