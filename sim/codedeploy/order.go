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

const (
	classes  = 4
	noTarget = classes // the class of who is none
)

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
	if d.action > 0 {
		s.lineUpLone(n)
		return
	}
	d.first = uint32(len(s.targets))
	sizes := s.classify(d)
	s.targets = slices.Grow(s.targets, sizes[0]+sizes[1]+sizes[2]+sizes[3])
	zones := s.zonesOf(d)
	for z := range max(1, len(zones)) {
		from := len(s.targets)
		s.lineUpZone(n, zones, z, sizes)
		if size := len(s.targets) - from; len(zones) > 0 && size > 0 {
			d.zones = append(d.zones, zone{uint32(from), Budget{Targets: size, Pending: size}})
		}
	}
	d.count = uint32(len(s.targets)) - d.first
}

// classify finds the class of each instance, or noTarget, and counts the targets
// of each class.
func (s *Service) classify(d *deployment) (sizes [classes]int) {
	s.classes = slices.Grow(s.classes[:0], s.fleet.Len())[:s.fleet.Len()]
	for i := range s.classes {
		s.classes[i] = noTarget
		if s.isTarget(d, uint32(i)) {
			s.classes[i] = s.classOf(d, uint32(i))
			sizes[s.classes[i]]++
		}
	}
	return sizes
}

func (s *Service) classOf(d *deployment, i uint32) uint8 {
	return s.shape.class[s.groups[d.group].health[i]]
}

// lineUpZone appends the targets of one zone, or all of them, by class; sizes
// are those of the classes in all zones.
func (s *Service) lineUpZone(n int32, zones []string, z int, sizes [classes]int) {
	d := &s.deployments[n]
	for c, size := range sizes {
		if size == 0 {
			continue
		}
		from := len(s.targets)
		for i, class := range s.classes {
			if int(class) == c && (len(zones) == 0 || s.fleet.Zone(uint32(i)) == zones[z]) {
				s.targets = append(s.targets, target{})
				row := &s.targets[len(s.targets)-1]
				row.instance, row.deployment, row.class = uint32(i), n, class
			}
		}
		if s.setup.Shuffle {
			s.shuffle(s.targets[from:], d)
		}
		s.rank(s.targets[from:])
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
