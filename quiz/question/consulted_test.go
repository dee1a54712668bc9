package question

import (
	"testing"

	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
)

// Whatever run is saved would have been the true one.
func TestSavedRunsAreTheTruth(t *testing.T) {
	saved, made := 0, 0
	for n := range uint64(150) {
		c, err := PracticeCase(n)
		if err != nil {
			t.Fatal(err)
		}
		heard, print := consult(c.Setup), c.Truth.Journal().Fingerprint()
		for i := range codedeploy.Mutants {
			m := &codedeploy.Mutants[i]
			switch {
			case !heard.agrees(m):
				made++
			case !sameRun(c.Setup, m, print):
				t.Errorf("%s: the run under %s is not the true one", c.Name, m.ID)
			default:
				saved++
			}
		}
	}
	t.Logf("%d runs are saved, %d are made", saved, made)
	if 2*saved < 5*made {
		t.Error("too few runs are saved")
	}
}
