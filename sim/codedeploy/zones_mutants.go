package codedeploy

import (
	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
	"github.com/seed-11de0fc1/rehearse/sim/rules"
)

var zoneMutants = []Mutant{
	{"X-CD-zone-order", rules.CD_2_28, func(d *Decisions) { d.ZoneOrder = func(a, b string) int { return zoneOrder(b, a) } }, "4 HOST_COUNT 3 PPPP, zones a b: Succeeded, order 1 3 2 4"},
	{"X-CD-zone-passes", rules.CD_2_26, func(d *Decisions) { d.ZonePasses = noneMustPass }, "6 HOST_COUNT 2 FPPFPP, zones a b c: Failed HEALTH_CONSTRAINTS, skipped 4"},
	{"X-CD-zone-wait", rules.CD_2_27, func(d *Decisions) { d.ZoneWait = func(*Zonal, int) kernel.Time { return 0 } }, ""},
	{"X-CD-zone-rollback", rules.CD_2_29, func(d *Decisions) { d.ZonesRollBack = func(_ events.Creator, zonal bool) bool { return zonal } }, ""},
}
