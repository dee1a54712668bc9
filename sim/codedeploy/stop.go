package codedeploy

import (
	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
	"github.com/seed-11de0fc1/rehearse/sim/rules"
)

// StopDeployment and what becomes of the targets: CD-6.4, CD-6.5.

// stopDeployment is StopDeployment.
func (s *Service) stopDeployment(c *StopDeployment, cause kernel.RecordNo) Answer {
	n, ok := s.find(c.Deployment)
	if !ok {
		return refused(events.DeploymentDoesNotExist)
	}
	d := &s.deployments[n]
	switch {
	case d.status == events.DeploymentStopped:
		return Answer{Deployment: None, Stop: events.DeploymentSucceeded}
	case d.status.Final():
		return refused(events.DeploymentAlreadyCompleted)
	case !d.cutsShort():
		d.onStop = c.Rollback
		s.stopNow(n, events.ManualStop, cause)
	}
	if s.deployments[n].status.Final() {
		return Answer{Deployment: None, Stop: events.DeploymentSucceeded}
	}
	return Answer{Deployment: None, Stop: events.DeploymentInProgress}
}

// stopNow lets running events end, ends the targets between two events, and
// the deployment if nothing is left. CD-6.4, CD-6.5
func (s *Service) stopNow(n int32, code events.ErrorCode, cause kernel.RecordNo) {
	d := &s.deployments[n]
	if s.shifts(d) {
		s.stopShift(n, code, cause)
		return
	}
	d.stopping, d.stopRule = code, rules.CD_6_5
	no := s.k.Record(events.DeploymentStopping, events.About(events.Deployment, uint32(n)), cause, d.stopCause(code), int64(code), 0)
	d.stopNo = no
	for t := d.first; t < d.first+d.count; t++ {
		row := &s.targets[t]
		if row.status == events.TargetInProgress && row.doing != inside && row.doing != lost {
			row.last = max(row.last, no)
			s.endTarget(d, t, events.TargetFailed, -1, rules.CD_6_5)
		}
	}
	if d.InProgress == 0 {
		s.endStopping(n)
	}
}

// cutsShort says whether targets in flight end with their running event: at a
// stop, an alarm or the time limit, but not because the group was deleted.
// CD-6.5, CD-2.18, CD-1.14
func (d *deployment) cutsShort() bool {
	switch d.stopping {
	case events.ManualStop, events.AlarmActive, events.Timeout:
		return true
	}
	return false
}
