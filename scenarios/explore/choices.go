package explore

// What may happen next in a state.

import (
	"slices"

	"github.com/seed-11de0fc1/rehearse/fleet"
	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// choice is one thing that may happen next. It is kept small, as each open state has
// some dozen.
type choice struct {
	what   what
	kind   Kind
	behind bool // the fault strikes when the work has just ended
	amid   bool // the fault strikes as the work ends: the service hears of it later
	lasts  bool // the event does not end with the fault: tasks that fail are started again (CD-9.12)
	target uint32
	host   uint32
	event  int      // of World.Scheduled
	with   int      // 1 + the event of World.Scheduled that happens at the same instant, 0 for none: see space.tie
	also   int      // 1 + the event of other work that ends then too, 0 for none
	ranks  *[]uint8 // of the order in which equals start
}

type what uint8

const (
	ends    what = iota // work ends by itself
	strikes             // a fault
	passes              // a wait is over
	lines               // a deployment starts, with equals in some order
	polls               // agents take up events, or only one does
)

// list lists the choices of a state. The slice is valid until the next call. Of
// hosts that are alike, by the digests that were worked out last, one stands for
// all.
func (s *space) list(x *state) []choice {
	s.choices = s.choices[:0]
	scheduled, _ := x.world.Scheduled()
	for n, k := range scheduled {
		if e := events.Event(k); e.Kind() == events.DeploymentStarts {
			s.digest(x)
			s.lineUp(x.world, n, e.Deployment())
			return s.choices
		}
	}
	if atPolls(x.world) {
		s.poll(x)
		return s.choices
	}
	for n, k := range scheduled {
		if e := events.Event(k); sim.Free(e) {
			s.work(x, n, e.Target())
		} else if !waited(k) {
			s.limit(x.world, n, scheduled)
		} else if x.clocks.mayBeFirst(x.clocks.find(k)) && !s.behind(x, scheduled[:n], k) {
			s.choices = append(s.choices, choice{what: passes, event: n})
		}
	}
	s.tie(x)
	if len(s.choices) > 0 {
		s.idle(x.world)
	}
	return s.choices
}

// limit adds that a deployment is over because of its limit, if all else that is
// under way lasts longer, or ends in the same second, as a digest knows no better,
// and no other deployment began before it.
func (s *space) limit(w *sim.World, n int, scheduled []kernel.Event) {
	by := scheduled[n].Time()
	left := func(t kernel.Time) uint64 { return fleet.Left(t, w.Now()) }
	sooner := func(e kernel.Event) bool {
		return left(untilOf(w, e)) < left(by) || e.Kind() == events.DeploymentTimesOut && e.Time() < by
	}
	if !slices.ContainsFunc(scheduled, sooner) {
		s.choices = append(s.choices, choice{what: passes, event: n})
	}
}

// behind says whether a wait is over together with an earlier one, and what
// then happens keeps to the order of the scenario.
func (s *space) behind(x *state, earlier []kernel.Event, k kernel.Event) bool {
	if ofItself(k) {
		return false
	}
	n := x.clocks.find(k)
	return slices.ContainsFunc(earlier, func(e kernel.Event) bool {
		return !ofItself(e) && waited(e) && x.clocks.together(x.clocks.find(e), n)
	})
}

// idle adds the faults that may strike a host whose work can not end by itself,
// or that has none, as long as something is left to happen.
func (s *space) idle(w *sim.World) {
	works := len(s.choices)
	if !slices.ContainsFunc(s.kinds, Kind.ofHost) {
		return
	}
	for i := range uint32(w.Fleet().Len()) {
		inLine := w.CodeDeploy().InLine(i) // hosts that are alike have other places there
		if w.Fleet().Gone(i) || s.has(s.choices, i) || !inLine && s.known(s.choices[works:], i) {
			continue
		}
		s.strikeHost(w, i)
	}
}

// strikeHost adds the faults that make a difference to a host, whatever its work.
func (s *space) strikeHost(w *sim.World, host uint32) {
	for _, k := range s.kinds {
		if k.ofHost() && s.strikes(w, k, host) {
			s.choices = append(s.choices, choice{what: strikes, kind: k, event: -1, host: host})
		}
	}
}

// has says whether some choices are about the work of a host, or of one that is
// alike.
func (s *space) has(list []choice, host uint32) bool {
	return slices.ContainsFunc(list, func(c choice) bool { return c.what == ends && (c.host == host || s.same(c.host, host)) })
}

// known says whether some choices strike a host that is alike.
func (s *space) known(list []choice, host uint32) bool {
	return slices.ContainsFunc(list, func(c choice) bool { return s.same(c.host, host) })
}

// same says whether two hosts of the state whose digest was worked out last are
// alike in all, so that one stands for both.
func (s *space) same(a, b uint32) bool {
	known := uint32(len(s.digester.Hosts))
	return s.digester.Alike != nil && a < known && b < known && s.digester.Hosts[a] == s.digester.Hosts[b]
}

// strikes says whether a fault makes a difference to a host.
func (s *space) strikes(w *sim.World, k Kind, host uint32) bool {
	return k != CrashAgent || w.CodeDeploy().AgentState(host) == codedeploy.AgentRunning
}

// work adds what may become of the work on a target.
func (s *space) work(x *state, n int, t uint32) {
	w := x.world
	host, over := w.CodeDeploy().Target(t).Instance, s.mayEnd(x, x.event(n))
	if w.CodeDeploy().Shifts(t) {
		s.shiftWork(x, n, t, over)
		return
	}
	if s.seen(host) {
		return
	}
	if over {
		s.choices = append(s.choices, choice{what: ends, event: n, target: t, host: host})
	}
	for _, k := range s.kinds {
		if k == Late || !over && k != Hang || !s.strikes(w, k, host) { // no end is late: work takes any time
			continue
		}
		s.choices = append(s.choices, choice{what: strikes, kind: k, event: n, target: t, host: host})
		if k.ofHost() {
			s.choices = append(s.choices, choice{what: strikes, kind: k, event: n, target: t, host: host, behind: true})
		}
		if k.ofHost() && s.amid(w, faultOf[k], host) {
			s.choices = append(s.choices, choice{what: strikes, kind: k, event: n, target: t, host: host, amid: true})
		}
	}
}

// amid says whether it makes a difference that a fault strikes a host at the very
// instant at which its work ends: the work is done, but nobody can report it (CD-8.4),
// or the agent would take up the next event at once (CD-8.1). What is on a host that is
// gone nobody may ask.
func (s *space) amid(w *sim.World, k fleet.FaultKind, host uint32) bool {
	switch k {
	case fleet.Reboot, fleet.Stop, fleet.ZoneOutage:
		return true
	case fleet.Terminate:
		return !s.digester.Blind.Hosts || w.CodeDeploy().PickupDelay(host) == 0
	case fleet.CrashAgent, fleet.CutNetwork:
		return w.CodeDeploy().PickupDelay(host) == 0
	}
	return false
}

// seen says whether the choices have work on a host that is alike.
func (s *space) seen(host uint32) bool {
	return slices.ContainsFunc(s.choices, func(c choice) bool { return c.what == ends && c.host != host && s.same(c.host, host) })
}

// isFault says whether a choice costs a fault.
func (c *choice) isFault() bool { return c.what == strikes }
