package sim_test

import (
	"github.com/seed-11de0fc1/rehearse/fleet"
	"github.com/seed-11de0fc1/rehearse/sim"
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

func init() {
	stories = append(stories, []story{
		{"only hosts in service are targets (CD-6.12)", "X-CD-every-instance", func(s *sim.Setup) {
			scale(s, 1, nil)
			s.Inputs[0].When.Plus = 30 * kernel.Second
			desire(s, 0, 2)
		}, `
1 prod v2 Succeeded waves [1] end 39s
web-1 v2 InService Healthy Current 2 archives
web-2  InService Unhealthy Unknown 0 archives`},
	}...)
}
