package codedeploy

import (
	"slices"

	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
	"github.com/seed-11de0fc1/rehearse/sim/rules"
)

// How a deployment ends: CD-1.5, CD-2.18, CD-2.21 to 2.23.

// timeLimit: 12 hours, or 8 for custom configurations made before June 2023;
// 109 for blue/green. CD-2.18, CD-3.12
func timeLimit(old, blueGreen bool) kernel.Time {
	switch {
	case blueGreen:
		return 109 * kernel.Hour
	case old:
		return 8 * kernel.Hour
	}
	return 12 * kernel.Hour
}

// endStopping ends a deployment that only waited for its targets in flight.
func (s *Service) endStopping(n int32) {
	d := &s.deployments[n]
	d.last = d.stopNo // why it ends, rather than what ended last
	switch d.stopping {
	case events.ManualStop:
		s.end(n, events.DeploymentStopped, d.stopping, rules.CD_6_4)
	case events.AlarmActive:
		s.end(n, s.d.AlarmEnds(), d.stopping, d.stopCause(d.stopping))
	default:
		s.end(n, events.DeploymentFailed, d.stopping, d.stopRule)
	}
}

// end gives a deployment its verdict, passes over what is pending, settles the
// health of the group and rolls back.
func (s *Service) end(n int32, status events.DeploymentStatus, code events.ErrorCode, rule kernel.Rule) {
	d := &s.deployments[n]
	if d.creator == events.ByRollback {
		status, code = s.d.RollbackEnds(status, code)
	}
	d.status, d.code, d.ended = status, code, s.k.Now()
	d.last = s.k.Record(events.DeploymentEnded, events.About(events.Deployment, uint32(n)), d.last, rule, int64(status), int64(code))
	s.passOver(d, rule)
	if s.d.ForFleet(d.creator) {
		s.groups[d.group].active = None
	}
	s.moveProcesses(d, s.fleet.ResumeProcesses)
	s.active = slices.DeleteFunc(s.active, func(a int32) bool { return a == n })
	s.settleHealth(n)
	s.undo(n)
	s.tell(n)
	s.answerHook(n)
	s.release(s.deployments[n].last)
	s.rollBack(n)
	s.followUp(n)
	if d := &s.deployments[n]; d.action > 0 {
		s.wakeFollowUp(d.group)
	}
}

// passOver skips the targets whose turn will not come. CD-2.8, CD-3.14
func (s *Service) passOver(d *deployment, rule kernel.Rule) {
	from := d.cursor
	if d.stage != events.NoStage {
		from = d.first
	}
	for t := from; t < d.first+d.count; t++ {
		row := &s.targets[t]
		ready := int64(0)
		switch row.status {
		case events.TargetReady:
			ready = 1
		case events.TargetPending:
		default:
			continue
		}
		row.status = events.TargetSkipped
		row.last = s.k.Record(events.TargetPassedOver, events.About(events.Target, t), d.last, rule, ready, 0)
		d.skipped++
	}
}

// timeOut ends a deployment that has taken too long. CD-2.18, CD-3.12
func (s *Service) timeOut(n int32) {
	d := &s.deployments[n]
	if s.shifts(d) {
		s.timeOutShift(n)
		return
	}
	if d.status.Final() {
		return
	}
	rule := rules.CD_2_18
	if d.settings.BlueGreenType {
		rule = rules.CD_3_12
	}
	d.stopping, d.stopRule = events.Timeout, rule
	for t := d.first; t < d.first+d.count; t++ {
		row := &s.targets[t]
		if row.status != events.TargetInProgress {
			continue
		}
		if row.doing == inside || row.doing == lost {
			s.fail(d, t, events.UnknownError, events.DeploymentOver)
		} else {
			s.endTarget(d, t, events.TargetFailed, -1, rule)
		}
	}
	s.end(n, events.DeploymentFailed, events.Timeout, rule)
}

// tell tells the world that a deployment has reached a status, if it wants to
// know.
func (s *Service) tell(n int32) {
	if s.watch.Statuses {
		s.k.Schedule(s.k.Now(), kernel.Settle, events.StatusReached, uint32(n), uint32(s.deployments[n].status))
	}
}

// remember applies a deployment that ended before time 0. If nobody is a member
// any more it succeeded on hosts that have left.
func (s *Service) remember(p *Past) {
	n := int32(len(s.deployments))
	g := &s.groups[p.Group]
	d := deployment{
		group: p.Group, revision: p.Revision, creator: events.ByUser, fileExists: Overwrite,
		config: s.d.ChooseConfig(None, g.settings.Config), settings: g.settings, rollbackOf: None, rolledBackBy: None,
		shift: unaimed,
	}
	d.bundle, d.nth = &s.shape.revisions[d.revision], -g.made
	g.made++
	d.id = s.nextID(&d)
	s.selectMembers(&d)
	s.deployments = append(s.deployments, d)
	targets, succeeded := s.rememberHosts(n, p)
	s.deployments[n].fileExists = p.FileExists
	s.rememberHealth(n, p, targets, succeeded)
}

// rememberHosts leaves on the hosts what a past deployment did, and says who was a
// target and whether it succeeded.
func (s *Service) rememberHosts(n int32, p *Past) (targets []bool, succeeded bool) {
	targets, some := make([]bool, s.fleet.Len()), false
	for i := range uint32(s.fleet.Len()) {
		if targets[i] = s.isTarget(&s.deployments[n], i); !targets[i] {
			continue
		}
		some = true
		if _, failed := slices.BinarySearch(p.Failed, i); !failed {
			succeeded = true
			s.rememberInstall(n, i)
			s.fleet.Perform(s.k, i, s.setup.Revisions[p.Revision].ErrorRate, s.setup.Revisions[p.Revision].Latency, 0)
		}
	}
	return targets, succeeded || !some
}

// rememberInstall leaves on a host what a past deployment installed.
func (s *Service) rememberInstall(n int32, i uint32) {
	slot, agent := &s.groups[s.deployments[n].group].kept[i], &s.setup.Agents[s.fleet.GroupOf(i)]
	step := diskStep{disk: s.fleet.Disk(i), kept: *slot, deployment: n, maximum: int32(agent.MaxRevisions)}
	if past := &s.kept.memo.past; past.key != step.key() {
		*past = diskMemory{key: step.key(), result: s.wholeInstall(step)}
	}
	s.fleet.SetDisk(i, s.kept.memo.past.result.disk)
	*slot = s.kept.memo.past.result.kept
}

// wholeInstall is what both events that bring a revision make of a disk.
func (s *Service) wholeInstall(step diskStep) (r diskResult) {
	r.disk, r.kept = step.disk, step.kept
	for _, e := range []events.LifecycleEvent{events.DownloadBundle, events.Install} {
		for _, begins := range []bool{true, false} {
			step.disk, step.kept, step.event, step.begins = r.disk, r.kept, e, begins
			r = s.remembered(&step)
		}
	}
	return r
}

// rememberHealth leaves the group's records as a past deployment did.
func (s *Service) rememberHealth(n int32, p *Past, targets []bool, succeeded bool) {
	d, g := &s.deployments[n], &s.groups[p.Group]
	g.lastAttempted, d.status = n, events.DeploymentFailed
	another := g.revision != p.Revision
	if succeeded {
		d.status = events.DeploymentSucceeded
		g.lastSuccessful, g.revision = n, p.Revision
	}
	for i := range uint32(s.fleet.Len()) {
		_, failed := slices.BinarySearch(p.Failed, i)
		h := &g.health[i]
		switch {
		case targets[i] && succeeded:
			*h = s.d.AfterSuccess(*h, !failed)
		case targets[i]:
			*h = s.d.AfterFailure(*h, false, false, false)
		case another && succeeded:
			*h = s.d.LeftOut(*h)
		}
	}
}
