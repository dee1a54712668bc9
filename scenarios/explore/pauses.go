package explore

// Between the start of a lifecycle event and the poll of its agent, which takes it
// up (CD-8.1), a fault of the host makes a difference, as then nobody does (CD-8.4),
// and so does the end of a wait, such as that for somebody who stops the deployment.
// So a search has a state there if that may happen.

import (
	"math"
	"slices"

	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// pauses says whether something may happen before a poll: it is one that takes
// time and of which something will come, and not of this round. If other polls led
// to it, of events without scripts, what happens before the first of them does the
// same. One that was to come before already takes as long as nobody knows.
func (s *space) pauses(x *state, k kernel.Event) bool {
	w, e := x.world, events.Event(k)
	if k.Time() <= w.Now() && !s.holds(k) || slices.Contains(s.round, k) || w.CodeDeploy().Stale(e) {
		return false
	}
	by := s.latest.takenUp(e.Target()) + w.CodeDeploy().PickupDelay(hostOf(w, e))
	switch {
	case !listens(w, e) && !s.returns(x, hostOf(w, e), by):
		return false
	case s.latest.picked(e.Target()) && !goesOn(w, e.Target()):
		first := s.latest.ended(e.Target()) // before later ones is the same, but for the time
		return (first || s.precise.exact()) && (s.comesBetween(x, by) || s.crowded(w, k))
	}
	return s.holds(k) || slices.ContainsFunc(s.kinds, Kind.ofHost) && !s.later(w, e) || s.soon(x, by) || follows(w, by)
}

// later says whether a poll is for a target that has just started in a deployment
// that began before: a fault that strikes its host now does what it does just before
// what let it start, as a deployment does not ask who is there (CD-2.7).
func (s *space) later(w *sim.World, e events.Event) bool {
	waited := func(h kernel.Event) bool { return h.Subject() == e.Target() }
	return !slices.Contains(s.latest.started, w.CodeDeploy().Target(e.Target()).Deployment) && !slices.ContainsFunc(s.held, waited) &&
		!s.latest.picked(e.Target())
}

// goesOn says whether it makes a difference which of some events without scripts a
// target has reached: its deployment goes on if some of them fail (CD-4.10), it fails
// in another stage (CD-3.7), or something waits for one.
func goesOn(w *sim.World, t uint32) bool {
	if w.CodeDeploy().IgnoresStopFailures(t) || w.CodeDeploy().Rerouted(t) {
		return true
	}
	for i := range w.Setup().Inputs {
		if w.Setup().Inputs[i].When.Trigger == sim.AtLifecycle {
			return true
		}
	}
	return false
}

// hostOf is the host whose agent a poll is of.
func hostOf(w *sim.World, e events.Event) uint32 { return w.CodeDeploy().Target(e.Target()).Instance }

// listens says whether a poll is of an agent that can take up the event now.
func listens(w *sim.World, e events.Event) bool {
	host := hostOf(w, e)
	return w.Fleet().Reachable(host) && w.CodeDeploy().AgentState(host) == codedeploy.AgentRunning
}

// pending are the polls that are still to come.
func pending(w *sim.World, list []kernel.Event) []kernel.Event {
	scheduled, _ := w.Scheduled()
	for _, e := range scheduled {
		if e.Kind() == events.AgentPolls {
			list = append(list, e)
		}
	}
	return list
}

// atPolls says whether agents are about to take up events.
func atPolls(w *sim.World) bool { return anyOf(w, polled) }

// poll lists what may happen before agents take up events: they do, a wait is over,
// or a fault strikes the host of one.
func (s *space) poll(x *state) {
	w, list := x.world, pending(x.world, nil)
	least, takes := pickup(w)
	soon := s.soon(x, takes) || follows(w, takes)
	if x.clocks.mayWait(least) {
		s.choices = append(s.choices, choice{what: polls, event: -1})
		s.pollFirst(x, list, takes)
	}
	scheduled, _ := w.Scheduled()
	for n, e := range scheduled {
		if k := x.clocks.find(e); k > 0 && x.clocks.mayBeFirstIn(k, takes) && !s.behind(x, scheduled[:n], e) {
			s.choices = append(s.choices, choice{what: passes, event: n})
		}
	}
	for n, e := range scheduled { // a wait may be over later than other work, and yet before
		if sim.Free(events.Event(e)) && (soon || s.crowded(w, e)) {
			s.work(x, n, e.Subject())
		}
	}
	s.tie(x)
	if slices.ContainsFunc(list, func(e kernel.Event) bool { return w.CodeDeploy().Fresh(events.Event(e).Target()) }) {
		s.idle(w) // a deployment did ask who is there, and the wait may be for another one
		return
	}
	works := len(s.choices)
	for _, e := range list {
		if host := hostOf(w, events.Event(e)); !w.Fleet().Gone(host) && !s.known(s.choices[works:], host) {
			s.strikeHost(w, host)
		}
	}
}

// pollFirst lists whose agent may take up an event before others do, if that makes a
// difference: if a fault may strike between two of one host, or somebody or an alarm
// may stop a deployment.
func (s *space) pollFirst(x *state, list []kernel.Event, takes kernel.Time) {
	if s.precise.exact() || len(list) < 2 {
		return // polls take their time then
	}
	scheduled, _ := x.world.Scheduled()
	stops := follows(x.world, takes) || s.anyBy(x, takes, func(e kernel.Event) bool { return decides(e.Kind()) })
	faulty, was := slices.ContainsFunc(s.kinds, Kind.ofHost), len(s.choices)
	for _, e := range list {
		host := hostOf(x.world, events.Event(e))
		other := func(p kernel.Event) bool { return p != e && hostOf(x.world, events.Event(p)) == host }
		sooner := func(p kernel.Event) bool { return other(p) && p.Time() < e.Time() }
		known := func(c choice) bool { return c.host != host && s.same(c.host, host) }
		if slices.ContainsFunc(list, sooner) || !stops && (!faulty || !slices.ContainsFunc(list, other)) || slices.ContainsFunc(s.choices[was:], known) {
			continue
		}
		s.choices = append(s.choices, choice{what: polls, event: slices.Index(scheduled, e), host: host})
	}
}

// pickup is how long it takes at least and at most until the next agent takes up an
// event: if something has happened meanwhile, nobody knows how long it has waited.
func pickup(w *sim.World) (least, most kernel.Time) {
	least, most = math.MaxInt64, math.MaxInt64
	for _, e := range pending(w, nil) {
		if e := events.Event(e); !w.CodeDeploy().Stale(e) {
			least = min(least, max(0, kernel.Event(e).Time()-w.Now()))
			most = min(most, w.CodeDeploy().PickupDelay(hostOf(w, e)))
		}
	}
	return least, max(least, most)
}

// hold lets agents that were about to take up events before a choice wait for the same
// still. After the end of a wait they take them up at any time.
func (s *space) hold(w *sim.World, c *choice) {
	for _, e := range s.held {
		list, _ := w.Scheduled()
		switch {
		case c.what == polls || e.Kind() != events.AgentPolls || !slices.Contains(list, e):
		case c.what != passes && c.with == 0:
			retime(w, e, e.Time()+tick)
		default:
			retime(w, e, w.Now())
		}
	}
}

// wait lets agents that were about to take up events do so later, in the same round.
func (s *space) wait(w *sim.World, polls []kernel.Event, by kernel.Time) {
	for _, e := range polls {
		if list, _ := w.Scheduled(); !slices.Contains(list, e) {
			continue
		}
		later := retime(w, e, e.Time()+by)
		if n := slices.Index(s.round, e); n >= 0 {
			s.round[n] = later
		}
	}
}

// holds says whether an agent was about to take up an event before the latest choice,
// and still is.
func (s *space) holds(e kernel.Event) bool {
	return s.holding && slices.ContainsFunc(s.held, func(h kernel.Event) bool { return timeless(h) == timeless(e) })
}

// stepBegins forgets the step before.
func (s *space) stepBegins(w *sim.World) {
	l := &s.latest
	s.round, s.latest = s.round[:0], latest{working: l.working[:0], picks: l.picks[:0], begun: l.begun[:0], started: l.started[:0]}
	s.held = s.held[:0]
	w.Later()
	list, _ := w.Scheduled()
	for _, e := range list {
		if e.Kind() == events.AgentPolls || e.Kind() == events.StartTimesOut {
			s.held = append(s.held, e)
		}
	}
}

// note takes down what has begun since an agent took up an event.
func (l *latest) note(list []kernel.Event, known *clocks) {
	for _, e := range list {
		switch {
		case e.Kind() == events.AgentPolls:
			if l.find(e.Subject()) < 0 {
				l.picks = append(l.picks, pick{target: e.Subject(), due: l.now, at: l.now})
			}
		case waited(e) && known.find(e) == 0 && !slices.ContainsFunc(l.begun, func(m moment) bool { return m.event == e }):
			l.begun = append(l.begun, moment{e, l.now})
		}
	}
}

// noteStart takes down what is waited for at time 0, if the next event comes so long
// behind it, which takes nothing from that.
func (l *latest) noteStart(list []kernel.Event, later kernel.Time) {
	for _, e := range list {
		if waited(e) && later > 0 {
			l.begun = append(l.begun, moment{e, later})
		}
	}
}

// pickUp takes down what is about to happen: that a deployment starts, or when an
// agent takes up an event. At time 0 nothing has begun before: what is waited for by
// then must know of no tick.
func (s *space) pickUp(x *state, n int) {
	list, _ := x.world.Scheduled()
	switch list[n].Kind() {
	case events.DeploymentStarts:
		s.latest.started = append(s.latest.started, events.Event(list[n]).Deployment())
		return
	case events.AgentPolls:
	default:
		return
	}
	if x.world.Now() == startOf(x.world) {
		s.latest.noteStart(list, x.soonest(n)-x.world.Now())
		x.clocks.follow(x.world, &latest{})
	}
	s.latest.note(list, x.clocks)
	p := &s.latest.picks[s.latest.find(list[n].Subject())]
	p.due, p.at = p.at, p.at+max(0, list[n].Time()-x.world.Now())
	s.latest.now, p.done, p.ended = p.at, true, false
}

// ends says that the work of a target ends. What strikes before the next poll for
// it is a choice of its own: see choice.behind.
func (l *latest) ends(t uint32) { l.picks = append(l.picks, pick{target: t, done: true, ended: true}) }
