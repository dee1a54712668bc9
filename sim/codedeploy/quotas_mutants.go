package codedeploy

import "github.com/seed-11de0fc1/rehearse/sim/rules"

var quotaMutants = []Mutant{
	{"X-CD-any-number", rules.CD_11_3, func(d *Decisions) { d.OverMax = func(int, int) bool { return false } }, ""},
	{"X-CD-no-queue", rules.CD_1_5, func(d *Decisions) { d.Queues = func(Usage, Quotas) bool { return false } }, ""},
}
