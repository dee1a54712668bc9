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

// isFault says whether an entry counts as a fault.
func (k *shrinker) isFault(e *scenarios.Entry) bool { return e.IsFault(k.o.Late) }

// kindsOf are the kinds of faults that a scenario has, each once.
func (k *shrinker) kindsOf(s *scenarios.Scenario) (words []string) {
	add := func(word string) {
		if !slices.Contains(words, word) {
			words = append(words, word)
		}
	}
	for i := range s.Timeline {
		if e := &s.Timeline[i]; k.isFault(e) {
			add(e.Fault.Word())
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

// unstruck is the scenario without the faults of its timeline, itself if it has none.
func (k *shrinker) unstruck(s *scenarios.Scenario) *scenarios.Scenario {
	calm := *s
	calm.Timeline = slices.DeleteFunc(slices.Clone(s.Timeline), func(e scenarios.Entry) bool { return k.isFault(&e) })
	if len(calm.Timeline) == len(s.Timeline) {
		return s
	}
	return &calm
}

// unharmed is the scenario without anything that goes wrong, itself if nothing does.
func (k *shrinker) unharmed(s *scenarios.Scenario) *scenarios.Scenario { return sound(k.unstruck(s)) }

// sound is the scenario without what goes wrong by itself, itself if nothing does.
func sound(s *scenarios.Scenario) *scenarios.Scenario {
	for _, p := range parts(s, goesWrong) {
		s = without(s, p.at)
	}
	return s
}

// replaces says whether something that goes wrong by itself takes the place of a fault of
// the scenario so far, in one that has fewer.
func (k *shrinker) replaces(s *scenarios.Scenario) bool {
	faults := func(s *scenarios.Scenario) int { return scenarios.FaultsIn(s.Timeline, k.o.Late) }
	alone := sound(s)
	if alone == s || faults(s) >= faults(k.best.scenario) {
		return false
	}
	t, err := k.run(alone)
	return err != nil || !t.breach.broken
}

// calming makes a scenario one that is without something.
type calming func(k *shrinker, s *scenarios.Scenario) *scenarios.Scenario

// needed makes a scenario one without what it can not do without: the faults of its
// timeline, or else these together with all that goes wrong by itself. It is nil if it
// breaks the claim all the same.
func (k *shrinker) needed(s *scenarios.Scenario) calming {
	for _, calmed := range []calming{(*shrinker).unstruck, (*shrinker).unharmed} {
		if k.takes(s, calmed) {
			return calmed
		}
	}
	return nil
}

// takes says whether a scenario that breaks the claim does not break it once it is
// without something.
func (k *shrinker) takes(s *scenarios.Scenario, calmed calming) bool {
	calm := calmed(k, s)
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
func fewerFaults(k *shrinker) []edit { return k.lessOneFault(k.best.scenario) }

// lessOneFault leaves out each fault of a scenario.
func (k *shrinker) lessOneFault(s *scenarios.Scenario) (edits []edit) {
	for i := range s.Timeline {
		if k.isFault(&s.Timeline[i]) {
			edits = append(edits, func() *scenarios.Scenario { return withoutItems(s, field("Timeline"), i, i+1) })
		}
	}
	for _, p := range parts(s, goesWrong) {
		edits = append(edits, func() *scenarios.Scenario { return without(s, p.at) })
	}
	return edits
}
