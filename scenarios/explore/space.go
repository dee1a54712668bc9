package explore

import (
	"fmt"
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
	heads    []int
	told     []uint64
	working  []uint32 // targets that had work under way before the latest step
	broken   []int    // claims that broke in the latest step

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

// state is a world with nothing left to do at its instant, what its clocks say,
// and what the claims remember.
type state struct {
	world  *sim.World
	clocks *clocks
	past   []property.State
}

// newState is a state to branch into.
func newState(claims int) state {
	return state{new(sim.World), new(clocks), make([]property.State, claims)}
}

// branchFrom makes x equal to another state.
func (x *state) branchFrom(src *state) {
	x.world.BranchFrom(src.world)
	x.clocks.copyFrom(src.clocks)
	copy(x.past, src.past)
}

// digest is a digest of all that can still matter in a state, what its claims
// remember aside.
func (s *space) digest(x *state) (kernel.Digest, bool) {
	s.heads = x.clocks.heads(s.heads[:0])
	s.digester.Beside = s.beside(x)
	sum, ok := s.digester.Of(x.world)
	x.clocks.digest(s.heads, &sum)
	return sum, ok
}

// beside is what the clocks of a state say of each event that is scheduled, nil
// if nothing is waited for.
func (s *space) beside(x *state) []uint64 {
	if len(x.clocks.list) == 0 {
		return nil
	}
	s.told = s.told[:0]
	list, _ := x.world.Scheduled()
	for _, e := range list {
		s.told = append(s.told, x.clocks.tell(s.heads, e))
	}
	return s.told
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
	if s.working = s.working[:0]; c.what != ends && !c.behind {
		s.working = working(w, s.working)
	}
	switch {
	case c.what == ends:
		w.StepScheduled(c.event, now+tick)
	case c.what == passes:
		s.pass(x, c.event)
	case c.what == lines:
		w.SetRanks(c.ranks)
		w.StepScheduled(c.event, now)
	case c.kind.ofHost():
		if c.behind {
			w.StepScheduled(c.event, now+tick)
		} else {
			w.Wait(now + tick)
		}
		fault := c.kind.fault(w.Fleet().Ref(c.host))
		w.Strike(&fault)
	case c.kind == Fail:
		w.Spoil(faultOf[Fail], c.target, 0)
		w.StepScheduled(c.event, now+tick)
	default: // Hang
		w.Spoil(faultOf[Hang], c.target, 0)
		w.StepScheduled(c.event, now)
	}
	if err := s.look(x); err != nil {
		return err
	}
	return s.settle(x)
}

// working are the targets whose work is under way.
func working(w *sim.World, list []uint32) []uint32 {
	scheduled, _ := w.Scheduled()
	for _, e := range scheduled {
		if e := events.Event(e); sim.Free(e) {
			list = append(list, e.Target())
		}
	}
	return list
}

// pass lets a wait be over.
func (s *space) pass(x *state, event int) {
	list, _ := x.world.Scheduled()
	n := x.clocks.find(list[event])
	if n == 0 {
		limit := list[event] // nobody knows how much of it work has taken
		x.clocks.align(x.world, limit.Time())
		list, _ = x.world.Scheduled()
		x.world.StepScheduled(slices.Index(list, limit), max(x.world.Now(), limit.Time()))
		return
	}
	x.clocks.pass(x.world, n)
	over := x.clocks.list[n-1].event
	list, _ = x.world.Scheduled()
	x.world.StepScheduled(slices.Index(list, over), max(x.world.Now(), over.Time()))
}

// settle lets everything happen that is due and waits for no choice.
func (s *space) settle(x *state) error {
	for {
		n := s.due(x)
		if n < 0 {
			x.world.SparePolls()
			x.world.DropStale()
			x.clocks.follow(x.world, s.working)
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
func (s *space) due(x *state) int {
	w := x.world
	list, _ := w.Scheduled()
	now := w.Now()
	for n, k := range list {
		e := events.Event(k)
		switch {
		case e.Kind() == events.DeploymentStarts:
			if s.orders(x, e.Deployment()) > 1 {
				return -1
			}
			return n
		case e.Kind() == events.AgentPolls, k.Time() <= now && waited(k) && !waits[e.Kind()]:
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
func (s *space) list(x *state) []choice {
	s.choices = s.choices[:0]
	scheduled, _ := x.world.Scheduled()
	for n, k := range scheduled {
		if e := events.Event(k); e.Kind() == events.DeploymentStarts {
			s.lineUp(x, n, e.Deployment())
			return s.choices
		}
	}
	for n, k := range scheduled {
		if e := events.Event(k); sim.Free(e) {
			s.work(x.world, n, e.Target())
		} else if !waited(k) {
			s.limit(x.world, n, scheduled)
		} else if x.clocks.mayBeFirst(x.clocks.find(k)) && !s.behind(x, scheduled[:n], k) {
			s.choices = append(s.choices, choice{what: passes, event: n})
		}
	}
	if len(s.choices) > 0 {
		s.idle(x.world)
	}
	return s.choices
}

// limit adds that a deployment is over because of its limit, if all else that is
// under way lasts longer.
func (s *space) limit(w *sim.World, n int, scheduled []kernel.Event) {
	if !slices.ContainsFunc(scheduled, func(e kernel.Event) bool { return untilOf(w, e) < scheduled[n].Time()-kernel.Second/2 }) {
		s.choices = append(s.choices, choice{what: passes, event: n})
	}
}

// behind says whether a wait is over together with an earlier one, and what
// then happens keeps to the order of the scenario.
func (s *space) behind(x *state, earlier []kernel.Event, k kernel.Event) bool {
	if waits[k.Kind()] {
		return false
	}
	n := x.clocks.find(k)
	return slices.ContainsFunc(earlier, func(e kernel.Event) bool {
		return !waits[e.Kind()] && !sim.Free(events.Event(e)) && x.clocks.together(x.clocks.find(e), n)
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
		for _, k := range s.kinds {
			if k.ofHost() && s.strikes(w, k, i) {
				s.choices = append(s.choices, choice{what: strikes, kind: k, event: -1, host: i})
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

// work adds what may become of the work on a target.
func (s *space) work(w *sim.World, n int, t uint32) {
	host := w.CodeDeploy().Target(t).Instance
	if s.seen(host) {
		return
	}
	s.choices = append(s.choices, choice{what: ends, event: n, target: t, host: host})
	for _, k := range s.kinds {
		if k == Late || !s.strikes(w, k, host) { // no end is late: work takes any time
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
