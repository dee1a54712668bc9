package codedeploy

import (
	"slices"

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
	// Serves says whether a host of an Auto Scaling group is a target.
	Serves func(state fleet.LifecycleState) bool `rule:"CD-6.12"`
	// Outdated says whether updateOutdatedInstancesOnly keeps a host.
	Outdated func(i events.InstanceHealth, r events.RevisionHealth) bool `rule:"CD-10.4"`
	// Takes says whether a member that is chosen is attempted in its state.
	Takes func(c Candidate) bool `rule:"CD-2.11"`
}

// Candidate is what a decision about a member may look at.
type Candidate struct {
	Health   events.InstanceHealth
	Met      bool // something of the group was deployed to it before
	Up       bool // it runs
	Agent    bool // it has an agent, be it stopped
	Rollback bool // the deployment is a rollback
}

var awsMembership = MembershipDecisions{InSet: anyFilter, InSets: everySet, Serves: serves, Outdated: outdated, Takes: takes}

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

// serves: only those in service. CD-6.12
func serves(state fleet.LifecycleState) bool { return state == fleet.InServiceState }

// outdated are all but the Healthy and Current. CD-10.4
func outdated(i events.InstanceHealth, r events.RevisionHealth) bool {
	return i != events.Healthy || r != events.Current
}

// takes: whoever is chosen, in whatever state. CD-2.11
func takes(Candidate) bool { return true }

// members are those that some settings select.
type members struct {
	of     *Settings
	groups []bool // by fleet group: whether its tags fit
}

// membersOf are the members that settings of group g select. CD-10.2
func (s *Service) membersOf(g int32, set *Settings) *members {
	if m := s.groups[g].members; m != nil && m.of == set {
		return m
	}
	return s.newMembers(set)
}

// selectMembers has a deployment select its members, and the next one in its
// group find them ready.
func (s *Service) selectMembers(d *deployment) {
	d.members = s.membersOf(d.group, d.settings)
	s.groups[d.group].members = d.members
}

func (s *Service) newMembers(set *Settings) *members {
	m := &members{set, make([]bool, len(s.fleet.Groups()))}
	for g := range m.groups {
		group := &s.fleet.Groups()[g]
		m.groups[g] = s.hasTags(set, group.OnPremises, group.Tags)
	}
	return m
}

// hasTags: EC2 by EC2 tags, on-premises by theirs. CD-10.2
func (s *Service) hasTags(set *Settings, onPremises bool, tags []fleet.Tag) bool {
	sets := set.EC2Tags
	if onPremises {
		sets = set.OnPremisesTags
	}
	return s.d.InSets(sets, func(f []fleet.TagFilter) bool { return s.d.InSet(f, tags) })
}

// belongs says whether instance i is a member now: by its tags, or in service
// in an Auto Scaling group of the deployment group. CD-10.2, CD-6.12
func (s *Service) belongs(m *members, i uint32) bool {
	return s.fleet.IsTarget(i) && (s.tagged(m, i) || s.scaledIn(m.of, i))
}

// tagged says whether the tags of instance i are those of members. CD-10.2
func (s *Service) tagged(m *members, i uint32) bool {
	g := s.fleet.GroupOf(i)
	if s.fleet.Retagged(i) {
		return s.hasTags(m.of, s.fleet.Groups()[g].OnPremises, s.fleet.Tags(i))
	}
	return m.groups[g]
}

// scaledIn says whether instance i is a target because of its Auto Scaling
// group; hosts of several such groups share one N. CD-10.2, CD-6.12, CD-2.16
func (s *Service) scaledIn(set *Settings, i uint32) bool {
	g := s.fleet.AutoScalingGroupOf(i)
	return g != fleet.NoGroup && slices.Contains(set.AutoScalingGroups, g) && s.d.Serves(s.fleet.Lifecycle(i))
}

// isTarget says whether instance i is a target of a deployment that starts
// now. CD-10.2 to 10.4
func (s *Service) isTarget(d *deployment, i uint32) bool {
	if d.after > 0 {
		return s.leftBehind(d.after-1, i)
	}
	h := s.groups[d.group].health[i]
	return s.belongs(d.members, i) &&
		(!d.outdatedOnly || s.d.Outdated(h.instance(), h.revision())) && s.d.Takes(s.candidate(d, i))
}

func (s *Service) candidate(d *deployment, i uint32) Candidate {
	g := &s.groups[d.group]
	return Candidate{
		Health: g.health[i].instance(), Met: g.kept[i] != 0,
		Up: s.fleet.Up(i), Agent: s.agents[i] != AgentMissing, Rollback: d.creator == events.ByRollback,
	}
}

// Member says whether instance i belongs to a deployment group now.
func (s *Service) Member(group int32, i uint32) bool {
	return s.belongs(s.membersOf(group, s.groups[group].settings), i)
}
