package sim_test

import (
	"errors"
	"testing"

	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
	"github.com/seed-11de0fc1/rehearse/sim/rules"
	"github.com/seed-11de0fc1/rehearse/sim/shorthand"
)

// forEver fails once and fails again in each rollback.
const forEver = "3 OneAtATime APP, rollback: Failed HEALTH_CONSTRAINTS, deployments 2"

// Where rollbacks are rolled back, against CD-5.7, a run ends with an error that
// says so, and so does one whose steps are taken out of turn.
func TestRollbacksWithoutEnd(t *testing.T) {
	m, _ := mutantOf("X-CD-rollback-again")
	d := m.Under()
	const want = "did not settle within 100 rollbacks of rollbacks, by 8h25m0s of simulated time; look for a loop"
	w := sim.NewUnder(setupOf(t, forEver), d)
	if err := w.Run(); err == nil || err.Error() != want || w.Err() != err || w.CodeDeploy().Deployments()-w.CodeDeploy().Past() != 101 {
		t.Errorf("%v, of %d deployments", err, w.CodeDeploy().Deployments())
	}
	w = sim.NewUnder(setupOf(t, forEver), d)
	for w.Err() == nil {
		list, _ := w.Scheduled()
		w.StepScheduled(0, list[0].Time())
	}
	if w.Err().Error() != want || w.Fork().Err().Error() != want {
		t.Error(w.Err())
	}
}

// Under no mutant a run goes on for ever: it ends by itself, or after a hundred
// rollbacks.
func TestMutantsEnd(t *testing.T) {
	for _, m := range codedeploy.Mutants {
		for _, rule := range rules.All() {
			for _, line := range append(rule.Examples, forEver) {
				s := setupOf(t, line)
				s.Limits = kernel.Limits{Events: 1_000_000}
				var limit *kernel.LimitError
				if err := sim.NewUnder(s, m.Under()).Run(); errors.As(err, &limit) && limit.What != "rollbacks of rollbacks" {
					t.Fatalf("%s: %s: %v", m.ID, line, err)
				}
			}
		}
	}
}

func setupOf(t *testing.T, line string) *sim.Setup {
	c, err := shorthand.Parse(line)
	if err != nil {
		t.Fatal(err)
	}
	return c.Setup()
}
