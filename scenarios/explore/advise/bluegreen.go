package advise

// What is tried of blue/green deployments, and where they can be: CD-3.1 to 3.9.

import (
	"fmt"
	"slices"

	"github.com/seed-11de0fc1/rehearse/scenarios"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// greens are the settings of blue/green deployments, and what of them is not
// tried. Their minimums count the replacements, in two stages: a number of hosts
// and a percentage part when the first stage has lost some. CD-3.5, CD-3.7
func (g *group) greens(o *Options) (list []*Settings, untried []string) {
	if why := g.onlyInPlace(); why != "" {
		return nil, []string{"blue/green: " + why}
	}
	for _, m := range minimums(g.replacements, Keep{}, o.Tolerate) {
		list = append(list, g.variants(Settings{minimum: m, BlueGreen: true})...)
	}
	untried = append(untried, "blue/green that waits before traffic moves, unless the group does: somebody has to go on with it (CD-3.6)")
	if g.watched() == nil {
		untried = append(untried, "blue/green with another wait before the originals are terminated: nothing looks at it, so that it only adds to the time (CD-3.9, CD-3.10)")
	}
	return list, untried
}

// onlyInPlace is why the group can not deploy blue/green, or empty.
func (g *group) onlyInPlace() string {
	set := &g.now().GroupSettings
	switch {
	case g.onPremises():
		return "the group has on-premises hosts (CD-3.1)"
	case !g.fronted():
		return "the group has no load balancer (CD-3.1)"
	case len(set.AutoScalingGroups) != 1 && !g.namesReplacements():
		return "there are no replacements, as the group has not one Auto Scaling group to copy and the request names no targetInstances (CD-3.2)"
	case g.replacements == 0:
		return "there are no replacements: the Auto Scaling group is empty, or the targetInstances of the request match none (CD-3.2)"
	}
	return ""
}

// namesReplacements says whether the timeline names replacements for the group.
func (g *group) namesReplacements() bool {
	return slices.ContainsFunc(g.scenario.Timeline, func(e scenarios.Entry) bool { return g.deploys(&e) && e.CreateDeployment.TargetInstances != nil })
}

// onPremises says whether the group may have hosts that are no instances of EC2.
func (g *group) onPremises() bool {
	set := &g.now().GroupSettings
	return len(set.OnPremisesInstanceTagFilters) > 0 || set.OnPremisesTagSet != nil
}

// fronted says whether the group has load balancers.
func (g *group) fronted() bool {
	lb := g.now().LoadBalancerInfo
	return lb != nil && len(lb.ELBInfoList)+len(lb.TargetGroupInfoList) > 0
}

// keeping are a few settings of a blue/green deployment that alarms watch: with
// what the group does to the originals, and, as there is a way back as long as
// they are there, with as long a wait as the alarms need, and without an end to
// the deployment's interest in them. CD-3.9, CD-3.13
func (g *group) keeping(s Settings) []Settings {
	list := []Settings{s}
	minutes := int64(g.alarmed() / kernel.Minute)
	for _, option := range []scenarios.BlueInstanceTerminationOption{{Action: "TERMINATE", TerminationWaitTimeInMinutes: &minutes}, {Action: "KEEP_ALIVE"}} {
		if longer := s; waitWords(&option) != waitWords(g.originals()) {
			longer.Originals = &option
			list = append(list, longer)
		}
	}
	return list
}

// originals is what a blue/green deployment of the group does to its originals.
func (g *group) originals() *scenarios.BlueInstanceTerminationOption {
	if b := g.now().BlueGreenDeploymentConfiguration; b != nil && b.TerminateBlueInstancesOnDeploymentSuccess != nil {
		return b.TerminateBlueInstancesOnDeploymentSuccess
	}
	return g.provision().TerminateBlueInstancesOnDeploymentSuccess
}

// waitWords tells what becomes of the originals, if that is said.
func waitWords(t *scenarios.BlueInstanceTerminationOption) string {
	switch {
	case t == nil:
		return ""
	case t.Action != "TERMINATE":
		return ", originals kept"
	case t.TerminationWaitTimeInMinutes == nil:
		return ", originals for 0m"
	}
	return fmt.Sprintf(", originals for %dm", *t.TerminationWaitTimeInMinutes)
}
