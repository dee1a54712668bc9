package codedeploy

import (
	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/rules"
)

var lifecycleMutants = []Mutant{
	{"M-CD-32", rules.CD_4_10, func(d *Decisions) { d.GoesOn = func(events.LifecycleEvent, bool) bool { return false } }, ""},
	{"X-CD-ignores-all", rules.CD_4_10, func(d *Decisions) { d.GoesOn = func(_ events.LifecycleEvent, ignore bool) bool { return ignore } }, "2 OneAtATime FP, ignore-stop-failures: Failed HEALTH_CONSTRAINTS, skipped 1"},
	{"M-CD-35", rules.CD_4_1, func(d *Decisions) { d.HasTraffic = func(n int, _ bool) bool { return n > 0 } }, ""},
	{"M-CD-65", rules.CD_4_1, func(d *Decisions) { d.Occurs = func(events.LifecycleEvent, Course, bool) bool { return true } }, ""},
}
