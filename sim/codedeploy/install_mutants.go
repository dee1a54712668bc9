package codedeploy

import "github.com/seed-11de0fc1/rehearse/sim/rules"

var installMutants = []Mutant{
	{"M-CD-43", rules.CD_4_15, func(d *Decisions) { d.Existing = overwriteByDefault }, ""},
	{"M-CD-44", rules.CD_4_15, func(d *Decisions) { d.Existing = func(a, b FileExists) FileExists { return existing(b, a) } }, ""},
	{"X-CD-no-cleanup", rules.CD_4_14, func(d *Decisions) { d.Cleans = func() bool { return false } }, ""},
	{"X-CD-retained-listed", rules.CD_4_16, func(d *Decisions) { d.Lists = func(bool) bool { return true } }, ""},
	{"M-CD-48", rules.CD_8_9, func(d *Decisions) { d.Pruned = func(_, _ int) int { return 0 } }, ""},
	{"X-CD-five-and-current", rules.CD_8_9, func(d *Decisions) { d.Pruned = func(n, keep int) int { return max(0, n-keep) } }, ""},
	{"M-CD-67", rules.CD_5_9, func(d *Decisions) { d.ListsWritten = func() bool { return true } }, ""},
	{"M-CD-68", rules.CD_4_16, func(d *Decisions) { d.PutsBack = func() bool { return true } }, ""},
	{"M-CD-46", rules.CD_1_2, func(d *Decisions) { d.Uninstalls = func() bool { return true } }, ""},
	{"X-CD-not-spared", rules.CD_8_9, func(d *Decisions) { d.Spared = func(_, _ int32) bool { return false } }, ""},
}

// M-CD-43: a file that is already there is overwritten.
func overwriteByDefault(appSpec, deployment FileExists) FileExists {
	if appSpec == FileExistsUnset && deployment == FileExistsUnset {
		return Overwrite
	}
	return existing(appSpec, deployment)
}
