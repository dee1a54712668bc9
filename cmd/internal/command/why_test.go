package command

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/seed-11de0fc1/rehearse/scenarios"
)

var byRules = regexp.MustCompile(`(?m)^# is broken at .*, by (.*)\.$`)

// The head of a counterexample, `why` and `check` tell of a breach by the same
// record, also where several deployments failed.
func TestBreachIsToldAlike(t *testing.T) {
	if testing.Short() {
		t.Skip("long under the race detector, which finds nothing here")
	}
	file := filepath.Join(t.TempDir(), "small.yaml")
	told, several := 0, 0
	for _, e := range scenarios.Library() {
		for _, p := range []string{"succeeds", "rollbacks-succeed", "never-mixed-at-end", "max-offline=0"} {
			if code, _, _ := called(t, "", "shrink", e.Name, "--property", p, "-o", file, "--force"); code != exitDone {
				continue
			}
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			head := strings.Split(byRules.FindStringSubmatch(string(text))[1], ", ")
			if strings.Count(string(text), "status: Failed") > 1 {
				several++
			}
			var why struct{ Chain []link }
			_, out, _ := called(t, "", "why", file, "--json")
			if err := json.Unmarshal([]byte(out), &why); err != nil {
				t.Fatal(err)
			}
			var check struct{ Checks []checkResult }
			_, out, _ = called(t, "", "check", file, "--json")
			if err := json.Unmarshal([]byte(out), &check); err != nil {
				t.Fatal(err)
			}
			for _, chain := range [][]link{why.Chain, check.Checks[0].Properties[0].Chain} {
				if got := rulesOf(chain); !slices.Equal(got, head) {
					t.Errorf("%s, %s: %v\n%s", e.Name, p, got, text)
				}
			}
			told++
		}
	}
	if told < 100 || several == 0 {
		t.Errorf("%d, of which %d with several failures", told, several)
	}
}

// rulesOf are the rules of the steps of a chain that are shown, each once.
func rulesOf(chain []link) (words []string) {
	for _, l := range chain {
		if l.Rule != "" && !l.WentWell && !slices.Contains(words, l.Rule) {
			words = append(words, l.Rule)
		}
	}
	return words
}
