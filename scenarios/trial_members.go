package scenarios

import (
	"errors"
	"fmt"
	"slices"

	"github.com/seed-11de0fc1/rehearse/fleet"
	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
)

// To whom the timeline deploys: the hosts of a group in place, the replacements
// alone in blue/green (CD-3.2).

// members are the hosts to which the timeline deploys, sorted: those that belong
// at time 0 to the group, are named as replacements in a request, or are the
// next launches of an Auto Scaling group that is copied.
func (a *trying) members() (list []uint32) {
	creates := a.creates()
	for i := range a.hosts.total {
		if slices.ContainsFunc(creates, func(c *codedeploy.CreateDeployment) bool { return a.takes(c, i) }) {
			list = append(list, i)
		}
	}
	for _, c := range creates {
		list = append(list, a.copied(c)...)
	}
	slices.Sort(list)
	return slices.Compact(list)
}

// takes says whether a deployment goes to a host that is there at time 0.
func (a *trying) takes(c *codedeploy.CreateDeployment, i uint32) bool {
	set := &a.setup.CodeDeploy.Groups[c.Group].Settings
	switch {
	case !set.BlueGreenType:
		return a.start().CodeDeploy().Member(c.Group, i)
	case c.Replacements == nil || set.BlueGreen != nil && set.BlueGreen.CopiesGroup:
		return false
	}
	g := a.start().Fleet().GroupOf(i)
	scales := func(n int32) bool { return n != codedeploy.None && a.setup.Fleet.AutoScalingGroups[n].Template == g }
	inSet := func(set []fleet.TagFilter) bool { return codedeploy.AWS.InSet(set, a.setup.Fleet.Groups[g].Tags) }
	return slices.ContainsFunc(c.Replacements.AutoScalingGroups, scales) || codedeploy.AWS.InSets(c.Replacements.EC2Tags, inSet)
}

// copied are the replacements of a deployment that copies an Auto Scaling group:
// as many as the group has, called like the next hosts of it. CD-3.3
func (a *trying) copied(c *codedeploy.CreateDeployment) (list []uint32) {
	set := &a.setup.CodeDeploy.Groups[c.Group].Settings
	if !set.BlueGreenType || set.BlueGreen == nil || !set.BlueGreen.CopiesGroup || len(set.AutoScalingGroups) == 0 || set.AutoScalingGroups[0] == codedeploy.None {
		return nil
	}
	group := &a.setup.Fleet.AutoScalingGroups[set.AutoScalingGroups[0]]
	count := a.setup.Fleet.Groups[group.Template].Count
	for n := range group.Desired {
		if ref, ok := fleet.FutureRef(group.Template, count, uint32(count+n+1)); ok {
			list = append(list, ref)
		}
	}
	return list
}

// nameOf is the name of a host, be it one that is launched later.
func (a *trying) nameOf(ref uint32) string {
	if !fleet.IsFuture(ref) {
		return a.start().Fleet().Name(ref)
	}
	group, after := fleet.FutureOf(ref)
	g := &a.setup.Fleet.Groups[group]
	return fmt.Sprintf("%s-%d", g.Name, g.Count+after+1)
}

// notThere is why no event fails on hosts to which nothing is deployed.
func (a *trying) notThere(members []uint32) error {
	blueGreen := slices.ContainsFunc(a.creates(), func(c *codedeploy.CreateDeployment) bool {
		return a.setup.CodeDeploy.Groups[c.Group].Settings.BlueGreenType
	})
	if !blueGreen || len(members) == 0 {
		return errors.New("no deployment of the timeline goes there")
	}
	return fmt.Errorf("no deployment of the timeline goes there; the first replacement is %s", a.nameOf(members[0]))
}
