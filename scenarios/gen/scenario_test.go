package gen_test

import (
	"testing"

	"pgregory.net/rapid"

	"github.com/seed-11de0fc1/rehearse/fleet"
	"github.com/seed-11de0fc1/rehearse/scenarios"
	"github.com/seed-11de0fc1/rehearse/scenarios/gen"
	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/invariants"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// compile reads a scenario as it is printed, so that a failure is the same one
// that a person sees who runs it.
func compile(t rapid.TB, s *scenarios.Scenario) *sim.Setup {
	t.Helper()
	text := scenarios.Encode(s)
	again, setup, found := (&scenarios.Source{Name: "drawn.yaml", Text: text}).Compile()
	if setup == nil {
		t.Fatalf("%v\n%s", found, text)
	}
	if second := scenarios.Encode(again); string(second) != string(text) {
		t.Fatalf("printed again, it differs:\n%s\n%s", text, second)
	}
	return setup
}

// finish runs a setup to its end, which it must have.
func finish(t rapid.TB, s *sim.Setup) *sim.World {
	t.Helper()
	s.Limits.Events = 300_000
	w := sim.New(s)
	w.Journal().SetLevel(kernel.All)
	if err := w.Run(); err != nil {
		t.Fatal(err)
	}
	return w
}

// Whatever is drawn decodes, compiles without an error, runs to its end, and
// nothing in it is out of order.
func TestDrawnScenariosRun(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := gen.Scenario().Draw(t, "scenario")
		w := finish(t, compile(t, s))
		if err := invariants.Check(w); err != nil {
			t.Fatalf("%v", err)
		}
	})
}

// A fork, a branch and a world started once more end as the original does,
// wherever they were taken, and whatever another branch does meanwhile.
func TestForksOfDrawnScenarios(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := compile(t, gen.Scenario().Draw(t, "scenario"))
		want := finish(t, s).Journal().Fingerprint()
		w, again, other, branch := sim.New(s), new(sim.World), new(sim.World), new(sim.World)
		again.Restart(w, s.Seed)
		for range rapid.IntRange(0, 200).Draw(t, "steps") {
			if more, err := w.Step(); !more || err != nil {
				break
			}
		}
		fork := w.Fork()
		other.BranchFrom(w)
		other.Strike(&fleet.Fault{Kind: fleet.Terminate, Instances: []uint32{0}})
		if err := other.Run(); err != nil {
			t.Fatal(err)
		}
		branch.BranchFrom(w)
		for name, x := range map[string]*sim.World{"original": w, "fork": fork, "branch": branch, "restarted": again} {
			if err := x.Run(); err != nil || x.Journal().Fingerprint() != want {
				t.Fatalf("%s ends otherwise: %v", name, err)
			}
		}
	})
}
