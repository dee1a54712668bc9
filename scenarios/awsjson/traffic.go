package awsjson

import (
	"maps"
	"slices"

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
	Shares    map[string]int `json:"shares"` // per cent of the requests; together 100 while anybody serves
}

// server is what decides whether a host takes requests (CD-7.4), and with which
// revision it answers.
type server struct {
	up, cut  bool
	fronted  bool    // there is a load balancer it belongs behind
	receives []int64 // the load balancers that send it traffic (CD-7.6)
	revision string
}

func (s *server) serves() bool { return s.up && !s.cut && (len(s.receives) > 0 || !s.fronted) }

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
		if f.Receives(l, uint32(i)) {
			list[i].receives = append(list[i].receives, int64(l))
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

func (t *Traffic) copied() Traffic {
	names := slices.Sorted(maps.Keys(t.Revisions))
	counts := make([]int, len(names))
	for i, name := range names {
		counts[i] = t.Revisions[name]
	}
	shares := map[string]int{}
	for i, share := range sim.Shares(counts) {
		shares[names[i]] = share
	}
	return Traffic{t.Time, t.InService, maps.Clone(t.Revisions), shares}
}

// moves says whether a kind of record can change who serves with what.
func moves(kind kernel.Kind) bool {
	switch kind {
	case events.RevisionInstalled, events.Registered, events.Deregistered,
		events.HostStarted, events.HostStopped, events.HostTerminated, events.NetworkCut, events.NetworkRestored,
		events.ChecksPassed, events.ChecksFailed:
		return true
	}
	return false
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
	case events.Registered, events.ChecksPassed:
		s.receives, s.fronted = append(s.receives, r.A), true
	case events.Deregistered, events.ChecksFailed:
		s.receives = slices.DeleteFunc(s.receives, func(l int64) bool { return l == r.A })
	case events.NetworkCut, events.NetworkRestored:
		s.cut = r.Kind == events.NetworkCut
	case events.HostStarted:
		s.up = true
	case events.HostStopped, events.HostTerminated:
		s.up = false
	}
}
