package codedeploy

import (
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
	"github.com/seed-11de0fc1/rehearse/sim/rules"
)

var shiftMutants = []Mutant{
	{"M-BG-09", rules.CD_9_9, func(d *Decisions) { d.NextShift = canaryRepeats }, ""},
	{"M-BG-10", rules.CD_9_9, func(d *Decisions) { d.NextShift = afterTheInterval }, ""},
	{"M-BG-11", rules.CD_9_10, func(d *Decisions) { d.ConfigFits = func(_, _ Platform) bool { return true } }, ""},
	{"X-CD-network-canary", rules.CD_9_11, func(d *Decisions) { d.MayShift = func(bool, RoutingType) bool { return true } }, ""},
	{"X-CD-lambda-half-a-day", rules.CD_9_11, func(d *Decisions) { d.ShiftLimit = func(Platform) kernel.Time { return 12 * kernel.Hour } }, ""},
	{"M-BG-03", rules.CD_9_12, func(d *Decisions) { d.BlueGreen = func(Platform) bool { return false } }, ""},
	{"M-BG-13", rules.CD_9_8, func(d *Decisions) { d.Stays = func() bool { return false } }, ""},
	{"X-CD-shifts-back-slowly", rules.CD_5_6, func(d *Decisions) { d.BackConfig = func(_ Platform, failed int32) int32 { return failed } }, ""},
}

// M-BG-09: a canary moves its part again and again.
func canaryRepeats(r Routing, n int) Shift {
	if r.Type == TimeBasedCanary {
		r.Type = TimeBasedLinear
	}
	return nextShift(r, n)
}

// M-BG-10: nothing moves before the first interval is over.
func afterTheInterval(r Routing, n int) Shift {
	switch {
	case r.Type != TimeBasedLinear:
		return nextShift(r, n)
	case n == 0:
		return Shift{0, r.Interval}
	}
	return nextShift(r, n-1)
}
