package codedeploy

import (
	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
	"github.com/seed-11de0fc1/rehearse/sim/rules"
)

var rollbackMutants = []Mutant{
	{"M-CD-60", rules.CD_1_4, func(d *Decisions) { d.NewDeploymentID = sameID }, ""},
	{"M-CD-61", rules.CD_5_2, func(d *Decisions) { d.Triggered = alwaysTriggered }, "4 OneAtATime FPPP: Failed HEALTH_CONSTRAINTS, deployments 1"},
	{"M-CD-62", rules.CD_5_2, func(d *Decisions) { d.Triggered = oneSwitch }, "4 OneAtATime PPPP, stop 1s, rollback: Stopped MANUAL_STOP, deployments 1"},
	{"X-CD-rollback-again", rules.CD_5_7, func(d *Decisions) { d.Triggered = rollbackRolledBack }, "3 OneAtATime APP, rollback: Failed HEALTH_CONSTRAINTS, deployments 2"},
	{"M-CD-63", rules.CD_5_3, func(d *Decisions) { d.RollbackTo = func(last, ended int32) int32 { return max(last, ended-1) } }, ""},
	{"M-CD-69", rules.CD_5_4, func(d *Decisions) { d.RollbackTo = func(_, ended int32) int32 { return ended } }, "4 OneAtATime FPPP, first, rollback: Failed HEALTH_CONSTRAINTS, deployments 1"},
	{"M-CD-66", rules.CD_5_7, func(d *Decisions) { d.RollbackEnds = neverFails }, "3 OneAtATime APP, rollback: Failed HEALTH_CONSTRAINTS, rollback Failed"},
	{"M-CD-70", rules.CD_5_2, func(d *Decisions) { d.Triggered = stopIsFailure }, "4 OneAtATime PPPP, stop 1s, rollback: Stopped MANUAL_STOP, deployments 1"},
	{"M-CD-18", rules.CD_5_1, func(d *Decisions) { d.Undone = atomic }, ""},
	{"M-CD-71", rules.CD_6_5, func(d *Decisions) { d.Undone = cleanStop }, ""},
	{"M-CD-75", rules.CD_1_4, func(d *Decisions) { d.NewDeploymentID = redeployedID }, ""},
	{"X-CD-group-config", rules.CD_5_6, func(d *Decisions) { d.RollbackConfig = func(_, group int32) int32 { return chooseConfig(None, group) } }, ""},
}

// M-CD-60: a rollback goes on under the id of what it rolls back.
func sameID(draw *kernel.Stream, from Origin) uint64 {
	if from.Rollback {
		return from.ID
	}
	return newDeploymentID(draw, from)
}

// M-CD-75: to redeploy a revision by hand is to run its deployment again.
func redeployedID(draw *kernel.Stream, from Origin) uint64 {
	if from.Again {
		return from.ID
	}
	return newDeploymentID(draw, from)
}

// M-CD-18: a deployment that fails has changed nothing.
func atomic(deployment events.DeploymentStatus, target events.TargetStatus) bool {
	return deployment == events.DeploymentFailed && target != events.TargetSkipped
}

// M-CD-71: a stop leaves no instance half done.
func cleanStop(deployment events.DeploymentStatus, target events.TargetStatus) bool {
	return deployment == events.DeploymentStopped && target == events.TargetFailed
}

// M-CD-66: a rollback can not fail.
func neverFails(status events.DeploymentStatus, code events.ErrorCode) (events.DeploymentStatus, events.ErrorCode) {
	if status == events.DeploymentFailed {
		return events.DeploymentSucceeded, events.NoError
	}
	return status, code
}

// M-CD-70: a stop by hand is rolled back as a failure is.
func stopIsFailure(r AutoRollback, e Ending) bool {
	return triggered(r, e) || e.Code == events.ManualStop && e.OnStop == nil && r.Enabled && r.OnFailure
}

// M-CD-61: what failed is always rolled back.
func alwaysTriggered(r AutoRollback, e Ending) bool {
	return triggered(AutoRollback{Enabled: true, OnFailure: true, OnStop: r.OnStop, OnAlarm: r.OnAlarm}, e)
}

// M-CD-62: one switch covers failure, alarm and stop.
func oneSwitch(r AutoRollback, e Ending) bool {
	any := r.OnFailure || r.OnStop || r.OnAlarm
	return triggered(AutoRollback{Enabled: r.Enabled, OnFailure: any, OnStop: any, OnAlarm: any}, e)
}

// A rollback that fails is rolled back once.
func rollbackRolledBack(r AutoRollback, e Ending) bool {
	e.Creator = events.ByUser
	return triggered(r, e)
}
