package sim_test

import (
	"testing"

	"pgregory.net/rapid"

	"github.com/seed-11de0fc1/rehearse/fleet"
	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// Inputs that are added before the first step are the timeline.
func TestAddedInputsAreTheTimeline(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := anySetup(t)
		inputs := s.Inputs
		whole := sim.New(s)
		finish(t, whole)
		s.Inputs = nil
		added := sim.New(s)
		for n, in := range inputs {
			if got := added.AddInput(in); got != n {
				t.Fatalf("input %d has the number %d", n, got)
			}
		}
		finish(t, added)
		if added.Journal().Fingerprint() != whole.Journal().Fingerprint() {
			t.Fatal("added inputs lead elsewhere")
		}
		if len(s.Inputs) != 0 || len(added.Setup().Inputs) != len(inputs) {
			t.Fatal("the inputs are not in the setup of the one world alone")
		}
	})
}

// A fork of which more is asked goes its own way: at once, and later.
func TestInputsAddedToAFork(t *testing.T) {
	w := sim.New(fleetOf(4))
	if err := w.RunUntil(10 * kernel.Second); err != nil {
		t.Fatal(err)
	}
	fork, now := w.Fork(), w.Now()
	struck := fork.AddInput(sim.Input{Fault: &fleet.Fault{Kind: fleet.Terminate, Instances: []uint32{3}}})
	again := fork.AddInput(sim.Input{Call: &codedeploy.Call{Create: codedeploy.CreateDeployment{Config: codedeploy.None}},
		When: sim.When{Trigger: sim.AfterStatus, Deployment: 1, Status: events.DeploymentSucceeded, Plus: kernel.Minute}})
	for _, world := range []*sim.World{w, fork} {
		if err := world.Run(); err != nil {
			t.Fatal(err)
		}
	}
	if at, _, ok := fork.Taken(struck); !ok || at != now {
		t.Errorf("struck at %v, %v, not at %v", at, ok, now)
	}
	first, _ := fork.Deployment(1)
	if at, a, _ := fork.Taken(again); at != first.Ended+kernel.Minute || a.Exception != events.NoException || len(fork.Deployments()) != 2 {
		t.Errorf("called at %v, a minute after %v: %v", at, first.Ended, a.Exception)
	}
	if first.Failed != 1 || len(w.Setup().Inputs) != 1 || w.Fleet().Gone(3) {
		t.Errorf("%d failed; the original has %d inputs", first.Failed, len(w.Setup().Inputs))
	}
}
