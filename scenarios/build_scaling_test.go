package scenarios

import (
	"fmt"
	"strings"
	"testing"

	"github.com/seed-11de0fc1/rehearse/fleet"
	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// later is a reference to host number n of a group that had so many.
func laterOf(t *testing.T, group, count int, n uint32) uint32 {
	t.Helper()
	ref, ok := fleet.FutureRef(group, count, n)
	if !ok {
		t.Fatal(group, count, n)
	}
	return ref
}

// What the words about Auto Scaling become.
func TestFleetOfEveryScalingWord(t *testing.T) {
	text := read(t, "every-scaling-word.yaml")
	parsed, found := compile("every-scaling-word.yaml", text)
	if found.HasErrors() {
		t.Fatal(found)
	}
	roundTrip(t, parsed)
	s := setupOf(t, text)
	zones, second := []string{"us-east-1a", "us-east-1b"}, kernel.Second
	web5 := laterOf(t, 1, 3, 5)
	compare(t, "hosts", s.Fleet.Groups[1:], []fleet.Group{
		{Name: "web", Count: 3, Numbered: true, Zones: zones, Tags: []fleet.Tag{{Key: "Env", Value: "prod"}}, Files: []string{"/var/www/old.html"}, DiskFree: 10_000_000},
		{Name: "api", Numbered: true, InstanceProfile: true, DiskFree: -1},
	})
	compare(t, "groups", s.Fleet.AutoScalingGroups, []fleet.AutoScalingGroup{
		{Name: "web-asg", Min: 1, Max: 6, Desired: 3, Template: 1, Zones: zones, HealthCheck: fleet.ELBCheck, Grace: 300 * second,
			LaunchTakes: 90 * second, LoadBalancers: []int32{0, 1, 1}, Suspended: fleet.AZRebalance | fleet.LaunchProcess,
			Hooks: []fleet.Hook{{Name: "mine", Transition: fleet.TerminatingTransition, Heartbeat: 60 * second, Default: fleet.Continue, Owner: fleet.NoGroup},
				{Name: "silent", Heartbeat: kernel.Hour, Owner: fleet.NoGroup}}},
		{Name: "api", Max: 2, Template: 2, LaunchTakes: kernel.Minute},
	})
	compare(t, "load balancer", [2][]uint32{s.Fleet.LoadBalancers[0].Members, s.Fleet.LoadBalancers[0].NeverHealthy}, [2][]uint32{{1, 2, 3}, {2, web5}})
	compare(t, "agent", s.CodeDeploy.Agents[1], codedeploy.AgentSetup{PickupDelay: 2 * second, MaxRevisions: 5, Windows: true})
	compare(t, "settings", s.CodeDeploy.Groups[0].Settings, codedeploy.Settings{Config: codedeploy.None, AutoScalingGroups: []int32{0, 1}, TerminationHook: true, LeaveOutdated: true})
	scripts := s.CodeDeploy.Revisions[0].Scripts
	compare(t, "one later host", scripts[0].Hosts, []uint32{web5})
	compare(t, "a range into the future", scripts[1].Hosts, []uint32{2, 3, laterOf(t, 1, 3, 4), web5})
	if all := scripts[2].Hosts; len(all) != laterHosts || all[0] != laterOf(t, 2, 0, 1) {
		t.Errorf("a group stands for %d hosts", len(all))
	}
}

func TestTimelineOfEveryScalingWord(t *testing.T) {
	inputs := setupOf(t, read(t, "every-scaling-word.yaml")).Inputs
	web4, web9 := laterOf(t, 1, 3, 4), laterOf(t, 1, 3, 9)
	one, two, three, check, grace := 1, 2, 3, fleet.EC2Check, 10*kernel.Second
	for n, want := range []*fleet.Call{
		{Op: fleet.SetDesiredCapacity, Desired: 4},
		{Op: fleet.UpdateAutoScalingGroup, Group: 1, Update: fleet.AutoScalingUpdate{Min: &one, Max: &three, Desired: &two, HealthCheck: &check, Grace: &grace, Zones: []string{"us-east-1c"}}},
		{Op: fleet.TerminateInstanceInAutoScalingGroup, Instances: []uint32{web4}, Decrement: true},
		{Op: fleet.SuspendProcesses, Group: 1, Processes: fleet.LaunchProcess | fleet.TerminateProcess},
		{Op: fleet.ResumeProcesses, Group: 1, Processes: 1<<9 - 1},
		{Op: fleet.CompleteLifecycleAction, Hook: "silent", Instances: []uint32{web4}, Result: fleet.Continue},
		{Op: fleet.RecordLifecycleActionHeartbeat, Hook: "mine", Instances: []uint32{1}},
		{Op: fleet.CreateTags, Instances: []uint32{0, 1}, Tags: []fleet.Tag{{Key: "Env", Value: "test"}}},
		{Op: fleet.DeleteTags, Instances: []uint32{0}, Tags: []fleet.Tag{{Key: "Env"}}},
	} {
		compare(t, want.Op.String(), inputs[n].Fleet, want)
	}
	compare(t, "a later host", inputs[9], sim.Input{When: sim.When{Trigger: sim.AtLifecycle, Instance: web9, Event: events.Install},
		Fault: &fleet.Fault{Instances: []uint32{web9}, Factor: 1}})
	compare(t, "replacements", inputs[11].Call.Create.Replacements, &codedeploy.TargetInstances{AutoScalingGroups: []int32{1}})
	u := inputs[10].Call.Update
	if u.AutoScalingGroups == nil || len(u.AutoScalingGroups) != 0 || *u.TerminationHook || *u.LeaveOutdated {
		t.Errorf("the update %+v", u)
	}
}

// What is wrong with the words about Auto Scaling is told where it stands.
func TestFaultsOfScaling(t *testing.T) {
	for text, want := range map[string]string{
		"fleet: {autoScalingGroups: [{AutoScalingGroupName: web, MinSize: 2, MaxSize: 1}]}":                           "2:29: 2 instances are not within 2 to 1; keep MinSize <= DesiredCapacity <= MaxSize",
		"fleet: {autoScalingGroups: [{AutoScalingGroupName: web, MinSize: 0, MaxSize: 1, LoadBalancerNames: [x]}]}":   `2:101: no load balancer "x"`,
		"fleet: {instances: [{name: web}], autoScalingGroups: [{AutoScalingGroupName: web, MinSize: 0, MaxSize: 1}]}": `the instance "web" is defined twice`,
		"fleet: {}": "the fleet has no instance; add one under instances",
		"fleet: {autoScalingGroups: [{AutoScalingGroupName: web, MinSize: 1, MaxSize: 1}]}\nhistory: [{failed: web-2}]":                                                                                                                                 "web-2 is launched later, if at all",
		"fleet: {autoScalingGroups: [{AutoScalingGroupName: web, MinSize: 1, MaxSize: 1}]}\ntimeline: [{at: 0s, registerOnPremisesInstance: {instanceName: web-2}}]":                                                                                    "web-2 is an EC2 instance",
		"fleet: {instances: [{name: web}]}\ntimeline: [{at: 0s, setDesiredCapacity: {AutoScalingGroupName: web, DesiredCapacity: 1}}]":                                                                                                                  `no Auto Scaling group "web"`,
		"fleet: {instances: [{name: web}]}\ntimeline: [{at: 0s, createTags: {Resources: web}}]":                                                                                                                                                         "no tag is named",
		"fleet: {autoScalingGroups: [{AutoScalingGroupName: web, MinSize: 1, MaxSize: 1}]}\ntimeline: [{at: 0s, recordLifecycleActionHeartbeat: {AutoScalingGroupName: web, LifecycleHookName: x, InstanceId: web-1, LifecycleActionResult: ABANDON}}]": "LifecycleActionResult is missing or too much",
	} {
		_, _, found := (&Source{Name: "s.yaml", Text: []byte("rehearse: 1\n" + text + "\n")}).Compile()
		if !strings.Contains(fmt.Sprint(found), want) {
			t.Errorf("%s: %v, want %s", text, found, want)
		}
	}
}
