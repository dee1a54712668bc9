package codedeploy

import (
	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
	"github.com/seed-11de0fc1/rehearse/sim/rules"
)

var blueGreenMutants = []Mutant{
	{"M-BG-01", rules.CD_3_5, func(d *Decisions) { d.Budgeted = func(_, originals int) int { return originals } }, ""},
	{"M-BG-02", rules.CD_3_1, func(d *Decisions) { d.Replaceable = func(bool) bool { return true } }, ""},
	{"X-BG-no-balancer", rules.CD_3_1, func(d *Decisions) { d.NeedsTraffic = func() bool { return false } }, ""},
	{"M-BG-04", rules.CD_3_9, func(d *Decisions) { d.TerminationWait = func(*BlueGreen) kernel.Time { return 0 } }, ""},
	{"M-BG-05", rules.CD_3_6, func(d *Decisions) { d.ReadyWait = func(*BlueGreen) kernel.Time { return 1000 * kernel.Hour } }, ""},
	{"M-BG-06", rules.CD_4_1, func(d *Decisions) { d.Occurs = originalsInstall }, ""},
	{"M-BG-07", rules.CD_3_13, func(d *Decisions) { d.Back = func(events.Stage) Back { return InstallsAgain } }, ""},
	{"X-BG-back-too-early", rules.CD_3_13, func(d *Decisions) { d.Back = func(events.Stage) Back { return TrafficReturns } }, ""},
	{"M-BG-08", rules.CD_3_8, func(d *Decisions) { d.BlockPasses = func(int) bool { return true } }, ""},
	{"X-BG-reroute-minimum", rules.CD_3_7, func(d *Decisions) { d.RerouteMinimum = func(_, minimum int) int { return minimum } }, ""},
	{"X-BG-originals-stay", rules.CD_3_11, func(d *Decisions) { d.Inherits = func() bool { return false } }, ""},
	{"X-BG-time-limit", rules.CD_3_12, func(d *Decisions) { d.TimeLimit = func(old, _ bool) kernel.Time { return timeLimit(old, false) } }, ""},
}

// M-BG-06: the originals run the events of an installation again.
func originalsInstall(e events.LifecycleEvent, c Course, traffic bool) bool {
	if c == Original {
		c = InPlace
	}
	return occurs(e, c, traffic)
}
