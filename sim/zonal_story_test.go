package sim_test

import (
	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// byZone deals a host to each of the zones named and deploys to one zone after
// another, with a minimum for the fleet and one for each zone.
func byZone(s *sim.Setup, zones []string, fleet, zone codedeploy.Minimum) {
	s.Fleet.Groups[0].Count, s.Fleet.Groups[0].Zones = len(zones), zones
	s.CodeDeploy.Configs = append(s.CodeDeploy.Configs[:3:3], codedeploy.Config{Name: "zonal", Min: fleet, Zonal: &codedeploy.Zonal{Min: zone}})
	s.CodeDeploy.Groups[0].Settings.Config = 3
}

func hosts(n int) codedeploy.Minimum {
	return codedeploy.Minimum{Type: codedeploy.HostCount, Value: n}
}
func percent(n int) codedeploy.Minimum {
	return codedeploy.Minimum{Type: codedeploy.FleetPercent, Value: n}
}

// failsOn lets a script of an event of v2 fail on some hosts after a second,
// and succeed on the others.
func failsOn(s *sim.Setup, e events.LifecycleEvent, hosts ...uint32) {
	b := exits(1)
	b.Hosts = hosts
	hook(s, 1, e, b)
}

func init() {
	stories = append(stories, []story{
		{"the minimum of a zone narrows it (CD-2.25, CD-2.26)", "", func(s *sim.Setup) {
			byZone(s, []string{"a", "a", "b", "b"}, hosts(0), hosts(1))
		}, `
1 prod v2 Succeeded waves [1 1 1 1] end 36s
web-1 v2 Healthy Current 2 archives
web-2 v2 Healthy Current 2 archives
web-3 v2 Healthy Current 2 archives
web-4 v2 Healthy Current 2 archives`},
		{"a percentage is of the zone, rounded up (CD-2.25)", "M-CD-01", func(s *sim.Setup) {
			byZone(s, []string{"a", "a", "a", "b", "b"}, hosts(0), percent(50))
		}, `
1 prod v2 Succeeded waves [1 1 1 1 1] end 45s
web-1 v2 Healthy Current 2 archives
web-2 v2 Healthy Current 2 archives
web-3 v2 Healthy Current 2 archives
web-4 v2 Healthy Current 2 archives
web-5 v2 Healthy Current 2 archives`},
		{"without a minimum a zone goes as fast as the fleet may (CD-2.25)", "", func(s *sim.Setup) {
			byZone(s, []string{"a", "a", "a", "b", "b"}, hosts(3), hosts(0))
		}, `
1 prod v2 Succeeded waves [2 1 2] end 27s
web-1 v2 Healthy Current 2 archives
web-2 v2 Healthy Current 2 archives
web-3 v2 Healthy Current 2 archives
web-4 v2 Healthy Current 2 archives
web-5 v2 Healthy Current 2 archives`},
		{"a later zone that can not keep its minimum refuses the deployment (CD-2.26, CD-2.6)", "M-CD-15", func(s *sim.Setup) {
			byZone(s, []string{"a", "a", "b"}, hosts(0), hosts(1))
		}, `
1 prod v2 Failed HEALTH_CONSTRAINTS_INVALID waves [] end 0s
web-1 v1 Healthy Current 1 archives
web-2 v1 Healthy Current 1 archives
web-3 v1 Healthy Current 1 archives`},
		{"failures that use up the budget of a zone fail all zones, whatever succeeded (CD-2.26)", "", func(s *sim.Setup) {
			byZone(s, []string{"a", "a", "a", "a", "b", "b"}, hosts(0), percent(50))
			failsOn(s, events.AfterInstall, 0, 2)
		}, `
1 prod v2 Failed HEALTH_CONSTRAINTS waves [2 1] end 18s; web-1 AfterInstall ScriptFailed; web-3 AfterInstall ScriptFailed
web-1 v2 Unhealthy Unknown 2 archives
web-2 v2 Healthy Old 2 archives
web-3 v2 Unhealthy Unknown 2 archives
web-4 v1 Healthy Current 1 archives
web-5 v1 Healthy Current 1 archives
web-6 v1 Healthy Current 1 archives`},
		{"a failure that leaves a zone its minimum lets the next zone go on (CD-2.26)", "", func(s *sim.Setup) {
			byZone(s, []string{"a", "a", "b", "b"}, hosts(0), hosts(1))
			failsOn(s, events.AfterInstall, 1)
		}, `
1 prod v2 Succeeded waves [1 1 1 1] end 38s; web-2 AfterInstall ScriptFailed
web-1 v2 Healthy Current 2 archives
web-2 v2 Unhealthy Unknown 2 archives
web-3 v2 Healthy Current 2 archives
web-4 v2 Healthy Current 2 archives`},
		{"a deployment that takes over 12 hours fails, and is rolled back as one that failed (CD-2.18, CD-2.29)", "", func(s *sim.Setup) {
			zonal(s)
			s.CodeDeploy.Configs[3].Zonal.FirstMonitor = 12*kernel.Hour - 8*kernel.Second
			s.CodeDeploy.Groups[0].Settings.Rollback = codedeploy.AutoRollback{Enabled: true, OnFailure: true}
		}, `
1 prod v2 Failed TIMEOUT waves [1] end 12h0m0s
2 prod v1 Succeeded waves [2] end 12h0m9s
web-1 v1 Healthy Current 3 archives
web-2 v1 Healthy Current 2 archives`},
		{"a deployment that takes under 12 hours is let alone (CD-2.18)", "", func(s *sim.Setup) {
			zonal(s)
			s.CodeDeploy.Configs[3].Zonal.FirstMonitor = 12*kernel.Hour - 19*kernel.Second
		}, `
1 prod v2 Succeeded waves [1 1] end 11h59m59s
web-1 v2 Healthy Current 2 archives
web-2 v2 Healthy Current 2 archives`},
	}...)
}
