package question

import (
	"strings"
	"testing"

	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
)

// A deployment that failed where automatic rollback is off, and where nothing
// had been deployed before, is not rolled back for both reasons: the second is
// no wrong answer beside the first. CD-5.2, CD-5.4
func TestNoTrueReasonIsWrong(t *testing.T) {
	asked := 0
	for seed := uint64(1); asked < 60 && seed < 40; seed++ {
		items, err := Draw(seed, 20, rollbackHappens)
		if err != nil {
			t.Fatal(err)
		}
		for _, it := range items {
			d, _ := it.Case.Truth.first()
			if d.RolledBackBy != codedeploy.None || len(whyNots(it.Case.start, d)) < 2 {
				continue
			}
			asked++
			for _, o := range it.Wrong {
				for _, reason := range whyNots(it.Case.start, d) {
					if strings.HasSuffix(o.Text, reason) {
						t.Errorf("%s: %q is true, and counts as wrong beside %q", it.ID(), o.Text, it.KeyText())
					}
				}
			}
		}
	}
	if asked == 0 {
		t.Error("no drawn run has two reasons")
	}
}
