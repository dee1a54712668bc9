package codedeploy

import ()

// Who replaces whom: CD-3.2, CD-3.11, CD-3.14.

// replacementsOf is the settings of a group whose instances are those that a
// request names as replacements.
func replacementsOf(of *Settings, named *TargetInstances) *Settings {
	set := *of
	set.EC2Tags, set.OnPremisesTags, set.AutoScalingGroups = nil, nil, nil
	if named != nil {
		set.EC2Tags, set.AutoScalingGroups = named.EC2Tags, named.AutoScalingGroups
	}
	return &set
}

// takesReplacements says whether a group takes the replacements of a request:
// it is blue/green and discovers them, and they are there. CD-3.2, CD-12.4
func (s *Service) takesReplacements(g *group, named *TargetInstances) bool {
	b := g.settings.BlueGreen
	if !g.settings.BlueGreenType || b != nil && b.CopiesGroup {
		return false
	}
	green := s.newMembers(replacementsOf(g.settings, named))
	for i := range uint32(s.fleet.Len()) {
		if s.belongs(green, i) {
			return true
		}
	}
	return false
}

// lineUpBoth appends the targets of a blue/green deployment to the table: the
// replacements in the order in which they will be attempted, behind them the
// originals. A host that is named as a replacement is no original. CD-3.14
func (s *Service) lineUpBoth(n int32) (replacements, originals int) {
	d := &s.deployments[n]
	blue := d.members
	d.members = s.newMembers(replacementsOf(d.settings, d.replacements))
	s.lineUp(n)
	s.dropUnreplaceable(d)
	replacements = int(d.count)
	for t := d.first; t < d.first+d.count; t++ {
		s.targets[t].course = Replacement
	}
	green := d.members
	for i := range uint32(s.fleet.Len()) {
		if s.belongs(blue, i) && !s.belongs(green, i) && s.replaceable(i) {
			s.targets = append(s.targets, target{instance: i, deployment: n, course: Original})
		}
	}
	d.count = uint32(len(s.targets)) - d.first
	return replacements, int(d.count) - replacements
}

func (s *Service) replaceable(i uint32) bool {
	return s.d.Replaceable(s.fleet.Groups()[s.fleet.GroupOf(i)].OnPremises)
}

// dropUnreplaceable takes hosts out of the end of the table that can not be
// deployed to blue/green. CD-3.1
func (s *Service) dropUnreplaceable(d *deployment) {
	kept := s.targets[:d.first]
	for _, row := range s.targets[d.first:] {
		if s.replaceable(row.instance) {
			kept = append(kept, row)
		}
	}
	s.targets = kept
	d.count = uint32(len(kept)) - d.first
}

// inherit makes the replacements the instances of the group. CD-3.11
func (s *Service) inherit(d *deployment) {
	g := &s.groups[d.group]
	g.settings = replacementsOf(g.settings, d.replacements)
}

// keepsHealth says whether what becomes of a target says nothing about its
// revision: originals that lose their traffic, replacements that are given
// up. CD-3.14
func (c Course) keepsHealth() bool { return c == Original || c == ReplacementGone }
