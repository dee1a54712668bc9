package codedeploy

import (
	"github.com/seed-11de0fc1/rehearse/fleet"
	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// Faults of one lifecycle event of a Lambda or ECS deployment: the function of
// its hook reports Failed, reports nothing or reports later (CD-9.6), or the
// tasks of the replacement are not ready, or later (CD-9.7).

// SpoilShift lets a fault strike the event that is under way in a Lambda or ECS
// deployment, if that is one which can be struck.
func (s *Service) SpoilShift(f *fleet.Fault, cause kernel.RecordNo) {
	n, ok := s.find(f.Deployment)
	if !ok {
		return
	}
	if d := &s.deployments[n]; s.shifts(d) && d.begun && s.Spoilable(d.first) {
		s.SpoilTarget(f.Kind, d.first, f.For, cause)
	}
}

// Spoilable says whether a target has an event under way that a fault can
// strike. In a Lambda or ECS deployment those are hooks whose function was
// called, and Install; the traffic moves by itself.
func (s *Service) Spoilable(t uint32) bool {
	e, running := s.Running(t)
	if !running || !s.Shifts(t) {
		return running
	}
	return e == events.Install || s.deployments[s.targets[t].deployment].shift.called>>e&1 != 0
}

// prolongReport lets a function that would report now do it later, or never.
// CD-9.6
func (s *Service) prolongReport(t uint32) bool {
	return s.prolongShift(t, s.over(t), s.d.HookLimit(), events.FunctionReturns, events.FunctionTimesOut)
}

// prolongTasks lets the tasks of a replacement that would be ready now be that
// later, or never: tasks that fail are started again until the time is up.
// CD-9.7, CD-9.12
func (s *Service) prolongTasks(t uint32) bool {
	row, now := &s.targets[t], s.k.Now()
	if row.spoil&spoilFails != 0 {
		row.spoil |= spoilHangs
	}
	end, limit := s.over(t), s.d.TaskSetLimit()
	d := &s.deployments[row.deployment]
	set := &s.taskSets[d.shift.replacement]
	set.healthyAt = moved(set.healthyAt, end-now, limit)
	if !s.d.HealthChecked(s.config(d).Routing.Type) {
		set.runsAt = moved(set.runsAt, end-now, limit)
	}
	return s.prolongShift(t, end, limit, events.TaskSetStands, events.TaskSetTimesOut)
}

// moved is a time at which tasks are ready, later by a span, or never if that is
// more than a limit.
func moved(at, by, limit kernel.Time) kernel.Time {
	if at < 0 || by > limit {
		return -1
	}
	return at + by
}

// prolongShift schedules the end of an event that is not now, or that of its
// time if that comes first.
func (s *Service) prolongShift(t uint32, end, limit kernel.Time, kind, timeout kernel.Kind) bool {
	by := s.targets[t].since + limit
	switch {
	case end == s.k.Now():
		return false
	case end > by:
		kind, end = timeout, by
	}
	s.schedule(t, end, kind)
	return true
}
