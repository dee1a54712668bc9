package sim_test

import (
	"testing"

	"pgregory.net/rapid"

	"github.com/seed-11de0fc1/rehearse/fleet"
	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/invariants"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// anySetup draws a fleet, a configuration, what scripts do, and what strikes.
func anySetup(t *rapid.T) *sim.Setup {
	n := rapid.IntRange(1, 9).Draw(t, "hosts")
	s := fleetOf(n)
	s.Seed = rapid.Uint64().Draw(t, "seed")
	g := &s.Fleet.Groups[0]
	g.Zones = rapid.SliceOfN(rapid.SampledFrom([]string{"a", "b", "c"}), 0, 3).Draw(t, "zones")
	set := &s.CodeDeploy.Groups[0].Settings
	s.CodeDeploy.Configs = append(s.CodeDeploy.Configs[:3:3], codedeploy.Config{Name: "own", Min: codedeploy.Minimum{
		Type: codedeploy.MinimumType(rapid.IntRange(0, 1).Draw(t, "type")), Value: rapid.IntRange(0, 99).Draw(t, "minimum") % (n * 12)}})
	set.Config = int32(rapid.IntRange(0, 3).Draw(t, "config"))
	if set.Config == 3 && len(g.Zones) > 0 && rapid.Bool().Draw(t, "zonal") {
		s.CodeDeploy.Configs[3].Zonal = &codedeploy.Zonal{Monitor: kernel.Minute, Min: codedeploy.Minimum{
			Type: codedeploy.FleetPercent, Value: rapid.IntRange(0, 99).Draw(t, "zone minimum")}}
	}
	set.Rollback = codedeploy.AutoRollback{Enabled: true, OnFailure: rapid.Bool().Draw(t, "on failure"), OnStop: rapid.Bool().Draw(t, "on stop"),
		OnAlarm: rapid.Bool().Draw(t, "on alarm")}
	if rapid.Bool().Draw(t, "load balancer") {
		s.Fleet.LoadBalancers = []fleet.LoadBalancer{
			{Name: "lb", Register: 30 * kernel.Second, Deregister: kernel.Minute, Fails: 20 * kernel.Second, Passes: 30 * kernel.Second},
			{Name: "two", TargetGroup: true, Register: kernel.Minute, Fails: kernel.Minute, Passes: kernel.Minute, Members: anyHosts(t, n), NeverHealthy: anyHosts(t, n)},
		}
		set.LoadBalancers, set.TrafficControl = []int32{0, 1}[:rapid.IntRange(1, 2).Draw(t, "load balancers")], true
	}
	anyAlarms(t, s)
	another := s.CodeDeploy.Groups[0]
	another.Name = "another"
	s.CodeDeploy.Groups = append(s.CodeDeploy.Groups[:1:1], another)
	anyScripts(t, s, n)
	anyFiles(t, s)
	anyInputs(t, s, n)
	return s
}

// anyAlarms draws alarms, what becomes of them, and how a group heeds them.
func anyAlarms(t *rapid.T, s *sim.Setup) {
	c := &codedeploy.AlarmConfig{Enabled: rapid.Bool().Draw(t, "alarms"), IgnorePollFailure: rapid.Bool().Draw(t, "ignore poll failure")}
	seconds := func(what string) kernel.Time {
		return kernel.Time(rapid.IntRange(0, 900).Draw(t, what)) * kernel.Second
	}
	for n := range rapid.IntRange(0, 2).Draw(t, "number of alarms") {
		a := fleet.Alarm{Name: string(rune('a' + n)), State: anyState(t), States: []fleet.AlarmTurn{{At: seconds("turns"), State: anyState(t)}}}
		if rapid.Bool().Draw(t, "measures") {
			a.Metric = &fleet.Metric{
				Measure: fleet.Measure(rapid.IntRange(0, 2).Draw(t, "measure")), Comparison: fleet.Comparison(rapid.IntRange(0, 3).Draw(t, "comparison")),
				Threshold: int64(rapid.IntRange(0, 50).Draw(t, "threshold")), Period: 10 * kernel.Second, Evaluations: 2, Datapoints: 1,
				Missing: fleet.Missing(rapid.IntRange(0, 3).Draw(t, "missing")),
			}
		}
		if rapid.IntRange(0, 3).Draw(t, "outage") == 0 {
			a.Unreadable = []fleet.Outage{{From: seconds("from")}}
		}
		s.Fleet.Alarms = append(s.Fleet.Alarms, a)
		c.Alarms = append(c.Alarms, codedeploy.AlarmRef{Name: a.Name, Alarm: int32(n)})
	}
	s.CodeDeploy.Groups[0].Settings.Alarms = c
	s.CodeDeploy.Revisions[1].ErrorRate, s.CodeDeploy.Revisions[1].Latency = rapid.IntRange(0, 100).Draw(t, "error rate"), 20
}

func anyState(t *rapid.T) events.AlarmState {
	return rapid.SampledFrom([]events.AlarmState{events.AlarmOK, events.AlarmOK, events.AlarmOK, events.AlarmInAlarm, events.AlarmInsufficientData}).Draw(t, "state")
}

func anyHosts(t *rapid.T, n int) []uint32 {
	return []uint32{uint32(rapid.IntRange(0, n-1).Draw(t, "host"))}
}

func anyScripts(t *rapid.T, s *sim.Setup, n int) {
	for r := range s.CodeDeploy.Revisions {
		for range rapid.IntRange(0, 3).Draw(t, "behaviours") {
			hi := kernel.Time(rapid.IntRange(1, 100).Draw(t, "takes")) * kernel.Second
			s.CodeDeploy.Revisions[r].Scripts = append(s.CodeDeploy.Revisions[r].Scripts, codedeploy.ScriptBehaviour{
				Who: codedeploy.Who{Hosts: anyHosts(t, n)}, Location: rapid.SampledFrom([]string{"start.sh", "check.sh"}).Draw(t, "script"),
				TakesLo: kernel.Second, TakesHi: hi, Exit: int64(rapid.IntRange(0, 1).Draw(t, "exit")),
				HoldsOutput: rapid.IntRange(0, 9).Draw(t, "holds") == 0, RestartsAgent: rapid.IntRange(0, 9).Draw(t, "restarts") == 0,
			})
		}
	}
}

// anyFiles draws what is installed, what is in its way, and how many archives
// an agent keeps.
func anyFiles(t *rapid.T, s *sim.Setup) {
	paths := []string{"a", "b", "c"}
	for r := range s.CodeDeploy.Revisions {
		spec := &s.CodeDeploy.Revisions[r].AppSpec
		spec.FileExists = codedeploy.FileExists(rapid.IntRange(0, 3).Draw(t, "file exists"))
		for _, p := range rapid.SliceOfN(rapid.SampledFrom(paths), 0, 3).Draw(t, "files") {
			spec.Files = append(spec.Files, codedeploy.FileMapping{Source: p, Destination: "/srv"})
		}
	}
	s.CodeDeploy.Agents[0].MaxRevisions = rapid.IntRange(1, 3).Draw(t, "archives")
}

func anyCreate(t *rapid.T) *codedeploy.Call {
	return &codedeploy.Call{Create: codedeploy.CreateDeployment{
		Group: int32(rapid.IntRange(0, 1).Draw(t, "group")), Revision: int32(rapid.IntRange(0, 1).Draw(t, "revision")), Config: codedeploy.None,
		IgnoreStopFailures: rapid.Bool().Draw(t, "ignore"), OutdatedOnly: rapid.Bool().Draw(t, "outdated"),
		FileExists: codedeploy.FileExists(rapid.IntRange(0, 3).Draw(t, "option")),
	}}
}

func anyInputs(t *rapid.T, s *sim.Setup, n int) {
	for range rapid.IntRange(0, 4).Draw(t, "inputs") {
		in := sim.Input{When: sim.When{Plus: kernel.Time(rapid.IntRange(0, 400).Draw(t, "at")) * kernel.Second}}
		switch rapid.IntRange(0, 5).Draw(t, "what") {
		case 0:
			in.Call = &codedeploy.Call{Op: codedeploy.OpStopDeployment, Stop: codedeploy.StopDeployment{Deployment: 1}}
		case 1:
			in.Call = anyCreate(t)
		case 2:
			in.Call = &codedeploy.Call{Op: codedeploy.OpDeleteDeploymentGroup, Group: int32(rapid.IntRange(0, 1).Draw(t, "group"))}
		default:
			in.Fault = &fleet.Fault{
				Kind: fleet.FaultKind(rapid.IntRange(0, int(fleet.LoseArchives)).Draw(t, "fault")), Instances: anyHosts(t, n),
				Zone: rapid.SampledFrom([]string{"a", "b"}).Draw(t, "zone"), Path: rapid.SampledFrom([]string{"/srv/a", "/srv/b"}).Draw(t, "path"),
				For: kernel.Time(rapid.IntRange(0, 500).Draw(t, "for")) * kernel.Second, Factor: 3,
			}
		}
		s.Inputs = append(s.Inputs, in)
	}
}

func finish(t *rapid.T, w *sim.World) {
	if err := w.Run(); err != nil {
		t.Fatal(err)
	}
}

// walk takes some steps, up to a number of them.
func walk(t *rapid.T, w *sim.World, most int) {
	for range rapid.IntRange(0, most).Draw(t, "steps") {
		if ok, err := w.Step(); !ok || err != nil {
			return
		}
	}
}

// holdsWithForks runs a setup to its end: the invariants hold, and a fork taken
// within the first steps ends as the original does.
func holdsWithForks(t *rapid.T, s *sim.Setup, steps int) {
	w := sim.New(s)
	w.Journal().SetLevel(kernel.All)
	walk(t, w, steps)
	fork := w.Fork()
	finish(t, w)
	finish(t, fork)
	if err := invariants.Check(w); err != nil {
		t.Fatal(err)
	}
	if fork.Journal().Fingerprint() != w.Journal().Fingerprint() {
		t.Fatal("a fork ends otherwise than the original")
	}
}

// Whatever the fleet and the faults: the invariants hold.
func TestInvariants(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := sim.New(anySetup(t))
		w.Journal().SetLevel(kernel.All)
		finish(t, w)
		if err := invariants.Check(w); err != nil {
			t.Fatal(err)
		}
	})
}

// A fork taken anywhere and run to its end equals the original, and a fork with
// another future leaves both alone.
func TestForkEqualsOriginal(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := anySetup(t)
		whole, part := sim.New(s), sim.New(s)
		finish(t, whole)
		walk(t, part, 200)
		fork, other := part.Fork(), part.Fork()
		other.CodeDeploy().Call(&codedeploy.Call{Op: codedeploy.OpStopDeployment, Stop: codedeploy.StopDeployment{Deployment: 1}}, 0)
		other.CodeDeploy().Call(&codedeploy.Call{Op: codedeploy.OpDeleteDeploymentGroup, Group: 1}, 0)
		finish(t, other)
		finish(t, fork)
		finish(t, part)
		want := whole.Journal().Fingerprint()
		if fork.Journal().Fingerprint() != want || part.Journal().Fingerprint() != want {
			t.Fatal("a fork ends otherwise than the original")
		}
	})
}

// The fingerprint does not depend on what the journal keeps.
func TestFingerprintWhateverTheLevel(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := anySetup(t)
		var prints []kernel.Fingerprint
		for _, level := range []kernel.Level{kernel.Off, kernel.Decisions, kernel.All} {
			w := sim.New(s)
			w.Journal().SetLevel(level)
			finish(t, w)
			prints = append(prints, w.Journal().Fingerprint())
		}
		if prints[0] != prints[1] || prints[1] != prints[2] {
			t.Fatal("the fingerprint depends on the level")
		}
	})
}

// The fingerprint of a known run, the same on every architecture.
func TestFingerprintIsTheSameEverywhere(t *testing.T) {
	s := fleetOf(100)
	s.CodeDeploy.Revisions[1].Scripts = []codedeploy.ScriptBehaviour{{Location: "start.sh", TakesLo: kernel.Second, TakesHi: 40 * kernel.Second}}
	w := sim.New(s)
	if err := w.Run(); err != nil {
		t.Fatal(err)
	}
	if got := w.Journal().Fingerprint().String(); got != knownFingerprint {
		t.Errorf("fingerprint %s, want %s", got, knownFingerprint)
	}
	if w.DeploymentAt(1).Status != events.DeploymentSucceeded {
		t.Error("the run failed")
	}
}
