package codedeploy

import (
	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
	"github.com/seed-11de0fc1/rehearse/sim/rules"
)

var hookMutants = []Mutant{
	{"M-CD-30", rules.CD_4_2, func(d *Decisions) { d.HookSource = func(events.LifecycleEvent, bool) Source { return FromCurrent } }, ""},
	{"M-CD-31", rules.CD_4_2, func(d *Decisions) { d.NoRecord = func() bool { return true } }, ""},
	{"M-CD-37", rules.CD_4_6, func(d *Decisions) { d.StopsAtFailure = func(int64) bool { return false } }, "1 AllAtOnce F: Failed HEALTH_CONSTRAINTS"},
	{"M-CD-38", rules.CD_4_7, func(d *Decisions) { d.FailsByTimeout = func(_, _ kernel.Time) bool { return false } }, "2 AllAtOnce PT, rollback: Succeeded, failed 1, max offline 2"},
	{"M-CD-40", rules.CD_4_9, func(d *Decisions) { d.Holds = func(bool) bool { return false } }, ""},
}
