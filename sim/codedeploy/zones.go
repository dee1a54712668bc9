package codedeploy

import (
	"slices"

	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
	"github.com/seed-11de0fc1/rehearse/sim/rules"
)

// One Availability Zone after another: CD-2.25 to 2.29.

// ZoneDecisions decide about zonal configurations.
type ZoneDecisions struct {
	ZoneOrder     func(a, b string) int                   `rule:"CD-2.28"`
	ZonePasses    func(b Budget) bool                     `rule:"CD-2.26"`
	ZoneWait      func(z *Zonal, place int) kernel.Time   `rule:"CD-2.27"`
	ZonesRollBack func(c events.Creator, zonal bool) bool `rule:"CD-2.29"`
}

var awsZones = ZoneDecisions{
	ZoneOrder:     zoneOrder,
	ZonePasses:    passes, // a zone in which nothing succeeded fails, even at a minimum of 0
	ZoneWait:      zoneWait,
	ZonesRollBack: goesByZone,
}

// zone is the part of a deployment's targets that one zone has.
type zone struct {
	first uint32
	Budget
}

// turn is the zone whose turn it is, nil if the deployment does not go by zone.
func (d *deployment) turn() *zone {
	if len(d.zones) == 0 {
		return nil
	}
	return &d.zones[d.zone]
}

// inLastZone says whether no zone is left behind the one whose turn it is.
func (d *deployment) inLastZone() bool { return int(d.zone) >= len(d.zones)-1 }

// zoneOf is the zone of target t, which mostly is the one whose turn it is.
func (d *deployment) zoneOf(t uint32) *zone {
	z := d.zone
	if t < d.zones[z].first {
		z = 0
	}
	for t >= d.zones[z].first+uint32(d.zones[z].Targets) {
		z++
	}
	return &d.zones[z]
}

// zoneOrder is ascending by name. CD-2.28
func zoneOrder(a, b string) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

// zoneWait is how long to watch after the zone at a place in the order, from
// 0. CD-2.27
func zoneWait(z *Zonal, place int) kernel.Time {
	if place == 0 {
		return z.FirstMonitor
	}
	return z.Monitor
}

// goesByZone says whether a deployment heeds the zones of its configuration;
// a rollback does not. CD-2.29
func goesByZone(c events.Creator, zonal bool) bool { return zonal && c != events.ByRollback }

// noZone is what hosts without an Availability Zone form together.
var noZone = []string{""}

// zonesOf are the zones that a deployment goes through, in order; none if it
// does not go by zone, as blue/green never does (CD-2.25).
func (s *Service) zonesOf(d *deployment) (zones []string) {
	if !s.d.ZonesRollBack(d.creator, s.config(d).Zonal != nil && !d.settings.BlueGreenType) {
		return nil
	}
	for g := range s.fleet.Groups() {
		of := s.fleet.Groups()[g].Zones
		if len(of) == 0 {
			of = noZone
		}
		zones = addZones(zones, of)
	}
	for a := range s.fleet.AutoScalingGroups() {
		zones = addZones(zones, s.fleet.AutoScalingGroup(a).Zones)
	}
	slices.SortFunc(zones, s.d.ZoneOrder)
	return zones
}

func addZones(zones, more []string) []string {
	for _, z := range more {
		if !slices.Contains(zones, z) {
			zones = append(zones, z)
		}
	}
	return zones
}

// beginZones computes the budget of every zone and says whether all of them
// can start. CD-2.25, CD-2.26
func (s *Service) beginZones(d *deployment) bool {
	for i := range d.zones {
		z := &d.zones[i]
		z.Minimum = s.minimumOf(d, z.Targets, s.config(d).Zonal.Min)
		if !s.d.CanBegin(z.Budget) {
			return false
		}
	}
	return true
}

// nextZone goes on to the next zone, if there is one, after a wait. CD-2.27
func (s *Service) nextZone(d *deployment, n int32) {
	if d.inLastZone() {
		return
	}
	span := s.d.ZoneWait(s.config(d).Zonal, int(d.zone))
	d.last = s.k.Record(events.ZoneDone, events.About(events.Deployment, uint32(n)), d.last, rules.CD_2_27, int64(d.zone), int64(span))
	d.zone++
	d.waiting = true
	s.k.Schedule(s.k.Now()+span, kernel.Decide, events.ZoneWaitEnds, uint32(n), 0)
}
