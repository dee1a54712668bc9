package explore

import (
	"fmt"
	"math"
	"slices"

	"github.com/seed-11de0fc1/rehearse/scenarios/property"
	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// space is all that can become of a scenario. From each state, in which work
// and waits are scheduled and nothing else, a choice leads to the next: whose
// work ends next and how, which fault strikes whom, or that a wait is over
// first. Work takes next to no time, or outlasts the waits that are under way;
// waits take their own time.
type space struct {
	kinds    []Kind
	claims   []*property.Property
	digester sim.Digester
	choices  []choice
	broken   []int // claims that broke in the latest step

	unordered bool // there were more orders of equals than it may look at
}

// choice is one thing that may happen next.
type choice struct {
	what   what
	kind   Kind
	event  int // of World.Scheduled
	target uint32
	host   uint32
	ranks  []uint8
	behind bool // the fault strikes when the work has just ended
}

type what uint8

const (
	ends    what = iota // work ends by itself
	strikes             // a fault
	passes              // a wait is over
	lines               // a deployment starts, with equals in some order
)

// state is a world with nothing left to do at its instant, and what the claims
// remember.
type state struct {
	world *sim.World
	past  []property.State
}

// tick is the time that work takes if nothing makes it longer.
const tick = kernel.Millisecond

// enter makes the state of a world that has not begun.
func (s *space) enter(x *state) error {
	s.broken = s.broken[:0]
	if err := s.look(x); err != nil {
		return err
	}
	return s.settle(x)
}

// take lets a choice of a state happen, and all that follows without one.
func (s *space) take(x *state, c *choice) error {
	s.broken = s.broken[:0]
	w := x.world
	now := w.Now()
	switch {
	case c.what == ends:
		w.StepScheduled(c.event, now+tick)
	case c.what == passes:
		list, _ := w.Scheduled()
		w.StepScheduled(c.event, max(now, list[c.event].Time()))
	case c.what == lines:
		w.SetRanks(c.ranks)
		w.StepScheduled(c.event, now)
	case c.kind.ofHost():
		if c.behind {
			w.StepScheduled(c.event, now+tick)
		}
		fault := c.kind.fault(w.Fleet().Ref(c.host))
		w.Strike(&fault)
	case c.kind == Fail:
		w.Spoil(faultOf[Fail], c.target, 0)
		w.StepScheduled(c.event, now+tick)
	case c.kind == Hang:
		w.Spoil(faultOf[Hang], c.target, 0)
		w.StepScheduled(c.event, now)
	default: // Late
		w.StepScheduled(c.event, w.CodeDeploy().EndsBy(c.target))
	}
	if err := s.look(x); err != nil {
		return err
	}
	return s.settle(x)
}

// settle lets everything happen that is due and waits for no choice.
func (s *space) settle(x *state) error {
	for {
		n := s.due(x.world)
		if n < 0 {
			x.world.DropStale()
			return nil
		}
		x.world.StepScheduled(n, max(x.world.Now(), s.soonest(x.world, n)))
		if err := s.look(x); err != nil {
			return err
		}
	}
}

// soonest is when an event happens that waits for no choice: at once, but what
// is due later not at time 0, whose end is what claims about the start look at.
func (s *space) soonest(w *sim.World, n int) kernel.Time {
	list, _ := w.Scheduled()
	return min(list[n].Time(), tick)
}

// due is the event that happens next without a choice, or -1. An agent that
// polls makes no difference to anybody else, so it polls at once.
func (s *space) due(w *sim.World) int {
	list, _ := w.Scheduled()
	now := w.Now()
	for n, x := range list {
		e := events.Event(x)
		switch {
		case e.Kind() == events.DeploymentStarts:
			if s.orders(w, e.Deployment()) > 1 {
				return -1
			}
			return n
		case e.Kind() == events.AgentPolls, x.Time() <= now && !sim.Free(e) && !waits[e.Kind()]:
			return n
		}
	}
	return -1
}

// waits are ends of waits that began when something happened that may happen at
// any time: two of them that are due at one instant are due in either order.
var waits = map[kernel.Kind]bool{
	events.HostReturns: true, events.NetworkReturns: true, events.AgentReturns: true, events.StartTimesOut: true, events.ScriptTimesOut: true,
	events.OutputTimesOut: true, events.LifecycleTimesOut: true, events.HealthChecksFail: true, events.HealthChecksPass: true,
}

// look asks the claims about a world after a step.
func (s *space) look(x *state) error {
	for n, p := range s.claims {
		broken, err := p.Step(x.world, &x.past[n])
		if err != nil {
			return fmt.Errorf("%s: %w", p.Name, err)
		}
		if broken {
			s.broken = append(s.broken, n)
		}
	}
	return nil
}

// end asks the claims about a world in which nothing is left to happen.
func (s *space) end(x *state) error {
	s.broken = s.broken[:0]
	for n, p := range s.claims {
		_, broken, err := p.End(x.world, &x.past[n])
		if err != nil {
			return fmt.Errorf("%s: %w", p.Name, err)
		}
		if broken {
			s.broken = append(s.broken, n)
		}
	}
	return nil
}

// list lists the choices of a state, whose digest was worked out last. The
// slice is valid until the next call. Of hosts that are alike one stands for
// all.
func (s *space) list(w *sim.World) []choice {
	s.choices = s.choices[:0]
	scheduled, _ := w.Scheduled()
	for n, x := range scheduled {
		if e := events.Event(x); e.Kind() == events.DeploymentStarts {
			s.lineUp(w, n, e.Deployment())
			return s.choices
		}
	}
	bound, wait := kernel.Time(math.MaxInt64), kernel.Time(math.MaxInt64)
	for _, x := range scheduled {
		if e := events.Event(x); sim.Free(e) {
			bound = min(bound, w.CodeDeploy().EndsBy(e.Target()))
		} else {
			wait = min(wait, x.Time())
		}
	}
	for n, x := range scheduled {
		if e := events.Event(x); sim.Free(e) {
			s.work(w, n, e.Target(), bound, wait)
		} else if first := x.Time() == wait || waits[e.Kind()] && soon(x.Time(), wait); first && soon(x.Time(), bound) {
			s.choices = append(s.choices, choice{what: passes, event: n})
		}
	}
	s.idle(w)
	return s.choices
}

// idle adds the faults that may strike a host whose work can not end by itself,
// or that has none, while some host is at work: at the moment when the latest
// piece of work has begun.
func (s *space) idle(w *sim.World) {
	works := len(s.choices)
	latest, found := w.CodeDeploy().LatestRunning()
	if !found {
		return
	}
	for i := range uint32(w.Fleet().Len()) {
		inLine := w.CodeDeploy().InLine(i) // hosts that are alike have other places there
		if w.Fleet().Gone(i) || s.has(s.choices, i) || !inLine && s.known(s.choices[works:], i) {
			continue
		}
		for _, k := range s.kinds {
			if k.ofHost() && s.strikes(w, k, i) {
				s.choices = append(s.choices, choice{what: strikes, kind: k, event: -1, target: latest, host: i})
			}
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
	return s.digester.Alike != nil && s.digester.Hosts[a] == s.digester.Hosts[b]
}

// strikes says whether a fault makes a difference to a host.
func (s *space) strikes(w *sim.World, k Kind, host uint32) bool {
	return k != CrashAgent || w.CodeDeploy().AgentState(host) == codedeploy.AgentRunning
}

// soon says whether a wait is over no later than the first one, but for the
// times that the search can not tell apart.
func soon(at, first kernel.Time) bool { return at-first < kernel.Second/2 }

// work adds what may become of the work on a target.
func (s *space) work(w *sim.World, n int, t uint32, bound, wait kernel.Time) {
	host := w.CodeDeploy().Target(t).Instance
	if s.seen(host) {
		return
	}
	s.choices = append(s.choices, choice{what: ends, event: n, target: t, host: host})
	for _, k := range s.kinds {
		switch by := w.CodeDeploy().EndsBy(t); {
		case k == Late && (!soon(by, bound) || soon(wait, by) || soon(by, w.Now())), !s.strikes(w, k, host):
			continue
		}
		s.choices = append(s.choices, choice{what: strikes, kind: k, event: n, target: t, host: host})
		if k.ofHost() {
			s.choices = append(s.choices, choice{what: strikes, kind: k, event: n, target: t, host: host, behind: true})
		}
	}
}

// seen says whether the choices have work on a host that is alike.
func (s *space) seen(host uint32) bool {
	return slices.ContainsFunc(s.choices, func(c choice) bool { return c.what == ends && c.host != host && s.same(c.host, host) })
}

// isFault says whether a choice costs a fault.
func (c *choice) isFault() bool { return c.what == strikes }
