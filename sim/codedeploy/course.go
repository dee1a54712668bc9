package codedeploy

import (
	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
	"github.com/seed-11de0fc1/rehearse/sim/rules"
)

// The one target of a Lambda or ECS deployment, from its first event to its
// last: CD-1.7, CD-9.3, CD-9.5.

// The courses of Lambda and ECS, behind the columns of CD-4.1.
const (
	OnLambda    Course = courses + 1 + iota // CD-9.3
	OnECS                                   // CD-9.5
	TrafficBack                             // a rollback that moves traffic (CD-9.8)
	NothingBack                             // a rollback before anything moved (CD-9.5)
)

var (
	lambdaEvents = []events.LifecycleEvent{events.BeforeAllowTraffic, events.AllowTraffic, events.AfterAllowTraffic}
	ecsEvents    = []events.LifecycleEvent{
		events.BeforeInstall, events.Install, events.AfterInstall, events.AllowTestTraffic, events.AfterAllowTestTraffic,
		events.BeforeAllowTraffic, events.AllowTraffic, events.AfterAllowTraffic,
	}
)

// events are those of a course of Lambda or ECS, in order; nil for the columns
// of CD-4.1.
func (c Course) events() []events.LifecycleEvent {
	switch c {
	case OnLambda:
		return lambdaEvents
	case OnECS:
		return ecsEvents
	case TrafficBack:
		return lambdaEvents[1:2]
	}
	return nil
}

// Shifting says whether the course is one of a Lambda or ECS deployment.
func (c Course) Shifting() bool { return c > courses }

// shifting is what a deployment to Lambda or ECS has besides.
type shifting struct {
	place                 int    // of the event in its course; the number of events when all are over
	alias                 int32  // Lambda: of Service.aliases, or None
	from, to              int64  // Lambda: versions
	service               int32  // ECS, or None
	original, replacement int32  // ECS: of Service.taskSets, or None
	share                 int    // of the replacement, in per cent
	step                  int    // steps of AllowTraffic so far
	waiting               bool   // for ContinueDeployment, or before the original goes
	settled               bool   // nothing is rolled back (CD-5.4)
	called                uint16 // events whose function was called
}

// unaimed is a deployment that moves nothing yet.
var unaimed = shifting{alias: None, service: None, original: None, replacement: None}

// startShift begins a deployment to Lambda or ECS. CD-1.7
func (s *Service) startShift(n int32) {
	s.placeTarget(n)
	d := &s.deployments[n]
	d.begun, d.started = true, s.k.Now()
	s.plan(d, 1, 0)
	if code, rule := s.refuseShift(n); code != events.NoError {
		d.shift.settled = rule == rules.CD_9_14
		s.end(n, events.DeploymentFailed, code, rule)
		return
	}
	if s.stopOnAlarm(n) {
		return
	}
	d.status = events.DeploymentInProgress
	d.last = s.k.Record(events.DeploymentBegun, events.About(events.Deployment, uint32(n)), d.last, rules.CD_1_7, 1, 0)
	s.tell(n)
	s.watchAlarms(n)
	if limit := s.d.ShiftLimit(s.platform(d)); limit > 0 {
		s.k.Schedule(s.k.Now()+limit, kernel.Settle, events.DeploymentTimesOut, uint32(n), 0)
	}
	row := &s.targets[d.first]
	row.status = events.TargetInProgress
	row.last = s.k.Record(events.TargetStarted, events.About(events.Target, d.first), d.last, rules.CD_1_7, 0, 0)
	d.cursor, d.Pending, d.InProgress = d.first+1, 0, 1
	s.nextEvent(n, 0)
}

// placeTarget puts the one row of a deployment into the table of targets, and
// finds out between what its traffic moves.
func (s *Service) placeTarget(n int32) {
	d := &s.deployments[n]
	d.first, d.count = uint32(len(s.targets)), 1
	row := target{instance: NoInstance, deployment: n, course: OnLambda}
	if s.platform(d) == ECS {
		row.course = OnECS
	}
	switch {
	case d.rollbackOf != None:
		row.course = s.goBack(d)
	case s.platform(d) == ECS:
		s.aimAtService(d)
	default:
		s.aimAtAlias(d)
	}
	s.targets = append(s.targets, row)
}

// refuseShift is why a deployment fails before its first event, if it does.
// CD-1.15, CD-9.14
func (s *Service) refuseShift(n int32) (events.ErrorCode, kernel.Rule) {
	d := &s.deployments[n]
	r := &s.setup.Revisions[d.revision]
	if code := s.d.RefuseRole(d.settings.Role); code != events.NoError {
		return code, rules.CD_8_7
	}
	switch {
	case d.rollbackOf != None:
		return events.NoError, 0
	case r.Missing:
		return events.RevisionMissing, rules.CD_1_15
	case s.platform(d) == Lambda:
		return s.refuseLambda(d, r), rules.CD_9_14
	}
	return s.refuseECS(d, r), rules.CD_9_14
}

// nextEvent begins the event at a place of the target's course, or ends what is
// over.
func (s *Service) nextEvent(n int32, place int) {
	d := &s.deployments[n]
	row := &s.targets[d.first]
	d.shift.place = place
	row.doing = queued
	list := row.course.events()
	if place == len(list) {
		s.eventsOver(n)
		return
	}
	row.event = list[place]
	if row.course == OnECS && row.event == events.BeforeAllowTraffic && s.waitReady(n) {
		return
	}
	s.runEvent(n)
}

// runEvent begins the target's event. CD-9.3, CD-9.5
func (s *Service) runEvent(n int32) {
	d := &s.deployments[n]
	t := d.first
	rule := rules.CD_9_5
	if s.platform(d) == Lambda {
		rule = rules.CD_9_3
	}
	s.beginEvent(t, None, rule)
	switch s.targets[t].event {
	case events.Install:
		s.makeTaskSet(n)
	case events.AllowTestTraffic:
		s.allowTestTraffic(n)
	case events.AllowTraffic:
		s.shiftTraffic(n)
	default:
		s.callHook(n, rule)
	}
}

// stepShift applies an event of the one target's present turn.
func (s *Service) stepShift(t uint32, kind kernel.Kind) {
	row := &s.targets[t]
	if row.status != events.TargetInProgress {
		return
	}
	n := row.deployment
	switch kind {
	case events.FunctionReturns:
		if !s.prolongReport(t) {
			s.takeReport(n, s.reportOf(n), row.last)
		}
	case events.FunctionTimesOut:
		s.failEvent(n, events.HookUnanswered, events.HookExecutionFailure, rules.CD_9_6)
	case events.TrafficShifts:
		s.shiftTraffic(n)
	case events.TaskSetStands:
		if !s.prolongTasks(t) {
			s.succeedEvent(n, rules.CD_9_7)
		}
	case events.TaskSetTimesOut:
		s.failEvent(n, events.TasksNotHealthy, events.Timeout, rules.CD_9_7)
	case events.ShiftWaitEnds:
		s.waitOver(n)
	}
}

// succeedEvent ends the target's event well and begins the next.
func (s *Service) succeedEvent(n int32, rule kernel.Rule) {
	d := &s.deployments[n]
	s.endEvent(d, events.Outcome{Status: events.LifecycleSucceeded}, rule)
	s.nextEvent(n, d.shift.place+1)
}

// failEvent ends the target's event, the target and the deployment badly.
// CD-1.8, CD-9.6 to 9.8
func (s *Service) failEvent(n int32, detail events.Detail, code events.ErrorCode, rule kernel.Rule) {
	d := &s.deployments[n]
	s.endEvent(d, events.Outcome{Status: events.LifecycleFailed, Code: events.UnknownError, Detail: detail}, rule)
	s.closeOnly(d, events.TargetFailed, rule)
	s.endShift(n, events.DeploymentFailed, code, rule)
}

func (s *Service) endEvent(d *deployment, o events.Outcome, rule kernel.Rule) {
	row := &s.targets[d.first]
	row.turn++
	row.doing = queued
	s.unspoil(d.first)
	row.last = s.k.Record(events.EventEnded, events.About(events.Target, d.first), row.last, rule, o.Pack(row.event), 0)
	if o.Status == events.LifecycleFailed {
		row.failed |= 1 << row.event
	}
}

// closeOnly ends the one target.
func (s *Service) closeOnly(d *deployment, status events.TargetStatus, rule kernel.Rule) {
	event := int64(-1)
	if row := &s.targets[d.first]; row.failed != 0 {
		event = int64(row.event)
	}
	s.closeTarget(d, d.first, status, event, rule)
}

// eventsOver ends a deployment whose events have all succeeded; the original
// of ECS goes first, after its wait. CD-9.7
func (s *Service) eventsOver(n int32) {
	d := &s.deployments[n]
	if row := &s.targets[d.first]; row.course == OnECS && s.waitTermination(n) {
		return
	}
	s.retire(n)
	s.closeOnly(d, events.TargetSucceeded, rules.CD_1_6)
	s.endShift(n, events.DeploymentSucceeded, events.NoError, rules.CD_1_5)
}

// placeOf is where an event stands in the course of a target, from 0.
func (c Course) placeOf(e events.LifecycleEvent) int {
	for place, x := range c.events() {
		if x == e {
			return place
		}
	}
	return -1
}

// shiftStatus is the status of an event of a Lambda or ECS target. CD-1.8
func (s *Service) shiftStatus(t uint32, e events.LifecycleEvent) events.LifecycleStatus {
	row := &s.targets[t]
	now := s.deployments[row.deployment].shift.place
	switch place := row.course.placeOf(e); {
	case row.status == events.TargetSkipped:
		return events.LifecycleSkipped
	case row.failed>>e&1 != 0:
		return events.LifecycleFailed
	case place < now:
		return events.LifecycleSucceeded
	case row.status == events.TargetFailed:
		return events.LifecycleSkipped
	case place == now && row.doing == inside:
		return events.LifecycleInProgress
	}
	return events.LifecyclePending
}
