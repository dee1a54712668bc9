package imports

// Compute platforms: what a group, a deployment and a configuration are for.

import (
	"slices"

	"github.com/seed-11de0fc1/rehearse/scenarios/source"
)

// The compute platforms (CD-1.1).
const (
	onServer = "Server"
	onLambda = "Lambda"
	onECS    = "ECS"
)

// platform is the compute platform of something. It notes one that is not
// known here, and says that it is not.
func (a *account) platform(n *source.Node, what string) (platform string, known bool) {
	platform = text(n, "computePlatform")
	if platform == "" {
		platform = onServer
	}
	if known = slices.Contains([]string{onServer, onLambda, onECS}, platform); !known {
		a.Notef(n.Position, "", "%s is of the compute platform %s, which is not simulated; it is left out", what, shorten(platform, 40))
	}
	return platform, known
}

// shifts tells whether a group moves traffic between versions or task sets
// instead of deploying to hosts.
func (g *group) shifts() bool { return g.platform != onServer }

// What groups have for hosts alone.
var forHosts = []string{"ec2TagFilters", "ec2TagSet", "onPremisesInstanceTagFilters", "onPremisesTagSet"}

// dropHosts leaves out of a group for Lambda or ECS what AWS prints for hosts.
func (g *group) dropHosts() {
	if !g.shifts() {
		return
	}
	g.settings.Entries = slices.DeleteFunc(g.settings.Entries, func(e source.Entry) bool {
		if !slices.Contains(forHosts, e.Key.Text) {
			return false
		}
		g.leave(e.Key.Text, e.Value)
		return true
	})
	g.leave("autoScalingGroups", get(g.node, "autoScalingGroups"))
}

// leave keeps a value as a comment, unless it says nothing.
func (g *group) leave(key string, n *source.Node) {
	if n != nil && !saysNothing(n) {
		g.left.add(key + ": " + compact(n))
	}
}

// servesHosts tells whether the scenario needs hosts: not if all that is
// deployed to are functions and services.
func (d *draft) servesHosts() bool {
	return len(d.groups) == 0 || slices.ContainsFunc(d.groups, func(g *group) bool { return !g.shifts() })
}
