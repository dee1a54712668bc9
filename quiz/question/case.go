package question

import (
	"errors"
	"fmt"
	"slices"

	"github.com/seed-11de0fc1/rehearse/scenarios"
	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
)

// mostHosts is how many hosts a scenario may have to be asked about: a person
// has to keep them in mind.
const mostHosts = 40

// ErrUntold is what errors.Is finds in the error of NewCase if the scenario
// holds what no stem can tell.
var ErrUntold = errors.New("there are no questions about this scenario")

// Case is a scenario that can be asked about, with its run under the rules of
// AWS and under every belief that makes a difference to it.
type Case struct {
	Name     string // with which a command opens it
	Opens    string // the command that does, if it is not run with the name
	Setup    *sim.Setup
	Truth    *Run
	start    *sim.World // at time 0
	facts    []string
	beliefs  []Belief
	believed bool
	others   []change        // what can be otherwise
	settings []change        // configurations that make a difference
	variants map[string]*Run // the runs then, by the name of the change
	shows    bool            // its facts are lines of its scenario
	listed   [][]string      // what WhatHappens lists, question by question
}

// Belief is a run as somebody who holds a misconception expects it.
type Belief struct {
	Mutant *codedeploy.Mutant
	Run    *Run
}

// NewCase makes a case of a scenario that was built. name is how commands open
// it.
func NewCase(name string, setup *sim.Setup) (*Case, error) {
	c, err := played(name, setup)
	if err != nil {
		return nil, err
	}
	if err := c.tell(); err != nil {
		return nil, err
	}
	return c, nil
}

// played is a case with its run, of which nothing is known yet.
func played(name string, setup *sim.Setup) (*Case, error) {
	c := &Case{Name: name, Setup: bounded(setup)}
	if c.start = sim.New(c.Setup); c.start.Fleet().Len() > mostHosts {
		return nil, fmt.Errorf("%w: it has %d hosts, and questions are about %d at most", ErrUntold, c.start.Fleet().Len(), mostHosts)
	}
	run, err := play(c.Setup, &codedeploy.AWS)
	if err != nil {
		return nil, err
	}
	c.Truth, run.home = run, c
	return c, nil
}

// tell makes sentences the facts of a case.
func (c *Case) tell() error {
	if _, ok := c.Truth.first(); !ok {
		return fmt.Errorf("%w: nothing is deployed in it", ErrUntold)
	}
	facts, err := tell(c)
	if err == nil {
		c.facts = facts
	}
	return err
}

// Compile makes a case of the text of a scenario, with changes as
// scenarios.Source.Compile takes them.
func Compile(src *scenarios.Source, changes ...string) (*Case, error) {
	_, setup, found := src.Compile(changes...)
	if setup == nil {
		return nil, found
	}
	return NewCase(src.Name, setup)
}

// Command opens the run of the case.
func (c *Case) Command() string {
	if c.Opens != "" {
		return c.Opens
	}
	return "rehearse run " + c.Name
}

// Facts are what a learner has to know of the scenario, a sentence each.
func (c *Case) Facts() []string { return slices.Clone(c.facts) }

// Beliefs are the misconceptions under which the run goes otherwise than under
// AWS, in the order of codedeploy.Mutants.
func (c *Case) Beliefs() []Belief {
	if c.believed {
		return c.beliefs
	}
	c.believed = true
	print, heard := c.Truth.Journal().Fingerprint(), consult(c.Setup)
	for i := range codedeploy.Mutants {
		m := &codedeploy.Mutants[i]
		if !concerns(m.Rule, c.Setup) || heard.agrees(m) || sameRun(c.Setup, m, print) {
			continue
		}
		if run, err := play(c.Setup, m.Under()); err == nil {
			run.home = c
			c.beliefs = append(c.beliefs, Belief{m, run})
		}
	}
	return c.beliefs
}

// deepBeliefs are all beliefs about hosts, also those under which the run of
// the case itself is the same.
func (c *Case) deepBeliefs() (list []Belief) {
	other := c.Beliefs()
	for i := range codedeploy.Mutants {
		m := &codedeploy.Mutants[i]
		switch at := slices.IndexFunc(other, func(b Belief) bool { return b.Mutant == m }); {
		case at >= 0:
			list = append(list, other[at])
		case m.Rule>>8&15 == 2:
			same := *c.Truth
			same.decisions = m.Under()
			list = append(list, Belief{m, &same})
		}
	}
	return list
}
