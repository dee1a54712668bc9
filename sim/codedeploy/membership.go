package codedeploy

import (
	"github.com/seed-11de0fc1/rehearse/fleet"
	"github.com/seed-11de0fc1/rehearse/sim/events"
)

// Who is a target: CD-10.

// MembershipDecisions decide who is a target.
type MembershipDecisions struct {
	// InSet says whether tags fit the filters of one set.
	InSet func(set []fleet.TagFilter, tags []fleet.Tag) bool `rule:"CD-10.1"`
	// InSets says whether tags fit a list of sets.
	InSets func(sets [][]fleet.TagFilter, in func(set []fleet.TagFilter) bool) bool `rule:"CD-10.1"`
	// Outdated says whether updateOutdatedInstancesOnly keeps a host.
	Outdated func(i events.InstanceHealth, r events.RevisionHealth) bool `rule:"CD-10.4"`
}

var awsMembership = MembershipDecisions{InSet: anyFilter, InSets: everySet, Outdated: outdated}

// anyFilter: within a set one match is enough. CD-10.1
func anyFilter(set []fleet.TagFilter, tags []fleet.Tag) bool {
	for _, f := range set {
		if f.Matches(tags) {
			return true
		}
	}
	return false
}

// everySet: every set must match, and no set matches nobody. CD-10.1
func everySet(sets [][]fleet.TagFilter, in func(set []fleet.TagFilter) bool) bool {
	for _, set := range sets {
		if !in(set) {
			return false
		}
	}
	return len(sets) > 0
}

// outdated are all but the Healthy and Current. CD-10.4
func outdated(i events.InstanceHealth, r events.RevisionHealth) bool {
	return i != events.Healthy || r != events.Current
}

// memberGroups says for each fleet group whether its hosts belong to a
// deployment group: EC2 by EC2 tags, on-premises by theirs. CD-10.2
func (s *Service) memberGroups(set *Settings) []bool {
	members := make([]bool, len(s.fleet.Groups()))
	for g := range members {
		group := &s.fleet.Groups()[g]
		sets := set.EC2Tags
		if group.OnPremises {
			sets = set.OnPremisesTags
		}
		members[g] = s.d.InSets(sets, func(f []fleet.TagFilter) bool { return s.d.InSet(f, group.Tags) })
	}
	return members
}

// isTarget says whether instance i is a target of a deployment that starts
// now. CD-10.2 to 10.4
func (s *Service) isTarget(d *deployment, i uint32) bool {
	h := s.groups[d.group].health[i]
	return d.members[s.fleet.GroupOf(i)] && s.fleet.IsTarget(i) &&
		(!d.outdatedOnly || s.d.Outdated(h.instance(), h.revision()))
}

// Member says whether instance i belongs to a deployment group now.
func (s *Service) Member(group int32, i uint32) bool {
	return s.memberGroups(&s.groups[group].settings)[s.fleet.GroupOf(i)] && s.fleet.IsTarget(i)
}
