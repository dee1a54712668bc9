package scenariotest_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/seed-11de0fc1/rehearse/scenarios"
	"github.com/seed-11de0fc1/rehearse/scenarios/scenariotest"
	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/events"
)

// recorder is a test that may fail without harm.
type recorder struct {
	testing.TB
	name   string
	failed bool
	fatal  bool
	said   strings.Builder
}

func (r *recorder) Helper()                  {}
func (r *recorder) Context() context.Context { return context.Background() }
func (r *recorder) Name() string             { return r.name }
func (r *recorder) say(text string) {
	r.said.WriteString(strings.TrimSuffix(text, "\n") + "\n")
}
func (r *recorder) Logf(format string, args ...any) { r.say(fmt.Sprintf(format, args...)) }
func (r *recorder) Error(args ...any)               { r.failed = true; r.say(fmt.Sprint(args...)) }
func (r *recorder) Errorf(format string, args ...any) {
	r.failed = true
	r.Logf(format, args...)
}
func (r *recorder) Fatal(args ...any) {
	r.fatal = true
	r.Error(args...)
	runtime.Goexit()
}

// explore is Explore in a test of a name.
func explore(name, scenario string, options ...scenariotest.Option) *recorder {
	r, done := &recorder{name: name}, make(chan bool)
	go func() {
		defer close(done)
		scenariotest.Explore(r, scenario, options...)
	}()
	<-done
	return r
}

func serving(w *sim.World) int { return w.Fleet().Serving() }

func rolledBack(w *sim.World) bool {
	for _, d := range w.Deployments() {
		if d.Creator == events.ByRollback {
			return true
		}
	}
	return false
}

// here is the line of its caller.
func here() int {
	_, _, line, _ := runtime.Caller(1)
	return line
}

func ended(w *sim.World) bool { return len(w.Deployments()) > 0 && len(w.CodeDeploy().Active()) == 0 }

// What holds is said to hold, with how far the search came.
func TestClaimsThatHold(t *testing.T) {
	t.Chdir(t.TempDir())
	r := explore("TestShop", "one-at-a-time",
		scenariotest.Property("always offline <= 1"),
		scenariotest.Always("one at most is not in service", func(w *sim.World) bool { return serving(w) >= w.Fleet().Len()-1 }),
		scenariotest.Eventually("it ends", ended).Within(24*time.Hour),
		scenariotest.Faults(1, scenariotest.EventFails, scenariotest.HostDies))
	if r.failed || strings.Count(r.said.String(), "proved for 4 instances, up to 1 fault (fail, terminate), work ending in any order") != 2 ||
		strings.Count(r.said.String(), "not found: 20000 runs with drawn faults (fail, terminate); fewer than one in 6666 breaks it") != 1 {
		t.Error(r.said.String())
	}
	if _, err := os.Stat("testdata"); err == nil {
		t.Error("something was written")
	}
}

// Who says how to search is obeyed, and how far it came is said.
func TestSearches(t *testing.T) {
	t.Chdir(t.TempDir())
	dark := scenariotest.Never("nobody serves", func(w *sim.World) bool { return serving(w) == 0 })
	one := scenariotest.Faults(1, scenariotest.EventFails)
	if r := explore("TestDark", "one-at-a-time", dark, one, scenariotest.Random(3, 40)); r.failed || !strings.Contains(r.said.String(), "not found: 40 runs with drawn faults (fail)") {
		t.Error(r.said.String())
	}
	lit := scenariotest.Never("everybody serves", func(w *sim.World) bool { return serving(w) == w.Fleet().Len() })
	if r := explore("TestLit", "one-at-a-time", lit, one); !r.failed || r.fatal || !strings.Contains(r.said.String(), `"never everybody serves" is broken at 0s`) {
		t.Error(r.said.String())
	}
}

// What breaks without a fault says so, and when, be the search one by drawn runs.
func TestWhatTakesNoFault(t *testing.T) {
	t.Chdir(t.TempDir())
	dark := scenariotest.Eventually("nobody serves", func(w *sim.World) bool { return serving(w) == 0 }).Within(time.Hour)
	r := explore("TestNever", "one-at-a-time", dark)
	for _, want := range []string{`"eventually nobody serves" is broken at 9s, when the run ended:`, "\n\tit takes no fault\n"} {
		if !r.failed || !strings.Contains(r.said.String(), want) {
			t.Errorf("no %q in\n%s", want, r.said.String())
		}
	}
	soon := scenariotest.Eventually("nobody serves", func(w *sim.World) bool { return serving(w) == 0 }).Within(time.Second)
	if r := explore("TestSoon", "one-at-a-time", soon); !r.failed || strings.Contains(r.said.String(), "when the run ended") {
		t.Error(r.said.String())
	}
}

// A search that was to be exhaustive, or to prove, and is not or does not, is no pass.
func TestProofsThatAreRequired(t *testing.T) {
	t.Chdir(t.TempDir())
	offline, proof := scenariotest.Property("always offline <= 1"), scenariotest.RequireProof()
	quick, met := scenariotest.Property("always all(deployments, duration <= 9h)"), scenariotest.Sometimes("somebody does not serve", func(w *sim.World) bool { return serving(w) < w.Fleet().Len() })
	one := scenariotest.Faults(1, scenariotest.EventFails, scenariotest.HostDies)
	for _, c := range []struct {
		want    string
		failed  bool
		options []scenariotest.Option
	}{
		{`"always offline <= 1": proved for`, false, []scenariotest.Option{offline, one, scenariotest.Exhaustive(5000)}},
		{`"always offline <= 1" is neither broken nor proved: 5 states, not even all without faults; not complete: more states than the search may have, 5`, true, []scenariotest.Option{offline, one, scenariotest.Exhaustive(5)}},
		{`"always offline <= 1": proved for`, false, []scenariotest.Option{offline, one, proof}},
		{`"sometimes somebody does not serve": reached`, false, []scenariotest.Option{met, one, proof, scenariotest.Exhaustive(5000)}},
		{`duration <= 9h)" is neither broken nor proved: 20000 runs with drawn faults (fail, terminate); fewer than one in 6666 breaks it, at 95 per cent confidence; no exhaustive search, as it asks for times`, true, []scenariotest.Option{quick, one, proof}},
		{`duration <= 9h)": not found: 20000 runs`, false, []scenariotest.Option{quick, one}},
		{"drawn runs prove nothing: leave out RequireProof, or Random", true, []scenariotest.Option{offline, one, proof, scenariotest.Random(1, 10)}},
	} {
		if r := explore("TestProof", "one-at-a-time", c.options...); r.failed != c.failed || !strings.Contains(r.said.String(), c.want) {
			t.Errorf("failed %v, want %v with %q:\n%s", r.failed, c.failed, c.want, r.said.String())
		}
	}
}

// Claims that ask for times are searched for apart, so that the others are
// proved nevertheless.
func TestTimesApart(t *testing.T) {
	t.Chdir(t.TempDir())
	r := explore("TestTimes", "one-at-a-time", scenariotest.Property("always offline <= 1"),
		scenariotest.Property("always all(deployments, duration <= 9h)"), scenariotest.Faults(1, scenariotest.EventFails))
	if said := r.said.String(); r.failed || !strings.Contains(said, `"always offline <= 1": proved for`) || !strings.Contains(said, `duration <= 9h)": not found: 20000 runs`) {
		t.Error(said)
	}
}

// What does not hold is told with a scenario that can be run, and that is tried
// first next time.
func TestClaimsThatBreak(t *testing.T) {
	t.Chdir(t.TempDir())
	claim := scenariotest.Always("all but one in service", func(w *sim.World) bool { return serving(w) >= w.Fleet().Len()-1 })
	faults := scenariotest.Faults(3, scenariotest.EventFails, scenariotest.HostDies)
	r := explore("TestShop/nightly", "half-at-a-time-even", claim, faults, scenariotest.Symmetric())
	kept, err := filepath.Glob("testdata/rehearse/TestShop/nightly/always-all-but-one-in-service-*.yaml")
	if err != nil || len(kept) != 1 {
		t.Fatal(kept, err, r.said.String())
	}
	path := filepath.ToSlash(kept[0])
	if !r.failed || r.fatal || !strings.Contains(r.said.String(), "rehearse run "+path+"\n") || !strings.Contains(r.said.String(), "rehearse why "+path+" ") {
		t.Fatal(r.said.String())
	}
	source, err := scenarios.Load(path)
	if err != nil {
		t.Fatal(err)
	}
	s, setup, found := source.Compile()
	if setup == nil {
		t.Fatal(found)
	}
	if !strings.Contains(r.said.String(), "it takes 2 faults, and no fewer do it (fail, terminate)") {
		t.Error(r.said.String())
	}
	if struck := faultsOf(s); struck != 2 || strings.Count(string(source.Text), "\n") > 30 {
		t.Errorf("%d faults:\n%s", struck, source.Text)
	}

	again := explore("TestShop/nightly", "half-at-a-time-even", claim, faults, scenariotest.Symmetric())
	if !again.failed || !strings.HasPrefix(r.said.String(), strings.TrimSuffix(again.said.String(), "\n")) {
		t.Errorf("tried again:\n%s", again.said.String())
	}
	mended := explore("TestShop/nightly", "half-at-a-time-even", scenariotest.Faults(1), scenariotest.Symmetric(),
		scenariotest.Always("all but two in service", func(w *sim.World) bool { return serving(w) >= w.Fleet().Len()-2 }))
	if mended.failed {
		t.Error(mended.said.String())
	}
	if other, err := filepath.Glob("testdata/rehearse/*/*.yaml"); len(other) > 0 || err != nil {
		t.Error(other, err)
	}
}

func faultsOf(s *scenarios.Scenario) (n int) {
	for _, e := range s.Timeline {
		if e.Fault != nil {
			n++
		}
	}
	return n
}

// A search that has not been where it was meant to go is no pass.
func TestClaimsThatAreNeverPutToTheTest(t *testing.T) {
	t.Chdir(t.TempDir())
	quiet := scenariotest.Faults(0)
	for name, claim := range map[string]*scenariotest.Claim{
		"sometimes": scenariotest.Sometimes("a rollback", rolledBack),
		"if":        scenariotest.AtEnd("it ends", ended).If(rolledBack),
	} {
		if r := explore("TestShop", "one-at-a-time", claim, quiet); !r.failed || !strings.Contains(r.said.String(), "never put to the test, so that nothing is said") {
			t.Errorf("%s: %s", name, r.said.String())
		}
	}
	met := scenariotest.Sometimes("a rollback", rolledBack)
	if r := explore("TestShop", "rollback", met, quiet); r.failed {
		t.Error(r.said.String())
	}
}

// What can not be searched says why, and where.
func TestWhatCanNotBeSearched(t *testing.T) {
	t.Chdir(t.TempDir())
	if err := os.WriteFile("bad.yaml", []byte("rehearse: 1\nfleet:\n  instances:\n    - {name: web, cuont: 3}\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	fine := scenariotest.Property("max-offline=3")
	for want, r := range map[string]*recorder{
		`no scenario "none"`: explore("T", "none", fine),
		"bad.yaml:4:19":      explore("T", "bad.yaml", fine),
		"there is no claim":  explore("T", "one-at-a-time"),
		fmt.Sprintf(`explore_test.go:%d: "always offlin <= 3", column 8: there is no field`, here()): explore("T", "one-at-a-time", scenariotest.Property("always offlin <= 3")),
		"did you mean offline?": explore("T", "one-at-a-time", scenariotest.Property("always offlin <= 3")),
	} {
		if !r.fatal || !strings.Contains(r.said.String(), want) {
			t.Errorf("want %q: %s", want, r.said.String())
		}
	}
}

// The properties of a scenario are claims without a word in the test.
func TestClaimsOfTheScenario(t *testing.T) {
	t.Chdir(t.TempDir())
	source, err := scenarios.Load("rollback")
	if err != nil {
		t.Fatal(err)
	}
	text := append(source.Text, "properties: [max-offline=2, rollback-happens]\n"...)
	if err := os.WriteFile("own.yaml", text, 0o666); err != nil {
		t.Fatal(err)
	}
	r := explore("TestOwn", "own.yaml", scenariotest.Faults(0))
	if r.failed || !strings.Contains(r.said.String(), `"max-offline=2": proved`) || !strings.Contains(r.said.String(), `"rollback-happens": reached`) {
		t.Error(r.said.String())
	}
}
