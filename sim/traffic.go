package sim

import (
	"slices"

	"github.com/seed-11de0fc1/rehearse/fleet"
	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// Traffic is who takes requests, and with which revision (CD-7.4): a projection
// of the journal that goes through a run record by record.
type Traffic struct {
	w         *World
	hosts     []server
	inService int
	serving   []int // hosts in service by revision, from 1; before them those without any
}

// server is what decides whether a host takes requests, and with which revision
// it answers.
type server struct {
	up, cut    bool
	arriving   bool    // its Auto Scaling group has not put it into service yet
	fronted    bool    // there is a load balancer it belongs behind
	registered int     // with how many it is at present
	unhealthy  []int64 // those that send it nothing all the same (CD-7.6)
	revision   int32
}

func (s *server) serves() bool {
	return s.up && !s.cut && !s.arriving && (s.registered > len(s.unhealthy) || !s.fronted)
}

// NewTraffic is the traffic of a run at time 0, before its first record. Later
// hosts join when records tell of them.
func NewTraffic(w *World) *Traffic {
	t := &Traffic{w: w, serving: make([]int, 1+len(w.setup.CodeDeploy.Revisions))}
	start := New(w.setup)
	for i := range uint32(start.fleet.Len()) {
		t.hosts = append(t.hosts, server{up: start.fleet.Up(i), fronted: belongs(start.fleet, i), revision: start.Installed(i)})
	}
	for l := range int32(start.fleet.LoadBalancers()) {
		t.front(start.fleet, l)
	}
	for i := range t.hosts {
		t.count(&t.hosts[i], 1)
	}
	return t
}

// belongs says whether host i is meant for load balancers by its groups.
func belongs(f *fleet.Fleet, i uint32) bool {
	g := f.AutoScalingGroupOf(i)
	return f.Groups()[f.GroupOf(i)].Fronted || g != fleet.NoGroup && len(f.AutoScalingGroup(g).LoadBalancers) > 0
}

// front marks the hosts that belong behind load balancer l, and those that are.
func (t *Traffic) front(f *fleet.Fleet, l int32) {
	members := f.LoadBalancer(l).Members
	for _, i := range members {
		t.hosts[i].fronted = true
	}
	for i := range t.hosts {
		s := &t.hosts[i]
		s.fronted = s.fronted || members == nil
		if f.Behind(l, uint32(i)) {
			s.registered++
			if !f.Receives(l, uint32(i)) {
				s.unhealthy = append(s.unhealthy, int64(l))
			}
		}
	}
}

// Observe takes the next record. It returns the host of which the record says
// something that traffic depends on, and whether there is one.
func (t *Traffic) Observe(r kernel.Record) (host uint32, moves bool) {
	if !movesTraffic(r.Kind) {
		return 0, false
	}
	host = events.Record(r).Index()
	if r.Kind == events.RevisionInstalled {
		host = t.w.deploy.Target(host).Instance
	}
	s := t.host(host)
	before := s.serves()
	t.count(s, -1)
	s.apply(r)
	t.count(s, 1)
	return host, r.Kind != events.LifecycleStateChanged || s.serves() != before
}

// movesTraffic says whether a kind of record can change who serves with what.
func movesTraffic(kind kernel.Kind) bool {
	switch kind {
	case events.RevisionInstalled, events.Registered, events.Deregistered,
		events.HostStarted, events.HostStopped, events.HostTerminated, events.LifecycleStateChanged,
		events.NetworkCut, events.NetworkRestored, events.ChecksFailed, events.ChecksPassed:
		return true
	}
	return false
}

// host is what is known of a host; one that came after time 0 runs nothing yet
// and belongs behind the load balancers that take all, too.
func (t *Traffic) host(i uint32) *server {
	for n := len(t.hosts); n <= int(i); n++ {
		takesAll := func(lb fleet.LoadBalancer) bool { return lb.Members == nil }
		fronted := belongs(t.w.fleet, uint32(n)) || slices.ContainsFunc(t.w.setup.Fleet.LoadBalancers, takesAll)
		t.hosts = append(t.hosts, server{fronted: fronted, revision: codedeploy.None})
	}
	return &t.hosts[i]
}

// count adds a host to those in service, if it is, or takes it away.
func (t *Traffic) count(s *server, by int) {
	if s.serves() {
		t.inService += by
		t.serving[s.revision+1] += by
	}
}

func (s *server) apply(r kernel.Record) {
	switch r.Kind {
	case events.RevisionInstalled:
		s.revision = int32(r.A)
	case events.Registered:
		s.registered++
		s.fronted = true
	case events.Deregistered:
		s.registered--
		s.unhealthy = slices.DeleteFunc(s.unhealthy, func(l int64) bool { return l == r.A })
	case events.ChecksFailed:
		s.unhealthy = append(s.unhealthy, r.A)
	case events.ChecksPassed:
		s.unhealthy = slices.DeleteFunc(s.unhealthy, func(l int64) bool { return l == r.A })
	case events.NetworkCut, events.NetworkRestored:
		s.cut = r.Kind == events.NetworkCut
	case events.HostStarted:
		s.up = true
	case events.HostStopped, events.HostTerminated:
		s.up = false
	case events.LifecycleStateChanged:
		s.arriving = fleet.LifecycleState(r.A) < fleet.InServiceState
	}
}

// InService is how many hosts take requests after the latest record.
func (t *Traffic) InService() int { return t.inService }

// Serving is how many hosts take requests with a revision, or with
// codedeploy.None.
func (t *Traffic) Serving(revision int32) int { return t.serving[revision+1] }

// Hosts is how many hosts have been heard of after the latest record.
func (t *Traffic) Hosts() int { return len(t.hosts) }

// Serves says whether host i takes requests after the latest record.
func (t *Traffic) Serves(i uint32) bool { return int(i) < len(t.hosts) && t.hosts[i].serves() }
