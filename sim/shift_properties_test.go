package sim_test

import (
	"testing"

	"pgregory.net/rapid"

	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/invariants"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

func anyRouting(t *rapid.T) codedeploy.Routing {
	r := codedeploy.Routing{Type: codedeploy.RoutingType(rapid.IntRange(0, 2).Draw(t, "routing"))}
	if r.Type != codedeploy.AllAtOnce {
		r.Percentage = rapid.IntRange(1, 99).Draw(t, "percentage")
		r.Interval = kernel.Time(rapid.IntRange(1, 20).Draw(t, "interval")) * minute
	}
	return r
}

// anyShift draws a service or a function, how its traffic moves, what its hooks
// and tasks do, and what is called meanwhile.
func anyShift(t *rapid.T) *sim.Setup {
	s := base()
	s.Seed = rapid.Uint64().Draw(t, "seed")
	if rapid.Bool().Draw(t, "lambda") {
		onLambda(s, "LambdaAllAtOnce")
	} else {
		onECS(s, "ECSAllAtOnce")
		anyTasks(t, s)
	}
	s.CodeDeploy.Configs = append(s.CodeDeploy.Configs[:len(s.CodeDeploy.Configs):len(s.CodeDeploy.Configs)], codedeploy.Config{
		Name: "own", Platform: s.CodeDeploy.Applications[0].Platform, Routing: anyRouting(t)})
	settings(s).Config = int32(len(s.CodeDeploy.Configs) - 1)
	settings(s).Rollback = codedeploy.AutoRollback{Enabled: true, OnFailure: rapid.Bool().Draw(t, "on failure"), OnStop: rapid.Bool().Draw(t, "on stop")}
	for range rapid.IntRange(0, 2).Draw(t, "hooks") {
		calls(s, rapid.SampledFrom([]events.LifecycleEvent{events.BeforeInstall, events.AfterInstall, events.AfterAllowTestTraffic,
			events.BeforeAllowTraffic, events.AfterAllowTraffic}).Draw(t, "event"), anyPlan(t))
	}
	if rapid.Bool().Draw(t, "alarm") {
		settings(s).Rollback.OnAlarm = rapid.Bool().Draw(t, "on alarm")
		heeds(s, turns("errors", alarm(kernel.Time(rapid.IntRange(0, 7200).Draw(t, "alarm at"))*kernel.Second)))
	}
	for range rapid.IntRange(0, 4).Draw(t, "calls") {
		at(s, kernel.Time(rapid.IntRange(0, 7200).Draw(t, "at"))*kernel.Second, anyShiftCall(t))
	}
	return s
}

func anyPlan(t *rapid.T) codedeploy.FunctionPlan {
	return codedeploy.FunctionPlan{Returns: codedeploy.Report(rapid.IntRange(0, 2).Draw(t, "report")), TakesLo: kernel.Second,
		TakesHi: kernel.Time(rapid.IntRange(1, 4000).Draw(t, "takes")) * kernel.Second}
}

func anyTasks(t *rapid.T, s *sim.Setup) {
	plan := codedeploy.TaskPlan{Revision: none, RunsAfter: kernel.Time(rapid.IntRange(0, 4000).Draw(t, "runs")) * kernel.Second,
		HealthyHi: kernel.Time(rapid.IntRange(0, 4000).Draw(t, "healthy")) * kernel.Second, NeverHealthy: rapid.IntRange(0, 4).Draw(t, "bad") == 0}
	s.CodeDeploy.ECSServices[0].Plans = []codedeploy.TaskPlan{plan}
	if rapid.Bool().Draw(t, "test listener") {
		tested(s)
	}
	settings(s).BlueGreen = &codedeploy.BlueGreen{StopsWhenReady: rapid.Bool().Draw(t, "ready"),
		ReadyWait: kernel.Time(rapid.IntRange(0, 60).Draw(t, "wait")) * minute, TerminationWait: kernel.Time(rapid.IntRange(0, 60).Draw(t, "kept")) * minute}
}

func anyShiftCall(t *rapid.T) sim.Input {
	number := rapid.IntRange(1, 3).Draw(t, "deployment")
	c := &codedeploy.Call{}
	switch rapid.IntRange(0, 5).Draw(t, "call") {
	case 0:
		c.Op, c.Stop.Deployment = codedeploy.OpStopDeployment, number
	case 1:
		c.Op, c.Continue = codedeploy.OpContinueDeployment, codedeploy.ContinueDeployment{Deployment: number, Termination: rapid.Bool().Draw(t, "termination")}
	case 2:
		c.Op = codedeploy.OpPutLifecycleEventHookExecutionStatus
		c.Hook = codedeploy.HookStatus{Deployment: number, Event: events.AfterInstall, Status: codedeploy.Report(rapid.IntRange(0, 3).Draw(t, "status"))}
	case 3:
		c.Op = codedeploy.OpDeleteDeploymentGroup
	default:
		c.Create = codedeploy.CreateDeployment{Revision: int32(rapid.IntRange(0, 2).Draw(t, "revision")), Config: none}
	}
	return sim.Input{Call: c}
}

func sharesAddUp(t *rapid.T, w *sim.World) {
	for _, x := range w.Splits() {
		sum := 0
		for _, v := range x.Shares {
			sum += v.Share
		}
		if sum != 100 {
			t.Fatalf("CD-9.9: %s: shares of %d%% in all at %v: %v", x.What, sum, w.Now(), x.Shares)
		}
	}
}

// Whatever happens the shares of an alias or a service make 100, every
// deployment ends, and the invariants hold.
func TestSharesAddUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := sim.New(anyShift(t))
		w.Journal().SetLevel(kernel.All)
		for {
			more, err := w.Step()
			if err != nil {
				t.Fatal(err)
			}
			sharesAddUp(t, w)
			if !more {
				break
			}
		}
		if err := invariants.Check(w); err != nil {
			t.Fatal(err)
		}
	})
}

// The last shift comes (⌈100/p⌉ − 1)·i after the first for linear, i for canary
// and at once for the rest (CD-9.9).
func TestTimeOfLastShift(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := anyRouting(t)
		shares, times := codedeploy.AWS.Shifts(r)
		want, steps := kernel.Time(0), 1
		switch r.Type {
		case codedeploy.TimeBasedCanary:
			want, steps = r.Interval, 2
		case codedeploy.TimeBasedLinear:
			steps = (100 + r.Percentage - 1) / r.Percentage
			want = kernel.Time(steps-1) * r.Interval
		}
		if n := len(shares); n != steps || shares[n-1] != 100 || times[0] != 0 || times[n-1] != want {
			t.Fatalf("%v: %v at %v, want %d steps, the last after %v", r, shares, times, steps, want)
		}
		for n := 1; n < len(shares); n++ {
			if shares[n] <= shares[n-1] {
				t.Fatalf("%v: the shares %v do not grow", r, shares)
			}
		}
	})
}

// A stop at any instant, rolled back, gives the original everything, and
// leaves one version or one task set (CD-9.8, CD-9.13).
func TestStopRollsTrafficBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := anyShift(t)
		s.Inputs = s.Inputs[:1]
		settings(s).Alarms = nil // they could stop the rollback as well (CD-5.8)
		stopAt(s, kernel.Time(rapid.IntRange(0, 7200).Draw(t, "stop"))*kernel.Second, &yes)
		w := sim.New(s)
		finish(t, w)
		d, _ := w.Deployment(1)
		if _, a, ok := w.Taken(1); !ok || a.Exception != events.NoException || d.RolledBackBy == none {
			return // it had ended before
		}
		x := w.Splits()[0]
		if len(x.Shares) != 1 || x.Shares[0].Share != 100 || x.Shares[0].Version != "1" && x.Shares[0].Version != "v1" {
			t.Fatalf("%v after the rollback", x)
		}
	})
}

// A fork taken anywhere and run to its end equals the original, and what
// happens in another fork reaches neither.
func TestShiftForkEqualsOriginal(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := anyShift(t)
		whole, part := sim.New(s), sim.New(s)
		finish(t, whole)
		walk(t, part, 60)
		fork, other := part.Fork(), part.Fork()
		other.CodeDeploy().Call(&codedeploy.Call{Op: codedeploy.OpStopDeployment, Stop: codedeploy.StopDeployment{Deployment: 1, Rollback: &yes}}, 0)
		finish(t, other)
		finish(t, fork)
		finish(t, part)
		want := whole.Journal().Fingerprint()
		if fork.Journal().Fingerprint() != want || part.Journal().Fingerprint() != want {
			t.Fatal("a fork ends otherwise than the original")
		}
		if a, b := whole.Splits(), fork.Splits(); len(a) != len(b) || a[0].What != b[0].What || len(a[0].Shares) != len(b[0].Shares) {
			t.Fatalf("a fork has %v, the original %v", b, a)
		}
	})
}
