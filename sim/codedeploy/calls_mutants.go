package codedeploy

import (
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
	"github.com/seed-11de0fc1/rehearse/sim/rules"
)

var requestMutants = []Mutant{
	{"M-CD-20", rules.CD_2_17, func(d *Decisions) { d.ChooseConfig = allAtOnceByDefault }, ""},
	{"M-CD-24", rules.CD_1_12, func(d *Decisions) { d.Busy = func(int32) bool { return false } }, ""},
	{"M-CD-74", rules.CD_5_2, func(d *Decisions) { d.ChooseRollback = groupRollback }, ""},
	{"X-CD-time-limit", rules.CD_2_18, func(d *Decisions) { d.TimeLimit = func(bool, bool) kernel.Time { return 12 * kernel.Hour } }, ""},
}

// M-CD-20: with no configuration everything goes at once.
func allAtOnceByDefault(request, group int32) int32 {
	if request == None && group == None {
		return 2
	}
	return chooseConfig(request, group)
}

// M-CD-74: the group's rollback settings can not be overridden.
func groupRollback(_ *AutoRollback, group AutoRollback) AutoRollback { return group }
