package sim_test

import (
	"github.com/seed-11de0fc1/rehearse/fleet"
	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// spoils lets a fault strike the event that is assigned or under way on web-1.
func spoils(s *sim.Setup, when kernel.Time, kind fleet.FaultKind, by kernel.Time) {
	in := strike(kind)
	in.Fault.For = by
	at(s, when, in)
}

// slowAgent has ApplicationStop assigned at 0s and over at 5s, as it does
// nothing; DownloadBundle at 10s, BeforeInstall at 16s, Install at 21s.
func slowAgent(s *sim.Setup) { s.CodeDeploy.Agents[0].PickupDelay = 5 * kernel.Second }

func init() {
	stories = append(stories, []story{
		{"no fault strikes, and the deployment takes this long (CD-8.1)", "", slowAgent, `
1 prod v2 Succeeded waves [1] end 37s
web-1 v2 Healthy Current 2 archives`},
		{"a delay of an event that does nothing is used up and delays no other (CD-4.5)", "", func(s *sim.Setup) {
			slowAgent(s)
			spoils(s, 2*kernel.Second, fleet.DelayEvent, 100*kernel.Second)
			spoils(s, 10500, fleet.DelayEvent, 10*kernel.Second)
		}, `
1 prod v2 Succeeded waves [1] end 47s
web-1 v2 Healthy Current 2 archives`},
		{"an event that does nothing can not hang (CD-4.5)", "", func(s *sim.Setup) {
			slowAgent(s)
			spoils(s, 2*kernel.Second, fleet.HangEvent, 0)
		}, `
1 prod v2 Succeeded waves [1] end 37s
web-1 v2 Healthy Current 2 archives`},
		{"nor fail, and the next one is spared (CD-4.5)", "", func(s *sim.Setup) {
			slowAgent(s)
			spoils(s, 2*kernel.Second, fleet.FailEvent, 0)
		}, `
1 prod v2 Succeeded waves [1] end 37s
web-1 v2 Healthy Current 2 archives`},
		{"what strikes as an event begins finds it under way, even if it takes no time (CD-4.6)", "", func(s *sim.Setup) {
			hook(s, 1, events.ValidateService, takes(0))
			in := strike(fleet.FailEvent)
			in.When = sim.When{Trigger: sim.AtLifecycle, Event: events.ValidateService}
			s.Inputs = append(s.Inputs, in)
		}, `
1 prod v2 Failed HEALTH_CONSTRAINTS waves [1] end 9s; web-1 ValidateService ScriptFailed
web-1 v2 Unhealthy Unknown 2 archives`},
		{"delays of one event add up (CD-4.8)", "", func(s *sim.Setup) {
			slowAgent(s)
			spoils(s, 9*kernel.Second, fleet.DelayEvent, 20*kernel.Second)
			spoils(s, 10500, fleet.DelayEvent, 10*kernel.Second)
		}, `
1 prod v2 Succeeded waves [1] end 1m7s
web-1 v2 Healthy Current 2 archives`},
		{"a delay of an event that hangs and runs into its hour is used up (CD-4.8)", "", func(s *sim.Setup) {
			slowAgent(s)
			spoils(s, 10500, fleet.HangEvent, 0)
			spoils(s, 10600, fleet.DelayEvent, 10*kernel.Second)
			deploy(s, 2*kernel.Hour, 1, nil)
		}, `
1 prod v2 Failed HEALTH_CONSTRAINTS waves [1] end 1h0m10s; web-1 DownloadBundle UnknownError
2 prod v2 Succeeded waves [1] end 2h0m37s
web-1 v2 Healthy Current 3 archives`},
		{"a stop waits for an event that is late, which the next deployment is not (CD-6.4)", "", func(s *sim.Setup) {
			slowAgent(s)
			spoils(s, 10500, fleet.DelayEvent, 10*kernel.Second)
			at(s, 10600, stopFirst)
			deploy(s, kernel.Hour, 1, nil)
		}, `
1 prod v2 Stopped MANUAL_STOP waves [1] end 21s
2 prod v2 Succeeded waves [1] end 1h0m37s
web-1 v2 Healthy Current 3 archives`},
	}...)
}
