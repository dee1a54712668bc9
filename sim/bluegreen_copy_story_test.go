package sim_test

import (
	"github.com/seed-11de0fc1/rehearse/fleet"
	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// copied makes the hosts an Auto Scaling group behind a load balancer, of
// which blue/green deployments make a copy.
func copied(s *sim.Setup, hosts int) *codedeploy.Settings {
	scale(s, hosts, func(a *fleet.AutoScalingGroup) { a.LoadBalancers, a.Min = []int32{0}, hosts })
	lb := fleet.LoadBalancer{Name: "lb", Register: 30 * kernel.Second, Deregister: kernel.Minute, Members: []uint32{}}
	for i := range hosts {
		lb.Members = append(lb.Members, uint32(i))
	}
	behind(s, lb)
	s.Fleet.Groups[0].Fronted = true
	set := &s.CodeDeploy.Groups[0].Settings
	set.BlueGreenType = true
	set.BlueGreen = &codedeploy.BlueGreen{CopiesGroup: true, Terminates: true, TerminationWait: 10 * kernel.Minute}
	return set
}

// future refers to a host of the first group by its number.
func future(s *sim.Setup, ordinal uint32) uint32 {
	ref, _ := fleet.FutureRef(0, s.Fleet.Groups[0].Count, ordinal)
	return ref
}

func init() {
	stories = append(stories, []story{
		{"a copy of the Auto Scaling group takes over, and the group goes (CD-3.2, CD-3.3, CD-3.11)", "", func(s *sim.Setup) {
			copied(s, 2)
			desire(s, kernel.Hour, 1)
		}, `
refused: ValidationError
1 prod v2 Succeeded waves [2] end 12m43s of 2: 4 ok 0 failed 0 skipped
web-1 v1 Terminated terminated
web-2 v1 Terminated terminated
web-3 v2 InService Healthy Current 1 archives serves
web-4 v2 InService Healthy Current 1 archives serves`},
		{"a group that copies takes one Auto Scaling group, no less and no more (CD-3.2)", "", func(s *sim.Setup) {
			copied(s, 1)
			s.Inputs[0] = sim.Input{Call: &codedeploy.Call{Op: codedeploy.OpUpdateDeploymentGroup,
				Update: codedeploy.SettingsUpdate{Config: none, AutoScalingGroups: []int32{}}}}
		}, `
refused: InvalidBlueGreenDeploymentConfigurationException
web-1 v1 InService Healthy Current 1 archives`},
		{"KEEP_ALIVE keeps the group that was copied, without traffic (CD-3.3, CD-3.9)", "", func(s *sim.Setup) {
			copied(s, 1).BlueGreen.Terminates = false
		}, `
1 prod v2 Succeeded waves [1] end 2m43s of 1: 2 ok 0 failed 0 skipped
web-1 v1 InService
web-2 v2 InService Healthy Current 1 archives serves`},
		{"a copy has as many instances as the group has healthy (CD-3.3)", "", func(s *sim.Setup) {
			copied(s, 3)
			s.Inputs[0].When.Plus = kernel.Second
			s.Inputs = append(s.Inputs, sim.Input{Fault: &fleet.Fault{Kind: fleet.Stop, Instances: []uint32{1}}})
			hook(s, 1, events.ValidateService, exits(1))
		}, `
1 prod v2 Failed HEALTH_CONSTRAINTS waves [2] end 1m11s of 2: 0 ok 2 failed 2 skipped; web-4 ValidateService ScriptFailed; web-5 ValidateService ScriptFailed
2 prod v1 Succeeded waves [1] end 2m41s
web-1 v1 InService Healthy Current 1 archives serves
web-2 v1 Terminated terminated
web-3 v1 InService Healthy Current 1 archives serves
web-4 v2 InService
web-5 v2 InService
web-6 v1 InService Healthy Current 1 archives serves`},
		{"a group with nobody healthy is not copied (CD-2.6, CD-3.3)", "", func(s *sim.Setup) {
			copied(s, 1)
			s.Inputs[0].When.Plus = kernel.Second
			s.Inputs = append(s.Inputs, sim.Input{Fault: &fleet.Fault{Kind: fleet.Terminate, Instances: []uint32{0}}})
		}, `
1 prod v2 Failed NO_INSTANCES waves [] end 1s of 0: 0 ok 0 failed 0 skipped
2 prod v1 Succeeded waves [1] end 2m41s
web-1 v1 Terminated terminated
web-2 v1 InService Healthy Current 1 archives serves`},
		{"a replacement of a copy whose agent dies is noticed, and one that failed gets no follow-up (CD-3.3, CD-8.5, CD-6.9)", "", func(s *sim.Setup) {
			copied(s, 3)
			hook(s, 1, events.AfterInstall, takes(10*kernel.Minute))
			s.Inputs = append(s.Inputs, sim.Input{When: sim.When{Plus: 2 * kernel.Minute}, Fault: &fleet.Fault{
				Kind: fleet.CrashAgent, Instances: []uint32{future(s, 4)}, For: 30 * kernel.Second}})
		}, `
1 prod v2 Succeeded waves [3] end 22m43s of 3: 5 ok 1 failed 0 skipped; web-4 AfterInstall UnknownError
web-1 v1 Terminated terminated
web-2 v1 Terminated terminated
web-3 v1 Terminated terminated
web-4 v2 InService Unhealthy Unknown 1 archives
web-5 v2 InService Healthy Current 1 archives serves
web-6 v2 InService Healthy Current 1 archives serves`},
		{"a stop while the copy launches: nothing was moved (CD-3.13)", "", func(s *sim.Setup) {
			copied(s, 1).Rollback = backOnBoth
			s.Inputs = append(s.Inputs, stops(10*kernel.Second))
		}, `
1 prod v2 Stopped MANUAL_STOP waves [] end 10s of 1: 0 ok 0 failed 0 skipped
2 prod v1 Succeeded waves [] end 10s of 0: 0 ok 0 failed 0 skipped
web-1 v1 InService Healthy Current 1 archives serves
web-2  InService`},
	}...)
}
