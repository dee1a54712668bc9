package explore

import (
	"cmp"
	"math/bits"
	"slices"

	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// coverage is what runs have shown: pairs of a rule and what came of it, and
// which record followed which.
type coverage struct {
	outcomes map[outcome]bool
	follows  map[[2]kernel.Kind]bool
	last     kernel.Kind
	begun    int              // lifecycle events of the present run
	found    int              // pairs of both sorts
	times    map[outcome]int  // how often the present run has shown each
	counts   map[counted]bool // that runs have shown
}

// counted is that a run has shown an outcome so often: from a power of two up to
// the next. What takes many faults shows nothing new before the last of them
// but more of the same.
type counted struct {
	Outcome outcome
	Power   uint8
}

// outcome is what a rule decided: a kind of record, and the status that it
// gives, if it gives one.
type outcome struct {
	Rule   kernel.Rule
	Kind   kernel.Kind
	Status uint8
}

func (o outcome) compare(p outcome) int {
	return cmp.Or(cmp.Compare(o.Rule, p.Rule), cmp.Compare(o.Kind, p.Kind), cmp.Compare(o.Status, p.Status))
}

// Coverage is what a search has shown of the rules.
type Coverage struct {
	Rules    []kernel.Rule // that decided something, in order
	Outcomes int           // pairs of a rule and what came of it
	Follows  int           // pairs of kinds of records, one after the other
}

func (c *coverage) begin() {
	if c.outcomes == nil {
		c.outcomes, c.follows = map[outcome]bool{}, map[[2]kernel.Kind]bool{}
		c.times, c.counts = map[outcome]int{}, map[counted]bool{}
	}
	clear(c.times)
	c.last, c.begun = 0, 0
}

// see adds a record.
func (c *coverage) see(r kernel.Record) {
	pair := [2]kernel.Kind{c.last, r.Kind}
	c.last = r.Kind
	if !c.follows[pair] {
		c.follows[pair] = true
		c.found++
	}
	if r.Rule == 0 {
		return
	}
	o := outcomeOf(r)
	if !c.outcomes[o] {
		c.outcomes[o] = true
		c.found++
	}
	c.times[o]++
}

// more says whether the present run has shown something more often than any
// before.
func (c *coverage) more() (found bool) {
	for o, n := range c.times {
		x := counted{o, uint8(bits.Len(uint(n)))}
		if !c.counts[x] {
			c.counts[x], found = true, true
		}
	}
	return found
}

func outcomeOf(r kernel.Record) outcome {
	o := outcome{Rule: r.Rule, Kind: r.Kind}
	switch rec := events.Record(r); r.Kind {
	case events.EventEnded:
		o.Status = uint8(rec.Outcome().Status)<<4 | uint8(rec.LifecycleEvent())
	case events.TargetEnded:
		o.Status = uint8(rec.TargetStatus())
	case events.DeploymentEnded:
		o.Status = uint8(r.A)
	}
	return o
}

func (c *coverage) pairs() int { return c.found }

func (c *coverage) report() Coverage {
	out := Coverage{Outcomes: len(c.outcomes), Follows: len(c.follows)}
	for o := range c.outcomes {
		out.Rules = append(out.Rules, o.Rule)
	}
	slices.Sort(out.Rules)
	out.Rules = slices.Compact(out.Rules)
	return out
}
