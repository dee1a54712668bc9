package gen_test

import (
	"testing"

	"pgregory.net/rapid"

	"github.com/seed-11de0fc1/rehearse/scenarios"
	"github.com/seed-11de0fc1/rehearse/scenarios/gen"
	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/invariants"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// Bytes that the fuzzer makes lead to scenarios like all others.
func FuzzScenario(f *testing.F) {
	f.Add([]byte("any bytes will do, and a few more than these"))
	f.Fuzz(gen.MakeFuzz(gen.Scenario(), func(s *scenarios.Scenario) error {
		setup, found := scenarios.Build(s, nil)
		if setup == nil {
			return found
		}
		setup.Limits.Events = 300_000
		w := sim.New(setup)
		w.Journal().SetLevel(kernel.All)
		if err := w.Run(); err != nil {
			return err
		}
		return invariants.Check(w)
	}))
}

// Every bundled scenario that deploys at a time takes more trouble.
func TestTroubledLibrary(t *testing.T) {
	checks(t, "20")
	tried := 0
	for _, entry := range scenarios.Library() {
		source, err := scenarios.LoadBundled(entry.Name)
		if err != nil {
			t.Fatal(err)
		}
		s, setup, _ := source.Compile()
		if len(setup.Inputs) == 0 || s.Timeline[0].CreateDeployment == nil || s.Timeline[0].At == nil {
			continue
		}
		tried++
		t.Run(entry.Name, func(t *testing.T) {
			troubled := gen.Troubled(s, gen.Faults(3))
			rapid.Check(t, func(t *rapid.T) {
				setup, found := scenarios.Build(troubled.Draw(t, "scenario"), source.Files)
				if setup == nil {
					t.Fatal(found)
				}
				if err := invariants.Check(finish(t, setup)); err != nil {
					t.Fatal(err)
				}
			})
		})
	}
	if tried < 50 {
		t.Errorf("%d scenarios tried", tried)
	}
}
