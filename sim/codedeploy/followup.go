package codedeploy

import (
	"slices"

	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
	"github.com/seed-11de0fc1/rehearse/sim/rules"
)

// Hosts launched during a deployment are brought up to date after it: CD-6.9,
// CD-2.2.

// FollowUpDecisions decide about follow-up deployments.
type FollowUpDecisions struct {
	// FollowsUp says whether outdated hosts are updated after a deployment.
	FollowsUp func(succeeded, leaveOutdated bool) bool `rule:"CD-6.9"`
	// FollowUpMinimum are the minimum healthy hosts of a follow-up.
	FollowUpMinimum func(targets, minimum int) int `rule:"CD-2.2"`
}

var awsFollowUp = FollowUpDecisions{FollowsUp: followsUp, FollowUpMinimum: followUpMinimum}

// followsUp: after a success, unless the strategy is IGNORE. CD-6.9
func followsUp(succeeded, leaveOutdated bool) bool { return succeeded && !leaveOutdated }

// followUpMinimum leaves one target that may start; else HalfAtATime could
// never update a single late host. CD-2.2
func followUpMinimum(targets, minimum int) int { return max(0, min(minimum, targets-1)) }

// minimumOf is M of a deployment, or of one of its zones. CD-2.2, CD-2.19
func (s *Service) minimumOf(d *deployment, targets int, m Minimum) int {
	minimum := s.d.MinHealthy(targets, m)
	switch {
	case d.action > 0:
		return s.d.LoneMinimum(minimum)
	case d.creator == events.ByAutoUpdate:
		return s.d.FollowUpMinimum(targets, minimum)
	}
	return minimum
}

// followUp makes the deployment that updates the hosts which were launched
// during deployment n, if there are any or may be soon. CD-6.9
func (s *Service) followUp(n int32) {
	d := &s.deployments[n]
	g := &s.groups[d.group]
	if !s.d.ForFleet(d.creator) || g.deleted || !s.d.FollowsUp(d.status == events.DeploymentSucceeded, g.settings.LeaveOutdated) {
		return
	}
	if !s.anyOutdated(n) && !s.launching(d.group) {
		return
	}
	s.create(&deployment{
		group: d.group, revision: d.revision, creator: events.ByAutoUpdate, after: n + 1,
		config: s.d.ChooseConfig(None, g.settings.Config), fileExists: d.fileExists, rollback: g.settings.Rollback, rollbackOf: None,
	}, d.last, rules.CD_6_9)
}

// anyOutdated says whether deployment n leaves a host behind.
func (s *Service) anyOutdated(n int32) bool {
	for _, a := range s.groups[s.deployments[n].group].settings.AutoScalingGroups {
		if slices.ContainsFunc(s.fleet.Hosts(a), func(i uint32) bool { return s.leftBehind(n, i) }) {
			return true
		}
	}
	return false
}

// leftBehind says whether a host of an Auto Scaling group has entered service
// without the revision of deployment n, which it was no target of; nor was it one
// of those that n follows. CD-6.9
func (s *Service) leftBehind(n int32, i uint32) bool {
	g := &s.groups[s.deployments[n].group]
	if g.health[i].revision() == events.Current || !s.fleet.IsTarget(i) || !s.scaledIn(g.settings, i) {
		return false
	}
	for n >= 0 {
		if s.targetOn(&s.deployments[n], i) > 0 {
			return false
		}
		n = s.deployments[n].after - 1
	}
	return true
}

// launching says whether a host of the group gets another revision than the
// group's at present.
func (s *Service) launching(g int32) bool {
	return slices.ContainsFunc(s.active, func(n int32) bool {
		d := &s.deployments[n]
		return d.group == g && d.creator == events.ByAutoscaling && d.revision != s.groups[g].revision
	})
}

// awaitsLaunches says whether a follow-up is not to start yet. CD-6.9
func (s *Service) awaitsLaunches(d *deployment) bool {
	return d.creator == events.ByAutoUpdate && d.stopping == events.NoError && s.launching(d.group)
}

// wakeFollowUp lets a follow-up that waits for launches look again.
func (s *Service) wakeFollowUp(g int32) {
	n := s.groups[g].active
	if n != None && s.deployments[n].creator == events.ByAutoUpdate && !s.deployments[n].begun {
		s.k.Schedule(s.k.Now(), kernel.Decide, events.DeploymentStarts, uint32(n), 0)
	}
}

// root is the deployment that deployment n follows in the end, None if it is no
// follow-up. CD-6.9
func (s *Service) root(n int32) int32 {
	root := None
	for a := s.deployments[n].after; a > 0; a = s.deployments[root].after {
		root = a - 1
	}
	return root
}

// FollowUps are the follow-up deployments of deployment n, in order. CD-6.9
func (s *Service) FollowUps(n int32) (list []int32) {
	for m := n + 1; m < s.Deployments(); m++ {
		if s.root(m) == n {
			list = append(list, m)
		}
	}
	return list
}
