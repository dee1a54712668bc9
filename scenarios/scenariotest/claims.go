package scenariotest

import (
	"fmt"
	"path/filepath"
	"runtime"
	"time"

	"github.com/seed-11de0fc1/rehearse/scenarios/property"
	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// Claim is what must be true of every run that a search makes.
type Claim struct {
	property *property.Property
	err      error
}

// Test is a question to a world at an instant. It only reads, and answers by the
// present alone: the hosts, the status and the counts of deployments, and the
// targets of those that are not over. An exhaustive search takes two worlds with
// the same present for one, whatever their clocks, ids and journals say.
type Test = func(w *sim.World) bool

// Always claims that something holds at every change of state.
func Always(name string, holds Test) *Claim { return claim(property.Always, name, holds) }

// Never claims that something holds at none.
func Never(name string, holds Test) *Claim { return claim(property.Never, name, holds) }

// Eventually claims that something holds at some instant of every run. It looks before
// anything has happened too: that nothing is under way is so there, and holds at once
// unless it asks for len(w.Deployments()) > 0 as well.
func Eventually(name string, holds Test) *Claim { return claim(property.Eventually, name, holds) }

// AtEnd claims that something holds when nothing is left to happen.
func AtEnd(name string, holds Test) *Claim { return claim(property.AtEnd, name, holds) }

// Sometimes claims that something holds at some instant of some run, the first before
// anything has happened. If it never does, the search has not been where it was meant to
// go, and the test fails.
func Sometimes(name string, holds Test) *Claim { return claim(property.Sometimes, name, holds) }

func claim(v property.Verb, name string, holds Test) *Claim {
	text := v.String() + " " + name
	return &Claim{property: &property.Property{Name: text, Text: text, Verb: v, Holds: question(holds)}}
}

func question(ask Test) property.Test {
	return func(w *sim.World) (bool, error) { return ask(w), nil }
}

// Within bounds the time of Eventually, from time 0 on. Of other claims it says
// nothing.
func (c *Claim) Within(d time.Duration) *Claim {
	if c.property != nil {
		c.property.Within = kernel.Time(d.Milliseconds())
	}
	return c
}

// If narrows a claim to where something else holds. If that is never so, the
// claim was not put to the test, and the test fails.
func (c *Claim) If(applies Test) *Claim {
	if c.property != nil {
		c.property.If = question(applies)
	}
	return c
}

// Property claims what a property of a scenario says: `always offline <= 3`, or
// a built-in that `rehearse properties` lists, such as max-offline=3.
func Property(text string) *Claim {
	p, err := property.Parse(text)
	if _, file, line, ok := runtime.Caller(1); ok && err != nil {
		err = fmt.Errorf("%s:%d: %q, %w", filepath.Base(file), line, text, err)
	}
	return &Claim{p, err}
}
