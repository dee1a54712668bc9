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

// anyScaled draws a setup whose hosts are an Auto Scaling group, on which both
// deployment groups may have hooks, and what is asked of it.
func anyScaled(t *rapid.T) *sim.Setup {
	s := anySetup(t)
	template := &s.Fleet.Groups[0]
	a := fleet.AutoScalingGroup{
		Name: "web", Max: 9, Desired: template.Count, Zones: template.Zones,
		HealthCheck: fleet.HealthCheck(rapid.IntRange(0, 1).Draw(t, "health check")),
		Grace:       anyMinutes(t, "grace"), LaunchTakes: anyMinutes(t, "launch takes"),
	}
	if len(s.Fleet.LoadBalancers) > 0 && rapid.Bool().Draw(t, "attached") {
		a.LoadBalancers = []int32{0}
	}
	if rapid.IntRange(0, 3).Draw(t, "own hook") == 0 {
		a.Hooks = []fleet.Hook{{Name: "own", Heartbeat: 5 * kernel.Minute, Owner: fleet.NoGroup,
			Transition: fleet.Transition(rapid.IntRange(0, 1).Draw(t, "transition")), Default: fleet.Result(rapid.IntRange(0, 1).Draw(t, "default"))}}
	}
	s.Fleet.AutoScalingGroups = []fleet.AutoScalingGroup{a}
	for g := range s.CodeDeploy.Groups {
		set := &s.CodeDeploy.Groups[g].Settings
		if g == 0 || rapid.Bool().Draw(t, "both") {
			set.AutoScalingGroups = []int32{0}
		}
		if rapid.Bool().Draw(t, "no tags") {
			set.EC2Tags = nil
		}
		set.TerminationHook, set.LeaveOutdated = rapid.Bool().Draw(t, "termination hook"), rapid.Bool().Draw(t, "ignore")
		set.Role = codedeploy.Role(max(0, rapid.IntRange(-5, 2).Draw(t, "role")))
	}
	if rapid.IntRange(0, 3).Draw(t, "no history") == 0 {
		s.CodeDeploy.History = nil
	}
	s.CodeDeploy.Agents[0].State = codedeploy.AgentState(max(0, rapid.IntRange(-5, 2).Draw(t, "agent")))
	for range rapid.IntRange(1, 4).Draw(t, "requests") {
		s.Inputs = append(s.Inputs, anyRequest(t, s))
	}
	return s
}

// anyHost is a host that is there, or one that is launched some day.
func anyHost(t *rapid.T, s *sim.Setup) uint32 {
	if rapid.Bool().Draw(t, "later") {
		return later(s, uint32(s.Fleet.Groups[0].Count+rapid.IntRange(1, 3).Draw(t, "which")))
	}
	return rapid.Uint32Range(0, uint32(s.Fleet.Groups[0].Count-1)).Draw(t, "which")
}

func anyRequest(t *rapid.T, s *sim.Setup) sim.Input {
	in := sim.Input{When: sim.When{Plus: kernel.Time(rapid.IntRange(0, 3600).Draw(t, "requested at")) * kernel.Second}}
	if rapid.Bool().Draw(t, "at an event") {
		in.When = sim.When{Trigger: sim.AtLifecycle, Instance: anyHost(t, s), Event: events.Install}
	}
	if rapid.IntRange(0, 3).Draw(t, "by codedeploy") == 0 {
		groups := [][]int32{{}, {0}}[rapid.IntRange(0, 1).Draw(t, "groups")]
		on := rapid.Bool().Draw(t, "hook")
		in.Call = &codedeploy.Call{Op: codedeploy.OpUpdateDeploymentGroup, Update: codedeploy.SettingsUpdate{Config: codedeploy.None, AutoScalingGroups: groups, TerminationHook: &on}}
		return in
	}
	if rapid.IntRange(0, 3).Draw(t, "struck") == 0 {
		in.Fault = &fleet.Fault{Kind: fleet.FaultKind(rapid.IntRange(0, int(fleet.CutNetwork)).Draw(t, "fault")), Instances: []uint32{anyHost(t, s)},
			For: anyMinutes(t, "struck for")}
		return in
	}
	in.Fleet = &fleet.Call{
		Op:      fleet.Op(rapid.IntRange(0, int(fleet.CreateTags)).Draw(t, "operation")),
		Desired: rapid.IntRange(0, 12).Draw(t, "desired"), Instances: []uint32{anyHost(t, s)}, Decrement: rapid.Bool().Draw(t, "decrement"),
		Processes: fleet.Processes(rapid.IntRange(1, 511).Draw(t, "processes")), Hook: "own", Result: fleet.Continue,
		Tags: []fleet.Tag{{Key: "Env", Value: rapid.SampledFrom([]string{"prod", "test"}).Draw(t, "tag")}},
	}
	return in
}

// Whatever an Auto Scaling group is asked for, and whatever strikes it: every
// run ends, the invariants hold, and a fork taken anywhere ends as the original
// does.
func TestScalingInvariants(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := anyScaled(t)
		s.Limits.Events = 300_000
		holdsWithForks(t, s, 400)
	})
}

// Somebody completes the launch hook of a host that is gone: no load balancer
// is told of the host (CD-8.4).
func TestLaunchHookOfAHostThatIsGone(t *testing.T) {
	s := base()
	scale(s, 1, func(a *fleet.AutoScalingGroup) {
		a.LoadBalancers = []int32{0}
		a.Hooks = []fleet.Hook{{Name: "own", Heartbeat: 5 * kernel.Minute, Owner: fleet.NoGroup}}
	})
	s.Fleet.LoadBalancers = []fleet.LoadBalancer{{Name: "lb", Register: 30 * kernel.Second}}
	only(s)
	desire(s, 0, 2)
	terminate(s, 2*kernel.Minute, later(s, 2))
	s.Inputs = append(s.Inputs, sim.Input{When: sim.When{Plus: 3 * kernel.Minute},
		Fleet: &fleet.Call{Op: fleet.CompleteLifecycleAction, Hook: "own", Instances: []uint32{later(s, 2)}, Result: fleet.Continue}})
	w := sim.New(s)
	w.Journal().SetLevel(kernel.All)
	if err := w.Run(); err != nil {
		t.Fatal(err)
	}
	if _, a, ok := w.Taken(2); !ok || a.Exception != events.NoException {
		t.Fatalf("the hook was not completed: %v", a.Exception)
	}
	if err := invariants.Check(w); err != nil {
		t.Error(err)
	}
}
