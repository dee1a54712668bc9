package imports

// How blue/green deployments of a group go about: CD-3.2, CD-3.6, CD-3.9.

import (
	"slices"

	"github.com/seed-11de0fc1/rehearse/scenarios/source"
)

var (
	termination = mappingOf(map[string]*shape{"action": aWord, "terminationWaitTimeInMinutes": aValue})
	ready       = mappingOf(map[string]*shape{"actionOnTimeout": aWord, "waitTimeInMinutes": aValue})

	blueGreenShape = mappingOf(map[string]*shape{
		"terminateBlueInstancesOnDeploymentSuccess": termination, "deploymentReadyOption": ready,
		"greenFleetProvisioningOption": mappingOf(map[string]*shape{"action": aWord}),
	})
	ecsBlueGreenShape = mappingOf(map[string]*shape{
		"terminateBlueInstancesOnDeploymentSuccess": termination, "deploymentReadyOption": ready,
	})
)

// blueGreen takes the blue/green configuration where it decides something.
func (g *group) takeBlueGreen() {
	const key = "blueGreenDeploymentConfiguration"
	n := get(g.node, key)
	switch {
	case n == nil:
	case g.platform == onECS:
		g.set(key, g.withoutIdleWait(g.left.take(n, ecsBlueGreenShape, key+".")))
	case g.platform == onServer && g.blueGreen:
		g.set(key, g.withoutIdleWait(g.left.take(n, blueGreenShape, key+".")))
	default:
		g.leave(key, n)
	}
}

// withoutIdleWait leaves out minutes to wait for ContinueDeployment where
// nobody waits.
func (g *group) withoutIdleWait(taken *source.Node) *source.Node {
	option := get(taken, "deploymentReadyOption")
	if option == nil || text(option, "actionOnTimeout") == "STOP_DEPLOYMENT" || text(option, "waitTimeInMinutes") == "0" {
		return taken
	}
	option.Entries = slices.DeleteFunc(option.Entries, func(e source.Entry) bool {
		if e.Key.Text != "waitTimeInMinutes" {
			return false
		}
		g.left.add("deploymentReadyOption.waitTimeInMinutes: " + compact(e.Value))
		return true
	})
	return taken
}

// provisioning is where the replacements of a group come from; nothing in
// place, or without a blue/green configuration.
func (g *group) provisioning() string {
	configuration := get(g.settings, "blueGreenDeploymentConfiguration")
	if g.shifts() || configuration == nil {
		return ""
	}
	if action := text(configuration, "greenFleetProvisioningOption", "action"); action != "" {
		return action
	}
	return "DISCOVER_EXISTING"
}

func (g *group) discovers() bool { return g.provisioning() == "DISCOVER_EXISTING" }
func (g *group) copies() bool    { return g.provisioning() == "COPY_AUTO_SCALING_GROUP" }

// waits tells whether deployments of the group wait for ContinueDeployment.
func (g *group) waits() bool {
	return text(g.settings, "blueGreenDeploymentConfiguration", "deploymentReadyOption", "actionOnTimeout") == "STOP_DEPLOYMENT"
}
