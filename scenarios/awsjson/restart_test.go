package awsjson

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/seed-11de0fc1/rehearse/scenarios"
	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// restarted compares a world that is made with a seed with one that is
// restarted from another under it, in used memory: all that can be seen of
// their runs.
func restarted(s *scenarios.Scenario, from, used *sim.World, d *codedeploy.Decisions, seed uint64) string {
	setup := *from.Setup()
	setup.Seed = seed
	made := sim.NewUnder(&setup, d)
	made.Journal().SetLevel(kernel.All)
	used.Restart(from, seed)
	var documents [2]Document
	for n, w := range []*sim.World{made, used} {
		if err := w.Run(); err != nil {
			return err.Error()
		}
		documents[n] = Run(w, s, scenarios.Verdict{})
	}
	return cmp.Diff(documents[0], documents[1]) + cmp.Diff(made.Journal().Records(), used.Journal().Records())
}

// A world that is restarted under a seed runs as one that is made with it, to
// the last id and the last record.
func TestRestart(t *testing.T) {
	used := new(sim.World)
	for _, e := range scenarios.Library() {
		s, world := built(t, e.Name)
		if diff := restarted(s, world, used, &codedeploy.AWS, 1<<63+7); diff != "" {
			t.Errorf("%s: %s", e.Name, diff)
		}
	}
}

// The same under any seed, and under any belief about what is drawn.
func TestRestartUnderBeliefs(t *testing.T) {
	library, used := scenarios.Library(), new(sim.World)
	rapid.Check(t, func(r *rapid.T) {
		s, world := built(t, library[rapid.IntRange(0, len(library)-1).Draw(r, "scenario")].Name)
		d := codedeploy.Mutants[rapid.IntRange(0, len(codedeploy.Mutants)-1).Draw(r, "mutant")].Under()
		world = sim.NewUnder(world.Setup(), d)
		world.Journal().SetLevel(kernel.All)
		if diff := restarted(s, world, used, d, rapid.Uint64().Draw(r, "seed")); diff != "" {
			r.Fatal(diff)
		}
	})
}
