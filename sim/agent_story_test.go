package sim_test

import (
	"fmt"

	"github.com/seed-11de0fc1/rehearse/fleet"
	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// at adds a call or a fault at a time.
func at(s *sim.Setup, when kernel.Time, in sim.Input) {
	in.When = sim.When{Plus: when}
	s.Inputs = append(s.Inputs, in)
}

func cut(span kernel.Time) sim.Input {
	return sim.Input{Fault: &fleet.Fault{Kind: fleet.CutNetwork, Instances: []uint32{0}, For: span, Factor: 1}}
}

// groups makes so many groups of the one host, to all of which v2 is deployed.
func groups(s *sim.Setup, n int) {
	for g := int32(1); int(g) < n; g++ {
		more := s.CodeDeploy.Groups[0]
		more.Name = fmt.Sprint("group-", g)
		s.CodeDeploy.Groups = append(s.CodeDeploy.Groups, more)
		deploy(s, 0, 1, func(c *codedeploy.CreateDeployment) { c.Group = g })
	}
}

var stopFirst = sim.Input{Call: &codedeploy.Call{Op: codedeploy.OpStopDeployment, Stop: codedeploy.StopDeployment{Deployment: 1}}}
var deleteGroup = sim.Input{Call: &codedeploy.Call{Op: codedeploy.OpDeleteDeploymentGroup, Group: 0}}

func init() {
	stories = append(stories, []story{
		{"a command that waits for a slot is picked up when one frees (CD-8.3, CD-8.4)", "", func(s *sim.Setup) {
			groups(s, 17)
			hook(s, 1, events.BeforeInstall, takes(kernel.Minute))
		}, `
1 prod v2 Succeeded waves [1] end 1m9s
2 group-1 v2 Succeeded waves [1] end 1m9s
3 group-2 v2 Succeeded waves [1] end 1m9s
4 group-3 v2 Succeeded waves [1] end 1m9s
5 group-4 v2 Succeeded waves [1] end 1m9s
6 group-5 v2 Succeeded waves [1] end 1m9s
7 group-6 v2 Succeeded waves [1] end 1m9s
8 group-7 v2 Succeeded waves [1] end 1m9s
9 group-8 v2 Succeeded waves [1] end 1m9s
10 group-9 v2 Succeeded waves [1] end 1m9s
11 group-10 v2 Succeeded waves [1] end 1m9s
12 group-11 v2 Succeeded waves [1] end 1m9s
13 group-12 v2 Succeeded waves [1] end 1m9s
14 group-13 v2 Succeeded waves [1] end 1m9s
15 group-14 v2 Succeeded waves [1] end 1m11s
16 group-15 v2 Succeeded waves [1] end 1m11s
17 group-16 v2 Succeeded waves [1] end 2m10s
web-1 v2 Healthy Current 2 archives Healthy Current 1 archives Healthy Current 1 archives Healthy Current 1 archives Healthy Current 1 archives Healthy Current 1 archives Healthy Current 1 archives Healthy Current 1 archives Healthy Current 1 archives Healthy Current 1 archives Healthy Current 1 archives Healthy Current 1 archives Healthy Current 1 archives Healthy Current 1 archives Healthy Current 1 archives Healthy Current 1 archives Healthy Current 1 archives`},
		{"a network that is back when the event ends was never missed (CD-8.4, CD-4.6)", "", func(s *sim.Setup) {
			hook(s, 1, events.BeforeInstall, takes(10*kernel.Second))
			hook(s, 1, events.BeforeInstall, takes(10*kernel.Second))
			at(s, 8*kernel.Second, cut(10*kernel.Second))
		}, `
1 prod v2 Succeeded waves [1] end 29s
web-1 v2 Healthy Current 2 archives`},
		{"a network that is cut when the event ends loses its result (CD-8.4)", "", func(s *sim.Setup) {
			hook(s, 1, events.BeforeInstall, takes(10*kernel.Second))
			at(s, 8*kernel.Second, cut(10*kernel.Second))
		}, `
1 prod v2 Failed HEALTH_CONSTRAINTS waves [1] end 1h0m4s; web-1 BeforeInstall UnknownError
web-1 v1 Unhealthy Current 2 archives`},
		{"a script that restarts the agent loses the commands of other groups (CD-8.5)", "", func(s *sim.Setup) {
			groups(s, 2)
			b := takes(5 * kernel.Second)
			b.RestartsAgent, b.Deployment = true, 2
			hook(s, 1, events.BeforeInstall, b)
			s.CodeDeploy.Revisions[1].Scripts = append(s.CodeDeploy.Revisions[1].Scripts,
				codedeploy.ScriptBehaviour{Location: "BeforeInstall-0.sh", TakesLo: kernel.Minute, TakesHi: kernel.Minute})
		}, `
1 prod v2 Failed HEALTH_CONSTRAINTS waves [1] end 1h0m4s; web-1 BeforeInstall UnknownError
2 group-1 v2 Failed HEALTH_CONSTRAINTS waves [1] end 9s; web-1 BeforeInstall UnknownError
web-1 v1 Unhealthy Current 2 archives Unhealthy Unknown 1 archives`},
		{"deleting the group changes nothing for a deployment being stopped (CD-6.5, CD-1.14)", "", func(s *sim.Setup) {
			hook(s, 1, events.BeforeInstall, takes(kernel.Minute))
			at(s, 10*kernel.Second, stopFirst)
			at(s, 20*kernel.Second, deleteGroup)
		}, `
1 prod v2 Stopped MANUAL_STOP waves [1] end 1m4s
web-1 v1 Unhealthy Current 2 archives`},
		{"a stop counts after the group was deleted (CD-6.4, CD-1.14)", "", func(s *sim.Setup) {
			hook(s, 1, events.BeforeInstall, takes(kernel.Minute))
			at(s, 10*kernel.Second, deleteGroup)
			at(s, 20*kernel.Second, stopFirst)
		}, `
1 prod v2 Stopped MANUAL_STOP waves [1] end 1m4s
web-1 v1 Unhealthy Current 2 archives`},
		{"the last success is kept beside the newest archives, not beyond them (CD-8.9)", "", func(s *sim.Setup) {
			hook(s, 1, events.BeforeInstall, exits(1))
			for n := range kernel.Time(7) {
				deploy(s, (n+1)*kernel.Hour, 1, nil)
			}
		}, `
1 prod v2 Failed HEALTH_CONSTRAINTS waves [1] end 5s; web-1 BeforeInstall ScriptFailed
2 prod v2 Failed HEALTH_CONSTRAINTS waves [1] end 1h0m5s; web-1 BeforeInstall ScriptFailed
3 prod v2 Failed HEALTH_CONSTRAINTS waves [1] end 2h0m5s; web-1 BeforeInstall ScriptFailed
4 prod v2 Failed HEALTH_CONSTRAINTS waves [1] end 3h0m5s; web-1 BeforeInstall ScriptFailed
5 prod v2 Failed HEALTH_CONSTRAINTS waves [1] end 4h0m5s; web-1 BeforeInstall ScriptFailed
6 prod v2 Failed HEALTH_CONSTRAINTS waves [1] end 5h0m5s; web-1 BeforeInstall ScriptFailed
7 prod v2 Failed HEALTH_CONSTRAINTS waves [1] end 6h0m5s; web-1 BeforeInstall ScriptFailed
8 prod v2 Failed HEALTH_CONSTRAINTS waves [1] end 7h0m5s; web-1 BeforeInstall ScriptFailed
web-1 v1 Unhealthy Current 5 archives`},
		{"a reboot does not start a host that was stopped (CD-8.4)", "", func(s *sim.Setup) {
			s.Fleet.Groups[0].Stopped = true
			at(s, kernel.Second, sim.Input{Fault: &fleet.Fault{Kind: fleet.Reboot, Instances: []uint32{0}, For: kernel.Minute, Factor: 1}})
		}, `
1 prod v2 Failed HEALTH_CONSTRAINTS waves [1] end 5m0s; web-1 ApplicationStop UnknownError
web-1 v1 Unhealthy Current 1 archives`},
		{"an update to a deleted configuration is refused (CD-12.4)", "", func(s *sim.Setup) {
			s.CodeDeploy.Configs = append(s.CodeDeploy.Configs[:len(s.CodeDeploy.Configs):len(s.CodeDeploy.Configs)],
				codedeploy.Config{Name: "own", Min: codedeploy.Minimum{Type: codedeploy.HostCount}})
			own := int32(len(s.CodeDeploy.Configs) - 1)
			update := codedeploy.SettingsUpdate{Config: own}
			at(s, kernel.Minute, sim.Input{Call: &codedeploy.Call{Op: codedeploy.OpDeleteDeploymentConfig, Config: own}})
			at(s, 2*kernel.Minute, sim.Input{Call: &codedeploy.Call{Op: codedeploy.OpUpdateDeploymentGroup, Update: update}})
		}, `
refused: DeploymentConfigDoesNotExistException
1 prod v2 Succeeded waves [1] end 9s
web-1 v2 Healthy Current 2 archives`},
		{"a host that is cut off gets healthy when the network is back (CD-7.2)", "", func(s *sim.Setup) {
			s.Fleet.LoadBalancers = []fleet.LoadBalancer{{Name: "lb", Register: kernel.Minute}}
			s.CodeDeploy.Groups[0].Settings.LoadBalancers = []int32{0}
			s.CodeDeploy.Groups[0].Settings.TrafficControl = true
			at(s, 14*kernel.Second, cut(4*kernel.Minute))
		}, `
1 prod v2 Succeeded waves [1] end 5m15s
web-1 v2 Healthy Current 2 archives`},
	}...)
}
