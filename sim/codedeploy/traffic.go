package codedeploy

import (
	"github.com/seed-11de0fc1/rehearse/fleet"
	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
	"github.com/seed-11de0fc1/rehearse/sim/rules"
)

// In and out of load balancers: CD-7.1 to 7.5.

// TrafficDecisions decide about load balancers.
type TrafficDecisions struct {
	// TooManyBalancers says whether a group is given more than it takes.
	TooManyBalancers func(classic, targetGroups int) bool `rule:"CD-7.1"`
	// BlockTakes is how long BlockTraffic takes with one load balancer more.
	BlockTakes func(sofar kernel.Time, lb *fleet.LoadBalancer, registered bool) kernel.Time `rule:"CD-7.3"`
	// AllowTakes is how long AllowTraffic takes with one load balancer more.
	AllowTakes func(sofar kernel.Time, lb *fleet.LoadBalancer) kernel.Time `rule:"CD-7.3"`
	// HealthyIn says whether AllowTraffic can end, of the load balancers in which
	// a host gets healthy.
	HealthyIn func(total, healthy int) bool `rule:"CD-7.2"`
}

var awsTraffic = TrafficDecisions{
	TooManyBalancers: func(classic, targetGroups int) bool { return classic > maxBalancers || targetGroups > maxBalancers },
	BlockTakes:       blockTakes,
	AllowTakes:       func(sofar kernel.Time, lb *fleet.LoadBalancer) kernel.Time { return max(sofar, lb.Register) },
	HealthyIn:        func(total, healthy int) bool { return healthy == total },
}

// maxBalancers is how many of each sort a group takes. CD-7.1
const maxBalancers = 10

// blockTakes: the slowest of those where the host is registered. CD-7.3, CD-7.5
func blockTakes(sofar kernel.Time, lb *fleet.LoadBalancer, registered bool) kernel.Time {
	if registered {
		return max(sofar, lb.Deregister)
	}
	return sofar
}

// refuseBalancers says whether a group would have too many load balancers.
// CD-7.1
func (s *Service) refuseBalancers(list []int32) bool {
	targetGroups := 0
	for _, l := range list {
		if s.fleet.LoadBalancer(l).TargetGroup {
			targetGroups++
		}
	}
	return s.d.TooManyBalancers(len(list)-targetGroups, targetGroups)
}

// startTraffic starts BlockTraffic or AllowTraffic, which need no agent.
func (s *Service) startTraffic(d *deployment, t uint32) {
	row := &s.targets[t]
	s.beginEvent(t, None, rules.CD_7_3)
	if s.fleet.Gone(row.instance) {
		s.endGone(d, t)
		return
	}
	takes, healthy := s.trafficTime(d, t)
	if row.event == events.BlockTraffic {
		for _, l := range d.settings.LoadBalancers {
			s.fleet.Deregister(s.k, l, row.instance, row.last, rules.CD_7_1)
		}
	}
	if !healthy {
		s.lose(t) // it waits for its hour, or for the host to return
		return
	}
	limit := s.shape.agents.insideLimit
	s.schedule(t, s.k.Now()+min(takes, limit), endOf(takes, limit))
}

// trafficTime is how long the event takes over all load balancers of the
// deployment, and whether it can end at all. CD-7.1 to 7.3, CD-7.5
func (s *Service) trafficTime(d *deployment, t uint32) (takes kernel.Time, healthy bool) {
	row := &s.targets[t]
	well := 0
	for _, l := range d.settings.LoadBalancers {
		lb := s.fleet.LoadBalancer(l)
		if row.event == events.BlockTraffic {
			takes = s.d.BlockTakes(takes, lb, s.fleet.Behind(l, row.instance))
			continue
		}
		takes = s.d.AllowTakes(takes, lb)
		if s.fleet.GetsHealthy(l, row.instance) {
			well++
		}
	}
	healthy = row.event == events.BlockTraffic || s.d.HealthyIn(len(d.settings.LoadBalancers), well)
	if own := s.ownEvent(d, row, row.event); own != nil {
		takes = s.ownTakes(row, own)
	}
	return takes, healthy
}

// endTraffic ends BlockTraffic or AllowTraffic.
func (s *Service) endTraffic(d *deployment, t uint32) {
	row := &s.targets[t]
	if b := s.ownEvent(d, row, row.event); b != nil && b.Fails || row.spoil&spoilFails != 0 {
		s.fail(d, t, events.UnknownError, events.TrafficFailed)
		return
	}
	if row.event == events.AllowTraffic && !s.fleet.Answers(row.instance) {
		s.loseTraffic(t) // it went down at this very instant
		return
	}
	if row.event == events.AllowTraffic {
		for _, l := range d.settings.LoadBalancers {
			s.fleet.Register(s.k, l, row.instance, row.last, rules.CD_7_1)
		}
	}
	s.succeed(d, t, rules.CD_7_3)
}

// endGone ends a traffic event on an instance that is terminated. CD-8.4
func (s *Service) endGone(d *deployment, t uint32) {
	if s.targets[t].event == events.BlockTraffic {
		s.succeed(d, t, rules.CD_8_4)
	} else {
		s.fail(d, t, events.UnknownError, events.InstanceGone)
	}
}

// loseTraffic is a host going down during a traffic event.
func (s *Service) loseTraffic(t uint32) {
	row := &s.targets[t]
	switch {
	case s.fleet.Gone(row.instance):
		row.last = max(row.last, s.fleet.Struck(row.instance))
		s.endGone(&s.deployments[s.targets[t].deployment], t)
	case row.event == events.AllowTraffic:
		s.lose(t)
	}
}

// loseHealthChecks is a host that no health check reaches any more. CD-7.2
func (s *Service) loseHealthChecks(i uint32) {
	for t := range s.inFlight(i) {
		if s.targets[t].event == events.AllowTraffic {
			s.lose(t)
		}
	}
}

// resumeTraffic lets a host that is back get healthy, if there is time.
func (s *Service) resumeTraffic(t uint32) {
	row := &s.targets[t]
	takes, healthy := s.trafficTime(&s.deployments[s.targets[t].deployment], t)
	if at := s.k.Now() + takes; healthy && at <= row.since+s.shape.agents.insideLimit {
		row.turn++
		row.doing = inside
		s.schedule(t, at, events.LifecycleEventEnds)
	}
}
