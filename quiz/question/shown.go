package question

import (
	"errors"
	"slices"
	"strings"

	"github.com/seed-11de0fc1/rehearse/scenarios"
	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
	"github.com/seed-11de0fc1/rehearse/sim/events"
)

// Open makes a case of any scenario: told in sentences if it can be, or else
// shown as it is written.
func Open(name string, s *scenarios.Scenario, setup *sim.Setup) (*Case, error) {
	c, err := played(name, setup)
	if err != nil {
		return nil, err
	}
	if err = c.tell(); errors.Is(err, ErrUntold) {
		c.show(s)
	} else if err != nil {
		return nil, err
	}
	return c, nil
}

// endKinds are the kinds that need nothing but a deployment that ends.
var endKinds = []*Kind{finalStatus, rollbackHappens, rollbackID, rollbackTarget}

// askable are those of some kinds that can be asked about a case; all of them if
// none are named.
func (c *Case) askable(kinds []*Kind) []*Kind {
	if !c.shows {
		return kinds
	}
	can := []*Kind{WhatHappens}
	if d, ok := c.Truth.first(); ok && d.Creator == events.ByUser {
		can = append(can, endKinds...)
	}
	if len(kinds) == 0 {
		return can
	}
	return slices.DeleteFunc(slices.Clone(kinds), func(k *Kind) bool { return !slices.Contains(can, k) })
}

// NewShown makes a case whose scenario is shown as it is written, instead of
// being told in sentences: so there is one of every scenario. Title, what it
// teaches and what it expects are left out. Only WhatHappens can be asked about
// it, and how deployment 1 ends.
func NewShown(name string, s *scenarios.Scenario, setup *sim.Setup) (*Case, error) {
	c, err := played(name, setup)
	if err != nil {
		return nil, err
	}
	c.show(s)
	return c, nil
}

// show makes the lines of a scenario the facts of a case.
func (c *Case) show(s *scenarios.Scenario) {
	c.shows = true
	bare := *s
	bare.Title, bare.Topic, bare.Teaches, bare.Exam, bare.Expect = "", "", nil, nil, nil
	bare.Timeline = slices.Clone(s.Timeline)
	for i := range bare.Timeline {
		bare.Timeline[i].Expect = nil
	}
	for line := range strings.Lines(string(scenarios.Encode(&bare))) {
		if line = strings.TrimRight(line, "\n"); line != "" && !strings.HasPrefix(line, "rehearse:") {
			c.facts = append(c.facts, line)
		}
	}
	c.facts = append(c.facts, bundled(c.Setup)...)
}

// Believe keeps the runs under misconceptions of which anything else can be told
// than of the true one, though their records may be the same: what lies on hosts,
// for example. Otherwise those with the same records are left out.
func (c *Case) Believe() {
	c.believed = true
	print, truth := c.Truth.Journal().Fingerprint(), strings.Join(ends(c.Truth), "\n")
	for i := range codedeploy.Mutants {
		m := &codedeploy.Mutants[i]
		run, err := play(c.Setup, m.Under())
		if err != nil || run.Journal().Fingerprint() == print && strings.Join(ends(run), "\n") == truth {
			continue
		}
		run.home = c
		c.beliefs = append(c.beliefs, Belief{m, run})
	}
}

// Shows says whether the facts of the case are lines of its scenario.
func (c *Case) Shows() bool { return c.shows }

// bundled says which scripts the AppSpecs of bundles have, which the text of a
// scenario does not.
func bundled(setup *sim.Setup) (list []string) {
	for i := range setup.CodeDeploy.Revisions {
		r := &setup.CodeDeploy.Revisions[i]
		if r.Inline {
			continue
		}
		var hooks []string
		for e := range r.AppSpec.Hooks {
			for _, script := range r.AppSpec.Hooks[e] {
				hooks = append(hooks, events.LifecycleEvent(e).String()+" "+script.Location)
			}
		}
		if len(hooks) > 0 {
			list = append(list, "# the scripts of "+r.Name+": "+strings.Join(hooks, ", "))
		}
	}
	return list
}
