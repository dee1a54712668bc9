package codedeploy

import (
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
	"github.com/seed-11de0fc1/rehearse/sim/rules"
)

var functionMutants = []Mutant{
	{"X-CD-hook-quarter-hour", rules.CD_9_6, func(d *Decisions) { d.HookLimit = func() kernel.Time { return 15 * kernel.Minute } }, ""},
	{"M-BG-14", rules.CD_9_6, func(d *Decisions) { d.Reported = returningCounts }, ""},
	{"X-CD-any-function", rules.CD_9_6, func(d *Decisions) { d.Callable = func(Role, string) bool { return true } }, ""},
	{"M-BG-16", rules.CD_9_5, func(d *Decisions) { d.Calls = func(tasks int) int { return tasks } }, ""},
}

// M-BG-14: a function that returns has passed.
func returningCounts(r Report) Report {
	if r == NoReport {
		return ReportSucceeded
	}
	return r
}
