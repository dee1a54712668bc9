package explore

import (
	"fmt"
	"testing"

	"github.com/seed-11de0fc1/rehearse/scenarios"
	"github.com/seed-11de0fc1/rehearse/scenarios/gen"
	"github.com/seed-11de0fc1/rehearse/sim"
)

// Two states of a drawn scenario with one digest have the same future, whatever it
// has: load balancers, zones, files, agents that are slow or silent, alarms, a
// second group, faults of its own.
func TestOneDigestOneFutureOfDrawnScenarios(t *testing.T) {
	g := gen.Scenario(gen.Max(2), gen.With(gen.Rollback), gen.Faults(2), gen.Without(gen.Scaling, gen.BlueGreen, gen.Functions, gen.Services, gen.Calls))
	most, tried := 250, 0
	if testing.Short() {
		most = 130 // with two that had two futures
	}
	for seed := range most {
		setup, found := scenarios.Build(g.Example(seed), nil)
		if setup == nil {
			t.Fatal(found)
		}
		w := sim.New(setup)
		if _, ok := new(sim.Digester).Of(w); !ok {
			continue // an alarm measures the traffic
		}
		tried++
		t.Run(fmt.Sprint(seed), func(t *testing.T) { testFutures(t, w, Kinds(), 30) })
	}
	if tried < most*6/10 {
		t.Errorf("%d scenarios tried", tried)
	}
}

// How long an agent takes to take up an event is the same if another one did so right
// behind time 0, whatever has struck since.
func TestOneDigestOneFutureBehindTimeZero(t *testing.T) {
	g := gen.Scenario(gen.Max(3), gen.Faults(3), gen.Without(gen.Scaling, gen.BlueGreen, gen.Functions, gen.Services, gen.Calls))
	setup, found := scenarios.Build(g.Example(799), nil)
	if setup == nil {
		t.Fatal(found)
	}
	testFutures(t, sim.New(setup), Kinds(), 30)
}
