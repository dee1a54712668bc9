package codedeploy

import (
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
	"github.com/seed-11de0fc1/rehearse/sim/rules"
)

var ecsMutants = []Mutant{
	{"X-CD-always-checked", rules.CD_9_12, func(d *Decisions) { d.HealthChecked = func(RoutingType) bool { return true } }, ""},
	{"X-CD-tasks-for-ever", rules.CD_9_7, func(d *Decisions) { d.TaskSetLimit = func() kernel.Time { return 3 * kernel.Hour } }, ""},
	{"M-BG-15", rules.CD_9_5, func(d *Decisions) { d.TestShare = func(first Shift) int { return first.Share } }, ""},
	{"M-BG-12", rules.CD_9_5, func(d *Decisions) { d.GoesBack = func(bool) bool { return true } }, ""},
}
