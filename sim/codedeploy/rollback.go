package codedeploy

import (
	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
	"github.com/seed-11de0fc1/rehearse/sim/rules"
)

// A rollback is a new deployment of an old revision: CD-5.

// Ending is what a decision about a rollback may look at.
type Ending struct {
	Status  events.DeploymentStatus // Stopped with the code Timeout: a wait for ContinueDeployment is over (CD-3.6)
	Code    events.ErrorCode
	Creator events.Creator
	OnStop  *bool // autoRollbackEnabled of StopDeployment
}

// RollbackDecisions decide about rollbacks.
type RollbackDecisions struct {
	NewDeploymentID func(draw *kernel.Stream, from Origin) uint64 `rule:"CD-1.4"`
	// Triggered says whether an ended deployment is to be rolled back.
	Triggered func(r AutoRollback, e Ending) bool `rule:"CD-5.2"`
	// RollbackTo is the deployment whose revision is deployed again, or None.
	RollbackTo func(lastSuccessful, ended int32) int32 `rule:"CD-5.3"`
	// RollbackConfig is the configuration of the rollback.
	RollbackConfig func(failed, group int32) int32 `rule:"CD-5.6"`
	// RollbackEnds is what a rollback ends with.
	RollbackEnds func(status events.DeploymentStatus, code events.ErrorCode) (events.DeploymentStatus, events.ErrorCode) `rule:"CD-5.7"`
	// Undone says whether a target in place has its earlier revision again as soon
	// as its deployment has ended badly.
	Undone func(deployment events.DeploymentStatus, target events.TargetStatus) bool `rule:"CD-5.1"`
}

var awsRollback = RollbackDecisions{
	NewDeploymentID: newDeploymentID,
	Triggered:       triggered,
	RollbackTo:      func(lastSuccessful, _ int32) int32 { return lastSuccessful },
	RollbackConfig:  func(failed, _ int32) int32 { return failed },
	RollbackEnds:    rollbackEnds,
	Undone:          func(events.DeploymentStatus, events.TargetStatus) bool { return false },
}

// rollbackEnds: as any deployment. CD-5.7
func rollbackEnds(status events.DeploymentStatus, code events.ErrorCode) (events.DeploymentStatus, events.ErrorCode) {
	return status, code
}

// triggered: each ending has its own switch; a rollback is never rolled back,
// nor a wait that is over, a launch or a termination. CD-5.2, CD-5.4, CD-5.7,
// CD-3.6
func triggered(r AutoRollback, e Ending) bool {
	switch {
	case e.Creator == events.ByRollback, !forFleet(e.Creator), e.Status == events.DeploymentStopped && e.Code == events.Timeout:
		return false
	case e.Status == events.DeploymentFailed:
		return r.Enabled && r.OnFailure
	case e.Code == events.AlarmActive:
		return r.Enabled && r.OnAlarm
	case e.Status == events.DeploymentStopped && e.OnStop != nil:
		return *e.OnStop
	case e.Status == events.DeploymentStopped:
		return r.Enabled && r.OnStop
	}
	return false
}

// rollBack makes the rollback of a deployment that has ended, if it is to have
// one. CD-5.1 to 5.6
func (s *Service) rollBack(n int32) {
	d := &s.deployments[n]
	if s.groups[d.group].deleted || d.shift.settled {
		return // there is nothing to deploy to (CD-1.14), or nothing moved (CD-9.14)
	}
	if !s.d.Triggered(d.rollback, Ending{d.status, d.code, d.creator, d.onStop}) {
		return
	}
	g := &s.groups[d.group]
	source := s.d.RollbackTo(g.lastSuccessful, n)
	if source == None {
		d.denied = true
		s.k.Record(events.RollbackDenied, events.About(events.Deployment, uint32(n)), d.last, rules.CD_5_4, 0, 0)
		return
	}
	if s.rollbacksTo(n) == mostRollbacks {
		s.k.GiveUp("rollbacks of rollbacks", mostRollbacks)
		return
	}
	made := s.create(&deployment{
		group: d.group, revision: s.deployments[source].revision, creator: events.ByRollback,
		config: s.rollbackConfig(d), fileExists: s.deployments[source].fileExists,
		rollback: g.settings.Rollback, rollbackOf: n,
	}, d.last, rules.CD_5_1)
	s.deployments[made].settings = s.deployments[made].settings.inStyle(s.deployments[n].settings.BlueGreenType)
	s.deployments[n].rolledBackBy = made
}

// mostRollbacks is how many rollbacks of one another there may be. At AWS a
// rollback is never rolled back (CD-5.7); where it is, it can be for ever.
const mostRollbacks = 100

// rollbacksTo is how many rollbacks of one another led to a deployment, itself
// included.
func (s *Service) rollbacksTo(n int32) (count uint64) {
	for ; s.deployments[n].rollbackOf != None; n = s.deployments[n].rollbackOf {
		count++
	}
	return count
}

// undo gives targets in place the revision of the last successful deployment
// again, if that is what becomes of them. CD-5.1
func (s *Service) undo(n int32) {
	d := &s.deployments[n]
	last := s.groups[d.group].lastSuccessful
	if d.status == events.DeploymentSucceeded || last == None || d.action > 0 || s.shifts(d) {
		return
	}
	for t := d.first; t < d.first+d.count; t++ {
		if row := &s.targets[t]; row.course == InPlace && s.d.Undone(d.status, row.status) {
			s.rememberInstall(last, row.instance)
			s.setHealth(d, row.instance, NewHealth(events.Healthy, events.Current), row.last, rules.CD_5_1)
		}
	}
}
