package sim_test

import (
	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

func init() {
	stories = append(stories, []story{
		{"a canary moves a tenth, and the rest after its interval (CD-9.9, CD-9.10)", "M-BG-09 M-BG-03", func(s *sim.Setup) {
			onLambda(s, "LambdaCanary10Percent5Minutes")
		}, `
1 prod v2 Succeeded BLUE_GREEN 10%@0s 100%@5m0s end 5m0s; api Succeeded
api:live 2=100%`},
		{"linear moves a tenth at the start of each interval (CD-9.9)", "M-BG-10", func(s *sim.Setup) {
			onLambda(s, "LambdaLinear10PercentEvery1Minute")
		}, `
1 prod v2 Succeeded BLUE_GREEN 10%@0s 20%@1m0s 30%@2m0s 40%@3m0s 50%@4m0s 60%@5m0s 70%@6m0s 80%@7m0s 90%@8m0s 100%@9m0s end 9m0s; api Succeeded
api:live 2=100%`},
		{"the last step of a linear shift is what remains (CD-9.9)", "", func(s *sim.Setup) {
			onLambda(s, "LambdaAllAtOnce")
			s.CodeDeploy.Configs = append(s.CodeDeploy.Configs[:len(s.CodeDeploy.Configs):len(s.CodeDeploy.Configs)], codedeploy.Config{
				Name: "thirds", Platform: codedeploy.Lambda, Routing: codedeploy.Routing{Type: codedeploy.TimeBasedLinear, Percentage: 30, Interval: 2 * minute}})
			settings(s).Config = int32(len(s.CodeDeploy.Configs) - 1)
		}, `
1 prod v2 Succeeded BLUE_GREEN 30%@0s 60%@2m0s 90%@4m0s 100%@6m0s end 6m0s; api Succeeded
api:live 2=100%`},
		{"all at once takes as long as its hooks (CD-9.3, CD-9.9)", "", func(s *sim.Setup) {
			onLambda(s, "LambdaAllAtOnce")
			calls(s, events.BeforeAllowTraffic, reports(codedeploy.ReportSucceeded, 20*kernel.Second))
			calls(s, events.AfterAllowTraffic)
		}, `
1 prod v2 Succeeded BLUE_GREEN 100%@20s end 40s; api Succeeded, BeforeAllowTraffic calls 1, AfterAllowTraffic calls 1
api:live 2=100%`},
		{"a hook that reports Failed before traffic moves: a rollback has nothing to move (CD-9.6, CD-9.8)", "", func(s *sim.Setup) {
			onLambda(s, "LambdaCanary10Percent5Minutes")
			allEvents(s)
			calls(s, events.BeforeAllowTraffic, reports(codedeploy.ReportFailed, 20*kernel.Second))
		}, `
1 prod v2 Failed HOOK_EXECUTION_FAILURE BLUE_GREEN end 20s; api Failed, BeforeAllowTraffic calls 1, BeforeAllowTraffic Failed UnknownError
2 prod v1 Succeeded BLUE_GREEN end 20s; api Succeeded, moves back
api:live 1=100%`},
		{"a hook that reports Failed in the end: the rollback moves all traffic back at once (CD-9.8, CD-5.6)", "X-CD-shifts-back-slowly", func(s *sim.Setup) {
			onLambda(s, "LambdaCanary10Percent5Minutes")
			allEvents(s)
			calls(s, events.AfterAllowTraffic, reports(codedeploy.ReportFailed, kernel.Second))
		}, `
1 prod v2 Failed HOOK_EXECUTION_FAILURE BLUE_GREEN 10%@0s 100%@5m0s end 5m1s; api Failed, AfterAllowTraffic calls 1, AfterAllowTraffic Failed UnknownError
2 prod v1 Succeeded BLUE_GREEN 100%@5m1s end 5m1s; api Succeeded, moves back
api:live 1=100%`},
		{"without a rollback traffic stays with what failed (CD-9.8)", "M-BG-13", func(s *sim.Setup) {
			onLambda(s, "LambdaAllAtOnce")
			calls(s, events.AfterAllowTraffic, reports(codedeploy.ReportFailed, kernel.Second))
		}, `
1 prod v2 Failed HOOK_EXECUTION_FAILURE BLUE_GREEN 100%@0s end 1s; api Failed, AfterAllowTraffic calls 1, AfterAllowTraffic Failed UnknownError
api:live 2=100%`},
		{"a function that returns and reports nothing fails after an hour (CD-9.6)", "M-BG-14 X-CD-hook-quarter-hour", func(s *sim.Setup) {
			onLambda(s, "LambdaAllAtOnce")
			calls(s, events.BeforeAllowTraffic, reports(codedeploy.NoReport, kernel.Second))
		}, `
1 prod v2 Failed HOOK_EXECUTION_FAILURE BLUE_GREEN end 1h0m0s; api Failed, BeforeAllowTraffic calls 1, BeforeAllowTraffic Failed UnknownError
api:live 1=100%`},
		{"a report after exactly an hour is in time, one a second later is not (CD-9.6)", "", func(s *sim.Setup) {
			onLambda(s, "LambdaAllAtOnce")
			calls(s, events.BeforeAllowTraffic, reports(codedeploy.ReportSucceeded, kernel.Hour))
			s.CodeDeploy.Functions = append(s.CodeDeploy.Functions, codedeploy.Function{Name: "late"})
			calls(s, events.AfterAllowTraffic, reports(codedeploy.ReportSucceeded, kernel.Hour+kernel.Second))
		}, `
1 prod v2 Failed HOOK_EXECUTION_FAILURE BLUE_GREEN 100%@1h0m0s end 2h0m0s; api Failed, BeforeAllowTraffic calls 1, AfterAllowTraffic calls 1, AfterAllowTraffic Failed UnknownError
api:live 2=100%`},
		{"somebody else reports for the function: once, while its event runs (CD-9.6, CD-9.13)", "", func(s *sim.Setup) {
			onLambda(s, "LambdaAllAtOnce")
			calls(s, events.BeforeAllowTraffic, reports(codedeploy.NoReport, kernel.Second))
			put(s, minute, events.AfterAllowTraffic, codedeploy.ReportSucceeded)
			put(s, 2*minute, events.BeforeAllowTraffic, codedeploy.OtherReport)
			put(s, 3*minute, events.BeforeAllowTraffic, codedeploy.ReportSucceeded)
			put(s, 4*minute, events.BeforeAllowTraffic, codedeploy.ReportSucceeded)
		}, `
refused: InvalidLifecycleEventHookExecutionIdException
refused: InvalidLifecycleEventHookExecutionStatusException
refused: LifecycleEventAlreadyCompletedException
1 prod v2 Succeeded BLUE_GREEN 100%@3m0s end 3m0s; api Succeeded, BeforeAllowTraffic calls 1
api:live 2=100%`},
		{"AWS's managed policy lets CodeDeployHook_ functions be called alone (CD-9.6)", "X-CD-any-function", func(s *sim.Setup) {
			onLambda(s, "LambdaAllAtOnce")
			settings(s).Role = codedeploy.RoleManaged
			calls(s, events.BeforeAllowTraffic)
			s.CodeDeploy.Functions = append(s.CodeDeploy.Functions, codedeploy.Function{Name: "smoke"})
			calls(s, events.AfterAllowTraffic)
		}, `
1 prod v2 Failed IAM_ROLE_PERMISSIONS BLUE_GREEN 100%@1s end 1s; api Failed, BeforeAllowTraffic calls 1, AfterAllowTraffic Failed UnknownError
api:live 2=100%`},
		{"stopped halfway without a rollback: the alias stays split, and the next deployment fails (CD-9.8, CD-9.13, CD-9.14)", "X-CD-any-alias", func(s *sim.Setup) {
			onLambda(s, "LambdaLinear10PercentEvery1Minute")
			stopAt(s, 150*kernel.Second, nil)
			deploy(s, 10*minute, 1, nil)
		}, `
1 prod v2 Stopped MANUAL_STOP BLUE_GREEN 10%@0s 20%@1m0s 30%@2m0s end 2m30s; api Failed, AllowTraffic Failed UnknownError
2 prod v2 Failed INVALID_LAMBDA_CONFIGURATION BLUE_GREEN end 10m0s; api Skipped
api:live 1=70% 2=30%`},
		{"an alias that somebody repaired can be deployed to (CD-9.8)", "", func(s *sim.Setup) {
			onLambda(s, "LambdaLinear10PercentEvery1Minute")
			stopAt(s, 150*kernel.Second, nil)
			at(s, 5*minute, sim.Input{Call: &codedeploy.Call{Op: codedeploy.OpUpdateAlias, Alias: codedeploy.AliasUpdate{Name: "live", Version: 1}}})
			deploy(s, 10*minute, 1, nil)
		}, `
1 prod v2 Stopped MANUAL_STOP BLUE_GREEN 10%@0s 20%@1m0s 30%@2m0s end 2m30s; api Failed, AllowTraffic Failed UnknownError
2 prod v2 Succeeded BLUE_GREEN 10%@10m0s 20%@11m0s 30%@12m0s 40%@13m0s 50%@14m0s 60%@15m0s 70%@16m0s 80%@17m0s 90%@18m0s 100%@19m0s end 19m0s; api Succeeded
api:live 2=100%`},
		{"stopped during a hook: it fails at once, and its late report is refused (CD-6.5, CD-9.13)", "", func(s *sim.Setup) {
			onLambda(s, "LambdaAllAtOnce")
			calls(s, events.BeforeAllowTraffic, reports(codedeploy.NoReport, kernel.Second))
			stopAt(s, minute, nil)
			put(s, 2*minute, events.BeforeAllowTraffic, codedeploy.ReportSucceeded)
		}, `
refused: LifecycleEventAlreadyCompletedException
1 prod v2 Stopped MANUAL_STOP BLUE_GREEN end 1m0s; api Failed, BeforeAllowTraffic calls 1, BeforeAllowTraffic Failed UnknownError
api:live 1=100%`},
		{"a stop that asks for a rollback gets one (CD-9.13, CD-5.2)", "", func(s *sim.Setup) {
			onLambda(s, "LambdaLinear10PercentEvery1Minute")
			stopAt(s, 150*kernel.Second, &yes)
		}, `
1 prod v2 Stopped MANUAL_STOP BLUE_GREEN 10%@0s 20%@1m0s 30%@2m0s end 2m30s; api Failed, AllowTraffic Failed UnknownError
2 prod v1 Succeeded BLUE_GREEN 100%@2m30s end 2m30s; api Succeeded, moves back
api:live 1=100%`},
		{"an alarm in the middle of a shift stops it, and the rollback ignores that alarm (CD-6.1, CD-5.8, CD-9.8)", "", func(s *sim.Setup) {
			onLambda(s, "LambdaLinear10PercentEvery1Minute")
			allEvents(s)
			heeds(s, turns("errors", alarm(155*kernel.Second)))
		}, `
1 prod v2 Stopped ALARM_ACTIVE BLUE_GREEN 10%@0s 20%@1m0s 30%@2m0s end 2m40s; api Failed, AllowTraffic Failed UnknownError
2 prod v1 Succeeded BLUE_GREEN 100%@2m40s end 2m40s; api Succeeded, moves back
api:live 1=100%`},
		{"an alarm that is active already stops a deployment before its first event (CD-6.1)", "", func(s *sim.Setup) {
			onLambda(s, "LambdaAllAtOnce")
			heeds(s, turns("errors", alarm(0)))
			calls(s, events.BeforeAllowTraffic)
		}, `
1 prod v2 Stopped ALARM_ACTIVE BLUE_GREEN end 0s; api Skipped
api:live 1=100%`},
		{"a rollback before any success can not be made (CD-5.4)", "", func(s *sim.Setup) {
			onLambda(s, "LambdaLinear10PercentEvery1Minute")
			s.CodeDeploy.History = nil
			stopAt(s, 150*kernel.Second, &yes)
		}, `
1 prod v2 Stopped MANUAL_STOP BLUE_GREEN 10%@0s 20%@1m0s 30%@2m0s end 2m30s; api Failed, AllowTraffic Failed UnknownError; no rollback
api:live 1=70% 2=30%`},
		{"the alias is not on the current version: no event, no rollback (CD-9.14)", "", func(s *sim.Setup) {
			onLambda(s, "LambdaAllAtOnce")
			allEvents(s)
			s.Inputs[0].Call.Create.Revision = 2
		}, `
1 prod v3 Failed INVALID_LAMBDA_CONFIGURATION BLUE_GREEN end 0s; api Skipped
api:live 1=100%`},
		{"the target is the current version (CD-9.14)", "X-CD-same-version", func(s *sim.Setup) {
			onLambda(s, "LambdaAllAtOnce")
			s.CodeDeploy.Revisions[1].Lambda.Target = 1
		}, `
1 prod v2 Failed INVALID_LAMBDA_CONFIGURATION BLUE_GREEN end 0s; api Skipped
api:live 1=100%`},
		{"neither function, nor version, nor a readable AppSpec (CD-9.14)", "", func(s *sim.Setup) {
			onLambda(s, "LambdaAllAtOnce")
			s.CodeDeploy.Revisions[1].Lambda.Target = 9
			s.CodeDeploy.Revisions[2].Lambda.Function = none
			s.CodeDeploy.Revisions[0].Invalid = "nothing in it"
			deploy(s, minute, 2, nil)
			deploy(s, 2*minute, 0, nil)
		}, `
1 prod v2 Failed INVALID_LAMBDA_CONFIGURATION BLUE_GREEN end 0s; api Skipped
2 prod v3 Failed INVALID_LAMBDA_FUNCTION BLUE_GREEN end 1m0s; api Skipped
3 prod v1 Failed INVALID_REVISION BLUE_GREEN end 2m0s; api Skipped
api:live 1=100%`},
		{"the service role is missing, or too weak (CD-1.15, CD-8.7)", "", func(s *sim.Setup) {
			onLambda(s, "LambdaAllAtOnce")
			settings(s).Role = codedeploy.RoleMissing
			weak := codedeploy.RoleWeak
			at(s, minute, sim.Input{Call: &codedeploy.Call{Op: codedeploy.OpUpdateDeploymentGroup, Update: codedeploy.SettingsUpdate{Config: none, Role: &weak}}})
			deploy(s, 2*minute, 1, nil)
		}, `
1 prod v2 Failed IAM_ROLE_MISSING BLUE_GREEN end 0s; api Skipped
2 prod v2 Failed IAM_ROLE_PERMISSIONS BLUE_GREEN end 2m0s; api Skipped
api:live 1=100%`},
		{"a configuration of another platform is refused (CD-9.10)", "M-BG-11", func(s *sim.Setup) {
			s.Inputs[0].Call.Create.Config = configNamed("LambdaCanary10Percent5Minutes")
		}, `
refused: InvalidDeploymentConfigNameException
web-1 v1 Healthy Current 1 archives`},
		{"a Lambda deployment has 50 hours (CD-9.11)", "X-CD-lambda-half-a-day", func(s *sim.Setup) {
			onLambda(s, "LambdaAllAtOnce")
			s.CodeDeploy.Configs = append(s.CodeDeploy.Configs[:len(s.CodeDeploy.Configs):len(s.CodeDeploy.Configs)], codedeploy.Config{
				Name: "slow", Platform: codedeploy.Lambda, Routing: codedeploy.Routing{Type: codedeploy.TimeBasedCanary, Percentage: 1, Interval: 50*kernel.Hour + minute}})
			settings(s).Config = int32(len(s.CodeDeploy.Configs) - 1)
		}, `
1 prod v2 Failed TIMEOUT BLUE_GREEN 1%@0s end 50h0m0s; api Failed, AllowTraffic Failed UnknownError
api:live 1=99% 2=1%`},
		{"a group deleted meanwhile: what is in flight ends, and there is no rollback (CD-1.14)", "", func(s *sim.Setup) {
			onLambda(s, "LambdaCanary10Percent5Minutes")
			allEvents(s)
			at(s, minute, sim.Input{Call: &codedeploy.Call{Op: codedeploy.OpDeleteDeploymentGroup}})
		}, `
1 prod v2 Failed DEPLOYMENT_GROUP_MISSING BLUE_GREEN 10%@0s 100%@5m0s end 5m0s; api Succeeded
api:live 2=100%`},
		{"the next revision goes on from there, and ContinueDeployment has nothing to do (CD-2.21, CD-12.4)", "", func(s *sim.Setup) {
			onLambda(s, "LambdaAllAtOnce")
			deploy(s, minute, 2, nil)
			goOnAt(s, 2*minute, true)
		}, `
refused: UnsupportedActionForDeploymentTypeException
1 prod v2 Succeeded BLUE_GREEN 100%@0s end 0s; api Succeeded
2 prod v3 Succeeded BLUE_GREEN 100%@1m0s end 1m0s; api Succeeded
api:live 3=100%`},
	}...)
}
