package codedeploy

import (
	"slices"

	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// In which order targets are attempted: CD-2.14, CD-2.15.

// OrderDecisions decide who goes first.
type OrderDecisions struct {
	// Class is the class of a target, 0 to 3; lower ones go first.
	Class func(i events.InstanceHealth, r events.RevisionHealth) int `rule:"CD-2.14"`
}

const classes = 4

var awsOrder = OrderDecisions{Class: class}

// class puts unhealthy instances first, then those whose revision is Unknown,
// Old, Current. CD-2.14
func class(i events.InstanceHealth, r events.RevisionHealth) int {
	if i == events.Unhealthy {
		return 0
	}
	return 1 + int(r)
}

// lineUp appends the targets of a deployment to the table in the order in
// which they will be attempted: by zone if it has zones, by class within.
func (s *Service) lineUp(n int32) {
	d := &s.deployments[n]
	d.first = uint32(len(s.targets))
	s.targets = slices.Grow(s.targets, s.countTargets(d))
	zones := s.zonesOf(d)
	for z := range max(1, len(zones)) {
		from := uint32(len(s.targets))
		s.lineUpZone(n, zones, z)
		if size := uint32(len(s.targets)) - from; len(zones) > 0 && size > 0 {
			d.zones = append(d.zones, zone{first: from, targets: size})
		}
	}
	d.count = uint32(len(s.targets)) - d.first
}

func (s *Service) countTargets(d *deployment) (n int) {
	for i := range uint32(s.fleet.Len()) {
		if s.isTarget(d, i) {
			n++
		}
	}
	return n
}

// lineUpZone appends the targets of one zone, or all of them, by class.
func (s *Service) lineUpZone(n int32, zones []string, z int) {
	d := &s.deployments[n]
	g := &s.groups[d.group]
	for c := range classes {
		from := len(s.targets)
		for i := range uint32(s.fleet.Len()) {
			h := g.health[i]
			if s.d.Class(h.instance(), h.revision()) == c && s.isTarget(d, i) &&
				(len(zones) == 0 || s.fleet.Zone(i) == zones[z]) {
				s.targets = append(s.targets, target{instance: i, deployment: n, class: uint8(c)})
			}
		}
		if s.setup.Shuffle {
			s.shuffle(s.targets[from:], d)
		}
	}
}

const purposeShuffle = 0x50f1e

// shuffle draws the order of ties from the seed. CD-2.15
func (s *Service) shuffle(ties []target, d *deployment) {
	draw := kernel.NewStream(s.k.Seed(), d.id, purposeShuffle)
	for i := len(ties) - 1; i > 0; i-- {
		j := draw.Below(uint64(i) + 1)
		ties[i], ties[j] = ties[j], ties[i]
	}
}
