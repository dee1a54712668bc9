package imports

import (
	"github.com/seed-11de0fc1/rehearse/fleet"
	"github.com/seed-11de0fc1/rehearse/sim"
)

// noteUnmatched notes groups that match no host. AWS takes them, and their
// deployments fail with NO_INSTANCES.
func (d *draft) noteUnmatched(setup *sim.Setup) {
	for i, g := range d.ordered {
		settings := setup.CodeDeploy.Groups[i].Settings
		local := matchesAny(setup.Fleet.Groups, settings.OnPremisesTags, true)
		switch {
		case g.shifts(), len(settings.AutoScalingGroups) > 0:
		case len(settings.OnPremisesTags) > 0 && !local:
			d.Notef(g.node.Position, "`aws deploy batch-get-on-premises-instances` prints them", "the on-premises tags of %s match no host of the documents", g)
		case !local && !matchesAny(setup.Fleet.Groups, settings.EC2Tags, false):
			d.Notef(g.node.Position, "", "%s matches no instance of the documents; AWS takes that, and a deployment fails with NO_INSTANCES", g)
		}
	}
}

// matchesAny tells whether a filter of each list matches some host (CD-10.1).
func matchesAny(hosts []fleet.Group, lists [][]fleet.TagFilter, onPremises bool) bool {
	for _, host := range hosts {
		if host.OnPremises == onPremises && len(lists) > 0 && matches(host.Tags, lists) {
			return true
		}
	}
	return false
}

func matches(tags []fleet.Tag, lists [][]fleet.TagFilter) bool {
	for _, filters := range lists {
		some := false
		for _, f := range filters {
			some = some || f.Matches(tags)
		}
		if !some {
			return false
		}
	}
	return true
}
