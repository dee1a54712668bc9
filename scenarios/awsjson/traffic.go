package awsjson

import (
	"maps"

	"github.com/seed-11de0fc1/rehearse/fleet"
	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// Traffic is who could serve from a moment on: hosts in service, and how many
// of them have which revision.
type Traffic struct {
	Time      string         `json:"time"`
	InService int            `json:"inService"`
	Revisions map[string]int `json:"revisions"`
}

// server is what decides whether a host takes requests (CD-7.4), and with which
// revision it answers.
type server struct {
	up         bool
	fronted    bool // there is a load balancer it belongs behind
	registered int  // with how many it is at present
	revision   string
}

func (s *server) serves() bool { return s.up && (s.registered > 0 || !s.fronted) }

// servers are the hosts at time 0.
func servers(setup *sim.Setup) []server {
	w := sim.New(setup)
	f := w.Fleet()
	list := make([]server, f.Len())
	for i := range list {
		list[i].up, list[i].revision = f.Up(uint32(i)), w.Instance(uint32(i)).Revision
		list[i].fronted = f.Groups()[f.GroupOf(uint32(i))].Fronted
	}
	for l := range int32(f.LoadBalancers()) {
		front(list, f, l)
	}
	return list
}

// front marks the hosts that belong behind load balancer l, and those that are.
func front(list []server, f *fleet.Fleet, l int32) {
	members := f.LoadBalancer(l).Members
	for _, i := range members {
		list[i].fronted = true
	}
	for i := range list {
		list[i].fronted = list[i].fronted || members == nil
		if f.Behind(l, uint32(i)) {
			list[i].registered++
		}
	}
}

// traffic replays who was in service and with what, from the journal. There is
// one entry for each instant at which it changed.
func traffic(w *sim.World) []Traffic {
	hosts := servers(w.Setup())
	now := Traffic{Time: timestamp(0), Revisions: map[string]int{}}
	for i := range hosts {
		now.count(&hosts[i], 1)
	}
	list := []Traffic{now.copied()}
	for _, r := range w.Journal().Records() {
		if !moves(r.Kind) {
			continue
		}
		hosts = grow(hosts, w)
		host := subject(w, hosts, r)
		now.count(host, -1)
		host.apply(w, r)
		now.count(host, 1)
		if now.Time = timestamp(r.At); list[len(list)-1].Time == now.Time {
			list = list[:len(list)-1]
		}
		list = append(list, now.copied())
	}
	return list
}

// count adds a host to those in service, if it is, or takes it away.
func (t *Traffic) count(s *server, by int) {
	if !s.serves() {
		return
	}
	t.InService += by
	if t.Revisions[s.revision] += by; t.Revisions[s.revision] == 0 {
		delete(t.Revisions, s.revision)
	}
}

func (t *Traffic) copied() Traffic { return Traffic{t.Time, t.InService, maps.Clone(t.Revisions)} }

// moves says whether a kind of record can change who serves with what.
func moves(kind kernel.Kind) bool {
	switch kind {
	case events.RevisionInstalled, events.Registered, events.Deregistered,
		events.HostStarted, events.HostStopped, events.HostTerminated:
		return true
	}
	return false
}

// grow adds hosts that were launched later; they belong behind load balancers
// if the hosts of their kind do.
func grow(hosts []server, w *sim.World) []server {
	for i := len(hosts); i < w.Fleet().Len(); i++ {
		first, _ := w.Fleet().Span(w.Fleet().GroupOf(uint32(i)))
		hosts = append(hosts, server{fronted: w.Fleet().Groups()[w.Fleet().GroupOf(uint32(i))].Fronted || int(first) < i && hosts[first].fronted})
	}
	return hosts
}

// subject is the host that a record is about.
func subject(w *sim.World, hosts []server, r kernel.Record) *server {
	i := events.Record(r).Index()
	if r.Kind == events.RevisionInstalled {
		i = w.CodeDeploy().Target(i).Instance
	}
	return &hosts[i]
}

func (s *server) apply(w *sim.World, r kernel.Record) {
	switch r.Kind {
	case events.RevisionInstalled:
		s.revision = w.Setup().CodeDeploy.Revisions[r.A].Name
	case events.Registered:
		s.registered++
	case events.Deregistered:
		s.registered--
	case events.HostStarted:
		s.up = true
	case events.HostStopped, events.HostTerminated:
		s.up = false
	}
}
