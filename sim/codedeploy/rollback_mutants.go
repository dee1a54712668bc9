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
	{"X-CD-group-config", rules.CD_5_6, func(d *Decisions) { d.RollbackConfig = func(_, group int32) int32 { return chooseConfig(None, group) } }, ""},
}

// M-CD-60: a rollback goes on under the id of what it rolls back.
func sameID(draw *kernel.Stream, old uint64, rollback bool) uint64 {
	if rollback {
		return old
	}
	return newDeploymentID(draw, old, rollback)
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
