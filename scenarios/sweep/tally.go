package sweep

import (
	"github.com/seed-11de0fc1/rehearse/scenarios/property"
	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// Tally is what was counted of some runs of a cell. Tallies of different runs
// merge in any order and any grouping to the same; the zero value is that of no
// run. Wherever one run stands for several, it is the one with the smallest seed.
type Tally struct {
	Runs        uint64
	Print       [2]uint64 // sum over the runs, each its fingerprint under its seed
	Failed      Case      // a deployment of the run Failed
	Deployments []Endings `json:",omitempty"` // by number, from 1
	Durations   Counts    // until the latest deployment was over
	Shortest    *Instance[kernel.Time]
	Longest     *Instance[kernel.Time]
	Worst       *Instance[Serving] // the fewest hosts in service, by their share
	Claims      []Claim            `json:",omitempty"` // by property
	Limited     Trouble            // the run was stopped by a limit
	Crashed     Trouble            // the engine, or the machine, broke down over it
	Unanswered  Trouble            // a property has no answer, as after a division by zero
}

// Case is something that happens in some runs.
type Case struct {
	Runs uint64
	Seed uint64 // the first of them
}

// Trouble is a case with what was said of the first.
type Trouble struct {
	Case
	Text string `json:",omitempty"`
}

// Instance is an extreme with the seed under which it came.
type Instance[T any] struct {
	Value T
	Seed  uint64
}

// Serving is how many hosts of how many are in service.
type Serving struct{ Least, Of int }

// Endings counts how the deployments with one number stood in the end, by status.
type Endings [events.DeploymentStopped + 1]uint64

// Claim is what runs said about a property.
type Claim struct {
	State  property.State // of all of them, put together
	Broken Case
}

// numbered is how many deployments of a run are told apart; the last counts for
// all behind it too.
const numbered = 16

// merge adds other, which is of other runs.
func (t *Tally) merge(other *Tally) {
	t.Runs += other.Runs
	t.Print[0] += other.Print[0]
	t.Print[1] += other.Print[1]
	t.Failed.merge(other.Failed)
	for len(t.Deployments) < len(other.Deployments) {
		t.Deployments = append(t.Deployments, Endings{})
	}
	for n := range other.Deployments {
		for status, runs := range other.Deployments[n] {
			t.Deployments[n][status] += runs
		}
	}
	t.Durations.merge(other.Durations)
	t.Shortest = most(t.Shortest, other.Shortest, func(a, b kernel.Time) bool { return a < b })
	t.Longest = most(t.Longest, other.Longest, func(a, b kernel.Time) bool { return a > b })
	t.Worst = most(t.Worst, other.Worst, Serving.worse)
	for len(t.Claims) < len(other.Claims) {
		t.Claims = append(t.Claims, Claim{})
	}
	for n := range other.Claims {
		t.Claims[n].State |= other.Claims[n].State
		t.Claims[n].Broken.merge(other.Claims[n].Broken)
	}
	t.Limited.merge(other.Limited)
	t.Crashed.merge(other.Crashed)
	t.Unanswered.merge(other.Unanswered)
}

func (c *Case) merge(other Case) {
	if other.Runs > 0 && (c.Runs == 0 || other.Seed < c.Seed) {
		c.Seed = other.Seed
	}
	c.Runs += other.Runs
}

func (t *Trouble) merge(other Trouble) {
	if other.Runs > 0 && (t.Runs == 0 || other.Seed < t.Seed) {
		t.Text = other.Text
	}
	t.Case.merge(other.Case)
}

// once counts one run.
func (c *Case) once(seed uint64) { c.merge(Case{1, seed}) }

func (t *Trouble) once(seed uint64, text string) { t.merge(Trouble{Case{1, seed}, text}) }

// most is the more extreme of two, either of which may be absent.
func most[T any](a, b *Instance[T], beats func(a, b T) bool) *Instance[T] {
	switch {
	case b == nil:
		return a
	case a == nil || beats(b.Value, a.Value) || !beats(a.Value, b.Value) && b.Seed < a.Seed:
		return &Instance[T]{b.Value, b.Seed}
	}
	return a
}

// worse compares shares without dividing.
func (s Serving) worse(other Serving) bool {
	return int64(s.Least)*int64(other.Of) < int64(other.Least)*int64(s.Of)
}
