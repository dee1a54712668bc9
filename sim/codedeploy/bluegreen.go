package codedeploy

import (
	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
	"github.com/seed-11de0fc1/rehearse/sim/rules"
)

// A blue/green deployment on instances, stage by stage: CD-3.1 to 3.12.

// BlueGreenDecisions decide about blue/green deployments on instances.
type BlueGreenDecisions struct {
	// Replaceable says whether a kind of host can be deployed to blue/green.
	Replaceable func(onPremises bool) bool `rule:"CD-3.1"`
	// NeedsTraffic says whether a deployment without traffic control fails.
	NeedsTraffic func() bool `rule:"CD-3.1"`
	// Budgeted is N of the installing stage.
	Budgeted func(replacements, originals int) int `rule:"CD-3.5"`
	// ReadyWait is how long a deployment stays Ready.
	ReadyWait func(b *BlueGreen) kernel.Time `rule:"CD-3.6"`
	// RerouteMinimum is M of the rerouting stage, of N and M by CD-2.2.
	RerouteMinimum func(ready, minimum int) int `rule:"CD-3.7"`
	// BlockPasses says whether the deployment goes on after so many of the
	// originals could not be deregistered.
	BlockPasses func(failed int) bool `rule:"CD-3.8"`
	// TerminationWait is how long the originals are kept after rerouting.
	TerminationWait func(b *BlueGreen) kernel.Time `rule:"CD-3.9"`
	// Inherits says whether the replacements become the group's instances.
	Inherits func() bool `rule:"CD-3.11"`
	// Back is what a rollback does, by the stage that it rolls back.
	Back func(from events.Stage) Back `rule:"CD-3.13"`
}

var awsBlueGreen = BlueGreenDecisions{
	Replaceable:     func(onPremises bool) bool { return !onPremises },
	NeedsTraffic:    func() bool { return true },
	Budgeted:        func(replacements, _ int) int { return replacements },
	ReadyWait:       func(b *BlueGreen) kernel.Time { return b.ReadyWait },
	RerouteMinimum:  rerouteMinimum,
	BlockPasses:     func(failed int) bool { return failed == 0 },
	TerminationWait: func(b *BlueGreen) kernel.Time { return b.TerminationWait },
	Inherits:        func() bool { return true },
	Back:            back,
}

// rerouteMinimum: as for installing, but never so much that nothing could be
// rerouted. CD-3.7
func rerouteMinimum(ready, minimum int) int { return min(minimum, max(0, ready-1)) }

// startBlueGreen is the service picking up a blue/green deployment. CD-3.1,
// CD-3.2, CD-1.15
func (s *Service) startBlueGreen(n int32) {
	d := &s.deployments[n]
	d.stage = events.Provisioning
	s.limit(n)
	s.watchAlarms(n)
	if d.creator == events.ByRollback {
		s.startBack(n)
		return
	}
	s.provision(n)
}

// refuseBlueGreen is why a deployment fails for want of settings, if it does.
func (s *Service) refuseBlueGreen(d *deployment) (events.ErrorCode, kernel.Rule) {
	switch {
	case !d.settings.BlueGreenType:
	case d.settings.BlueGreen == nil && d.creator != events.ByRollback:
		return events.MissingBlueGreenConfiguration, rules.CD_1_10
	case !d.traffic && s.d.NeedsTraffic():
		return events.MissingELBInformation, rules.CD_3_1
	}
	return events.NoError, 0
}

// installReplacements is the second stage: the revision goes onto them, under
// the budget of their number. CD-3.5, CD-3.14
func (s *Service) installReplacements(n int32) {
	d := &s.deployments[n]
	replacements, originals := s.lineUpBoth(n)
	size := s.d.Budgeted(replacements, originals)
	s.plan(d, size, s.d.MinHealthy(size, s.config(d).Min))
	d.Pending = replacements
	if s.refusesStart(n) {
		return
	}
	s.begin(n)
	s.enter(n, events.Installing, rules.CD_3_5)
	s.decide(n)
}

// enter records that a stage begins, with the line that it works through.
func (s *Service) enter(n int32, stage events.Stage, rule kernel.Rule) {
	d := &s.deployments[n]
	d.stage = stage
	d.last = s.k.Record(events.StageBegun, events.About(events.Deployment, uint32(n)), d.last, rule, int64(stage), int64(d.line.Minimum))
}

// makeReady leaves a replacement that is installed to wait for traffic. CD-3.6
func (s *Service) makeReady(d *deployment, t uint32) {
	row := &s.targets[t]
	row.turn++
	row.event, row.doing = events.BeforeAllowTraffic, queued
	row.status = events.TargetReady
	row.last = s.k.Record(events.TargetReadied, events.About(events.Target, t), row.last, rules.CD_3_6, 0, 0)
	d.last = row.last
	d.end(true)
	s.wake(row.deployment)
}

// judgeStage goes on to the next stage, or ends the deployment, when nothing
// of the present one can change any more. CD-3.4
func (s *Service) judgeStage(n int32) {
	d := &s.deployments[n]
	stage := d.stage
	switch {
	case stage == events.WaitingToReroute || stage == events.WaitingToTerminate || stage == events.Provisioning:
		return
	case givesUp(d.Budget):
		s.end(n, events.DeploymentFailed, events.HealthConstraints, stageRules[stage].gaveUp)
	case stage == events.Blocking || stage == events.RemovingReplacements:
		s.judgeBlocking(n)
	case !s.d.Passes(d.Budget):
		s.end(n, events.DeploymentFailed, events.HealthConstraints, stageRules[stage].missed)
	case stage == events.Installing:
		s.waitToReroute(n)
	case stage == events.Rerouting:
		s.block(n)
	case stage == events.ReturningTraffic:
		s.removeReplacements(n)
	}
}

// stageRules are the rules behind the failure of a stage.
var stageRules = map[events.Stage]struct{ gaveUp, missed kernel.Rule }{
	events.Installing:       {rules.CD_2_8, rules.CD_2_9},
	events.Rerouting:        {rules.CD_3_7, rules.CD_3_7},
	events.ReturningTraffic: {rules.CD_3_13, rules.CD_3_13},
}

// waitToReroute is the third stage. CD-3.6
func (s *Service) waitToReroute(n int32) {
	d := &s.deployments[n]
	if !d.settings.BlueGreen.StopsWhenReady {
		s.reroute(n)
		return
	}
	d.status = events.DeploymentReady
	s.wait(n, events.WaitingToReroute, s.d.ReadyWait(d.settings.BlueGreen), rules.CD_3_6)
	s.tell(n)
}

// wait begins a stage in which nothing happens for at most a span.
func (s *Service) wait(n int32, stage events.Stage, span kernel.Time, rule kernel.Rule) {
	d := &s.deployments[n]
	d.stage, d.line = stage, line{}
	d.last = s.k.Record(events.DeploymentWaits, events.About(events.Deployment, uint32(n)), d.last, rule, int64(stage), int64(span))
	s.k.Schedule(s.k.Now()+span, kernel.Settle, events.StageWaitEnds, uint32(n), uint32(stage))
}

// endStageWait is a wait that has taken its whole span. CD-3.6, CD-3.9
func (s *Service) endStageWait(n int32, stage events.Stage) {
	d := &s.deployments[n]
	switch {
	case d.status.Final() || d.stage != stage || d.stopping != events.NoError:
	case stage == events.WaitingToReroute:
		s.end(n, events.DeploymentStopped, events.Timeout, rules.CD_3_6)
	default:
		s.terminateOriginals(n)
	}
}

// continueDeployment is ContinueDeployment: it ends a wait. CD-3.6, CD-3.9,
// CD-12.4
func (s *Service) continueDeployment(c *ContinueDeployment, cause kernel.RecordNo) Answer {
	n, ok := s.find(c.Deployment)
	if !ok {
		return refused(events.DeploymentDoesNotExist)
	}
	d := &s.deployments[n]
	switch {
	case s.shifts(d):
		return s.continueShift(n, c.Termination, cause)
	case !d.settings.BlueGreenType:
		return refused(events.UnsupportedActionForDeploymentType)
	case d.status.Final():
		return refused(events.DeploymentAlreadyCompleted)
	case c.Termination && d.stage != events.WaitingToTerminate:
		return refused(events.InvalidDeploymentStatus)
	case !c.Termination && d.stage != events.WaitingToReroute:
		return refused(events.DeploymentIsNotInReadyState)
	}
	d.last = cause
	if c.Termination {
		s.terminateOriginals(n)
	} else {
		d.status = events.DeploymentInProgress
		s.tell(n)
		s.reroute(n)
	}
	return Answer{Deployment: None}
}

// reroute is the fourth stage: the replacements that are Ready get traffic,
// under the same configuration. CD-3.7
func (s *Service) reroute(n int32) {
	d := &s.deployments[n]
	ready := s.countRows(d, func(row *target) bool { return row.status == events.TargetReady })
	s.work(d, ready, s.d.RerouteMinimum(ready, s.d.MinHealthy(ready, s.config(d).Min)))
	s.enter(n, events.Rerouting, rules.CD_3_7)
	s.decide(n)
}

// block is the fifth stage: the originals lose their traffic, all at once.
// CD-3.8
func (s *Service) block(n int32) {
	d := &s.deployments[n]
	originals := s.countRows(d, func(row *target) bool { return row.course == Original })
	s.work(d, originals, 0)
	s.enter(n, events.Blocking, rules.CD_3_8)
	s.decide(n)
}

// judgeBlocking is the verdict over those who lost their traffic: each has to
// succeed. CD-3.8, CD-3.13
func (s *Service) judgeBlocking(n int32) {
	d := &s.deployments[n]
	switch {
	case !s.d.BlockPasses(d.Failed):
		s.end(n, events.DeploymentFailed, events.HealthConstraints, rules.CD_3_8)
	case d.stage == events.RemovingReplacements:
		s.end(n, events.DeploymentSucceeded, events.NoError, rules.CD_3_13)
	case d.settings.BlueGreen.Terminates && d.Targets > 0:
		d.terminating = true
		s.wait(n, events.WaitingToTerminate, s.d.TerminationWait(d.settings.BlueGreen), rules.CD_3_9)
	default:
		s.succeedBlueGreen(n, rules.CD_3_9)
	}
}

// terminateOriginals ends the last stage. CD-3.9, CD-3.10
func (s *Service) terminateOriginals(n int32) {
	d := &s.deployments[n]
	for t := d.first; t < d.first+d.count; t++ {
		if row := &s.targets[t]; row.course == Original && !d.copies {
			s.fleet.Terminate(s.k, row.instance, d.last, rules.CD_3_9)
		}
	}
	s.succeedBlueGreen(n, rules.CD_3_10)
}

// succeedBlueGreen makes the replacements the group's instances. A copy gets its
// processes back, and then the hook of the group that it was copied from, which is
// deleted unless the originals are kept. CD-3.3, CD-3.11
func (s *Service) succeedBlueGreen(n int32, rule kernel.Rule) {
	d := &s.deployments[n]
	if d.copies {
		s.fleet.ResumeProcesses(s.k, d.replacements.AutoScalingGroups[0], quiet, d.last, rules.CD_3_3)
	}
	if s.d.Inherits() && !s.groups[d.group].deleted {
		s.inherit(d)
		d.last = s.k.Record(events.InstancesChanged, events.About(events.Group, uint32(d.group)), d.last, rules.CD_3_11, 0, 0)
		s.syncHooks(d.group, d.last)
	}
	if d.copies && d.settings.BlueGreen.Terminates {
		s.fleet.DeleteAutoScalingGroup(s.k, d.settings.AutoScalingGroups[0], d.last, rules.CD_3_3)
	}
	s.end(n, events.DeploymentSucceeded, events.NoError, rule)
}

// countRows counts the targets that are so.
func (s *Service) countRows(d *deployment, is func(row *target) bool) (n int) {
	for t := d.first; t < d.first+d.count; t++ {
		if is(&s.targets[t]) {
			n++
		}
	}
	return n
}
