package sim_test

import (
	"fmt"

	"github.com/seed-11de0fc1/rehearse/fleet"
	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// blueGreen puts n hosts behind a load balancer and as many beside it, to
// which v2 is deployed in their place; the originals are terminated after ten
// minutes.
func blueGreen(s *sim.Setup, n int) *codedeploy.Settings {
	green := s.Fleet.Groups[0]
	s.Fleet.Groups[0].Count = n
	green.Fronted = true
	green.Name, green.Count, green.Tags = "new", n, []fleet.Tag{{Key: "Env", Value: "next"}}
	s.Fleet.Groups = append(s.Fleet.Groups, green)
	s.CodeDeploy.Agents = append(s.CodeDeploy.Agents, s.CodeDeploy.Agents[0])
	lb := fleet.LoadBalancer{Name: "lb", Register: 30 * kernel.Second, Deregister: kernel.Minute}
	for i := range n {
		lb.Members = append(lb.Members, uint32(i))
	}
	behind(s, lb)
	set := &s.CodeDeploy.Groups[0].Settings
	set.BlueGreenType = true
	set.BlueGreen = &codedeploy.BlueGreen{Terminates: true, TerminationWait: 10 * kernel.Minute}
	s.Inputs[0].Call.Create.Replacements = replacedBy("next")
	return set
}

func replacedBy(env string) *codedeploy.TargetInstances {
	return &codedeploy.TargetInstances{EC2Tags: [][]fleet.TagFilter{{{Key: "Env", Value: env}}}}
}

// onHosts limits a behaviour to some hosts.
func onHosts(b codedeploy.ScriptBehaviour, hosts ...uint32) codedeploy.ScriptBehaviour {
	b.Hosts = hosts
	return b
}

// fails lets an event without scripts fail on some hosts.
func fails(s *sim.Setup, revision int, e events.LifecycleEvent, hosts ...uint32) {
	r := &s.CodeDeploy.Revisions[revision]
	r.Events = append(r.Events, codedeploy.EventBehaviour{Who: codedeploy.Who{Hosts: hosts}, Event: e, Fails: true})
}

func continues(at kernel.Time, termination bool) sim.Input {
	return sim.Input{When: sim.When{Plus: at}, Call: &codedeploy.Call{Op: codedeploy.OpContinueDeployment,
		Continue: codedeploy.ContinueDeployment{Deployment: 1, Termination: termination}}}
}

func stops(at kernel.Time) sim.Input {
	return sim.Input{When: sim.When{Plus: at}, Call: &codedeploy.Call{Op: codedeploy.OpStopDeployment, Stop: codedeploy.StopDeployment{Deployment: 1}}}
}

var backOnBoth = codedeploy.AutoRollback{Enabled: true, OnFailure: true, OnStop: true}

// where tells of a host in a blue/green run whether it is terminated or serves.
func where(in sim.Instance) string {
	switch {
	case in.State == fleet.Terminated:
		return " terminated"
	case in.InService:
		return " serves"
	}
	return ""
}

// counted tells the targets of a blue/green deployment by status.
func counted(d sim.Deployment) string {
	return fmt.Sprintf(" of %d: %d ok %d failed %d skipped", d.Planned, d.Succeeded, d.Failed, d.Skipped)
}

var blueGreenStories = []story{
	{"the replacements are installed, get traffic, and the originals go after a wait (CD-3.4, CD-3.9 to 3.11)", "M-BG-04 X-BG-originals-stay M-BG-06", func(s *sim.Setup) {
		blueGreen(s, 2)
	}, `
1 prod v2 Succeeded waves [2] end 11m43s of 2: 4 ok 0 failed 0 skipped
web-1 v1 terminated
web-2 v1 terminated
new-1 v2 Healthy Current 1 archives serves
new-2 v2 Healthy Current 1 archives serves`},
	{"N and M are those of the replacements (CD-3.5)", "M-BG-01", func(s *sim.Setup) {
		blueGreen(s, 4).Config = 1
		s.Fleet.Groups[1].Count = 2
		hook(s, 1, events.ValidateService, onHosts(exits(1), 4))
	}, `
1 prod v2 Failed HEALTH_CONSTRAINTS waves [1] end 10s of 2: 0 ok 1 failed 5 skipped; new-1 ValidateService ScriptFailed
web-1 v1 Healthy Current 1 archives serves
web-2 v1 Healthy Current 1 archives serves
web-3 v1 Healthy Current 1 archives serves
web-4 v1 Healthy Current 1 archives serves
new-1 v2
new-2 `},
	{"without a load balancer it fails (CD-3.1)", "X-BG-no-balancer", func(s *sim.Setup) {
		blueGreen(s, 1).TrafficControl = false
	}, `
1 prod v2 Failed MISSING_ELB_INFORMATION waves [] end 0s of 1: 0 ok 0 failed 2 skipped
web-1 v1 Healthy Current 1 archives serves
new-1 `},
	{"without its configuration it fails (CD-1.10)", "", func(s *sim.Setup) {
		blueGreen(s, 1).BlueGreen = nil
	}, `
1 prod v2 Failed MISSING_BLUE_GREEN_DEPLOYMENT_CONFIGURATION waves [] end 0s of 1: 0 ok 0 failed 2 skipped
web-1 v1 Healthy Current 1 archives serves
new-1 `},
	{"on-premises hosts are not replaced (CD-3.1)", "M-BG-02", func(s *sim.Setup) {
		set := blueGreen(s, 1)
		rack := s.Fleet.Groups[0]
		rack.Name, rack.OnPremises, rack.Registered, rack.Numbered = "rack", true, true, false
		s.Fleet.Groups = append(s.Fleet.Groups, rack)
		s.CodeDeploy.Agents = append(s.CodeDeploy.Agents, s.CodeDeploy.Agents[0])
		set.OnPremisesTags = set.EC2Tags
	}, `
1 prod v2 Succeeded waves [1] end 11m43s of 1: 2 ok 0 failed 0 skipped
web-1 v1 terminated
new-1 v2 Healthy Current 1 archives serves
rack v1 serves`},
	{"Ready until it is continued; then traffic moves (CD-3.6)", "", func(s *sim.Setup) {
		set := blueGreen(s, 1)
		set.BlueGreen = &codedeploy.BlueGreen{StopsWhenReady: true, ReadyWait: kernel.Hour}
		s.Inputs = append(s.Inputs, continues(0, false), continues(20*kernel.Minute, false), continues(21*kernel.Minute, true), continues(2*kernel.Hour, false))
	}, `
refused: DeploymentIsNotInReadyStateException
refused: InvalidDeploymentStatusException
refused: DeploymentAlreadyCompletedException
1 prod v2 Succeeded waves [1] end 21m34s of 1: 2 ok 0 failed 0 skipped
web-1 v1
new-1 v2 Healthy Current 1 archives serves`},
	{"a wait that is over stops it, without a rollback (CD-3.6, CD-5.4)", "M-BG-05", func(s *sim.Setup) {
		set := blueGreen(s, 1)
		set.BlueGreen, set.Rollback = &codedeploy.BlueGreen{StopsWhenReady: true, ReadyWait: kernel.Hour}, backOnBoth
	}, `
1 prod v2 Stopped TIMEOUT waves [1] end 1h0m9s of 1: 0 ok 0 failed 2 skipped
web-1 v1 Healthy Current 1 archives serves
new-1 v2`},
	{"the wait before termination can be cut short (CD-3.9)", "", func(s *sim.Setup) {
		blueGreen(s, 1)
		s.Inputs = append(s.Inputs, continues(2*kernel.Minute, true))
	}, `
1 prod v2 Succeeded waves [1] end 2m0s of 1: 2 ok 0 failed 0 skipped
web-1 v1 terminated
new-1 v2 Healthy Current 1 archives serves`},
	{"what failed while installing does not count while rerouting, where one must get through (CD-3.7)", "X-BG-reroute-minimum", func(s *sim.Setup) {
		s.CodeDeploy.Configs = append(s.CodeDeploy.Configs[:3:3], codedeploy.Config{Name: "two", Min: codedeploy.Minimum{Value: 2}})
		blueGreen(s, 3).Config = 3
		hook(s, 1, events.ValidateService, onHosts(exits(1), 5))
	}, `
1 prod v2 Succeeded waves [1 1 1] end 12m36s of 3: 5 ok 1 failed 0 skipped; new-3 ValidateService ScriptFailed
web-1 v1 terminated
web-2 v1 terminated
web-3 v1 terminated
new-1 v2 Healthy Current 1 archives serves
new-2 v2 Healthy Current 1 archives serves
new-3 v2 Unhealthy Unknown 1 archives`},
	{"one original that can not be deregistered fails the deployment (CD-3.8)", "M-BG-08", func(s *sim.Setup) {
		blueGreen(s, 2)
		fails(s, 1, events.BlockTraffic, 0)
	}, `
1 prod v2 Failed HEALTH_CONSTRAINTS waves [2] end 1m43s of 2: 3 ok 1 failed 0 skipped; web-1 BlockTraffic UnknownError
web-1 v1 Healthy Current 1 archives
web-2 v1 Healthy Current 1 archives
new-1 v2 serves
new-2 v2 serves`},
	{"a rollback before rerouting does nothing (CD-3.13)", "X-BG-back-too-early M-BG-07", func(s *sim.Setup) {
		blueGreen(s, 1).Rollback = backOnBoth
		hook(s, 1, events.ValidateService, exits(1))
	}, `
1 prod v2 Failed HEALTH_CONSTRAINTS waves [1] end 10s of 1: 0 ok 1 failed 1 skipped; new-1 ValidateService ScriptFailed
2 prod v1 Succeeded waves [] end 10s of 0: 0 ok 0 failed 0 skipped
web-1 v1 Healthy Current 1 archives serves
new-1 v2`},
	{"a rollback after rerouting began gives the originals their traffic back (CD-3.13)", "M-BG-07", func(s *sim.Setup) {
		blueGreen(s, 2).Rollback = backOnBoth
		s.CodeDeploy.Groups[0].Settings.Config = 0
		hook(s, 1, events.AfterAllowTraffic, onHosts(exits(1), 2))
	}, `
1 prod v2 Failed HEALTH_CONSTRAINTS waves [1 1] end 51s of 2: 0 ok 1 failed 3 skipped; new-1 AfterAllowTraffic ScriptFailed
2 prod v1 Succeeded waves [] end 2m57s of 2: 3 ok 0 failed 0 skipped
web-1 v1 Healthy Current 1 archives serves
web-2 v1 Healthy Current 1 archives serves
new-1 v2
new-2 v2`},
	{"a stop before the originals are gone is rolled back (CD-3.13)", "", func(s *sim.Setup) {
		blueGreen(s, 1).Rollback = backOnBoth
		s.Inputs = append(s.Inputs, stops(5*kernel.Minute))
	}, `
1 prod v2 Stopped MANUAL_STOP waves [1] end 5m0s of 1: 2 ok 0 failed 0 skipped
2 prod v1 Succeeded waves [] end 6m34s of 1: 2 ok 0 failed 0 skipped
web-1 v1 Healthy Current 1 archives serves
new-1 v2`},
	{"a stop after the originals are gone comes too late (CD-3.13)", "", func(s *sim.Setup) {
		blueGreen(s, 1).Rollback = backOnBoth
		s.Inputs = append(s.Inputs, stops(12*kernel.Minute))
	}, `
refused: DeploymentAlreadyCompletedException
1 prod v2 Succeeded waves [1] end 11m43s of 1: 2 ok 0 failed 0 skipped
web-1 v1 terminated
new-1 v2 Healthy Current 1 archives serves`},
	{"a stop while Ready: nothing was moved, nothing moves back (CD-3.13, CD-3.14, CD-6.5)", "", func(s *sim.Setup) {
		set := blueGreen(s, 1)
		set.BlueGreen, set.Rollback = &codedeploy.BlueGreen{StopsWhenReady: true, ReadyWait: kernel.Hour}, backOnBoth
		s.Inputs = append(s.Inputs, stops(5*kernel.Minute))
	}, `
1 prod v2 Stopped MANUAL_STOP waves [1] end 5m0s of 1: 0 ok 0 failed 2 skipped
2 prod v1 Succeeded waves [] end 5m0s of 0: 0 ok 0 failed 0 skipped
web-1 v1 Healthy Current 1 archives serves
new-1 v2`},
	{"a group without its load balancer has no traffic to return (CD-3.13, CD-3.1, CD-2.19)", "", func(s *sim.Setup) {
		blueGreen(s, 1).Rollback = backOnBoth
		s.Inputs = append(s.Inputs, stops(5*kernel.Minute), sim.Input{When: sim.When{Plus: 4 * kernel.Minute}, Call: &codedeploy.Call{
			Op: codedeploy.OpUpdateDeploymentGroup, Update: codedeploy.SettingsUpdate{Config: none, LoadBalancers: []int32{}}}})
	}, `
1 prod v2 Stopped MANUAL_STOP waves [1] end 5m0s of 1: 2 ok 0 failed 0 skipped
2 prod v1 Failed MISSING_ELB_INFORMATION waves [] end 5m0s of 1: 0 ok 0 failed 2 skipped
web-1 v1 Healthy Current 1 archives
new-1 v2 serves`},
	{"a rollback is refused at the start like any deployment (CD-3.13, CD-1.15, CD-8.7)", "", func(s *sim.Setup) {
		blueGreen(s, 1).Rollback = backOnBoth
		missing := codedeploy.RoleMissing
		s.Inputs = append(s.Inputs, stops(5*kernel.Minute), sim.Input{When: sim.When{Plus: 4 * kernel.Minute}, Call: &codedeploy.Call{
			Op: codedeploy.OpUpdateDeploymentGroup, Update: codedeploy.SettingsUpdate{Config: none, Role: &missing}}})
	}, `
1 prod v2 Stopped MANUAL_STOP waves [1] end 5m0s of 1: 2 ok 0 failed 0 skipped
2 prod v1 Failed IAM_ROLE_MISSING waves [] end 5m0s of 1: 0 ok 0 failed 2 skipped
web-1 v1 Healthy Current 1 archives
new-1 v2 serves`},
	{"originals that are gone get nothing back, and the replacements keep their traffic (CD-3.13)", "", func(s *sim.Setup) {
		blueGreen(s, 1).Rollback = backOnBoth
		s.Inputs = append(s.Inputs, stops(5*kernel.Minute), sim.Input{When: sim.When{Plus: 4 * kernel.Minute}, Fault: &fleet.Fault{
			Kind: fleet.Terminate, Instances: []uint32{0}}})
	}, `
1 prod v2 Stopped MANUAL_STOP waves [1] end 5m0s of 1: 2 ok 0 failed 0 skipped
2 prod v1 Failed NO_INSTANCES waves [] end 5m0s of 0: 0 ok 0 failed 1 skipped
web-1 v1 terminated
new-1 v2 serves`},
	{"an original whose traffic can not return keeps its revision health: nothing was installed (CD-2.22)", "", func(s *sim.Setup) {
		blueGreen(s, 1).Rollback = backOnBoth
		fails(s, 0, events.AllowTraffic, 0)
		s.Inputs = append(s.Inputs, stops(5*kernel.Minute))
	}, `
1 prod v2 Stopped MANUAL_STOP waves [1] end 5m0s of 1: 2 ok 0 failed 0 skipped
2 prod v1 Failed HEALTH_CONSTRAINTS waves [] end 5m1s of 1: 0 ok 1 failed 1 skipped; web-1 AllowTraffic UnknownError
web-1 v1 Unhealthy Current 1 archives
new-1 v2 serves`},
	{"the whole may take 109 hours (CD-3.12)", "X-BG-time-limit", func(s *sim.Setup) {
		blueGreen(s, 1).BlueGreen.TerminationWait = 48 * kernel.Hour
	}, `
1 prod v2 Succeeded waves [1] end 48h1m43s of 1: 2 ok 0 failed 0 skipped
web-1 v1 terminated
new-1 v2 Healthy Current 1 archives serves`},
	{"a group deleted while it is Ready: Failed, no rollback (CD-1.14)", "", func(s *sim.Setup) {
		set := blueGreen(s, 1)
		set.BlueGreen, set.Rollback = &codedeploy.BlueGreen{StopsWhenReady: true, ReadyWait: kernel.Hour}, backOnBoth
		s.Inputs = append(s.Inputs, sim.Input{When: sim.When{Plus: kernel.Minute}, Call: &codedeploy.Call{Op: codedeploy.OpDeleteDeploymentGroup}})
	}, `
1 prod v2 Failed DEPLOYMENT_GROUP_MISSING waves [1] end 1m0s of 1: 0 ok 0 failed 2 skipped
web-1 v1 Healthy Current 1 archives serves
new-1 v2`},
	{"settings changed while it waits count for the next one (CD-1.14)", "", func(s *sim.Setup) {
		blueGreen(s, 1)
		off, kept := false, codedeploy.BlueGreen{}
		s.Inputs = append(s.Inputs, sim.Input{When: sim.When{Plus: kernel.Minute}, Call: &codedeploy.Call{Op: codedeploy.OpUpdateDeploymentGroup,
			Update: codedeploy.SettingsUpdate{Config: none, TrafficControl: &off, BlueGreen: &kept}}})
	}, `
1 prod v2 Succeeded waves [1] end 11m43s of 1: 2 ok 0 failed 0 skipped
web-1 v1 terminated
new-1 v2 Healthy Current 1 archives serves`},
	{"replacements that are not there are refused, and so are those of a group in place (CD-3.2, CD-12.4)", "", func(s *sim.Setup) {
		blueGreen(s, 1)
		s.Inputs[0].Call.Create.Replacements = replacedBy("nowhere")
		second := s.CodeDeploy.Groups[0]
		second.Name, second.Settings.BlueGreenType = "other", false
		s.CodeDeploy.Groups = append(s.CodeDeploy.Groups, second)
		deploy(s, 0, 1, func(c *codedeploy.CreateDeployment) { c.Group, c.Replacements = 1, replacedBy("next") })
	}, `
refused: InvalidTargetInstancesException
refused: InvalidTargetInstancesException
web-1 v1 Healthy Current 1 archives Unhealthy Unknown 0 archives
new-1 `},
	{"no replacements named: none are found (CD-2.6)", "", func(s *sim.Setup) {
		blueGreen(s, 1)
		s.Inputs[0].Call.Create.Replacements = nil
	}, `
1 prod v2 Failed NO_INSTANCES waves [] end 0s of 0: 0 ok 0 failed 1 skipped
web-1 v1 Healthy Current 1 archives serves
new-1 `},
	{"a replacement that is terminated while Ready fails its AllowTraffic (CD-3.6, CD-8.4)", "", func(s *sim.Setup) {
		set := blueGreen(s, 2)
		set.BlueGreen = &codedeploy.BlueGreen{StopsWhenReady: true, ReadyWait: kernel.Hour}
		s.Inputs = append(s.Inputs, continues(20*kernel.Minute, false),
			sim.Input{When: sim.When{Plus: 10 * kernel.Minute}, Fault: &fleet.Fault{Kind: fleet.Terminate, Instances: []uint32{2}}})
	}, `
1 prod v2 Succeeded waves [2] end 26m2s of 2: 3 ok 1 failed 0 skipped; new-1 BeforeAllowTraffic UnknownError
web-1 v1
web-2 v1
new-1 v2 terminated
new-2 v2 Healthy Current 1 archives serves`},
}
