package scenariotest_test

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/seed-11de0fc1/rehearse/scenarios"
	"github.com/seed-11de0fc1/rehearse/scenarios/scenariotest"
	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
)

// hasty starts everybody at once, whatever the minimum.
type hasty struct{ codedeploy.AWSPlanner }

func (h hasty) Next(r codedeploy.Rollout) codedeploy.Move {
	if r.Budget().Pending > 0 {
		return codedeploy.StartFirst
	}
	return h.AWSPlanner.Next(r)
}

// An orchestrator of one's own is held to the same claims, by counterexamples
// that are tried under it again.
func TestUnderAPlanner(t *testing.T) {
	t.Chdir(t.TempDir())
	claim := scenariotest.Property("always all(deployments, offline <= width)")
	if r := explore("TestPlanner", "one-at-a-time", claim, scenariotest.Under(codedeploy.Planned(codedeploy.AWSPlanner{}))); r.failed {
		t.Error(r.said.String())
	}
	for range 2 {
		r := explore("TestPlanner", "one-at-a-time", claim, scenariotest.Under(codedeploy.Planned(hasty{})))
		if !r.failed || r.fatal || !strings.Contains(r.said.String(), "tried first by the next go test") {
			t.Error(r.said.String())
		}
	}
	if r := explore("TestPlanner", "one-at-a-time", claim); r.failed {
		t.Error(r.said.String())
	}
}

// What is kept of a planner says that it takes the test, and expects nothing that
// AWS misses.
func TestWhatIsKeptOfAPlanner(t *testing.T) {
	t.Chdir(t.TempDir())
	r := explore("TestPlanner/hasty one", "one-at-a-time", scenariotest.Property("max-offline=1"), scenariotest.Under(codedeploy.Planned(hasty{})))
	source := onlyKept(t, "testdata/rehearse/TestPlanner/hasty-one")
	text, command := string(source.Text), "go test -run '^TestPlanner$/^hasty one$'"
	if !strings.Contains(text, "# It is so under the planner of a Go test, which rehearse does not know:\n# "+command+"\n") ||
		strings.Contains(text, "# rehearse") || strings.Contains(text, "expect:") || !strings.Contains(r.said.String(), command) {
		t.Errorf("%s\n%s", text, r.said.String())
	}
	s, setup, found := source.Compile()
	if setup == nil {
		t.Fatal(found)
	}
	w := sim.New(setup)
	if err := w.Run(); err != nil || scenarios.Check(s, w, w.Pace()).Failed > 0 {
		t.Errorf("%v: AWS misses what is expected of\n%s", err, text)
	}
}

// onlyKept is the only counterexample in a folder.
func onlyKept(t *testing.T, dir string) *scenarios.Source {
	t.Helper()
	list, err := filepath.Glob(filepath.Join(filepath.FromSlash(dir), "*.yaml"))
	if err != nil || len(list) != 1 {
		t.Fatal(list, err)
	}
	source, err := scenarios.Load(list[0])
	if err != nil {
		t.Fatal(err)
	}
	return source
}

// brittle has not thought of failures: a second one is too much for it.
type brittle struct {
	codedeploy.AWSPlanner
	most int
}

func (b brittle) Next(r codedeploy.Rollout) codedeploy.Move {
	if r.Budget().Failed > b.most {
		panic("I never thought of that")
	}
	return b.AWSPlanner.Next(r)
}

// A planner that panics fails the test with a scenario, which is tried first next
// time, and with where it did; mended it passes.
func TestPlannerThatPanics(t *testing.T) {
	t.Chdir(t.TempDir())
	claim := scenariotest.Property("max-offline=4")
	for _, most := range []int{1, 1, 0} {
		r := explore("TestPlanner", "half-at-a-time-even", claim, scenariotest.Under(codedeploy.Planned(brittle{most: most})), scenariotest.Faults(2, scenariotest.EventFails))
		for _, want := range []string{`"the decisions do not panic" is broken at `, "tried first by the next go test", "go test -run '^TestPlanner$'", "panic: I never thought of that", "brittle.Next", "under_test.go:"} {
			if !r.failed || r.fatal || !strings.Contains(r.said.String(), want) {
				t.Errorf("no %q in\n%s", want, r.said.String())
			}
		}
		if strings.Contains(r.said.String(), "max-offline") || strings.Contains(r.said.String(), "explore.go") {
			t.Error(r.said.String())
		}
		text := string(onlyKept(t, "testdata/rehearse/TestPlanner").Text)
		if strings.Count(text, "fault:") != 2 || strings.Count(text, "\n") > 30 {
			t.Errorf("%s", text)
		}
	}
	if r := explore("TestPlanner", "half-at-a-time-even", claim, scenariotest.Under(codedeploy.Planned(brittle{most: 8})), scenariotest.Faults(2, scenariotest.EventFails)); r.failed {
		t.Error(r.said.String())
	}
}

// forgetful answers otherwise the second time, which Planned refuses.
type forgetful struct {
	codedeploy.AWSPlanner
	asked *int
}

func (f forgetful) Next(r codedeploy.Rollout) codedeploy.Move {
	if *f.asked++; *f.asked%2 == 0 {
		return codedeploy.Hold
	}
	return f.AWSPlanner.Next(r)
}

// So does one that is asked twice and answers twice.
func TestPlannerThatRemembers(t *testing.T) {
	t.Chdir(t.TempDir())
	r := explore("TestPlanner", "one-at-a-time", scenariotest.Property("max-offline=1"), scenariotest.Under(codedeploy.Planned(forgetful{asked: new(int)})), scenariotest.Faults(0))
	if !r.failed || r.fatal || !strings.Contains(r.said.String(), "asked twice with the same rollout") {
		t.Error(r.said.String())
	}
}

// far starts a host that is not there, be it the last or none.
type far struct{ codedeploy.AWSPlanner }

func (far) Next(codedeploy.Rollout) codedeploy.Move { return 99 }

// Nor does a planner pass whose move there is not: it is named.
func TestPlannerWithoutAMove(t *testing.T) {
	t.Chdir(t.TempDir())
	r := explore("TestPlanner", "one-at-a-time", scenariotest.Property("max-offline=1"), scenariotest.Under(codedeploy.Planned(far{})))
	if !r.failed || r.fatal || !strings.Contains(r.said.String(), "the planner scenariotest_test.far says start 99, and there is no such move: in line are 0, from place 0 on") ||
		strings.Contains(r.said.String(), "max-offline") {
		t.Error(r.said.String())
	}
}
