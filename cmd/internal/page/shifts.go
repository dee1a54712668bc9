package page

import (
	"slices"

	"github.com/seed-11de0fc1/rehearse/scenarios/source"
	"github.com/seed-11de0fc1/rehearse/sim"
)

// shifts are the aliases and services whose traffic deployments move, with the
// shares of their versions over time, in per cent (CD-9.9).
func shifts(w *sim.World) []Shift {
	list := []Shift{}
	for _, at := range w.SplitsAtStart() {
		s := newShift(at)
		for _, m := range w.TrafficMoves() {
			if m.Split.What == at.What {
				s.move(int64(m.At), m.Split.Shares)
			}
		}
		list = append(list, *s)
	}
	return list
}

func newShift(at sim.Split) *Shift {
	s := &Shift{Name: source.Escape(at.What), Traffic: Traffic{Revisions: []Served{}}}
	s.move(0, at.Shares)
	return s
}

// move gives the traffic out anew from a time on.
func (s *Shift) move(at int64, shares []sim.VersionShare) {
	if n := len(s.At); n > 0 && s.At[n-1] == at {
		s.At, s.InService = s.At[:n-1], s.InService[:n-1]
		for r := range s.Revisions {
			s.Revisions[r].Hosts = s.Revisions[r].Hosts[:n-1]
		}
	}
	s.At, s.InService = append(s.At, at), append(s.InService, 100)
	for r := range s.Revisions {
		s.Revisions[r].Hosts = append(s.Revisions[r].Hosts, 0)
	}
	for _, v := range shares {
		s.share(source.Escape(v.Version))[len(s.At)-1] += v.Share
	}
}

// share is the column of a version, which may be new.
func (s *Shift) share(version string) []int {
	n := slices.IndexFunc(s.Revisions, func(v Served) bool { return v.Name == version })
	if n < 0 {
		n = len(s.Revisions)
		s.Revisions = append(s.Revisions, Served{version, make([]int, len(s.At))})
	}
	return s.Revisions[n].Hosts
}
