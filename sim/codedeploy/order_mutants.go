package codedeploy

import (
	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/rules"
)

var orderMutants = []Mutant{
	{"M-CD-10", rules.CD_2_14, func(d *Decisions) { d.Class = oneClass }, "4 HOST_COUNT 3 PPPP, unhealthy 4: Succeeded, order 4 1 2 3"},
	{"M-CD-11", rules.CD_2_14, func(d *Decisions) { d.Class = healthyFirst }, "4 HOST_COUNT 3 PPPP, unhealthy 1: Succeeded, order 1 2 3 4"},
	{"M-CD-14", rules.CD_2_20, func(d *Decisions) { d.Class = everybodyHealthy }, ""},
}

// M-CD-14: everybody counts as healthy before a deployment.
func everybodyHealthy(_ events.InstanceHealth, r events.RevisionHealth) int {
	return class(events.Healthy, r)
}

// M-CD-10: instances are updated in the order of their names.
func oneClass(events.InstanceHealth, events.RevisionHealth) int { return 0 }

// M-CD-11: healthy ones go first.
func healthyFirst(i events.InstanceHealth, r events.RevisionHealth) int {
	return classes - 1 - class(i, r)
}
