package codedeploy

import (
	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
	"github.com/seed-11de0fc1/rehearse/sim/rules"
)

// In and out of load balancers: CD-7.1 to 7.5.

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
	limit := s.d.InsideLimit()
	s.schedule(t, s.k.Now()+min(takes, limit), endOf(takes, limit))
}

// trafficTime is how long the event takes over all load balancers of the
// deployment, and whether it can end at all. CD-7.1 to 7.3, CD-7.5
func (s *Service) trafficTime(d *deployment, t uint32) (takes kernel.Time, healthy bool) {
	row := &s.targets[t]
	healthy = true
	for _, l := range d.settings.LoadBalancers {
		lb := s.fleet.LoadBalancer(l)
		switch {
		case row.event == events.AllowTraffic:
			takes = max(takes, lb.Register)
			healthy = healthy && s.fleet.GetsHealthy(l, row.instance)
		case s.fleet.Behind(l, row.instance):
			takes = max(takes, lb.Deregister)
		}
	}
	if _, own, found := s.ownEvent(d, t); found {
		takes = own
	}
	return takes, healthy
}

// endTraffic ends BlockTraffic or AllowTraffic.
func (s *Service) endTraffic(d *deployment, t uint32) {
	row := &s.targets[t]
	if b, _, _ := s.ownEvent(d, t); b != nil && b.Fails {
		s.fail(d, t, events.UnknownError, events.TrafficFailed)
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
	if at := s.k.Now() + takes; healthy && at <= row.since+s.d.InsideLimit() {
		row.turn++
		row.doing = inside
		s.schedule(t, at, events.LifecycleEventEnds)
	}
}
