package shrink

// A counterexample as it happens in the scenario that was searched, before
// anything else is left out.

import (
	"context"

	"github.com/seed-11de0fc1/rehearse/scenarios"
	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// Story is how a scenario breaks a claim, in its own times.
type Story struct {
	Scenario *scenarios.Scenario
	Property string // that it breaks
	Moments  []Moment
	At       kernel.Time // when it breaks it
	Last     string      // what was recorded then, as sim.World.Describe has it; empty if nothing was
}

// Moment is when an entry of the timeline happens.
type Moment struct {
	At    kernel.Time
	Entry int
	What  string // as sim.World.Describe has it
}

// mostTold is how many runs leaving out what strikes may take.
const mostTold = 2_000

// Tell leaves out of a counterexample of a search what strikes the scenario that
// was searched and is not needed to break the claim by the same rules: o says
// which. The first own entries of its timeline are the scenario's own, and stay.
// The errors are those of Shrink.
func Tell(ctx context.Context, s *scenarios.Scenario, own int, o Options) (*Story, error) {
	o.Runs = mostTold
	k, err := start(ctx, s, o)
	if err != nil {
		return nil, err
	}
	for k.pass(func(k *shrinker) []edit { return lessStrikes(k.best.scenario, own) }) {
	}
	t := &k.best
	story := &Story{Scenario: t.scenario, Property: k.claim.String(), Moments: moments(t.world), At: t.breach.at}
	if no := t.breach.told; no > 0 {
		r := t.world.Journal().Records()[no-1]
		story.Last = t.world.Subject(r) + ": " + t.world.Describe(r)
	}
	return story, nil
}

// lessStrikes leave out pieces of a timeline behind the first entries.
func lessStrikes(s *scenarios.Scenario, own int) (edits []edit) {
	halves(len(s.Timeline)-own, func(lo, hi int) {
		edits = append(edits, func() *scenarios.Scenario { return withoutItems(s, field("Timeline"), own+lo, own+hi) })
	})
	return edits
}

// moments are the entries that have happened, in the order in which they did.
func moments(w *sim.World) (list []Moment) {
	seen := map[uint32]bool{}
	for _, r := range w.Journal().Records() {
		if kind, n := events.SubjectOf(r.Subject); kind == events.Input && !seen[n] {
			seen[n] = true
			list = append(list, Moment{r.At, int(n), w.Describe(r)})
		}
	}
	return list
}
