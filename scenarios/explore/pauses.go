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

// pauses says whether something may happen before an event: it is a poll that takes
// time and of which something will come, and not of this round. If other polls led
// to it, of events without scripts, what happens before the first of them does the
// same.
func (s *space) pauses(x *state, e kernel.Event) bool {
	w := x.world
	return e.Kind() == events.AgentPolls && e.Time() > w.Now() && !slices.Contains(s.round, e) && listens(w, events.Event(e)) &&
		(!s.latest.picked(e.Subject()) || goesOn(w, e.Subject())) &&
		(slices.ContainsFunc(s.kinds, Kind.ofHost) && !s.later(w, e) || s.soon(x, e.Time()-w.Now()))
}

// later says whether a poll is for a target that has just started in a deployment
// that began before: a fault that strikes its host now does what it does just before
// what let it start, as a deployment does not ask who is there (CD-2.7).
func (s *space) later(w *sim.World, e kernel.Event) bool {
	waited := func(h kernel.Event) bool { return h.Subject() == e.Subject() }
	return !slices.Contains(s.latest.started, w.CodeDeploy().Target(e.Subject()).Deployment) && !slices.ContainsFunc(s.held, waited)
}

// soon says whether a wait can be over within some time.
func (s *space) soon(x *state, span kernel.Time) bool {
	list, _ := x.world.Scheduled()
	for _, e := range list {
		left := e.Time() - x.world.Now() + s.latest.began(e)
		if n := x.clocks.find(e); n > 0 {
			left = -*x.clocks.at(0, n)
		}
		if waited(e) && (left <= span || e.Kind() == events.AlarmsPolled) {
			return true
		}
	}
	return false
}

// goesOn says whether it makes a difference which of some events without scripts a
// target has reached: its deployment goes on if some of them fail (CD-4.10), or
// something waits for one.
func goesOn(w *sim.World, t uint32) bool {
	if w.CodeDeploy().IgnoresStopFailures(t) {
		return true
	}
	for i := range w.Setup().Inputs {
		if w.Setup().Inputs[i].When.Trigger == sim.AtLifecycle {
			return true
		}
	}
	return false
}

// listens says whether a poll is of an agent that can take up the event.
func listens(w *sim.World, e events.Event) bool {
	host := w.CodeDeploy().Target(e.Target()).Instance
	return !w.CodeDeploy().Stale(e) && w.Fleet().Reachable(host) && w.CodeDeploy().AgentState(host) == codedeploy.AgentRunning
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
func atPolls(w *sim.World) bool {
	list, _ := w.Scheduled()
	return slices.ContainsFunc(list, func(e kernel.Event) bool { return e.Kind() == events.AgentPolls })
}

// poll lists what may happen before agents take up events: they do, a wait is over,
// or a fault strikes the host of one.
func (s *space) poll(x *state) {
	w, list := x.world, pending(x.world, nil)
	takes := pickup(w)
	if x.clocks.mayWait(takes) {
		s.choices = append(s.choices, choice{what: polls, event: -1})
	}
	scheduled, _ := w.Scheduled()
	for n, e := range scheduled {
		if k := x.clocks.find(e); k > 0 && x.clocks.mayBeFirstIn(k, takes) && !s.behind(x, scheduled[:n], e) {
			s.choices = append(s.choices, choice{what: passes, event: n})
		}
	}
	if s.soon(x, takes) { // a wait may be over later than other work, and yet before
		for n, e := range scheduled {
			if sim.Free(events.Event(e)) {
				s.work(x, n, e.Subject())
			}
		}
	}
	works := len(s.choices)
	for _, e := range list {
		host := w.CodeDeploy().Target(e.Subject()).Instance
		if !w.Fleet().Gone(host) && !s.known(s.choices[works:], host) {
			s.strikeHost(w, host)
		}
	}
}

// pickup is how long it takes until the next agent takes up an event.
func pickup(w *sim.World) kernel.Time {
	least := kernel.Time(math.MaxInt64)
	for _, e := range pending(w, nil) {
		if listens(w, events.Event(e)) {
			least = min(least, e.Time()-w.Now())
		}
	}
	return least
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
	if x.world.Now() == 0 {
		x.clocks.follow(x.world, &latest{})
	}
	s.latest.note(list, x.clocks)
	p := &s.latest.picks[s.latest.find(list[n].Subject())]
	from := x.world.Now()
	if from == tick { // what is due at time 0 comes a tick later: see soonest
		from = x.world.CodeDeploy().Began(p.target)
	}
	p.due, p.at = p.at, p.at+max(0, list[n].Time()-from)
	s.latest.now, p.done = p.at, true
}

// ends says that the work of a target ends. What strikes before the next poll for
// it is a choice of its own: see choice.behind.
func (l *latest) ends(t uint32) { l.picks = append(l.picks, pick{target: t, done: true}) }
