package codedeploy

import "github.com/seed-11de0fc1/rehearse/sim/rules"

var followUpMutants = []Mutant{
	{"M-CD-83", rules.CD_6_9, func(d *Decisions) { d.FollowsUp = func(bool, bool) bool { return false } }, ""},
	{"X-CD-ignores-ignore", rules.CD_6_9, func(d *Decisions) { d.FollowsUp = func(succeeded, _ bool) bool { return succeeded } }, ""},
	{"X-CD-follow-up-minimum", rules.CD_2_2, func(d *Decisions) { d.FollowUpMinimum = func(_, minimum int) int { return minimum } }, ""},
}
