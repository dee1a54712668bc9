package question

import (
	"slices"

	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
	"github.com/seed-11de0fc1/rehearse/sim/rules"
)

// concerns says whether a wrong belief about a rule can change the run of a
// setup: nobody's belief about Lambda changes what becomes of hosts. It saves
// runs and decides nothing else.
func concerns(rule kernel.Rule, s *sim.Setup) bool {
	switch chapter := rule >> 8 & 15; {
	case chapter == 3:
		return shifts(s) || some(s, func(g *codedeploy.Settings) bool { return g.BlueGreenType })
	case chapter == 6 && rule <= rules.CD_6_3:
		return len(s.Fleet.Alarms) > 0 || some(s, func(g *codedeploy.Settings) bool { return g.Alarms != nil })
	case chapter == 6 && rule >= rules.CD_6_6:
		return len(s.Fleet.AutoScalingGroups) > 0
	case chapter == 7:
		return len(s.Fleet.LoadBalancers) > 0 || some(s, func(g *codedeploy.Settings) bool { return len(g.LoadBalancers) > 0 })
	case chapter == 9:
		return shifts(s)
	}
	return true
}

// some says whether something holds for the settings of some group.
func some(s *sim.Setup, holds func(*codedeploy.Settings) bool) bool {
	return slices.ContainsFunc(s.CodeDeploy.Groups, func(g codedeploy.Group) bool { return holds(&g.Settings) })
}

// shifts says whether some application is one of Lambda or ECS.
func shifts(s *sim.Setup) bool {
	return slices.ContainsFunc(s.CodeDeploy.Applications, func(a codedeploy.Application) bool { return a.Platform != codedeploy.Server })
}
