package gen_test

import (
	"flag"
	"runtime"
	"slices"
	"strconv"
	"testing"

	"pgregory.net/rapid"

	"github.com/seed-11de0fc1/rehearse/scenarios"
	"github.com/seed-11de0fc1/rehearse/scenarios/gen"
	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
	"github.com/seed-11de0fc1/rehearse/sim/events"
)

// silent is a test that may fail without harm.
type silent struct{ testing.TB }

func (silent) Helper()               {}
func (silent) Name() string          { return "silent" }
func (silent) Log(...any)            {}
func (silent) Logf(string, ...any)   {}
func (silent) Error(...any)          {}
func (silent) Errorf(string, ...any) {}
func (silent) Fatal(...any)          { runtime.Goexit() }
func (silent) Fatalf(string, ...any) { runtime.Goexit() }
func (silent) FailNow()              { runtime.Goexit() }
func (silent) Fail()                 {}
func (silent) Failed() bool          { return false }

// smallest is the last scenario that breaks a claim before rapid gives up
// making it smaller.
func smallest(g *rapid.Generator[*scenarios.Scenario], broken func(s *scenarios.Scenario) bool) (s *scenarios.Scenario) {
	done := make(chan bool)
	go func() {
		defer close(done)
		rapid.Check(silent{}, func(t *rapid.T) {
			if drawn := g.Draw(t, "scenario"); broken(drawn) {
				s = drawn
				t.Fatal("broken")
			}
		})
	}()
	<-done
	return s
}

// Rapid makes what is drawn as small as it can be: hosts, calls and faults are
// lists, of which it leaves out what is not needed. Here that is one host and
// the fault that fails it.
func TestWhatIsDrawnBecomesSmall(t *testing.T) {
	set(t, "rapid.nofailfile", "true")
	checks(t, "500") // -short leaves a fifth
	g := gen.Scenario(gen.Without(gen.Failures, gen.Agents, gen.Health, gen.Files, gen.Alarms, gen.BlueGreen, gen.Scaling))
	for seed := 1; seed <= 6; seed++ {
		set(t, "rapid.seed", strconv.Itoa(seed))
		s := smallest(g, func(s *scenarios.Scenario) bool {
			return slices.ContainsFunc(run(s).Deployments(), func(d sim.Deployment) bool { return d.Code == events.HealthConstraints })
		})
		if s == nil || len(gen.Hosts(&s.Fleet)) != 1 || len(s.Timeline) != 2 || s.Timeline[1].Fault == nil {
			t.Errorf("seed %d: %#v", seed, s)
		}
	}
}

// set gives a flag another value until the test is over.
func set(t *testing.T, name, value string) {
	f := flag.Lookup(name)
	before := f.Value.String()
	t.Cleanup(func() { f.Value.Set(before) })
	if err := f.Value.Set(value); err != nil {
		t.Fatal(err)
	}
}

// checks makes rapid check so many cases unless its flag says otherwise.
func checks(t *testing.T, n string) {
	if f := flag.Lookup("rapid.checks"); f.Value.String() == f.DefValue {
		set(t, "rapid.checks", n)
	}
}

// A fault of an event of Lambda is left out too where it is not needed, and alone
// where it is.
func TestEventFaultsBecomeFew(t *testing.T) {
	set(t, "rapid.nofailfile", "true")
	checks(t, "500")
	g := gen.Scenario(gen.With(gen.Functions), gen.Faults(3, gen.Event),
		gen.Without(gen.Failures, gen.Agents, gen.Health, gen.Files, gen.Alarms, gen.BlueGreen, gen.Scaling, gen.Services, gen.Calls, gen.OnPremises))
	for code, faults := range map[events.ErrorCode]int{events.HookExecutionFailure: 1, events.NoError: 0} {
		s := smallest(g, func(s *scenarios.Scenario) bool {
			return slices.ContainsFunc(run(s).Deployments(), func(d sim.Deployment) bool { return d.Platform == codedeploy.Lambda && d.Code == code })
		})
		if s == nil || len(s.Timeline) != 2+faults {
			t.Errorf("%v: %#v", code, s)
		}
	}
}

// There is a timeline for scenarios without hosts too.
func TestTimelineWithoutHosts(t *testing.T) {
	for _, name := range []string{"lambda-canary", "ecs-test-listener"} {
		source, err := scenarios.LoadBundled(name)
		if err != nil {
			t.Fatal(err)
		}
		s, _, _ := source.Compile()
		n := tally{}
		for seed := range 200 {
			drawn := gen.Troubled(s, gen.With(gen.Calls)).Example(seed)
			n.run(finish(t, compile(t, drawn)))
		}
		for _, want := range []string{"event fault fail", "event fault hang", "event fault delay", "call StopDeployment", "call PutLifecycleEventHookExecutionStatus"} {
			if n[want] == 0 {
				t.Errorf("%s: never drawn: %s", name, want)
			}
		}
	}
}
