package codedeploy

import (
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
	"github.com/seed-11de0fc1/rehearse/sim/rules"
)

var agentMutants = []Mutant{
	{"X-CD-hour-to-start", rules.CD_8_4, func(d *Decisions) { d.StartLimit = func(bool) kernel.Time { return kernel.Hour } }, ""},
	{"X-CD-launch-five-minutes", rules.CD_8_4, func(d *Decisions) { d.StartLimit = func(bool) kernel.Time { return 5 * kernel.Minute } }, ""},
	{"M-CD-39", rules.CD_4_8, func(d *Decisions) { d.InsideLimit = func() kernel.Time { return 24 * kernel.Hour } }, ""},
	{"X-CD-one-command", rules.CD_8_3, func(d *Decisions) { d.Parallel = func() int { return 1 } }, ""},
}
