package codedeploy

import (
	"github.com/seed-11de0fc1/rehearse/fleet"
	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
	"github.com/seed-11de0fc1/rehearse/sim/rules"
)

var launchMutants = []Mutant{
	{"M-CD-82", rules.CD_6_8, func(d *Decisions) { d.LaunchSource = newestRevision }, ""},
	{"X-CD-abandons-empty", rules.CD_6_7, func(d *Decisions) { d.WithoutSuccess = func() fleet.Result { return fleet.Abandon } }, ""},
	{"M-CD-84", rules.CD_6_6, func(d *Decisions) { d.LaunchResult = func(bool, int) fleet.Result { return fleet.Continue } }, ""},
	{"M-CD-87", rules.CD_6_14, func(d *Decisions) { d.LaunchResult = independent }, ""},
	{"X-CD-launch-queues", rules.CD_6_15, func(d *Decisions) { d.LaunchFits = func(int, int) bool { return true } }, ""},
	{"X-CD-no-heartbeat", rules.CD_6_6, func(d *Decisions) { d.Heartbeat = func() kernel.Time { return kernel.Hour } }, ""},
	{"X-CD-launch-minimum", rules.CD_2_19, func(d *Decisions) { d.LoneMinimum = func(minimum int) int { return minimum } }, ""},
	{"X-CD-launch-blocks", rules.CD_1_12, func(d *Decisions) { d.ForFleet = func(events.Creator) bool { return true } }, ""},
}

// M-CD-82: a host launched while v2 goes out gets v2.
func newestRevision(lastSuccessful, active int32) int32 {
	if active != None {
		return active
	}
	return lastSuccessful
}

// M-CD-87: a launch that fails leaves the host to the other groups.
func independent(succeeded bool, others int) fleet.Result {
	if succeeded || others > 0 {
		return fleet.Continue
	}
	return fleet.Abandon
}
