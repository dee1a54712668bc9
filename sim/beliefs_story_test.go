package sim_test

import (
	"github.com/seed-11de0fc1/rehearse/fleet"
	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// on limits what a script does to one host.
func on(i uint32, b codedeploy.ScriptBehaviour) codedeploy.ScriptBehaviour {
	b.Hosts = []uint32{i}
	return b
}

// four is four hosts, one at a time.
func four(s *sim.Setup) {
	s.Fleet.Groups[0].Count = 4
	s.CodeDeploy.Groups[0].Settings.Config = 0
}

// Stories of what learners believe otherwise.
var beliefStories = []story{
	{"health is the result of the last deployment, and decides who goes first (CD-2.14, CD-2.20)", "M-CD-14 M-CD-10", func(s *sim.Setup) {
		four(s)
		s.CodeDeploy.Health = []codedeploy.HostHealth{
			{Hosts: []uint32{1}, Instance: events.Healthy, Revision: events.Old}, {Hosts: []uint32{2}, Instance: events.Unhealthy, Revision: events.Current}}
		hook(s, 1, events.BeforeInstall, on(2, exits(1)))
	}, `
1 prod v2 Failed HEALTH_CONSTRAINTS waves [1] end 5s; web-3 BeforeInstall ScriptFailed
web-1 v1 Healthy Current 1 archives
web-2 v1 Healthy Old 1 archives
web-3 v1 Unhealthy Current 2 archives
web-4 v1 Healthy Current 1 archives`},
	{"what succeeded keeps the new revision, and what failed gets nothing back (CD-2.22, CD-5.1)", "M-CD-18 M-CD-17 M-CD-19", func(s *sim.Setup) {
		four(s)
		hook(s, 1, events.AfterInstall, on(2, exits(1)))
	}, `
1 prod v2 Failed HEALTH_CONSTRAINTS waves [1 1 1] end 28s; web-3 AfterInstall ScriptFailed
web-1 v2 Healthy Old 2 archives
web-2 v2 Healthy Old 2 archives
web-3 v2 Unhealthy Unknown 2 archives
web-4 v1 Healthy Current 1 archives`},
	{"a rollback goes to all, in the order of any deployment (CD-5.6)", "M-CD-64", func(s *sim.Setup) {
		four(s)
		rollsBack(s)
		hook(s, 1, events.AfterInstall, on(2, exits(1)))
	}, `
1 prod v2 Failed HEALTH_CONSTRAINTS waves [1 1 1] end 28s; web-3 AfterInstall ScriptFailed
2 prod v1 Succeeded waves [1 1 1 1] end 1m4s
web-1 v1 Healthy Current 3 archives
web-2 v1 Healthy Current 3 archives
web-3 v1 Healthy Current 3 archives
web-4 v1 Healthy Current 2 archives`},
	{"a rollback runs the hooks of what it deploys (CD-5.6)", "M-CD-65", func(s *sim.Setup) {
		rollsBack(s)
		hook(s, 0, events.AfterInstall, takes(kernel.Minute))
		hook(s, 1, events.AfterInstall, exits(1))
	}, `
1 prod v2 Failed HEALTH_CONSTRAINTS waves [1] end 8s; web-1 AfterInstall ScriptFailed
2 prod v1 Succeeded waves [1] end 1m17s
web-1 v1 Healthy Current 3 archives`},
	{"a stop lets the running event end, and leaves the target as it is (CD-6.5)", "M-CD-71", func(s *sim.Setup) {
		hook(s, 1, events.AfterInstall, takes(kernel.Minute))
		s.Inputs = append(s.Inputs, sim.Input{When: sim.When{Plus: 30 * kernel.Second},
			Call: &codedeploy.Call{Op: codedeploy.OpStopDeployment, Stop: codedeploy.StopDeployment{Deployment: 1}}})
	}, `
1 prod v2 Stopped MANUAL_STOP waves [1] end 1m7s
web-1 v2 Unhealthy Unknown 2 archives`},
	{"to redeploy is to make a new deployment (CD-1.4, CD-5.10)", "M-CD-75", func(s *sim.Setup) {
		deploy(s, kernel.Hour, 2, nil)
		deploy(s, 2*kernel.Hour, 1, nil)
	}, `
1 prod v2 Succeeded waves [1] end 9s
2 prod v3 Succeeded waves [1] end 1h0m9s
3 prod v2 Succeeded waves [1] end 2h0m9s
web-1 v2 Healthy Current 4 archives`},
	{"scripts of the agent's own events never run (CD-4.1)", "M-CD-33", func(s *sim.Setup) {
		hook(s, 1, events.Install, exits(1))
	}, `
1 prod v2 Succeeded waves [1] end 9s
web-1 v2 Healthy Current 2 archives`},
	{"the first script that fails ends the event (CD-4.6)", "M-CD-42 M-CD-37", func(s *sim.Setup) {
		b := takes(kernel.Second)
		b.Writes = []string{"/tmp/b"}
		hook(s, 1, events.ValidateService, exits(1))
		hook(s, 1, events.ValidateService, b)
	}, `
1 prod v2 Failed HEALTH_CONSTRAINTS waves [1] end 10s; web-1 ValidateService ScriptFailed
web-1 v2 Unhealthy Unknown 2 archives`},
	{"the bundle comes before BeforeInstall (CD-4.1)", "M-CD-34", func(s *sim.Setup) {
		b := takes(kernel.Second)
		b.Writes = []string{"/tmp/b"}
		hook(s, 1, events.BeforeInstall, b)
		s.CodeDeploy.Revisions[1].Events = []codedeploy.EventBehaviour{
			{Event: events.DownloadBundle, TakesLo: kernel.Second, TakesHi: kernel.Second, Fails: true}}
	}, `
1 prod v2 Failed HEALTH_CONSTRAINTS waves [1] end 3s; web-1 DownloadBundle UnknownError
web-1 v1 Unhealthy Current 2 archives`},
	{"traffic is blocked before anything else (CD-4.1)", "M-CD-36", func(s *sim.Setup) {
		behind(s, fleet.LoadBalancer{Name: "lb", Register: kernel.Minute, Deregister: kernel.Minute})
		hook(s, 1, events.ApplicationStart, exits(1))
	}, `
1 prod v2 Failed HEALTH_CONSTRAINTS waves [1] end 1m11s; web-1 ApplicationStart ScriptFailed
web-1 v2 Unhealthy Unknown 2 archives`},
	{"what scripts wrote stays after a rollback (CD-4.14, CD-5.9)", "M-CD-67", func(s *sim.Setup) {
		rollsBack(s)
		b := exits(1)
		b.Writes = []string{"/tmp/e"}
		hook(s, 1, events.AfterInstall, b)
	}, `
1 prod v2 Failed HEALTH_CONSTRAINTS waves [1] end 8s; web-1 AfterInstall ScriptFailed
2 prod v1 Succeeded waves [1] end 17s
web-1 v1 Healthy Current 3 archives /tmp/e:-2`},
	{"a file that was retained and then overwritten is lost, rollback or not (CD-4.14, CD-4.15)", "M-CD-68", func(s *sim.Setup) {
		rollsBack(s)
		s.CodeDeploy.History = nil
		s.Fleet.Groups[0].Files = []string{"/srv/a"}
		installs(s, 0, "a")
		installs(s, 1, "a")
		hook(s, 1, events.AfterInstall, exits(1))
		s.Inputs[0].Call.Create.Revision, s.Inputs[0].Call.Create.FileExists = 0, codedeploy.Retain
		deploy(s, kernel.Hour, 1, func(c *codedeploy.CreateDeployment) { c.FileExists = codedeploy.Overwrite })
	}, `
1 prod v1 Succeeded waves [1] end 9s
2 prod v2 Failed HEALTH_CONSTRAINTS waves [1] end 1h0m8s; web-1 AfterInstall ScriptFailed
3 prod v1 Succeeded waves [1] end 1h0m17s
web-1 v1 Healthy Current 3 archives /srv/a:0`},
	{"a host that leaves the group keeps what it has (CD-1.2)", "M-CD-46", func(s *sim.Setup) {
		installs(s, 1, "a")
		s.Inputs = append(s.Inputs, sim.Input{When: sim.When{Plus: kernel.Hour}, Call: &codedeploy.Call{
			Op: codedeploy.OpUpdateDeploymentGroup, Update: codedeploy.SettingsUpdate{Config: none, EC2Tags: [][]fleet.TagFilter{{{Key: "Env", Value: "test"}}}}}})
	}, `
1 prod v2 Succeeded waves [1] end 9s
web-1 v2 /srv/a:1`},
	{"a group that is deleted leaves its hosts as they are (CD-1.2)", "M-CD-46", func(s *sim.Setup) {
		installs(s, 1, "a")
		s.Inputs = append(s.Inputs, sim.Input{When: sim.When{Plus: kernel.Hour}, Call: &codedeploy.Call{Op: codedeploy.OpDeleteDeploymentGroup}})
	}, `
1 prod v2 Succeeded waves [1] end 9s
web-1 v2 Healthy Current 2 archives /srv/a:1`},
	{"a role without rights stops the deployment, a host without profile only itself (CD-8.7)", "M-CD-86", func(s *sim.Setup) {
		s.CodeDeploy.Groups[0].Settings.Role = codedeploy.RoleWeak
	}, `
1 prod v2 Failed IAM_ROLE_PERMISSIONS waves [] end 0s
web-1 v1 Healthy Current 1 archives`},
}
