package codedeploy

import (
	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/rules"
)

var startMutants = []Mutant{
	{"M-CD-85", rules.CD_8_7, func(d *Decisions) { d.NeedsProfile = func() bool { return false } }, ""},
	{"M-CD-86", rules.CD_8_7, func(d *Decisions) { d.RefuseRole = func(Role) events.ErrorCode { return events.NoError } }, ""},
}
