package sim_test

import (
	"github.com/seed-11de0fc1/rehearse/fleet"
	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// scale makes the hosts of a story an Auto Scaling group, which the deployment
// group names instead of tags.
func scale(s *sim.Setup, hosts int, change func(a *fleet.AutoScalingGroup)) {
	s.Fleet.Groups[0].Count = hosts
	s.Fleet.Groups[0].Tags = nil
	a := fleet.AutoScalingGroup{Name: "web", Max: 9, Desired: hosts, LaunchTakes: kernel.Minute}
	if change != nil {
		change(&a)
	}
	s.Fleet.AutoScalingGroups = append(s.Fleet.AutoScalingGroups, a)
	s.CodeDeploy.Groups[0].Settings.EC2Tags = nil
	s.CodeDeploy.Groups[0].Settings.AutoScalingGroups = []int32{0}
}

// desire adds SetDesiredCapacity at a time.
func desire(s *sim.Setup, at kernel.Time, n int) {
	s.Inputs = append(s.Inputs, sim.Input{When: sim.When{Plus: at}, Fleet: &fleet.Call{Op: fleet.SetDesiredCapacity, Desired: n}})
}

// terminate adds the end of a host at a time.
func terminate(s *sim.Setup, at kernel.Time, host uint32) {
	in := strike(fleet.Terminate)
	in.When.Plus, in.Fault.Instances = at, []uint32{host}
	s.Inputs = append(s.Inputs, in)
}

// later is a reference to host number n of group 0, which is launched later.
func later(s *sim.Setup, n uint32) uint32 {
	ref, _ := fleet.FutureRef(0, s.Fleet.Groups[0].Count, n)
	return ref
}

// only leaves nothing on the timeline but what comes after it.
func only(s *sim.Setup) { s.Inputs = nil }

func init() {
	stories = append(stories, []story{
		{"only hosts in service are targets (CD-6.12)", "X-CD-every-instance", func(s *sim.Setup) {
			scale(s, 1, nil)
			s.CodeDeploy.Groups[0].Settings.LeaveOutdated = true
			s.Inputs[0].When.Plus = 30 * kernel.Second
			desire(s, 0, 2)
		}, `
1 prod v2 Succeeded waves [1] end 39s
2 prod v2 Succeeded waves [1] end 1m9s
web-1 v2 InService Healthy Current 2 archives
web-2 v2 InService Healthy Current 1 archives`},
		{"a launched host gets the last successful revision, then enters service (CD-6.6, CD-6.8, CD-2.19)", "X-CD-launch-minimum", func(s *sim.Setup) {
			only(s)
			scale(s, 2, nil)
			s.CodeDeploy.Groups[0].Settings.Config = 1
			desire(s, 0, 3)
		}, `
1 prod v1 Succeeded waves [1] end 1m9s
web-1 v1 InService Healthy Current 1 archives
web-2 v1 InService Healthy Current 1 archives
web-3 v1 InService Healthy Current 1 archives`},
		{"what fails at launch is terminated and replaced, until nothing can help (CD-6.6)", "M-CD-84", func(s *sim.Setup) {
			only(s)
			scale(s, 1, nil)
			hook(s, 0, events.ApplicationStart, exits(1))
			desire(s, 0, 2)
		}, `
1 prod v1 Failed HEALTH_CONSTRAINTS waves [1] end 1m9s; web-2 ApplicationStart ScriptFailed
2 prod v1 Failed HEALTH_CONSTRAINTS waves [1] end 2m18s; web-3 ApplicationStart ScriptFailed
3 prod v1 Failed HEALTH_CONSTRAINTS waves [1] end 3m27s; web-4 ApplicationStart ScriptFailed
4 prod v1 Failed HEALTH_CONSTRAINTS waves [1] end 4m36s; web-5 ApplicationStart ScriptFailed
5 prod v1 Failed HEALTH_CONSTRAINTS waves [1] end 5m45s; web-6 ApplicationStart ScriptFailed
web-1 v1 InService Healthy Current 1 archives
web-2 v1 Terminated
web-3 v1 Terminated
web-4 v1 Terminated
web-5 v1 Terminated
web-6 v1 Terminated`},
		{"without a success there is no launch deployment (CD-6.7)", "X-CD-abandons-empty", func(s *sim.Setup) {
			only(s)
			scale(s, 1, nil)
			s.CodeDeploy.History = nil
			desire(s, 0, 2)
		}, `
web-1  InService Unhealthy Unknown 0 archives
web-2  InService Unhealthy Unknown 0 archives`},
		{"heartbeats every five minutes keep a launch waiting (CD-6.6)", "X-CD-no-heartbeat", func(s *sim.Setup) {
			only(s)
			scale(s, 1, nil)
			hook(s, 0, events.ApplicationStart, takes(25*kernel.Minute))
			desire(s, 0, 2)
		}, `
1 prod v1 Succeeded waves [1] end 26m9s
web-1 v1 InService Healthy Current 1 archives
web-2 v1 InService Healthy Current 1 archives`},
		{"a host launched during a deployment gets the older revision, then a follow-up (CD-6.9, CD-2.2)", "M-CD-82 M-CD-83 X-CD-follow-up-minimum", func(s *sim.Setup) {
			scale(s, 2, nil)
			s.CodeDeploy.Groups[0].Settings.Config = 1
			hook(s, 1, events.ApplicationStart, takes(2*kernel.Minute))
			desire(s, 1*kernel.Second, 3)
		}, `
1 prod v2 Succeeded waves [1 1] end 4m18s
2 prod v1 Succeeded waves [1] end 1m10s
3 prod v2 Succeeded waves [1] end 6m27s
web-1 v2 InService Healthy Current 2 archives
web-2 v2 InService Healthy Current 2 archives
web-3 v2 InService Healthy Current 2 archives`},
		{"with IGNORE it keeps the older revision (CD-6.9)", "X-CD-ignores-ignore", func(s *sim.Setup) {
			scale(s, 2, nil)
			s.CodeDeploy.Groups[0].Settings.LeaveOutdated = true
			hook(s, 1, events.ApplicationStart, takes(2*kernel.Minute))
			desire(s, 1*kernel.Second, 3)
		}, `
1 prod v2 Succeeded waves [2] end 2m9s
2 prod v1 Succeeded waves [1] end 1m10s
web-1 v2 InService Healthy Current 2 archives
web-2 v2 InService Healthy Current 2 archives
web-3 v1 InService Healthy Old 1 archives`},
		{"a follow-up whose host is abandoned has nobody to update, and nothing to fail (CD-6.9)", "", func(s *sim.Setup) {
			scale(s, 1, nil)
			s.CodeDeploy.Groups[0].Settings.Rollback = codedeploy.AutoRollback{Enabled: true, OnFailure: true}
			hook(s, 0, events.ApplicationStart, takes(10*kernel.Minute))
			hook(s, 0, events.ValidateService, exits(1))
			hook(s, 1, events.ApplicationStart, takes(2*kernel.Minute))
			desire(s, 1*kernel.Second, 2)
		}, `
1 prod v2 Succeeded waves [1] end 2m9s
2 prod v1 Failed HEALTH_CONSTRAINTS waves [1] end 11m11s; web-2 ValidateService ScriptFailed
3 prod v2 Succeeded waves [] end 11m11s
4 prod v2 Succeeded waves [1] end 14m20s
web-1 v2 InService Healthy Current 2 archives
web-2 v1 Terminated
web-3 v2 InService Healthy Current 1 archives`},
		{"a follow-up waits in Created for launches of the older revision (CD-6.9)", "", func(s *sim.Setup) {
			scale(s, 1, nil)
			hook(s, 0, events.ApplicationStart, takes(10*kernel.Minute))
			hook(s, 1, events.ApplicationStart, takes(2*kernel.Minute))
			desire(s, 1*kernel.Second, 2)
		}, `
1 prod v2 Succeeded waves [1] end 2m9s
2 prod v1 Succeeded waves [1] end 11m10s
3 prod v2 Succeeded waves [1] end 13m19s
web-1 v2 InService Healthy Current 2 archives
web-2 v2 InService Healthy Current 2 archives`},
		{"launch deployments and calls do not block one another (CD-1.12)", "X-CD-launch-blocks", func(s *sim.Setup) {
			scale(s, 1, nil)
			s.CodeDeploy.Groups[0].Settings.LeaveOutdated = true
			hook(s, 0, events.ApplicationStart, takes(10*kernel.Minute))
			s.Inputs[0].When.Plus = 3 * kernel.Minute
			desire(s, 0, 2)
		}, `
1 prod v1 Succeeded waves [1] end 11m9s
2 prod v2 Succeeded waves [1] end 3m9s
web-1 v2 InService Healthy Current 2 archives
web-2 v1 InService Healthy Old 1 archives`},
		{"a host that leaves fails as a target, five minutes later (CD-6.10)", "", func(s *sim.Setup) {
			scale(s, 3, nil)
			s.CodeDeploy.Groups[0].Settings.Config = 0
			desire(s, 500*kernel.Millisecond, 2)
		}, `
1 prod v2 Failed HEALTH_CONSTRAINTS waves [1] end 5m0s; web-1 ApplicationStop UnknownError
web-1 v1 Terminated
web-2 v1 InService Healthy Current 1 archives
web-3 v1 InService Healthy Current 1 archives`},
		{"a termination hook holds it, and both deployments run on it (CD-6.10, CD-6.11)", "", func(s *sim.Setup) {
			scale(s, 3, nil)
			s.CodeDeploy.Groups[0].Settings.TerminationHook = true
			hook(s, 0, events.ApplicationStop, takes(20*kernel.Second))
			desire(s, 500*kernel.Millisecond, 2)
		}, `
1 prod v2 Succeeded waves [3] end 5m21s; web-1 DownloadBundle UnknownError
2 prod v1 Succeeded waves [1] end 21.5s
web-1 v1 Terminated
web-2 v2 InService Healthy Current 2 archives
web-3 v2 InService Healthy Current 2 archives`},
		{"without the termination hook a host leaves at once (CD-6.11)", "X-CD-always-termination-hook", func(s *sim.Setup) {
			only(s)
			scale(s, 2, nil)
			hook(s, 0, events.ApplicationStop, exits(1))
			desire(s, 0, 1)
		}, `
web-1 v1 Terminated
web-2 v1 InService Healthy Current 1 archives`},
		{"whatever the termination deployment comes to, the host leaves (CD-6.11)", "", func(s *sim.Setup) {
			only(s)
			scale(s, 2, nil)
			s.CodeDeploy.Groups[0].Settings.TerminationHook = true
			hook(s, 0, events.ApplicationStop, exits(1))
			desire(s, 0, 1)
		}, `
1 prod v1 Failed HEALTH_CONSTRAINTS waves [1] end 2s; web-1 ApplicationStop ScriptFailed
web-1 v1 Terminated
web-2 v1 InService Healthy Current 1 archives`},
		{"of two groups on one Auto Scaling group the first failure terminates (CD-6.14)", "M-CD-87", func(s *sim.Setup) {
			only(s)
			scale(s, 0, nil)
			second := s.CodeDeploy.Groups[0]
			second.Name = "second"
			s.CodeDeploy.Groups = append(s.CodeDeploy.Groups, second)
			s.CodeDeploy.History = append(s.CodeDeploy.History, codedeploy.Past{Group: 1, Revision: 1})
			failing := exits(1)
			failing.Hosts = []uint32{later(s, 1)}
			hook(s, 0, events.ApplicationStart, failing)
			hook(s, 1, events.ApplicationStart, takes(10*kernel.Second))
			desire(s, 0, 1)
		}, `
1 prod v1 Failed HEALTH_CONSTRAINTS waves [1] end 1m9s; web-1 ApplicationStart ScriptFailed
2 second v2 Failed HEALTH_CONSTRAINTS waves [1] end 1h1m8s; web-1 ApplicationStart UnknownError
3 prod v1 Succeeded waves [1] end 2m19s
4 second v2 Succeeded waves [1] end 2m28s
web-1 v2 Terminated
web-2 v2 InService Healthy Current 1 archives Healthy Current 1 archives`},
		{"a group that gives an Auto Scaling group up deploys to it no more (CD-6.14)", "X-CD-hooks-stay", func(s *sim.Setup) {
			only(s)
			scale(s, 1, nil)
			s.Inputs = append(s.Inputs, sim.Input{Call: &codedeploy.Call{Op: codedeploy.OpUpdateDeploymentGroup,
				Update: codedeploy.SettingsUpdate{Config: none, AutoScalingGroups: []int32{}}}})
			desire(s, kernel.Second, 2)
		}, `
web-1 v1 InService
web-2  InService`},
		{"hooks that outlive their application hold launches until they time out (CD-6.14)", "", func(s *sim.Setup) {
			only(s)
			scale(s, 1, nil)
			s.Inputs = append(s.Inputs, sim.Input{Call: &codedeploy.Call{Op: codedeploy.OpDeleteApplication}})
			desire(s, kernel.Second, 2)
		}, `
web-1 v1 InService Healthy Current 1 archives
web-2  Terminated
web-3  Terminated
web-4  Terminated
web-5  Terminated
web-6  Terminated`},
		{"over the account's quota a launch deployment is not made: the hook times out (CD-6.15)", "X-CD-launch-queues", func(s *sim.Setup) {
			scale(s, 1, nil)
			s.CodeDeploy.Quotas.ConcurrentDeployments = 1
			hook(s, 1, events.ApplicationStart, takes(2*kernel.Minute))
			desire(s, kernel.Second, 2)
		}, `
1 prod v2 Succeeded waves [1] end 2m9s
2 prod v2 Succeeded waves [1] end 14m10s
web-1 v2 InService Healthy Current 2 archives
web-2  Terminated
web-3 v2 InService Healthy Current 1 archives`},
		{"a deployment in place suspends no process (CD-6.13)", "X-CD-suspends-processes", func(s *sim.Setup) {
			scale(s, 2, nil)
			s.CodeDeploy.Groups[0].Settings.LeaveOutdated = true
			hook(s, 1, events.ApplicationStart, takes(10*kernel.Minute))
			terminate(s, kernel.Second, 1)
		}, `
1 prod v2 Succeeded waves [2] end 10m9s; web-2 ApplicationStop UnknownError
2 prod v1 Succeeded waves [1] end 2m10s
web-1 v2 InService Healthy Current 2 archives
web-2 v1 Terminated
web-3 v1 InService Healthy Old 1 archives`},
		{"an agent that is never there is waited for an hour at launch (CD-8.4)", "X-CD-launch-five-minutes", func(s *sim.Setup) {
			only(s)
			scale(s, 0, nil)
			s.CodeDeploy.Agents[0].State = codedeploy.AgentMissing
			s.Fleet.AutoScalingGroups[0].Suspended = 0
			desire(s, 0, 1)
			s.Inputs = append(s.Inputs, sim.Input{When: sim.When{Plus: kernel.Minute + 30*kernel.Second},
				Fleet: &fleet.Call{Op: fleet.SuspendProcesses, Processes: fleet.LaunchProcess}})
		}, `
1 prod v1 Failed HEALTH_CONSTRAINTS waves [1] end 1h1m0s; web-1 ApplicationStop UnknownError
web-1  Terminated`},
		{"a launched host that is terminated is waited for five minutes (CD-8.4)", "", func(s *sim.Setup) {
			only(s)
			scale(s, 0, nil)
			s.CodeDeploy.Agents[0].State = codedeploy.AgentMissing
			desire(s, 0, 1)
			s.Inputs = append(s.Inputs, sim.Input{When: sim.When{Plus: kernel.Minute + 30*kernel.Second},
				Fleet: &fleet.Call{Op: fleet.SuspendProcesses, Processes: fleet.LaunchProcess}})
			terminate(s, 2*kernel.Minute, later(s, 1))
		}, `
1 prod v1 Failed HEALTH_CONSTRAINTS waves [1] end 6m0s; web-1 ApplicationStop UnknownError
web-1  Terminated`},
		{"two Auto Scaling groups share one budget (CD-2.16)", "", func(s *sim.Setup) {
			scale(s, 2, nil)
			s.CodeDeploy.Groups[0].Settings.Config = 1
			s.Fleet.Groups = append(s.Fleet.Groups, s.Fleet.Groups[0])
			s.Fleet.Groups[1].Name = "api"
			s.CodeDeploy.Agents = append(s.CodeDeploy.Agents, s.CodeDeploy.Agents[0])
			s.Fleet.AutoScalingGroups = append(s.Fleet.AutoScalingGroups, fleet.AutoScalingGroup{Name: "api", Max: 9, Desired: 2, Template: 1})
			s.CodeDeploy.Groups[0].Settings.AutoScalingGroups = []int32{0, 1}
			failing := exits(1)
			failing.Hosts = []uint32{2, 3}
			hook(s, 1, events.ApplicationStart, failing)
		}, `
1 prod v2 Succeeded waves [2 2] end 19s; api-1 ApplicationStart ScriptFailed; api-2 ApplicationStart ScriptFailed
web-1 v2 InService Healthy Current 2 archives
web-2 v2 InService Healthy Current 2 archives
api-1 v2 InService Unhealthy Unknown 2 archives
api-2 v2 InService Unhealthy Unknown 2 archives`},
		{"tags and Auto Scaling groups together, each host once (CD-10.2)", "", func(s *sim.Setup) {
			scale(s, 2, nil)
			s.Fleet.Groups[0].Tags = []fleet.Tag{{Key: "Env", Value: "prod"}}
			s.CodeDeploy.Groups[0].Settings.EC2Tags = [][]fleet.TagFilter{{{Key: "Env", Value: "prod"}}}
		}, `
1 prod v2 Succeeded waves [2] end 9s
web-1 v2 InService Healthy Current 2 archives
web-2 v2 InService Healthy Current 2 archives`},
		{"tags that change during a run count from the next deployment on (CD-10.3)", "", func(s *sim.Setup) {
			s.Fleet.Groups[0].Count = 2
			s.Inputs = append(s.Inputs,
				sim.Input{When: sim.When{Plus: kernel.Second}, Fleet: &fleet.Call{Op: fleet.DeleteTags, Instances: []uint32{1}, Tags: []fleet.Tag{{Key: "Env"}}}})
			deploy(s, kernel.Minute, 2, nil)
		}, `
1 prod v2 Succeeded waves [2] end 9s
2 prod v3 Succeeded waves [1] end 1m9s
web-1 v3 Healthy Current 3 archives
web-2 v2`},
	}...)
}
