package codedeploy

import (
	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/rules"
)

var lifecycleMutants = []Mutant{
	{"M-CD-32", rules.CD_4_10, func(d *Decisions) { d.GoesOn = func(events.LifecycleEvent, bool) bool { return false } }, ""},
	{"X-CD-ignores-all", rules.CD_4_10, func(d *Decisions) { d.GoesOn = func(_ events.LifecycleEvent, ignore bool) bool { return ignore } }, "2 OneAtATime FP, ignore-stop-failures: Failed HEALTH_CONSTRAINTS, skipped 1"},
	{"M-CD-34", rules.CD_4_1, func(d *Decisions) { d.Place = beforeInstallFirst }, ""},
	{"M-CD-36", rules.CD_4_1, func(d *Decisions) { d.Place = blockedLate }, ""},
	{"M-CD-35", rules.CD_4_1, func(d *Decisions) { d.HasTraffic = func(n int, _ bool) bool { return n > 0 } }, ""},
	{"X-CD-always-thirteen", rules.CD_4_1, func(d *Decisions) { d.Occurs = func(events.LifecycleEvent, Course, bool) bool { return true } }, ""},
}

// M-CD-34: BeforeInstall comes before the bundle.
func beforeInstallFirst(e events.LifecycleEvent) int {
	switch e {
	case events.DownloadBundle:
		return place(events.BeforeInstall)
	case events.BeforeInstall:
		return place(events.DownloadBundle)
	}
	return place(e)
}

// M-CD-36: traffic is blocked just before it is allowed again.
func blockedLate(e events.LifecycleEvent) int {
	switch {
	case e <= events.AfterBlockTraffic:
		return place(e) + 7
	case e <= events.ValidateService:
		return place(e) - 3
	}
	return place(e)
}
