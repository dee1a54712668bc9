package gen_test

import (
	"fmt"
	"testing"

	"pgregory.net/rapid"

	"github.com/seed-11de0fc1/rehearse/scenarios"
	"github.com/seed-11de0fc1/rehearse/scenarios/gen"
	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/events"
)

// In a test, rapid draws scenarios until one breaks a claim, and then makes it
// small.
func ExampleScenario() {
	_ = func(t *testing.T) {
		rapid.Check(t, func(t *rapid.T) {
			s := gen.Scenario(gen.Max(4), gen.With(gen.Rollback), gen.Faults(2, gen.Terminate)).Draw(t, "scenario")
			if w := run(s); len(w.Deployments()) > 4 {
				t.Fatal("more than one rollback of a deployment")
			}
		})
	}
	// Outside of a test a generator gives examples.
	succeeded := 0
	for n := range 100 {
		quiet := gen.Scenario(gen.Without(gen.Failures, gen.Agents, gen.Alarms, gen.BlueGreen, gen.Scaling, gen.Calls), gen.Faults(0)).Example(n)
		if w := run(quiet); w.Deployments()[0].Status == events.DeploymentSucceeded {
			succeeded++
		}
	}
	fmt.Println("where nothing goes wrong most succeed:", succeeded > 50)
	// Output: where nothing goes wrong most succeed: true
}

// A fault by itself, for a fleet of your own.
func ExampleFault() {
	count := int64(3)
	fleet := &scenarios.Fleet{Instances: []scenarios.Instance{{Name: scenarios.Named("web"), Count: &count}}}
	f := gen.Fault(fleet, gen.Terminate).Example(1)
	fmt.Println(len(f.Terminate), "of", gen.Hosts(fleet))
	// Output: 1 of [web-1 web-2 web-3]
}

func run(s *scenarios.Scenario) *sim.World {
	setup, found := scenarios.Build(s, nil)
	if setup == nil {
		panic(found)
	}
	w := sim.New(setup)
	if err := w.Run(); err != nil {
		panic(err)
	}
	return w
}
