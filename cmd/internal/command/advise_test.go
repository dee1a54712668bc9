package command

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// shownCase is a scenario of an advice.
type shownCase struct{ Property, How, Scenario string }

// advisedDocument is what of an advice as JSON this test reads.
type advisedDocument struct {
	Tolerate       int
	Kinds          []string
	Configurations []struct {
		Configuration, WorstSeen string
		Broken, Longest, Fewest  *shownCase
		LongestAtLimits          *shownCase
	}
	Best *struct{ Configuration, Scenario string }
}

// A user can check what is advised: `rehearse explore` proves the scenario of the
// best for as many faults, `rehearse run` shows each of the others break what it is
// said to break, and each worst run end when it is said to.
func TestAdviceCanBeChecked(t *testing.T) {
	if testing.Short() {
		t.Skip("long under the race detector, which finds nothing here")
	}
	for _, line := range []string{
		"one-at-a-time --keep 50% --tolerate 2 --kinds fail", "host-count --keep 60% --tolerate 2 --kinds fail,terminate", "load-balancer --keep 50%",
		"blue-green --keep 50% --kinds hang,crashAgent", "fleet-percent --keep 80%",
	} {
		t.Run(line, func(t *testing.T) {
			file := filepath.Join(t.TempDir(), "case.yaml")
			write := func(s string) {
				if err := os.WriteFile(file, []byte(s), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			code, stdout, stderr := called(t, "", append([]string{"advise", "--json", "--runs", "100"}, strings.Fields(line)...)...)
			var doc advisedDocument
			if err := json.Unmarshal([]byte(stdout), &doc); code != exitDone || err != nil || doc.Best == nil {
				t.Fatalf("exit code %d, %v, %s", code, err, stderr)
			}
			write(doc.Best.Scenario)
			if code, stdout, _ := called(t, "", "explore", file, "--search", "exhaustive", "--faults", strconv.Itoa(doc.Tolerate), "--kinds", strings.Join(doc.Kinds, ","), "--save", ""); code != exitDone || strings.Count(stdout, "proved ") != 3 {
				t.Errorf("%s: exit code %d, %s", doc.Best.Configuration, code, stdout)
			}
			for _, row := range doc.Configurations {
				if b := row.Broken; b != nil {
					write(b.Scenario)
					if code, stdout, _ := called(t, "", "run", file); code != exitMissed || !strings.Contains(stdout, "VIOLATED") {
						t.Errorf("%s: %s by %s: exit code %d, %s", row.Configuration, b.Property, b.How, code, stdout)
					}
				}
				for _, c := range []*shownCase{row.Longest, row.LongestAtLimits, row.Fewest} {
					if c != nil {
						write(c.Scenario)
						if code, _, stderr := called(t, "", "run", file); code != exitDone {
							t.Errorf("%s: %s: exit code %d, %s", row.Configuration, c.How, code, stderr)
						}
					}
				}
			}
		})
	}
}
