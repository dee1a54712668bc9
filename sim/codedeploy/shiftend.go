package codedeploy

import (
	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
	"github.com/seed-11de0fc1/rehearse/sim/rules"
)

// How a Lambda or ECS deployment ends, is stopped and rolled back: CD-5.6,
// CD-6.5, CD-9.8, CD-9.13.

// endShift gives a deployment its verdict; what it moved stays where it is.
// CD-9.8
func (s *Service) endShift(n int32, status events.DeploymentStatus, code events.ErrorCode, rule kernel.Rule) {
	if status != events.DeploymentSucceeded && !s.d.Stays() {
		s.setShare(n, 0, rules.CD_9_8)
	}
	if d := &s.deployments[n]; d.stopping != events.NoError && !d.cutsShort() {
		s.endStopping(n) // its group was deleted meanwhile (CD-1.14)
		return
	}
	s.end(n, status, code, rule)
}

// stopShift stops a deployment at once: its running event fails. CD-6.5,
// CD-9.13
func (s *Service) stopShift(n int32, code events.ErrorCode, cause kernel.RecordNo) {
	d := &s.deployments[n]
	d.stopping, d.stopRule = code, rules.CD_6_5
	d.stopNo = s.k.Record(events.DeploymentStopping, events.About(events.Deployment, uint32(n)), cause, d.stopCause(code), int64(code), 0)
	if d.begun && s.targets[d.first].status == events.TargetInProgress {
		s.breakOff(d, events.EventStopped, rules.CD_9_13)
		if !s.d.Stays() {
			s.setShare(n, 0, rules.CD_9_8)
		}
	}
	s.endStopping(n)
}

// breakOff ends the one target where it is: what runs fails, and a target
// whose events are all over has succeeded.
func (s *Service) breakOff(d *deployment, why events.Detail, rule kernel.Rule) {
	row := &s.targets[d.first]
	row.last = max(row.last, d.stopNo)
	status := events.TargetFailed
	switch {
	case row.doing == inside:
		s.endEvent(d, events.Outcome{Status: events.LifecycleFailed, Code: events.UnknownError, Detail: why}, rule)
	case d.shift.place == len(row.course.events()):
		status = events.TargetSucceeded
	}
	d.shift.waiting = false
	s.closeOnly(d, status, rule)
}

// timeOutShift ends a deployment at its limit. CD-9.11
func (s *Service) timeOutShift(n int32) {
	d := &s.deployments[n]
	if d.status.Final() {
		return
	}
	s.breakOff(d, events.DeploymentOver, rules.CD_9_11)
	s.endShift(n, events.DeploymentFailed, events.Timeout, rules.CD_9_11)
}

// rollbackConfig is the configuration of the rollback of a deployment. CD-5.6
func (s *Service) rollbackConfig(d *deployment) int32 {
	if s.shifts(d) {
		return s.d.BackConfig(s.platform(d), d.config)
	}
	return s.d.RollbackConfig(d.config, s.groups[d.group].settings.Config)
}

// goBack aims a rollback at what the deployment before came from. CD-9.8
func (s *Service) goBack(d *deployment) Course {
	was := &s.deployments[d.rollbackOf].shift
	d.shift = *was
	d.shift.from, d.shift.to = was.to, was.from
	d.shift.original, d.shift.replacement = was.replacement, was.original
	d.shift.share = 100 - was.share
	d.shift.place, d.shift.step, d.shift.waiting, d.shift.called, d.shift.settled = 0, 0, false, 0, false
	if was.alias == None && !s.d.GoesBack(was.replacement != None) {
		return NothingBack
	}
	return TrafficBack
}
