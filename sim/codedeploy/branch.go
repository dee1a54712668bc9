package codedeploy

import (
	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// What a search needs to know about what is scheduled.

// Stale says whether an event is about a turn of a target that is over, or a
// poll that SparePolls leaves out.
func (s *Service) Stale(e events.Event) bool {
	if e.Kind() == events.AlarmsPolled {
		return !s.deployments[e.Deployment()].polling
	}
	if !e.OfTarget() && !e.OfShift() {
		return false
	}
	row := &s.targets[e.Target()]
	return row.turn != e.Turn() || row.status != events.TargetInProgress
}

// HostOf is the instance that an event is about, if it is about one alone.
func (s *Service) HostOf(e events.Event) (i uint32, ok bool) {
	if e.OfTarget() {
		return s.targets[e.Target()].instance, true
	}
	switch e.Kind() {
	case events.HostReturns, events.NetworkReturns, events.HostLost, events.HostBack, events.NetworkLost, events.NetworkBack,
		events.AgentDies, events.AgentReturns, events.ArchivesLost, events.HealthCheckDue, events.HealthChecksFail, events.HealthChecksPass:
		return e.Instance(), true
	}
	return 0, false
}

// IgnoresStopFailures says whether the deployment of a target goes on if its
// ApplicationStop fails, or an event of the load balancer before that. CD-4.10
func (s *Service) IgnoresStopFailures(t uint32) bool {
	return s.deployments[s.targets[t].deployment].ignoreStop
}

// EndsBy is until when the work that is under way on a target, a script, an event
// without scripts or a hook, can end by itself. CD-4.7, CD-4.8, CD-9.6, CD-9.7
func (s *Service) EndsBy(t uint32) kernel.Time {
	by, _ := s.endsBy(&s.targets[t])
	return by
}

// CountedFrom is from when the time of an event of a target is counted: of the
// end of work, until when it can be.
func (s *Service) CountedFrom(e events.Event) kernel.Time {
	row := &s.targets[e.Target()]
	switch e.Kind() {
	case events.ScriptEnds, events.LifecycleEventEnds:
		_, from := s.endsBy(row)
		return from
	case events.ScriptTimesOut, events.OutputTimesOut:
		return row.began
	}
	return row.since
}

// endsBy is until when the work of a target can end by itself, and from when
// that is counted.
func (s *Service) endsBy(row *target) (by, from kernel.Time) {
	switch {
	case row.course.Shifting() && row.event == events.Install:
		return row.since + s.d.TaskSetLimit(), row.since
	case row.course.Shifting():
		return row.since + s.d.HookLimit(), row.since
	}
	by = row.since + s.shape.agents.insideLimit
	if row.event == events.DownloadBundle || row.event == events.Install || !row.event.NeedsAgent() {
		return by, row.since
	}
	d := &s.deployments[row.deployment]
	scripts := s.scripts(row, s.scriptsOf(d, row))
	if limit := row.began + scripts[row.script].timeout - 1; limit < by {
		return limit, row.began
	}
	return by, row.since
}

// Running says whether a target has an event under way that can be spoiled,
// and which.
func (s *Service) Running(t uint32) (e events.LifecycleEvent, ok bool) {
	row := &s.targets[t]
	return row.event, row.status == events.TargetInProgress && row.doing == inside
}

// PickupDelay is how long the agent of an instance takes to take up an event. CD-8.1
func (s *Service) PickupDelay(i uint32) kernel.Time { return s.pickupDelay(i) }

// Fresh says whether no target of the deployment of one has begun anything yet.
func (s *Service) Fresh(t uint32) bool {
	d := &s.deployments[s.targets[t].deployment]
	for t := d.first; t < d.first+d.count; t++ {
		row := &s.targets[t]
		first := s.shape.from[row.course][d.routes()][s.shape.order[0]]
		if row.status != events.TargetPending && (row.status != events.TargetInProgress || row.event != first || row.doing == inside || row.doing == lost) {
			return false
		}
	}
	return true
}

// Rerouted says whether a target of a blue/green deployment is installed and about to
// get its traffic. CD-3.7
func (s *Service) Rerouted(t uint32) bool {
	row := &s.targets[t]
	return row.course == Replacement && row.event == events.BeforeAllowTraffic
}

// Limited says whether a deployment has a limit as a whole: one to ECS has none, and
// a TIMEOUT of it is that of its tasks. CD-2.18, CD-9.7, CD-9.11
func (s *Service) Limited(n int32) bool {
	p := s.platform(&s.deployments[n])
	return p == Server || s.d.ShiftLimit(p) > 0
}

// Began is when the event that is under way on a target began.
func (s *Service) Began(t uint32) kernel.Time { return s.targets[t].since }

// Retime lets what the time of an event is counted from happen so much later.
func (s *Service) Retime(e events.Event, by kernel.Time) {
	switch {
	case e.OfLifecycle():
		row := &s.targets[e.Target()]
		row.since, row.began = row.since+by, row.began+by
	case e.Kind() == events.AlarmsPolled:
		s.deployments[e.Deployment()].started += by
	}
}

// Later lets the events that begin from now on be later than all before, even if no
// time has passed.
func (s *Service) Later() { s.latest = -1 }

// InLine says whether instance i waits for its turn in a deployment.
func (s *Service) InLine(i uint32) bool {
	for _, n := range s.active {
		d := &s.deployments[n]
		for t := d.first; t < d.first+d.count; t++ {
			if row := &s.targets[t]; row.instance == i && d.inLine(row) {
				return true
			}
		}
	}
	return false
}

// SetRanks says who goes first among the targets of a class (CD-2.15) in the
// deployments that start from now on: those with the lower rank. Without ranks
// it is the order of instances.
func (s *Service) SetRanks(ranks []uint8) { s.ranks = ranks }

// rank orders ties by their ranks, if there are any. CD-2.15
func (s *Service) rank(ties []target) {
	if s.ranks == nil {
		return
	}
	for i := range ties {
		for j := i; j > 0 && s.ranks[ties[j].instance] < s.ranks[ties[j-1].instance]; j-- {
			ties[j], ties[j-1] = ties[j-1], ties[j]
		}
	}
}

// Ties yields the targets that deployment n, in place, would have if it started
// now, a class of a zone at a time: AWS does not say in which order it takes
// those (CD-2.15). Blue/green has none here: it takes them as they come.
func (s *Service) Ties(n int32, yield func(ties []uint32)) {
	d := s.deployments[n]
	if d.settings.BlueGreenType {
		return
	}
	d.members = s.membersOf(d.group, d.settings)
	zones, sizes := s.zonesOf(&d), s.classify(&d)
	var ties []uint32
	for z := range max(1, len(zones)) {
		for c, size := range sizes {
			if size < 2 {
				continue
			}
			ties = ties[:0]
			for i, class := range s.classes {
				if int(class) == c && (len(zones) == 0 || s.fleet.Zone(uint32(i)) == zones[z]) {
					ties = append(ties, uint32(i))
				}
			}
			if len(ties) > 1 {
				yield(ties)
			}
		}
	}
}

// Shifts says whether a target belongs to a Lambda or an ECS deployment.
func (s *Service) Shifts(t uint32) bool { return s.targets[t].course.Shifting() }
