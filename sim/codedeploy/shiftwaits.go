package codedeploy

import (
	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
	"github.com/seed-11de0fc1/rehearse/sim/rules"
)

// What an ECS deployment waits for: CD-3.6 and CD-3.9 as CD-9.7 has them.

// waitReady lets a deployment whose replacement is ready wait for
// ContinueDeployment, if its group wants that. CD-3.6
func (s *Service) waitReady(n int32) bool {
	d := &s.deployments[n]
	if b := d.settings.BlueGreen; b == nil || !b.StopsWhenReady || d.stage == events.WaitingToReroute {
		return false
	}
	d.status = events.DeploymentReady
	s.waitShift(n, events.WaitingToReroute, s.d.ReadyWait(d.settings.BlueGreen), rules.CD_3_6)
	s.tell(n)
	return true
}

// waitTermination keeps the original for a while, unless it may go at once.
// CD-9.7
func (s *Service) waitTermination(n int32) bool {
	d := &s.deployments[n]
	if d.settings.BlueGreen == nil || d.stage == events.WaitingToTerminate {
		return false
	}
	span := s.d.TerminationWait(d.settings.BlueGreen)
	if span == 0 {
		return false
	}
	d.terminating = true
	s.waitShift(n, events.WaitingToTerminate, span, rules.CD_9_7)
	return true
}

// waitShift begins a wait of at most a span.
func (s *Service) waitShift(n int32, stage events.Stage, span kernel.Time, rule kernel.Rule) {
	d := &s.deployments[n]
	row := &s.targets[d.first]
	d.stage, d.shift.waiting = stage, true
	d.last = s.k.Record(events.DeploymentWaits, events.About(events.Deployment, uint32(n)), row.last, rule, int64(stage), int64(span))
	row.last = d.last
	s.schedule(d.first, s.k.Now()+span, events.ShiftWaitEnds)
}

// waitOver is the end of a wait that nobody cut short: a deployment that nobody
// continued is stopped, without a rollback. CD-3.6
func (s *Service) waitOver(n int32) {
	d := &s.deployments[n]
	if d.stage == events.WaitingToReroute {
		s.breakOff(d, events.NoDetail, rules.CD_3_6)
		s.end(n, events.DeploymentStopped, events.Timeout, rules.CD_3_6)
		return
	}
	s.goOn(n, s.targets[d.first].last, rules.CD_9_7)
}

// goOn ends the wait of a deployment.
func (s *Service) goOn(n int32, cause kernel.RecordNo, rule kernel.Rule) {
	d := &s.deployments[n]
	row := &s.targets[d.first]
	row.turn++
	d.shift.waiting = false
	d.last = s.k.Record(events.DeploymentGoesOn, events.About(events.Deployment, uint32(n)), cause, rule, int64(d.stage), 0)
	row.last = d.last
	if d.stage == events.WaitingToTerminate {
		s.eventsOver(n)
		return
	}
	d.status = events.DeploymentInProgress
	s.tell(n)
	s.runEvent(n)
}

// continueShift is ContinueDeployment. CD-3.6, CD-3.9, CD-12.4
func (s *Service) continueShift(n int32, termination bool, cause kernel.RecordNo) Answer {
	d := &s.deployments[n]
	switch {
	case s.platform(d) == Lambda:
		return refused(events.UnsupportedActionForDeploymentType)
	case d.status.Final():
		return refused(events.DeploymentAlreadyCompleted)
	case termination && !(d.shift.waiting && d.stage == events.WaitingToTerminate):
		return refused(events.InvalidDeploymentStatus)
	case !termination && d.status != events.DeploymentReady:
		return refused(events.DeploymentIsNotInReadyState)
	case termination:
		s.goOn(n, cause, rules.CD_3_9)
	default:
		s.goOn(n, cause, rules.CD_3_6)
	}
	return Answer{Deployment: None}
}
