package scenariotest_test

import (
	"strings"
	"testing"
	"time"

	"github.com/seed-11de0fc1/rehearse/scenarios/scenariotest"
	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
)

// failures is how many targets have failed.
func failures(w *sim.World) (n int) {
	for _, d := range w.Deployments() {
		n += d.Failed
	}
	return n
}

// fragile answers true up to so many failures, and panics then.
func fragile(most int) scenariotest.Test {
	return func(w *sim.World) bool {
		if failures(w) > most {
			panic("more failures than I thought of")
		}
		return true
	}
}

func no(*sim.World) bool { return false }

// A claim that panics fails the test with a scenario, which is tried first next
// time, and with where it did, whatever its verb; mended it passes.
func TestClaimThatPanics(t *testing.T) {
	holds := fragile(1)
	for name, claim := range map[string]func(holds scenariotest.Test) *scenariotest.Claim{
		"always": func(holds scenariotest.Test) *scenariotest.Claim { return scenariotest.Always("fine", holds) },
		"never": func(holds scenariotest.Test) *scenariotest.Claim {
			return scenariotest.Never("fine", func(w *sim.World) bool { return !holds(w) })
		},
		"at end": func(holds scenariotest.Test) *scenariotest.Claim { return scenariotest.AtEnd("fine", holds) },
		"eventually": func(holds scenariotest.Test) *scenariotest.Claim {
			return scenariotest.Eventually("fine", func(w *sim.World) bool { return holds(w) && len(w.Deployments()) > 0 && ended(w) })
		},
		"in time": func(holds scenariotest.Test) *scenariotest.Claim {
			return scenariotest.Eventually("fine", func(w *sim.World) bool { return holds(w) && len(w.Deployments()) > 0 && ended(w) }).Within(5 * time.Hour)
		},
		"sometimes": func(holds scenariotest.Test) *scenariotest.Claim {
			return scenariotest.Sometimes("fine", func(w *sim.World) bool { return holds(w) && failures(w) > 0 && ended(w) })
		},
		"if": func(holds scenariotest.Test) *scenariotest.Claim {
			return scenariotest.Never("fine", no).If(holds)
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Chdir(t.TempDir())
			options := []scenariotest.Option{scenariotest.Property("max-offline=4"), scenariotest.Faults(2, scenariotest.EventFails), scenariotest.Symmetric()}
			if name == "in time" {
				options = append(options, scenariotest.Random(1, 1000))
			}
			explored := func(holds scenariotest.Test) *recorder {
				return explore("TestClaim", "half-at-a-time-even", append(options, claim(holds))...)
			}
			for range 2 {
				r := explored(holds)
				for _, want := range []string{`"no panic in `, " is broken at ", "rehearse run testdata/rehearse/TestClaim/", "panic: more failures than I thought of", ".fragile", "panics_test.go:"} {
					if !r.failed || r.fatal || !strings.Contains(r.said.String(), want) {
						t.Errorf("no %q in\n%s", want, r.said.String())
					}
				}
				if said := r.said.String(); strings.Contains(said, "max-offline") || strings.Contains(said, "scenariotest.(") || strings.Contains(said, "claims.go:") || strings.Contains(said, "panics.go:") {
					t.Error(said)
				}
				text := string(onlyKept(t, "testdata/rehearse/TestClaim").Text)
				if strings.Count(text, "fault:") != 2 || strings.Count(text, "\n") > 30 {
					t.Errorf("%s", text)
				}
			}
			if r := explored(fragile(8)); r.failed {
				t.Error(r.said.String())
			}
		})
	}
}

// A claim that panics only where another breaks is told of.
func TestClaimThatPanicsBesideOthers(t *testing.T) {
	t.Chdir(t.TempDir())
	r := explore("TestClaim", "half-at-a-time-even", scenariotest.Always("few fail", func(w *sim.World) bool { return failures(w) < 2 }),
		scenariotest.Always("fine", fragile(1)), scenariotest.Faults(2, scenariotest.EventFails), scenariotest.Symmetric())
	if said := r.said.String(); !r.failed || r.fatal || !strings.Contains(said, `"no panic in always fine" is broken at `) {
		t.Error(said)
	}
}

// Any decision that panics fails the test in the same way, be it asked in a run or
// before it.
func TestDecisionThatPanics(t *testing.T) {
	late, early, none := codedeploy.AWS, codedeploy.AWS, codedeploy.AWS
	late.Passes = func(b codedeploy.Budget) bool {
		if b.Failed > 0 {
			panic("I never thought of that")
		}
		return codedeploy.AWS.Passes(b)
	}
	none.MayStart = nil
	early.NeedsProfile = func() bool { panic("I never thought of that") }
	for name, c := range map[string]struct {
		decisions *codedeploy.Decisions
		faults    int
	}{"in a run": {&late, 1}, "before it": {&early, 0}, "none": {&none, 0}} {
		t.Run(name, func(t *testing.T) {
			t.Chdir(t.TempDir())
			for range 2 {
				r := explore("TestDecisions", "one-at-a-time", scenariotest.Property("max-offline=4"), scenariotest.Under(c.decisions), scenariotest.Faults(1, scenariotest.EventFails))
				said := r.said.String()
				if !r.failed || r.fatal || !strings.Contains(said, `"the decisions do not panic" is broken at `) || strings.Contains(said, "max-offline") || strings.Contains(said, "scenariotest.(") || strings.Contains(said, "claims.go:") || strings.Contains(said, "panics.go:") {
					t.Error(said)
				}
				if name != "none" && !(strings.Contains(said, "panic: I never thought of that") && strings.Contains(said, "panics_test.go:")) {
					t.Error(said)
				}
				if text := string(onlyKept(t, "testdata/rehearse/TestDecisions").Text); strings.Count(text, "fault:") != c.faults {
					t.Error(text)
				}
			}
		})
	}
}
