package codedeploy

import (
	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
	"github.com/seed-11de0fc1/rehearse/sim/rules"
)

// The agent polls, falls silent and restarts: CD-8.1 to 8.5.

// AgentDecisions decide how long the service waits for an agent.
type AgentDecisions struct {
	// StartLimit is how long an event may wait for an agent; unseen says that
	// the agent of a launched host was never there yet.
	StartLimit func(unseen bool) kernel.Time `rule:"CD-8.4"`
	// InsideLimit is how long an event may run.
	InsideLimit func() kernel.Time `rule:"CD-4.8"`
	// Parallel is how many commands an agent runs at once.
	Parallel func() int `rule:"CD-8.3"`
}

var awsAgent = AgentDecisions{
	StartLimit:  startLimit,
	InsideLimit: func() kernel.Time { return kernel.Hour },
	Parallel:    func() int { return 16 },
}

// startLimit: five minutes, or an hour for an agent that was never seen. CD-8.4
func startLimit(unseen bool) kernel.Time {
	if unseen {
		return kernel.Hour
	}
	return 5 * kernel.Minute
}

// agentShape is what agents and the service wait for, worked out once.
type agentShape struct {
	parallel    int
	insideLimit kernel.Time
	startLimit  [2]kernel.Time // the second is that of agents that were never seen
	pickupDelay []kernel.Time  // by fleet group
}

func newAgentShape(set *Setup, d *Decisions) agentShape {
	sh := agentShape{parallel: d.Parallel(), insideLimit: d.InsideLimit(), startLimit: [2]kernel.Time{d.StartLimit(false), d.StartLimit(true)}}
	for i := range set.Agents {
		sh.pickupDelay = append(sh.pickupDelay, set.Agents[i].PickupDelay)
	}
	return sh
}

// startsBy is when the target's event must have been taken up. CD-8.4
func (s *Service) startsBy(row *target) kernel.Time {
	unseen := 0
	if row.unseen {
		unseen = 1
	}
	return row.since + s.shape.agents.startLimit[unseen]
}

// pickupDelay is how long it takes from an event being due to its start.
// CD-8.1
func (s *Service) pickupDelay(i uint32) kernel.Time {
	return s.shape.agents.pickupDelay[s.fleet.GroupOf(i)]
}

// silent fails an event that no agent took up; the latest fault of the host is
// to blame, be it older than the deployment. CD-8.4
func (s *Service) silent(d *deployment, t uint32) {
	row := &s.targets[t]
	if no := s.fleet.Struck(row.instance); no > 0 && !s.listens(row.instance) {
		row.last = no
	}
	s.fail(d, t, events.UnknownError, events.AgentSilent)
}

// listens says whether the agent of instance i can take up an event now.
func (s *Service) listens(i uint32) bool {
	return s.fleet.Reachable(i) && s.agents[i] == AgentRunning
}

// poll lets the agent take up the target's event, if there is an agent that
// can. CD-8.4
func (s *Service) poll(d *deployment, t uint32, row *target) {
	listens := s.listens(row.instance)
	row.unseen = row.unseen && !listens
	if listens && !s.busy(row.instance) {
		s.startEvent(d, t)
		return
	}
	row.doing = waiting
	s.schedule(t, s.startsBy(row), events.StartTimesOut)
}

// busy says whether the agent runs as many commands as it can. CD-8.3
func (s *Service) busy(i uint32) bool {
	return len(s.active) > s.shape.agents.parallel && s.running(i) >= s.shape.agents.parallel
}

// running is how many commands the agent runs.
func (s *Service) running(i uint32) (running int) {
	for t := range s.inFlight(i) {
		if s.targets[t].doing == inside {
			running++
		}
	}
	return running
}

// freeSlot lets an agent that could run no more commands take up one that
// waits. CD-8.3
func (s *Service) freeSlot(i uint32) {
	for t := range s.inFlight(i) {
		if s.targets[t].doing == waiting {
			s.pollSoon(t)
		}
	}
}

// pollSoon lets the agent poll for an event that waits, unless it can not or
// that would be too late. CD-8.4
func (s *Service) pollSoon(t uint32) {
	row := &s.targets[t]
	at := s.k.Now() + s.pickupDelay(row.instance)
	if s.listens(row.instance) && at < s.startsBy(row) {
		row.turn++
		row.doing = queued
		s.schedule(t, at, events.AgentPolls)
	}
}

// inFlight yields the targets in progress on instance i, oldest deployment
// first.
func (s *Service) inFlight(i uint32) func(yield func(t uint32) bool) {
	return func(yield func(t uint32) bool) {
		for _, n := range s.active {
			d := &s.deployments[n]
			if t := s.targetOn(d, i); t > 0 && s.targets[t-1].status == events.TargetInProgress && !yield(t-1) {
				return
			}
		}
	}
}

// targetOn is the target of a deployment on instance i, plus 1, or 0. CD-10.2:
// there is at most one.
func (s *Service) targetOn(d *deployment, i uint32) uint32 {
	if !d.begun || d.count == 0 || s.shifts(d) {
		return 0 // no targets, or none yet
	}
	if d.count == 1 {
		if s.targets[d.first].instance == i {
			return d.first + 1
		}
		return 0
	}
	if d.byInstance == nil {
		d.byInstance = make([]uint32, s.fleet.Len())
		for t := d.first; t < d.first+d.count; t++ {
			d.byInstance[s.targets[t].instance] = t + 1
		}
	}
	if int(i) >= len(d.byInstance) {
		return 0 // launched after the deployment began
	}
	return d.byInstance[i]
}

// stepHost applies what the fleet tells of a host.
func (s *Service) stepHost(e events.Event) {
	i := e.Instance()
	switch e.Kind() {
	case events.HostLost:
		s.loseHost(i)
	case events.AgentDies:
		s.loseAgent(i)
	case events.HostBack:
		if s.agents[i] == AgentStopped {
			s.agents[i] = AgentRunning
		}
		s.restartAgent(i)
	case events.AgentReturns:
		if s.agents[i] == AgentStopped && s.fleet.Up(i) {
			s.agents[i] = AgentRunning
			s.k.Record(events.AgentStarted, events.About(events.Instance, i), s.fleet.Struck(i), 0, 0, 0)
			s.restartAgent(i)
		}
	case events.ArchivesLost:
		s.loseArchives(i)
	case events.NetworkLost:
		s.loseHealthChecks(i)
	case events.NetworkBack:
		s.pollAgain(i)
	}
}

// loseAgent lets the agent's process die; what it runs is never reported.
func (s *Service) loseAgent(i uint32) {
	if s.agents[i] != AgentRunning || !s.fleet.Up(i) {
		return
	}
	s.agents[i] = AgentStopped
	s.k.Record(events.AgentStopped, events.About(events.Instance, i), s.fleet.Struck(i), 0, 0, 0)
	s.loseCommands(i)
}

// loseCommands lets nothing that an agent runs be reported.
func (s *Service) loseCommands(i uint32) {
	for t := range s.inFlight(i) {
		if s.targets[t].event.NeedsAgent() {
			s.lose(t)
		}
	}
}

// loseHost lets what runs on a host go unreported, a host that is scaled in
// included. CD-8.4, CD-6.10
func (s *Service) loseHost(i uint32) {
	for t := range s.inFlight(i) {
		if s.targets[t].event.NeedsAgent() {
			s.lose(t)
			s.loseHope(t)
		} else {
			s.loseTraffic(t)
		}
	}
}

// loseHope shortens the wait for an agent that was never seen on a launched
// host, because the host is terminated. CD-8.4
func (s *Service) loseHope(t uint32) {
	row := &s.targets[t]
	if !row.unseen || row.doing != waiting || !s.fleet.Gone(row.instance) {
		return
	}
	row.unseen = false
	row.turn++
	s.schedule(t, max(s.k.Now(), s.startsBy(row)), events.StartTimesOut)
}

// lose lets the target's running event run into the service's limit.
func (s *Service) lose(t uint32) {
	row := &s.targets[t]
	if row.doing != inside {
		return
	}
	row.turn++
	row.doing = lost
	if no := s.fleet.Struck(row.instance); no > row.last {
		row.last = no
	}
	s.schedule(t, row.since+s.shape.agents.insideLimit, events.LifecycleTimesOut)
}

// restartAgent is an agent starting up: it fails the newest event that was in
// flight, forgets the others, and polls for what waits. CD-8.5
func (s *Service) restartAgent(i uint32) {
	if !s.listens(i) {
		return
	}
	newest, found := uint32(0), false
	for t := range s.inFlight(i) {
		row := &s.targets[t]
		if row.doing == lost && row.event.NeedsAgent() && (!found || row.nth >= s.targets[newest].nth) {
			newest, found = t, true
		}
	}
	if found {
		row := &s.targets[newest]
		row.last = max(row.last, s.fleet.Struck(i))
		s.fail(&s.deployments[s.targets[newest].deployment], newest, events.UnknownError, events.AgentRestarted)
	}
	s.pollAgain(i)
}

// pollAgain lets an agent that is back take up what waits for it. CD-8.4
func (s *Service) pollAgain(i uint32) {
	for t := range s.inFlight(i) {
		row := &s.targets[t]
		if row.event == events.AllowTraffic && row.doing == lost {
			s.resumeTraffic(t)
		}
		if row.doing == waiting {
			s.pollSoon(t)
		}
	}
}

// reported says whether the result of the target's event reaches the service;
// without a network it is lost. CD-8.4
func (s *Service) reported(t uint32, row *target) bool {
	if s.fleet.Reachable(row.instance) {
		return true
	}
	s.lose(t)
	return false
}

// hourPassed fails an event that ran too long. CD-4.8, CD-8.4
func (s *Service) hourPassed(d *deployment, t uint32) {
	detail, rule := events.EventTimedOut, rules.CD_4_8
	switch row := &s.targets[t]; {
	case row.event == events.AllowTraffic || row.event == events.BlockTraffic:
		detail, rule = events.NotHealthyInTime, rules.CD_7_2
	case row.doing == lost:
		rule = rules.CD_8_4
	}
	o := events.Outcome{Status: events.LifecycleFailed, Code: events.UnknownError, Detail: detail, Place: uint32(s.targets[t].script)}
	s.finish(d, t, o, 0, rule)
}
