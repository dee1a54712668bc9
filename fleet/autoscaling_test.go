package fleet_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/seed-11de0fc1/rehearse/fleet"
	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

const minute = 60 * kernel.Second

// scaled is a fleet of one Auto Scaling group, web, with n hosts in two zones.
func scaled(n int, change func(a *fleet.AutoScalingGroup)) (*kernel.Kernel, *fleet.Fleet) {
	a := fleet.AutoScalingGroup{Name: "web", Max: 9, Desired: n, Zones: []string{"a", "b"}, LaunchTakes: minute, LoadBalancers: []int32{0}}
	if change != nil {
		change(&a)
	}
	k := kernel.New(1, kernel.Limits{})
	return k, fleet.New(k, &fleet.Setup{
		Groups:            []fleet.Group{{Name: "web", Count: n, Numbered: true, Zones: []string{"a", "b"}, InstanceProfile: true, DiskFree: -1}},
		LoadBalancers:     []fleet.LoadBalancer{{Name: "front", Members: []uint32{}}},
		AutoScalingGroups: []fleet.AutoScalingGroup{a},
	})
}

// until steps the fleet up to a time, and tells which lifecycle actions were
// due.
func until(t *testing.T, k *kernel.Kernel, f *fleet.Fleet, at kernel.Time) (due []int32) {
	t.Helper()
	k.Schedule(max(at, k.Now()), kernel.Decide, events.InputDue, 0, 0) // so that now is then
	for {
		e, ok, err := k.NextBefore(at)
		if err != nil {
			t.Fatal(err)
		}
		if !ok {
			return due
		}
		switch e := events.Event(e); e.Kind() {
		case events.LifecycleActionDue:
			due = append(due, e.LifecycleAction())
		case events.HostReturns, events.ScalingDue, events.HealthCheckDue, events.HeartbeatTimesOut:
			f.Step(k, e)
		}
	}
}

// states are the hosts with their lifecycle states and zones.
func states(f *fleet.Fleet) string {
	var list []string
	for i := range uint32(f.Len()) {
		list = append(list, fmt.Sprintf("%s %s %v", f.Name(i), f.Zone(i), f.Lifecycle(i)))
	}
	return strings.Join(list, ", ")
}

func want(t *testing.T, f *fleet.Fleet, states_ string) {
	t.Helper()
	if got := states(f); got != states_ {
		t.Errorf("hosts\n%s, want\n%s", got, states_)
	}
}

// A group launches what is missing, into the zone that has fewest, and
// registers it when it enters service; it terminates the oldest host of the zone
// that has most.
func TestScaleOutAndIn(t *testing.T) {
	k, f := scaled(3, nil)
	f.SetDesiredCapacity(k, 0, 5, 0, 0)
	until(t, k, f, 30*kernel.Second)
	want(t, f, "web-1 a InService, web-2 b InService, web-3 a InService, web-4 b Pending, web-5 a Pending")
	until(t, k, f, 2*minute)
	if f.InServiceCount(0) != 5 || !f.Behind(0, 4) || !f.InService(4) {
		t.Errorf("web-5 is not in service: %s", states(f))
	}
	f.SetDesiredCapacity(k, 0, 2, 0, 0)
	until(t, k, f, 3*minute)
	want(t, f, "web-1 a Terminated, web-2 b Terminated, web-3 a Terminated, web-4 b InService, web-5 a InService")
	if f.Behind(0, 0) || !f.Gone(0) {
		t.Error("web-1 is still there")
	}
	if acts := f.Activities(); len(acts) != 5 || acts[4].From != 3 || acts[4].To != 2 || acts[4].Status != fleet.Successful {
		t.Errorf("activities %+v", acts)
	}
}

// Bounds are kept: by a refusal, or by moving the desired capacity.
func TestBounds(t *testing.T) {
	k, f := scaled(3, func(a *fleet.AutoScalingGroup) { a.Min, a.Max = 2, 4 })
	if f.SetDesiredCapacity(k, 0, 5, 0, 0) || f.SetDesiredCapacity(k, 0, 1, 0, 0) {
		t.Error("a desired capacity out of bounds")
	}
	two, one := 2, 1
	if f.UpdateAutoScalingGroup(k, 0, &fleet.AutoScalingUpdate{Desired: &one}, 0, 0) {
		t.Error("a desired capacity below the minimum")
	}
	if !f.UpdateAutoScalingGroup(k, 0, &fleet.AutoScalingUpdate{Max: &two}, 0, 0) || f.AutoScalingGroup(0).Desired != 2 {
		t.Errorf("desired %d after the maximum went down to 2", f.AutoScalingGroup(0).Desired)
	}
	until(t, k, f, minute)
	if f.TerminateInAutoScalingGroup(k, 1, true, 0, 0) {
		t.Error("a decrement below the minimum")
	}
	if !f.TerminateInAutoScalingGroup(k, 1, false, 0, 0) || f.TerminateInAutoScalingGroup(k, 1, false, 0, 0) {
		t.Error("web-2 is to go, once")
	}
	until(t, k, f, 3*minute)
	want(t, f, "web-1 a Terminated, web-2 b Terminated, web-3 a InService, web-4 b InService")
}

func hook(at fleet.Transition, owner int32) fleet.Hook {
	return fleet.Hook{Name: "wait", Transition: at, Heartbeat: 10 * minute, Owner: owner}
}

// CD-6.6: a launched host waits for its hook: CONTINUE lets it into service,
// ABANDON and silence have it terminated and replaced.
func TestLaunchHook(t *testing.T) {
	k, f := scaled(0, func(a *fleet.AutoScalingGroup) { a.Desired = 1; a.Hooks = []fleet.Hook{hook(fleet.Launching, 0)} })
	f.SetDesiredCapacity(k, 0, 1, 0, 0)
	due := until(t, k, f, minute)
	want(t, f, "web-1 a Pending:Wait")
	if len(due) != 1 || !f.Complete(k, due[0], fleet.Abandon, 0, 0) || f.Complete(k, due[0], fleet.Continue, 0, 0) {
		t.Fatalf("actions %v", due)
	}
	due = until(t, k, f, 2*minute)
	want(t, f, "web-1 a Terminated, web-2 a Pending:Wait")
	until(t, k, f, 9*minute)
	f.RecordHeartbeat(k, due[0], 0, 0)
	until(t, k, f, 18*minute)
	want(t, f, "web-1 a Terminated, web-2 a Pending:Wait")
	due = until(t, k, f, 20*minute)
	want(t, f, "web-1 a Terminated, web-2 a Terminated, web-3 a Pending:Wait")
	f.Complete(k, due[0], fleet.Continue, 0, 0)
	until(t, k, f, 21*minute)
	want(t, f, "web-1 a Terminated, web-2 a Terminated, web-3 a InService")
	acts := f.Activities()
	if acts[0].Reason != fleet.AbandonSaid || acts[1].Reason != fleet.AbandonTimed {
		t.Errorf("activities %+v", acts)
	}
}

// Heartbeats keep a hook waiting for 100 times its timeout and no longer.
func TestGlobalTimeout(t *testing.T) {
	k, f := scaled(0, func(a *fleet.AutoScalingGroup) { a.Hooks = []fleet.Hook{hook(fleet.Launching, 0)} })
	f.SetDesiredCapacity(k, 0, 1, 0, 0)
	due := until(t, k, f, minute)
	beats := 0
	for at := minute; f.RecordHeartbeat(k, due[0], 0, 0); at += 5 * minute {
		beats++
		until(t, k, f, at+5*minute)
	}
	if want := 1000 / 5; beats != want {
		t.Errorf("%d heartbeats, want %d", beats, want)
	}
}

// Five launches abandoned in a row can be given up; a success forgets them.
func TestGiveUpLaunches(t *testing.T) {
	k, f := scaled(0, func(a *fleet.AutoScalingGroup) {
		a.Hooks = []fleet.Hook{{Name: "silent", Heartbeat: minute, Owner: fleet.NoGroup}}
	})
	f.SetDesiredCapacity(k, 0, 1, 0, 0)
	until(t, k, f, 10*minute-1)
	if f.GiveUpLaunches(k, 0); f.AutoScalingGroup(0).Suspended != 0 {
		t.Error("given up before the fifth launch failed")
	}
	until(t, k, f, 10*minute)
	if f.GiveUpLaunches(k, 0); f.AutoScalingGroup(0).Suspended != fleet.LaunchProcess {
		t.Error("not given up")
	}
	if until(t, k, f, 100*minute); f.Len() != 6 || f.Lifecycle(5) != fleet.TerminatedState {
		t.Errorf("after giving up: %s", states(f))
	}
}

// CD-6.11: a host that leaves waits for its hook and then goes, whatever the
// result.
func TestTerminationHook(t *testing.T) {
	k, f := scaled(2, func(a *fleet.AutoScalingGroup) { a.Hooks = []fleet.Hook{hook(fleet.TerminatingTransition, 0)} })
	f.SetDesiredCapacity(k, 0, 1, 0, 0)
	due := until(t, k, f, minute)
	want(t, f, "web-1 a Terminating:Wait, web-2 b InService")
	if !f.Up(0) || f.Behind(0, 0) {
		t.Error("web-1 waits, out of the load balancer")
	}
	f.Complete(k, due[0], fleet.Abandon, 0, 0)
	until(t, k, f, 2*minute)
	want(t, f, "web-1 a Terminated, web-2 b InService")
}

// A host that does not run is replaced after the health check, and one that no
// load balancer calls healthy if the group asks them; not while either process
// is suspended.
func TestHealthChecks(t *testing.T) {
	for _, c := range []struct {
		name  string
		fault fleet.FaultKind
		group func(a *fleet.AutoScalingGroup)
		at    kernel.Time
		want  string
	}{
		{"terminated", fleet.Terminate, nil, 3 * minute, "web-1 a Terminated, web-2 b InService, web-3 a InService"},
		{"stopped", fleet.Stop, nil, 3 * minute, "web-1 a Terminated, web-2 b InService, web-3 a InService"},
		{"cut off, unseen by EC2", fleet.CutNetwork, nil, 3 * minute, "web-1 a InService, web-2 b InService"},
		{"cut off", fleet.CutNetwork, func(a *fleet.AutoScalingGroup) { a.HealthCheck = fleet.ELBCheck }, 3 * minute,
			"web-1 a Terminated, web-2 b InService, web-3 a InService"},
		{"grace", fleet.CutNetwork, func(a *fleet.AutoScalingGroup) { a.HealthCheck, a.Grace = fleet.ELBCheck, 9*minute }, 3 * minute,
			"web-1 a InService, web-2 b InService"},
		{"suspended", fleet.Terminate, func(a *fleet.AutoScalingGroup) { a.Suspended = fleet.ReplaceUnhealthy }, 3 * minute,
			"web-1 a InService, web-2 b InService"},
	} {
		k, f := scaled(2, c.group)
		f.Strike(k, &fleet.Fault{Kind: c.fault, Instances: []uint32{0}}, 0)
		until(t, k, f, c.at)
		if got := states(f); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
		f.ResumeProcesses(k, 0, fleet.ReplaceUnhealthy, 0, 0)
		if until(t, k, f, 20*minute); c.name == "suspended" && f.InServiceCount(0) != 2 {
			t.Errorf("resumed: %s", states(f))
		}
	}
}

// While Launch or Terminate is suspended nothing is launched or terminated;
// what enters service while AddToLoadBalancer is, is never registered.
func TestSuspendedProcesses(t *testing.T) {
	k, f := scaled(1, nil)
	set, _ := fleet.ParseProcesses([]string{"Launch", "AddToLoadBalancer"})
	f.SuspendProcesses(k, 0, set, 0, 0)
	f.SetDesiredCapacity(k, 0, 2, 0, 0)
	until(t, k, f, 2*minute)
	want(t, f, "web-1 a InService")
	f.ResumeProcesses(k, 0, fleet.LaunchProcess, 0, 0)
	until(t, k, f, 4*minute)
	if f.InServiceCount(0) != 2 || f.Behind(0, 1) {
		t.Errorf("resumed: %s, registered %v", states(f), f.Behind(0, 1))
	}
	if _, ok := fleet.ParseProcesses([]string{"Nothing"}); ok {
		t.Error("a process called Nothing")
	}
}

// CD-3.3: a copy wants nothing at first; a deleted group takes its hosts along.
func TestCopyAndDelete(t *testing.T) {
	k, f := scaled(2, func(a *fleet.AutoScalingGroup) { a.Min, a.Hooks = 2, []fleet.Hook{hook(fleet.Launching, 0)} })
	g := f.CopyAutoScalingGroup(k, 0, "copy", 0, 0)
	fork := new(fleet.Fleet)
	fork.CopyFrom(f)
	until(t, k, f, minute)
	if f.InServiceCount(g) != 0 || f.InServiceCount(0) != 2 {
		t.Errorf("copied: %s", states(f))
	}
	f.SetDesiredCapacity(k, g, 2, 0, 0)
	until(t, k, f, 3*minute)
	f.DeleteAutoScalingGroup(k, 0, 0, 0)
	until(t, k, f, 4*minute)
	want(t, f, "web-1 a Terminated, web-2 b Terminated, web-3 a InService, web-4 b InService")
	if _, found := f.FindAutoScalingGroup("web"); found || f.SetDesiredCapacity(k, 0, 2, 0, 0) {
		t.Error("the source is still there")
	}
	if fork.Len() != 2 || fork.InServiceCount(0) != 2 {
		t.Error("a fork shares the groups")
	}
}

// A terminated host does not wait for ever to be launched.
func TestTerminatedWhileLaunching(t *testing.T) {
	k, f := scaled(0, nil)
	f.SetDesiredCapacity(k, 0, 1, 0, 0)
	until(t, k, f, 30*kernel.Second)
	f.Strike(k, &fleet.Fault{Kind: fleet.Terminate, Instances: []uint32{0}}, 0)
	until(t, k, f, 5*minute)
	want(t, f, "web-1 a Terminated, web-2 a InService")
	if acts := f.Activities(); acts[0].Reason != fleet.BecameUnhealthy {
		t.Errorf("activities %+v", acts)
	}
}

// A zone that is out gets nothing.
func TestLaunchesAvoidAnOutage(t *testing.T) {
	k, f := scaled(2, nil)
	f.Strike(k, &fleet.Fault{Kind: fleet.ZoneOutage, Zone: "a", For: kernel.Hour}, 0)
	until(t, k, f, 5*minute)
	want(t, f, "web-1 a Terminated, web-2 b InService, web-3 b InService")
	f.DetachInstance(k, 1, 0, 0)
	until(t, k, f, 6*minute)
	want(t, f, "web-1 a Terminated, web-2 b Detached, web-3 b InService")
	if !f.Up(1) || f.Behind(0, 1) || f.AutoScalingGroup(0).Desired != 1 {
		t.Error("a detached host runs on, out of the load balancer")
	}
}

// CD-10.3: tags of a host can change.
func TestTags(t *testing.T) {
	k, f := three(1)
	f.CreateTags(k, 1, []fleet.Tag{{Key: "Env", Value: "prod"}, {Key: "Role", Value: "web"}}, 0, 0)
	f.CreateTags(k, 1, []fleet.Tag{{Key: "Env", Value: "test"}}, 0, 0)
	f.DeleteTags(k, 1, []fleet.Tag{{Key: "Env", Value: "prod"}, {Key: "Role"}}, 0, 0)
	if got := f.Tags(1); len(got) != 1 || got[0] != (fleet.Tag{Key: "Env", Value: "test"}) || f.Retagged(0) || !f.Retagged(1) {
		t.Errorf("tags %v", got)
	}
}
