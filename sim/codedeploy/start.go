package codedeploy

import (
	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
	"github.com/seed-11de0fc1/rehearse/sim/rules"
)

// How a deployment starts, and what refuses it before any event: CD-1.15.

// StartDecisions decide whose rights a deployment needs to start.
type StartDecisions struct {
	// RefuseRole is what a deployment fails with for its service role, or NoError.
	RefuseRole func(r Role) events.ErrorCode `rule:"CD-8.7"`
	// NeedsProfile says whether an agent needs an instance profile.
	NeedsProfile func() bool `rule:"CD-8.7"`
}

var awsStart = StartDecisions{RefuseRole: refuseRole, NeedsProfile: func() bool { return true }}

// refuseRole: a role that is missing, or can do too little, stops everything
// before any target is touched. CD-8.7
func refuseRole(r Role) events.ErrorCode {
	switch r {
	case RoleMissing:
		return events.IAMRoleMissing
	case RoleWeak:
		return events.IAMRolePermissions
	}
	return events.NoError
}

// start is the service picking up a deployment.
func (s *Service) start(n int32) {
	d := &s.deployments[n]
	if d.status.Final() || d.begun || s.awaitsLaunches(d) {
		return
	}
	if d.stopping != events.NoError {
		s.endStopping(n)
		return
	}
	if s.waits(n) {
		return
	}
	if s.shifts(d) {
		s.startShift(n)
		return
	}
	s.selectMembers(d)
	d.begun, d.started = true, s.k.Now()
	d.hookless = !s.d.RunsHooks(d.creator)
	d.traffic = s.d.HasTraffic(len(d.settings.LoadBalancers), d.settings.TrafficControl)
	if d.settings.BlueGreenType {
		s.startBlueGreen(n)
		return
	}
	s.lineUp(n)
	s.plan(d, int(d.count), s.minimumOf(d, int(d.count), s.config(d).Min))
	if d.creator == events.ByAutoUpdate && d.count == 0 {
		s.begin(n)
		s.end(n, events.DeploymentSucceeded, events.NoError, rules.CD_6_9) // whom it was for is gone
		return
	}
	if s.refusesStart(n) {
		return
	}
	s.limit(n)
	s.begin(n)
	s.moveProcesses(d, s.fleet.SuspendProcesses)
	s.decide(n)
}

// refusesStart ends a deployment that is not to have any event, and says whether it
// did. CD-1.15
func (s *Service) refusesStart(n int32) bool {
	code, rule := s.refuseStart(&s.deployments[n])
	switch code {
	case events.NoError:
		return false
	case events.AlarmActive:
		s.stopOnAlarm(n)
	default:
		s.end(n, events.DeploymentFailed, code, rule)
	}
	return true
}

// limit ends the deployment when its time is up. CD-2.18, CD-3.12
func (s *Service) limit(n int32) {
	d := &s.deployments[n]
	limit := s.d.TimeLimit(s.config(d).Old, d.settings.BlueGreenType)
	s.k.Schedule(d.started+limit, kernel.Settle, events.DeploymentTimesOut, uint32(n), 0)
}

// plan is work for the first line, which N and M are of. CD-2.2, CD-3.5
func (s *Service) plan(d *deployment, size, minimum int) {
	s.work(d, size, minimum)
	d.planned = d.Budget
}

// work makes the deployment work through so many of its rows, from the first.
func (s *Service) work(d *deployment, size, minimum int) {
	d.line = line{Budget{Targets: size, Minimum: minimum, Pending: size}, d.first}
}

// begin lets a deployment be InProgress, with the targets that are lined up.
func (s *Service) begin(n int32) {
	d := &s.deployments[n]
	d.status = events.DeploymentInProgress
	d.last = s.k.Record(events.DeploymentBegun, events.About(events.Deployment, uint32(n)), d.last, rules.CD_2_2, int64(d.Targets), int64(d.Minimum))
	s.tell(n)
	s.watchAlarms(n)
}

// refuseStart is why a deployment fails before its first event, if it does, in
// the order of CD-1.15.
func (s *Service) refuseStart(d *deployment) (events.ErrorCode, kernel.Rule) {
	if code := s.d.RefuseRole(d.settings.Role); code != events.NoError {
		return code, rules.CD_8_7
	}
	d.powerless = refuseRole(d.settings.Role) != events.NoError
	if s.setup.Revisions[d.revision].Missing && !d.returnsTraffic() {
		return events.RevisionMissing, rules.CD_1_15
	}
	if code, rule := s.refuseBlueGreen(d); code != events.NoError {
		return code, rule
	}
	switch {
	case d.Targets == 0:
		return events.NoInstances, rules.CD_2_6
	case s.d.OverMax(int(d.count), s.setup.Quotas.Instances):
		return events.OverMaxInstances, rules.CD_11_3
	case s.alarmed(d) != nil:
		return events.AlarmActive, rules.CD_6_1
	case !s.d.CanBegin(d.Budget), !s.beginZones(d):
		return events.HealthConstraintsInvalid, rules.CD_2_6
	}
	return events.NoError, 0
}

// wake arranges for a decision at this instant, once all that ended at it is
// known. CD-2.12
func (s *Service) wake(n int32) {
	if d := &s.deployments[n]; !d.deciding {
		d.deciding = true
		s.k.Schedule(s.k.Now(), kernel.Decide, events.DeploymentDecides, uint32(n), 0)
	}
}

// decide starts what may start and ends what is over. CD-2.7 to 2.9, CD-2.26
func (s *Service) decide(n int32) {
	d := &s.deployments[n]
	if d.status.Final() || d.waiting && d.stopping == events.NoError {
		return
	}
	if d.stopping != events.NoError {
		if d.shift.waiting {
			s.breakOff(d, events.NoDetail, d.stopRule) // nothing is in flight while it waits
		}
		if d.InProgress == 0 {
			s.endStopping(n)
		}
		return
	}
	move := s.d.Next(Rollout{s, d})
	for s.starts(d, move) {
		move = s.d.Next(Rollout{s, d})
	}
	s.judge(n, move)
}

// starts starts the target that a move names, if there is one.
func (s *Service) starts(d *deployment, m Move) bool {
	if m < 0 || int(m) >= d.Pending {
		return false
	}
	t := d.nextInLine(s.targets, d.cursor)
	for ; m > 0; m-- {
		t = d.nextInLine(s.targets, t+1)
	}
	s.startTarget(d, t)
	d.cursor = d.nextInLine(s.targets, d.cursor)
	return true
}

// nextInLine is the first row from t on that is in line, or the one behind the
// deployment's.
func (d *deployment) nextInLine(rows []target, t uint32) uint32 {
	for t < d.first+d.count && !d.inLine(&rows[t]) {
		t++
	}
	return t
}

// inLine says whether the present line has a target whose turn has not come.
func (d *deployment) inLine(row *target) bool {
	if d.stage == events.Rerouting {
		return row.status == events.TargetReady
	}
	return row.status == events.TargetPending
}

// judge makes the move that starts nobody, if nothing is in flight.
func (s *Service) judge(n int32, m Move) {
	d := &s.deployments[n]
	switch {
	case d.InProgress > 0:
	case d.stage != events.NoStage:
		s.judgeStage(n)
	case m == NextZone:
		s.nextZone(d, n)
	case m == Succeed:
		s.end(n, events.DeploymentSucceeded, events.NoError, rules.CD_2_9)
	case m == Fail:
		s.end(n, events.DeploymentFailed, events.HealthConstraints, s.failure(d))
	}
}
