package sim_test

import (
	"github.com/seed-11de0fc1/rehearse/fleet"
	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

func bad(s *sim.Setup) {
	s.CodeDeploy.ECSServices[0].Plans = []codedeploy.TaskPlan{{Revision: 1, RunsAfter: 10 * kernel.Second, NeverHealthy: true}}
}

func tested(s *sim.Setup) { settings(s).Pairs[0].TestListener = "test" }

func init() {
	stories = append(stories, []story{
		{"a canary waits for the load balancer, moves a tenth and then the rest; the original goes (CD-9.5, CD-9.9, CD-9.12)", "", func(s *sim.Setup) {
			onECS(s, "ECSCanary10Percent5Minutes")
		}, `
1 prod v2 Succeeded BLUE_GREEN 10%@30s 100%@5m30s end 5m30s; main:web Succeeded
main:web v2=100%(4/4)`},
		{"a hook is called once, however many tasks there are (CD-9.5)", "M-BG-16", func(s *sim.Setup) {
			onECS(s, "ECSAllAtOnce")
			calls(s, events.AfterInstall)
		}, `
1 prod v2 Succeeded BLUE_GREEN 100%@11s end 11s; main:web Succeeded, AfterInstall calls 1
main:web v2=100%(0/4)`},
		{"all at once: nobody looks at the health of the tasks before traffic moves (CD-9.12)", "X-CD-always-checked", func(s *sim.Setup) {
			onECS(s, "ECSAllAtOnce")
			bad(s)
		}, `
1 prod v2 Succeeded BLUE_GREEN 100%@10s end 10s; main:web Succeeded
main:web v2=100%(0/4)`},
		{"linear: tasks that never get healthy fail Install after an hour, and a rollback drains them (CD-9.7, CD-9.8, CD-9.12)", "X-CD-tasks-for-ever", func(s *sim.Setup) {
			onECS(s, "ECSLinear10PercentEvery1Minutes")
			allEvents(s)
			bad(s)
		}, `
1 prod v2 Failed TIMEOUT BLUE_GREEN end 1h0m0s; main:web Failed, Install Failed UnknownError
2 prod v1 Succeeded BLUE_GREEN end 1h0m0s; main:web Succeeded, moves back
main:web v1=100%(4/4)`},
		{"tasks that never run fail Install even all at once, and without a rollback they stay (CD-9.7, CD-9.8)", "", func(s *sim.Setup) {
			onECS(s, "ECSAllAtOnce")
			s.CodeDeploy.ECSServices[0].Plans = []codedeploy.TaskPlan{{Revision: none, Deployment: 1, NeverRuns: true}, {Revision: none, HealthyHi: minute}}
			deploy(s, 2*kernel.Hour, 1, nil)
		}, `
1 prod v2 Failed TIMEOUT BLUE_GREEN end 1h0m0s; main:web Failed, Install Failed UnknownError
2 prod v2 Succeeded BLUE_GREEN 100%@2h0m0s end 2h0m0s; main:web Succeeded
main:web v2=100%(0/4)`},
		{"an hour to the second is in time (CD-9.7)", "", func(s *sim.Setup) {
			onECS(s, "ECSCanary10Percent5Minutes")
			s.CodeDeploy.ECSServices[0].Plans = []codedeploy.TaskPlan{{Revision: none, HealthyLo: kernel.Hour, HealthyHi: kernel.Hour}}
		}, `
1 prod v2 Succeeded BLUE_GREEN 10%@1h0m0s 100%@1h5m0s end 1h5m0s; main:web Succeeded
main:web v2=100%(4/4)`},
		{"the test listener takes nothing of the production traffic (CD-9.5)", "M-BG-15", func(s *sim.Setup) {
			onECS(s, "ECSCanary10Percent5Minutes")
			tested(s)
			calls(s, events.AfterAllowTestTraffic, reports(codedeploy.ReportFailed, minute))
		}, `
1 prod v2 Failed HOOK_EXECUTION_FAILURE BLUE_GREEN end 1m30s; main:web Failed, AfterAllowTestTraffic calls 1, AfterAllowTestTraffic Failed UnknownError
main:web v1=100%(4/4) v2=0%(4/4)`},
		{"without a test listener its hook is not called (CD-9.5)", "", func(s *sim.Setup) {
			onECS(s, "ECSCanary10Percent5Minutes")
			calls(s, events.AfterAllowTestTraffic, reports(codedeploy.ReportFailed, minute))
		}, `
1 prod v2 Succeeded BLUE_GREEN 10%@30s 100%@5m30s end 5m30s; main:web Succeeded
main:web v2=100%(4/4)`},
		{"a failed BeforeInstall has nothing to roll back: the rollback touches no task set (CD-9.5)", "M-BG-12", func(s *sim.Setup) {
			onECS(s, "ECSAllAtOnce")
			allEvents(s)
			calls(s, events.BeforeInstall, reports(codedeploy.ReportFailed, minute))
		}, `
1 prod v2 Failed HOOK_EXECUTION_FAILURE BLUE_GREEN end 1m0s; main:web Failed, BeforeInstall calls 1, BeforeInstall Failed UnknownError
2 prod v1 Succeeded BLUE_GREEN end 1m0s; main:web Succeeded
main:web v1=100%(4/4)`},
		{"a failed validation restores nothing unless rollbacks are on (CD-9.8)", "", func(s *sim.Setup) {
			onECS(s, "ECSAllAtOnce")
			calls(s, events.AfterAllowTraffic, reports(codedeploy.ReportFailed, minute))
		}, `
1 prod v2 Failed HOOK_EXECUTION_FAILURE BLUE_GREEN 100%@10s end 1m10s; main:web Failed, AfterAllowTraffic calls 1, AfterAllowTraffic Failed UnknownError
main:web v1=0%(4/4) v2=100%(4/4)`},
		{"stopped in the middle of a shift, rolled back: the replacement is drained (CD-9.8, CD-9.13)", "", func(s *sim.Setup) {
			onECS(s, "ECSLinear10PercentEvery3Minutes")
			stopAt(s, 8*minute, &yes)
		}, `
1 prod v2 Stopped MANUAL_STOP BLUE_GREEN 10%@30s 20%@3m30s 30%@6m30s end 8m0s; main:web Failed, AllowTraffic Failed UnknownError
2 prod v1 Succeeded BLUE_GREEN 100%@8m0s end 8m0s; main:web Succeeded, moves back
main:web v1=100%(4/4)`},
		{"stopped in the middle of a shift, not rolled back: both stay, and the next deployment fails (CD-9.13, CD-9.14)", "", func(s *sim.Setup) {
			onECS(s, "ECSLinear10PercentEvery3Minutes")
			stopAt(s, 8*minute, nil)
			deploy(s, 10*minute, 1, nil)
		}, `
1 prod v2 Stopped MANUAL_STOP BLUE_GREEN 10%@30s 20%@3m30s 30%@6m30s end 8m0s; main:web Failed, AllowTraffic Failed UnknownError
2 prod v2 Failed INVALID_ECS_SERVICE BLUE_GREEN end 10m0s; main:web Skipped
main:web v1=70%(4/4) v2=30%(4/4)`},
		{"stopped before the start (CD-6.4)", "", func(s *sim.Setup) {
			onECS(s, "ECSAllAtOnce")
			stopAt(s, 0, &yes)
		}, `
1 prod v2 Stopped MANUAL_STOP BLUE_GREEN end 0s
2 prod v1 Succeeded BLUE_GREEN end 0s; main:web Succeeded
main:web v1=100%(4/4)`},
		{"Ready until ContinueDeployment, and only then (CD-3.6, CD-9.7)", "", func(s *sim.Setup) {
			onECS(s, "ECSAllAtOnce")
			settings(s).BlueGreen = &codedeploy.BlueGreen{StopsWhenReady: true, ReadyWait: kernel.Hour}
			goOnAt(s, 5*kernel.Second, false)
			goOnAt(s, 10*minute, true)
			goOnAt(s, 20*minute, false)
			goOnAt(s, 30*minute, false)
		}, `
refused: DeploymentIsNotInReadyStateException
refused: InvalidDeploymentStatusException
refused: DeploymentAlreadyCompletedException
1 prod v2 Succeeded BLUE_GREEN 100%@20m0s end 20m0s; main:web Succeeded
main:web v2=100%(4/4)`},
		{"nobody continues: Stopped without a rollback, and the replacement stays (CD-3.6, CD-9.7)", "M-BG-05", func(s *sim.Setup) {
			onECS(s, "ECSAllAtOnce")
			allEvents(s)
			settings(s).BlueGreen = &codedeploy.BlueGreen{StopsWhenReady: true, ReadyWait: kernel.Hour}
		}, `
1 prod v2 Stopped TIMEOUT BLUE_GREEN end 1h0m10s; main:web Failed
main:web v1=100%(4/4) v2=0%(4/4)`},
		{"a group deleted while it is Ready: Failed at once, no rollback (CD-1.14, CD-9.7)", "", func(s *sim.Setup) {
			onECS(s, "ECSAllAtOnce")
			settings(s).BlueGreen = &codedeploy.BlueGreen{StopsWhenReady: true, ReadyWait: kernel.Hour}
			at(s, 10*minute, deleteGroup)
			goOnAt(s, 20*minute, false)
		}, `
refused: DeploymentAlreadyCompletedException
1 prod v2 Failed DEPLOYMENT_GROUP_MISSING BLUE_GREEN end 10m0s; main:web Failed
main:web v1=100%(4/4) v2=0%(4/4)`},
		{"what an earlier deployment left goes when the next one installs (CD-9.7)", "", func(s *sim.Setup) {
			onECS(s, "ECSAllAtOnce")
			settings(s).BlueGreen = &codedeploy.BlueGreen{StopsWhenReady: true, ReadyWait: kernel.Hour}
			direct := codedeploy.BlueGreen{}
			at(s, 2*kernel.Hour, sim.Input{Call: &codedeploy.Call{Op: codedeploy.OpUpdateDeploymentGroup, Update: codedeploy.SettingsUpdate{Config: none, BlueGreen: &direct}}})
			deploy(s, 3*kernel.Hour, 2, nil)
		}, `
1 prod v2 Stopped TIMEOUT BLUE_GREEN end 1h0m10s; main:web Failed
2 prod v3 Succeeded BLUE_GREEN 100%@3h0m10s end 3h0m10s; main:web Succeeded
main:web v3=100%(0/4)`},
		{"the original is kept while the deployment is InProgress (CD-9.7)", "M-BG-04", func(s *sim.Setup) {
			onECS(s, "ECSAllAtOnce")
			settings(s).BlueGreen = &codedeploy.BlueGreen{TerminationWait: kernel.Hour}
			deploy(s, 30*minute, 1, nil)
		}, `
refused: DeploymentLimitExceededException
1 prod v2 Succeeded BLUE_GREEN 100%@10s end 1h0m10s; main:web Succeeded
main:web v2=100%(4/4)`},
		{"ContinueDeployment ends that wait early (CD-3.9, CD-9.7)", "", func(s *sim.Setup) {
			onECS(s, "ECSAllAtOnce")
			settings(s).BlueGreen = &codedeploy.BlueGreen{TerminationWait: kernel.Hour}
			goOnAt(s, 20*minute, true)
			goOnAt(s, 30*minute, true)
		}, `
refused: DeploymentAlreadyCompletedException
1 prod v2 Succeeded BLUE_GREEN 100%@10s end 20m0s; main:web Succeeded
main:web v2=100%(4/4)`},
		{"stopped while the original is kept, with a rollback: it gets all traffic back (CD-9.13)", "", func(s *sim.Setup) {
			onECS(s, "ECSAllAtOnce")
			settings(s).BlueGreen = &codedeploy.BlueGreen{TerminationWait: kernel.Hour}
			stopAt(s, 30*minute, &yes)
		}, `
1 prod v2 Stopped MANUAL_STOP BLUE_GREEN 100%@10s end 30m0s; main:web Succeeded
2 prod v1 Succeeded BLUE_GREEN 100%@30m0s end 30m0s; main:web Succeeded, moves back
main:web v1=100%(4/4)`},
		{"stopped while the original is kept, without one: the replacement keeps the traffic (CD-9.13)", "", func(s *sim.Setup) {
			onECS(s, "ECSAllAtOnce")
			settings(s).BlueGreen = &codedeploy.BlueGreen{TerminationWait: kernel.Hour}
			stopAt(s, 30*minute, &no)
			deploy(s, kernel.Hour, 2, nil)
		}, `
1 prod v2 Stopped MANUAL_STOP BLUE_GREEN 100%@10s end 30m0s; main:web Succeeded
2 prod v3 Succeeded BLUE_GREEN 100%@1h0m10s end 2h0m10s; main:web Succeeded
main:web v3=100%(4/4)`},
		{"an alarm while a deployment is Ready, or while its original is kept (CD-6.1, CD-9.7, CD-9.13)", "", func(s *sim.Setup) {
			onECS(s, "ECSAllAtOnce")
			allEvents(s)
			settings(s).BlueGreen = &codedeploy.BlueGreen{StopsWhenReady: true, ReadyWait: kernel.Hour, TerminationWait: kernel.Hour}
			heeds(s, turns("errors", alarm(20*minute), fleet.AlarmTurn{At: 30 * minute, State: events.AlarmOK}, alarm(2*kernel.Hour)))
			deploy(s, kernel.Hour, 1, nil)
			at(s, 65*minute, sim.Input{Call: &codedeploy.Call{Op: codedeploy.OpContinueDeployment, Continue: codedeploy.ContinueDeployment{Deployment: 3}}})
		}, `
1 prod v2 Stopped ALARM_ACTIVE BLUE_GREEN end 20m0s; main:web Failed
2 prod v1 Succeeded BLUE_GREEN end 20m0s; main:web Succeeded, moves back
3 prod v2 Stopped ALARM_ACTIVE BLUE_GREEN 100%@1h5m0s end 2h0m0s; main:web Succeeded
4 prod v1 Succeeded BLUE_GREEN 100%@2h0m0s end 2h0m0s; main:web Succeeded, moves back
main:web v1=100%(4/4)`},
		{"an ECS group takes no Auto Scaling group (CD-10.5)", "", func(s *sim.Setup) {
			onECS(s, "ECSAllAtOnce")
			s.Inputs = nil
			at(s, minute, sim.Input{Call: &codedeploy.Call{Op: codedeploy.OpUpdateDeploymentGroup, Update: codedeploy.SettingsUpdate{Config: none, AutoScalingGroups: []int32{0}}}})
		}, `
refused: InvalidAutoScalingGroupException
main:web v1=100%(4/4)`},
		{"a Network Load Balancer moves everything at once or not at all (CD-9.11)", "X-CD-network-canary", func(s *sim.Setup) {
			onECS(s, "ECSAllAtOnce")
			settings(s).Pairs[0].Network = true
			s.Inputs[0].Call.Create.Config = configNamed("ECSCanary10Percent5Minutes")
			at(s, minute, sim.Input{Call: &codedeploy.Call{Op: codedeploy.OpUpdateDeploymentGroup, Update: codedeploy.SettingsUpdate{Config: configNamed("ECSLinear10PercentEvery1Minutes")}}})
			deploy(s, 2*minute, 1, nil)
		}, `
refused: InvalidTrafficRoutingConfigurationException
refused: InvalidTrafficRoutingConfigurationException
1 prod v2 Succeeded BLUE_GREEN 100%@2m10s end 2m10s; main:web Succeeded
main:web v2=100%(0/4)`},
		{"a service belongs to one group (CD-10.5)", "", func(s *sim.Setup) {
			onECS(s, "ECSAllAtOnce")
			second := s.CodeDeploy.Groups[0]
			second.Name, second.Settings.ECSServices = "second", nil
			s.CodeDeploy.Groups = append(s.CodeDeploy.Groups[:1:1], second)
			at(s, minute, sim.Input{Call: &codedeploy.Call{Op: codedeploy.OpUpdateDeploymentGroup, Group: 1, Update: codedeploy.SettingsUpdate{Config: none, ECSServices: []int32{0}}}})
			at(s, 2*minute, sim.Input{Call: &codedeploy.Call{Op: codedeploy.OpDeleteDeploymentGroup}})
			at(s, 3*minute, sim.Input{Call: &codedeploy.Call{Op: codedeploy.OpUpdateDeploymentGroup, Group: 1, Update: codedeploy.SettingsUpdate{Config: none, ECSServices: []int32{0}}}})
			deploy(s, 4*minute, 1, func(c *codedeploy.CreateDeployment) { c.Group = 1 })
		}, `
refused: ECSServiceMappingLimitExceededException
1 prod v2 Succeeded BLUE_GREEN 100%@10s end 10s; main:web Succeeded
2 second v2 Succeeded BLUE_GREEN 100%@4m10s end 4m10s; main:web Succeeded
main:web v2=100%(0/4)`},
		{"a group without a service, and a revision without an AppSpec for ECS (CD-9.14)", "", func(s *sim.Setup) {
			onECS(s, "ECSAllAtOnce")
			settings(s).ECSServices = nil
			s.CodeDeploy.Revisions[2].ECS = nil
			deploy(s, minute, 2, nil)
		}, `
1 prod v2 Failed INVALID_ECS_SERVICE BLUE_GREEN end 0s; shop/prod Skipped
2 prod v3 Failed INVALID_REVISION BLUE_GREEN end 1m0s; shop/prod Skipped
main:web original=100%(4/4)`},
	}...)
}
