package shrink

// The rules by which a claim is broken.

import (
	"slices"
	"strings"

	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
	"github.com/seed-11de0fc1/rehearse/sim/rules"
)

// Chain is how a record that broke a claim came about, as `rehearse why` tells
// it.
type Chain struct {
	// Rules decided the steps that are shown, each once, the last to decide first.
	// There is none if what strikes does it alone.
	Rules  []kernel.Rule
	passed []kernel.Rule // those of the steps that went well on the way, each once
	kind   kernel.Kind   // of the record; 0 if it was so from the start
}

// chainOf is the chain of a record; 0 is none.
func chainOf(w *sim.World, no kernel.RecordNo) (c Chain) {
	steps := w.Why(no)
	smooth := sim.Smooth(steps)
	for i, r := range steps {
		list := &c.Rules
		if smooth[i] {
			list = &c.passed
		}
		if i == 0 {
			c.kind = r.Kind
		}
		if r.Rule != 0 && !slices.Contains(*list, r.Rule) {
			*list = append(*list, r.Rule)
		}
	}
	return c
}

// FromStart says whether the claim was broken before anything happened.
func (c Chain) FromStart() bool { return c.kind == 0 }

// as says whether a chain is the same as another: the same rules decided the
// steps that are shown, in the same order, and no others those that went well.
// Of these there may be fewer, as there are with fewer hosts.
func (c Chain) as(o Chain) bool {
	return c.kind == o.kind && slices.Equal(c.Rules, o.Rules) && !slices.ContainsFunc(c.passed, func(r kernel.Rule) bool {
		return !slices.Contains(o.passed, r) && !slices.Contains(o.Rules, r)
	})
}

// Words are the rules as they are written.
func (c Chain) Words() []string {
	words := make([]string, len(c.Rules))
	for i, r := range c.Rules {
		words[i] = rules.String(r)
	}
	return words
}

// String lists the rules.
func (c Chain) String() string { return strings.Join(c.Words(), ", ") }
