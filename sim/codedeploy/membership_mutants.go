package codedeploy

import (
	"github.com/seed-11de0fc1/rehearse/fleet"
	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/rules"
)

var membershipMutants = []Mutant{
	{"M-CD-80", rules.CD_10_1, func(d *Decisions) { d.InSet = everyFilter }, ""},
	{"M-CD-81", rules.CD_10_1, func(d *Decisions) { d.InSets = anySet }, ""},
	{"X-CD-every-instance", rules.CD_6_12, func(d *Decisions) { d.Serves = fleet.LifecycleState.Counts }, ""},
	{"X-CD-outdated", rules.CD_10_4, func(d *Decisions) {
		d.Outdated = func(events.InstanceHealth, events.RevisionHealth) bool { return true }
	}, "2 AllAtOnce PP, outdated-only: Failed NO_INSTANCES"},
	{"M-CD-12", rules.CD_2_14, func(d *Decisions) { d.Takes = notThoseThatFailed }, "4 HOST_COUNT 2 PPPP, unhealthy 4: Succeeded, succeeded 4"},
	{"M-CD-13", rules.CD_2_11, func(d *Decisions) { d.Takes = func(c Candidate) bool { return c.Up } }, "5 FLEET_PERCENT 60 SSPPP: Failed HEALTH_CONSTRAINTS, skipped 3"},
	{"M-CD-23", rules.CD_8_4, func(d *Decisions) { d.Takes = func(c Candidate) bool { return c.Agent } }, "2 OneAtATime AP: Failed HEALTH_CONSTRAINTS, skipped 1"},
	{"M-CD-64", rules.CD_5_6, func(d *Decisions) { d.Takes = onlyThoseThatFailed }, ""},
}

// M-CD-12: what failed is out of the group until somebody repairs it.
func notThoseThatFailed(c Candidate) bool { return c.Health == events.Healthy || !c.Met }

// M-CD-64: a rollback goes only to those that failed.
func onlyThoseThatFailed(c Candidate) bool { return !c.Rollback || c.Health == events.Unhealthy }

// M-CD-80: within a set every filter must match.
func everyFilter(set []fleet.TagFilter, tags []fleet.Tag) bool {
	for _, f := range set {
		if !f.Matches(tags) {
			return false
		}
	}
	return true
}

// M-CD-81: one set that matches is enough.
func anySet(sets [][]fleet.TagFilter, in func(set []fleet.TagFilter) bool) bool {
	for _, set := range sets {
		if in(set) {
			return true
		}
	}
	return false
}
