package sim_test

import (
	"github.com/seed-11de0fc1/rehearse/fleet"
	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// spoilsShift lets a fault strike an event of a Lambda or ECS deployment a
// second after the event has begun.
func spoilsShift(s *sim.Setup, number int, e events.LifecycleEvent, kind fleet.FaultKind, by kernel.Time) {
	s.Inputs = append(s.Inputs, sim.Input{
		When:  sim.When{Trigger: sim.AtLifecycle, Instance: codedeploy.NoInstance, Deployment: number, Event: e, Plus: kernel.Second / 2},
		Fault: &fleet.Fault{Kind: kind, Deployment: number, For: by, Factor: 1},
	})
}

func init() {
	stories = append(stories, []story{
		{"a hook that a fault lets fail reports Failed when it would report (CD-9.6)", "", func(s *sim.Setup) {
			onLambda(s, "LambdaCanary10Percent5Minutes")
			allEvents(s)
			calls(s, events.BeforeAllowTraffic, reports(codedeploy.ReportSucceeded, 20*kernel.Second))
			spoilsShift(s, 1, events.BeforeAllowTraffic, fleet.FailEvent, 0)
		}, `
1 prod v2 Failed HOOK_EXECUTION_FAILURE BLUE_GREEN end 20s; api Failed, BeforeAllowTraffic calls 1, BeforeAllowTraffic Failed UnknownError
2 prod v1 Succeeded BLUE_GREEN end 20s; api Succeeded, moves back
api:live 1=100%`},
		{"one that hangs is given up after an hour (CD-9.6)", "", func(s *sim.Setup) {
			onLambda(s, "LambdaAllAtOnce")
			calls(s, events.AfterAllowTraffic)
			spoilsShift(s, 1, events.AfterAllowTraffic, fleet.HangEvent, 0)
		}, `
1 prod v2 Failed HOOK_EXECUTION_FAILURE BLUE_GREEN 100%@0s end 1h0m0s; api Failed, AfterAllowTraffic calls 1, AfterAllowTraffic Failed UnknownError
api:live 2=100%`},
		{"one that is late still counts within the hour (CD-9.6)", "", func(s *sim.Setup) {
			onLambda(s, "LambdaAllAtOnce")
			calls(s, events.AfterAllowTraffic)
			spoilsShift(s, 1, events.AfterAllowTraffic, fleet.DelayEvent, kernel.Hour-kernel.Second)
		}, `
1 prod v2 Succeeded BLUE_GREEN 100%@0s end 1h0m0s; api Succeeded, AfterAllowTraffic calls 1
api:live 2=100%`},
		{"and not behind it (CD-9.6)", "", func(s *sim.Setup) {
			onLambda(s, "LambdaAllAtOnce")
			calls(s, events.AfterAllowTraffic)
			spoilsShift(s, 1, events.AfterAllowTraffic, fleet.DelayEvent, kernel.Hour)
		}, `
1 prod v2 Failed HOOK_EXECUTION_FAILURE BLUE_GREEN 100%@0s end 1h0m0s; api Failed, AfterAllowTraffic calls 1, AfterAllowTraffic Failed UnknownError
api:live 2=100%`},
		{"a report by hand ends a hook that hangs, and spares the next one (CD-9.6)", "", func(s *sim.Setup) {
			onLambda(s, "LambdaAllAtOnce")
			calls(s, events.BeforeAllowTraffic)
			calls(s, events.AfterAllowTraffic)
			spoilsShift(s, 1, events.BeforeAllowTraffic, fleet.HangEvent, 0)
			spoilsShift(s, 1, events.BeforeAllowTraffic, fleet.DelayEvent, kernel.Minute)
			put(s, kernel.Minute/2, events.BeforeAllowTraffic, codedeploy.ReportSucceeded)
		}, `
1 prod v2 Succeeded BLUE_GREEN 100%@30s end 31s; api Succeeded, BeforeAllowTraffic calls 1, AfterAllowTraffic calls 1
api:live 2=100%`},
		{"the shift itself can not be struck, and an event without a hook is over at once (CD-9.3)", "", func(s *sim.Setup) {
			onLambda(s, "LambdaCanary10Percent5Minutes")
			spoilsShift(s, 1, events.BeforeAllowTraffic, fleet.FailEvent, 0)
			spoilsShift(s, 1, events.AllowTraffic, fleet.HangEvent, 0)
		}, `
1 prod v2 Succeeded BLUE_GREEN 10%@0s 100%@5m0s end 5m0s; api Succeeded
api:live 2=100%`},
		{"tasks that fail or hang are not ready within the hour, and drained by the rollback (CD-9.7, CD-9.8)", "", func(s *sim.Setup) {
			onECS(s, "ECSCanary10Percent5Minutes")
			allEvents(s)
			spoilsShift(s, 1, events.Install, fleet.FailEvent, 0)
		}, `
1 prod v2 Failed TIMEOUT BLUE_GREEN end 1h0m0s; main:web Failed, Install Failed UnknownError
2 prod v1 Succeeded BLUE_GREEN end 1h0m0s; main:web Succeeded, moves back
main:web v1=100%(4/4)`},
		{"tasks that are late are ready later (CD-9.7)", "", func(s *sim.Setup) {
			onECS(s, "ECSAllAtOnce")
			spoilsShift(s, 1, events.Install, fleet.DelayEvent, kernel.Minute)
		}, `
1 prod v2 Succeeded BLUE_GREEN 100%@1m10s end 1m10s; main:web Succeeded
main:web v2=100%(0/4)`},
	}...)
}
