package codedeploy

import (
	"github.com/seed-11de0fc1/rehearse/fleet"
	"github.com/seed-11de0fc1/rehearse/sim/rules"
)

var scalingMutants = []Mutant{
	{"X-CD-always-termination-hook", rules.CD_6_11, func(d *Decisions) { d.HoldsTermination = func(bool) bool { return true } }, ""},
	{"X-CD-suspends-processes", rules.CD_6_13, func(d *Decisions) { d.Suspends = suspendsAsSamplesDo }, ""},
	{"X-CD-hooks-stay", rules.CD_6_14, func(d *Decisions) { d.Detaches = func(bool) bool { return false } }, ""},
}

// A deployment suspends what the sample scripts of AWS suspend with
// HANDLE_PROCS.
func suspendsAsSamplesDo() fleet.Processes {
	return fleet.AZRebalance | fleet.AlarmNotification | fleet.ScheduledActions | fleet.ReplaceUnhealthy
}
