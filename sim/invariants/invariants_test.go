package invariants_test

import (
	"strings"
	"testing"

	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
	"github.com/seed-11de0fc1/rehearse/sim/invariants"
	"github.com/seed-11de0fc1/rehearse/sim/shorthand"
)

// The observers find nothing in a run of AWS, and find what mutants break.
func TestObserversNotice(t *testing.T) {
	const line = "6 HOST_COUNT 4 FFPPPP, rollback: Failed HEALTH_CONSTRAINTS"
	c, err := shorthand.Parse(line)
	if err != nil {
		t.Fatal(err)
	}
	for id, rule := range map[string]string{"": "", "M-CD-16": "CD-2.7", "M-CD-60": "CD-1.4"} {
		d := &codedeploy.AWS
		for _, m := range codedeploy.Mutants {
			if m.ID == id {
				d = m.Under()
			}
		}
		w, err := c.Run(d)
		if err != nil {
			t.Fatal(err)
		}
		err = invariants.Check(w)
		if rule == "" && err != nil {
			t.Errorf("under AWS: %v", err)
		}
		if rule != "" && (err == nil || !strings.Contains(err.Error(), rule)) {
			t.Errorf("%s: %v, want a violation of %s", id, err, rule)
		}
	}
}
