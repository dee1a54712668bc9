package shrink

// What happens in a scenario: entries of the timeline, and what scripts and
// lifecycle events do.

import (
	"reflect"
	"slices"

	"github.com/seed-11de0fc1/rehearse/scenarios"
	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// lessHappens leaves out what happens; single things also with all hosts started
// at once.
func lessHappens(k *shrinker) (edits []edit) {
	t := &k.best
	s, timeline := t.scenario, field("Timeline")
	edits = append(edits, func() *scenarios.Scenario { return t.withoutEntries(t.cone().idle()) })
	halves(len(s.Timeline), func(lo, hi int) {
		if hi-lo < len(s.Timeline) {
			edits = append(edits, func() *scenarios.Scenario { return t.withoutEntries(span(lo, hi)) })
		}
		if hi-lo == 1 {
			edits = append(edits, func() *scenarios.Scenario {
				if len(t.madeBy(span(lo, hi))) == 0 {
					return nil // as above
				}
				return withoutItems(s, timeline, lo, hi)
			}, func() *scenarios.Scenario { return t.inPlaceOf(lo) }, func() *scenarios.Scenario { return atOnce(t.withoutEntries(span(lo, hi))) })
		}
	})
	for _, p := range parts(s, func(p *part) bool { return isStruck(p) || isPlan(p) }) {
		if p.v.Kind() == reflect.Slice {
			edits = append(edits, chunksOf(s, p.at)...)
		}
		if isPlan(&p) {
			edits = append(edits, func() *scenarios.Scenario { return withoutPart(s, &p) }, func() *scenarios.Scenario { return atOnce(withoutPart(s, &p)) })
		}
	}
	return edits
}

// isStruck says whether a part lists several hosts that a fault strikes.
func isStruck(p *part) bool {
	return p.at[0] == field("Timeline")[0] && !p.item && p.v.Type() == reflect.TypeFor[[]scenarios.Name]() && p.v.Len() > 1
}

// isPlan says whether a part is about what scripts and events do.
func isPlan(p *part) bool {
	switch p.field.Name {
	case "Scripts", "Events":
		return p.at[0] == field("Revisions")[0]
	case "Plans":
		return p.item
	}
	return false
}

// withoutPart is the scenario without a key, or without an item of a list.
func withoutPart(s *scenarios.Scenario, p *part) *scenarios.Scenario {
	if !p.item {
		return without(s, p.at)
	}
	last := len(p.at) - 1
	return withoutItems(s, p.at[:last], p.at[last], p.at[last]+1)
}

func span(lo, hi int) map[int]bool {
	set := map[int]bool{}
	for i := lo; i < hi; i++ {
		set[i] = true
	}
	return set
}

// withoutEntries is the scenario without some entries of its timeline and what
// speaks of the deployments that they made; the numbers of the others are as
// many less. nil if there is none of them.
func (t *trial) withoutEntries(gone map[int]bool) *scenarios.Scenario {
	if len(gone) == 0 {
		return nil
	}
	made := *t.scenario
	made.Timeline = nil
	for i, e := range t.scenario.Timeline {
		if !gone[i] {
			made.Timeline = append(made.Timeline, e)
		}
	}
	numbers := t.madeBy(gone)
	if len(numbers) == 0 {
		return &made
	}
	return rewriting{number: func(n int64) (int64, bool) {
		less := int64(0)
		for _, d := range numbers {
			if d < n {
				less++
			}
			if d == n {
				return 0, false
			}
		}
		return n - less, true
	}}.of(&made)
}

// inPlaceOf is the scenario without an entry that made a deployment, with
// what waited for that one in its place; nil if nothing did.
func (t *trial) inPlaceOf(i int) *scenarios.Scenario {
	gone := span(i, i+1)
	numbers, e := t.madeBy(gone), t.scenario.Timeline[i]
	made := *t.scenario
	made.Timeline = slices.Clone(t.scenario.Timeline)
	waited := false
	for j, other := range made.Timeline {
		if other.After != nil && slices.Contains(numbers, other.After.Deployment) {
			other.At, other.After, other.When = e.At, e.After, e.When
			made.Timeline[j], waited = other, true
		}
	}
	if !waited {
		return nil
	}
	return (&trial{scenario: &made, world: t.world}).withoutEntries(gone)
}

// madeBy are the numbers of the deployments that some entries led to.
func (t *trial) madeBy(entries map[int]bool) (numbers []int64) {
	rows := t.world.Journal().Records()
	for _, r := range rows {
		if r.Kind != events.DeploymentMade {
			continue
		}
		kind, n := events.SubjectOf(rows[root(rows, r.No)-1].Subject)
		if kind == events.Input && entries[int(n)] {
			_, d := events.SubjectOf(r.Subject)
			numbers = append(numbers, int64(t.world.CodeDeploy().Info(int32(d)).Number))
		}
	}
	return numbers
}

// root is the first of the causes of a record.
func root(rows []kernel.Record, no kernel.RecordNo) kernel.RecordNo {
	for rows[no-1].Cause > 0 {
		no = rows[no-1].Cause
	}
	return no
}
