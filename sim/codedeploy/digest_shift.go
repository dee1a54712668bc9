package codedeploy

import (
	"github.com/seed-11de0fc1/rehearse/fleet"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// What of deployments to Lambda and ECS can still matter, relative to now.

// digestShift adds what a deployment moves, as long as it is under way, or a rollback
// that has not begun moves it back (CD-9.8), and its one target.
func (s *Service) digestShift(d *deployment, now kernel.Time, blind Blind, rest *kernel.Digest) {
	if blind.Ended && d.status.Final() && !s.goesBackLater(d) {
		return
	}
	x := &d.shift
	rest.AddPair(pair(x.alias, x.service), pair(x.original, x.replacement))
	rest.AddPair(uint64(x.from), uint64(x.to))
	rest.AddPair(uint64(x.place)<<32|uint64(x.share)<<16|uint64(x.step), flag(x.waiting)|flag(x.settled)<<1|uint64(x.called)<<16)
	if d.count == 0 {
		return
	}
	row, ago := &s.targets[d.first], uint64(0)
	if !blind.Waits {
		ago = fleet.Left(now, row.since)
	}
	rest.AddPair(uint64(row.status)|uint64(row.course)<<8|uint64(row.event)<<16|uint64(row.doing)<<24|uint64(row.spoil)<<32|uint64(row.failed)<<40, ago)
}

// goesBackLater says whether a deployment is rolled back by one that has yet to begin.
func (s *Service) goesBackLater(d *deployment) bool {
	return d.rolledBackBy != None && !s.deployments[d.rolledBackBy].begun
}

// digestAliases adds where aliases and task sets stand; when tasks run, only the view
// knows.
func (s *Service) digestAliases(rest *kernel.Digest) {
	for i := range s.aliases {
		a := &s.aliases[i].Alias
		rest.AddPair(uint64(a.Version)<<8|uint64(a.Share), uint64(a.Other))
	}
	for i := range s.taskSets {
		x := &s.taskSets[i]
		rest.AddPair(pair(x.service, x.revision), uint64(x.desired)<<32|uint64(x.weight)<<8|uint64(x.group)<<2|flag(x.primary)<<1|flag(x.gone))
	}
}
