package explore

import (
	"fmt"
	"slices"

	"github.com/seed-11de0fc1/rehearse/scenarios/property"
	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// space is all that can become of a scenario. From each state, in which work
// and waits are scheduled and nothing else, a choice leads to the next: whose
// work ends next and how, which fault strikes whom, or that a wait is over
// first. Work takes any time up to its limit; waits take their own time.
type space struct {
	kinds    []Kind
	claims   []*property.Property
	precise  precision
	digester sim.Digester
	choices  []choice
	heads    []int
	zone     []kernel.Time // of the state whose digest was worked out last
	told     []uint64
	latest   latest
	held     []kernel.Event  // of targets that waited for their agents before the latest step
	holding  bool            // they do still, if they have not taken up their events
	round    []kernel.Event  // those that come now
	broken   []int           // claims that broke in the latest step
	records  kernel.RecordNo // that can change what steady claims say, as they were last asked

	unordered bool // there were more orders of equals than it may look at
}

// anew is the same space with memory of its own.
func (s *space) anew() space {
	return space{kinds: s.kinds, claims: s.claims, precise: s.precise, digester: sim.Digester{Alike: s.digester.Alike, Blind: s.digester.Blind}}
}

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
// remember and its zone aside, which is left in zone.
func (s *space) digest(x *state) (kernel.Digest, bool) {
	s.zone = s.zoneOf(x, s.zone[:0])
	s.digester.Blind.Waits, s.digester.Beside = true, s.beside(x)
	return s.digester.Of(x.world)
}

// zoneOf appends what the clocks of a state say.
func (s *space) zoneOf(x *state, zone []kernel.Time) []kernel.Time {
	s.heads = x.clocks.heads(s.heads[:0])
	return x.clocks.zone(s.heads, x.world.Now(), zone)
}

// addZone adds a zone to a digest.
func addZone(sum *kernel.Digest, zone []kernel.Time) {
	for _, t := range zone {
		sum.Add(uint64(t))
	}
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

const unasked = ^kernel.RecordNo(0)

// tick is the time that work takes if nothing makes it longer.
const tick = kernel.Millisecond

// enter makes the state of a world that has not begun.
func (s *space) enter(x *state) error {
	s.broken, s.holding, x.clocks.works = s.broken[:0], false, s.precise.exact()
	s.records = unasked
	if err := s.look(x); err != nil {
		return err
	}
	s.stepBegins(x.world)
	return s.settle(x)
}

// take lets a choice of a state happen, and all that follows without one.
func (s *space) take(x *state, c *choice) error {
	s.broken = s.broken[:0]
	s.begin(x, c)
	if err := s.happen(x, c); err != nil {
		return err
	}
	s.hold(x.world, c)
	if err := s.look(x); err != nil {
		return err
	}
	return s.settle(x)
}

// begin takes down how things stand before a choice.
func (s *space) begin(x *state, c *choice) {
	w := x.world
	s.records = w.Records(false)
	if s.stepBegins(w); atPolls(w) {
		least, most := pickup(w)
		if c.what == polls {
			most -= least
		}
		x.clocks.elapse(most, exact)
	}
	s.holding = c.what != polls || c.event >= 0
	if c.overs() && c.what != passes {
		s.over(x, x.event(c.event))
		if c.also > 0 {
			s.over(x, x.event(c.also-1))
		}
	}
	if c.what != ends && !c.behind {
		s.latest.working = working(w, s.latest.working)
	}
}

// happen lets a choice happen, and nothing that follows.
func (s *space) happen(x *state, c *choice) error {
	w := x.world
	now := w.Now()
	soon := now + tick
	switch {
	case c.with > 0:
		s.latest.ends(c.target)
		return s.endWith(x, c)
	case c.what == polls:
		s.pollNow(x, c)
	case c.what == ends:
		s.latest.ends(c.target)
		w.StepScheduled(c.event, soon)
	case c.what == passes:
		s.pass(x, c.event)
	case c.what == lines:
		w.SetRanks(*c.ranks)
		s.pickUp(x, c.event)
		w.StepScheduled(c.event, now)
	case c.kind.ofHost():
		s.strike(x, c)
	case c.kind == Fail && !c.lasts:
		w.Spoil(faultOf[Fail], c.target, 0)
		w.StepScheduled(c.event, soon)
	default: // it goes on until its time is up
		w.Spoil(faultOf[c.kind], c.target, 0)
		w.StepScheduled(c.event, now)
	}
	return nil
}

// pollNow lets all agents take up their events now, or the one of a choice alone.
func (s *space) pollNow(x *state, c *choice) {
	switch {
	case s.precise.exact():
		s.await(x)
	case c.event >= 0:
		s.round = append(s.round, x.event(c.event))
	default:
		s.round = pending(x.world, s.round)
	}
}

// strike lets a fault strike a host, behind the end of its work, as that ends, or at
// any other time.
func (s *space) strike(x *state, c *choice) {
	w := x.world
	if soon := w.Now() + tick; c.behind {
		w.StepScheduled(c.event, soon)
	} else {
		w.Wait(soon)
	}
	fault, work := c.kind.Fault(w.Fleet().Ref(c.host)), kernel.Event{}
	if c.amid {
		work = x.event(c.event)
	}
	w.Strike(&fault)
	if list, _ := w.Scheduled(); c.amid {
		w.StepScheduled(slices.Index(list, work), w.Now())
	}
}

// working are the targets whose work is under way.
func working(w *sim.World, list []uint32) []uint32 {
	for e := range underWay(w) {
		list = append(list, e.Target())
	}
	return list
}

// pass lets a wait be over.
func (s *space) pass(x *state, event int) {
	w, over := x.world, x.event(event)
	if n := x.clocks.find(over); n > 0 {
		x.clocks.pass(w, n)
		over = x.clocks.list[n-1].event
	} else { // the limit of a deployment: nobody knows how much of it work has taken
		x.clocks.align(w, max(w.Now(), over.Time()))
	}
	list, _ := w.Scheduled()
	w.StepScheduled(slices.Index(list, over), max(w.Now(), over.Time()))
}

// settle lets everything happen that is due and waits for no choice.
func (s *space) settle(x *state) error {
	for {
		if atPolls(x.world) {
			x.world.SparePolls() // a stop may come before agents take up events
		}
		n, pause := s.due(x)
		switch {
		case n < 0:
			s.takeUp(x)
			s.elapse(x)
			return nil
		case pause:
			s.takeUp(x)
			x.clocks.elapse(s.latest.late(), exact)
			return nil
		}
		s.pickUp(x, n)
		s.proceed(x, n)
		if err := s.look(x); err != nil {
			return err
		}
	}
}

// proceed lets an event happen that waits for no choice. If time passes, as it does behind
// time 0 alone, agents that are about to take up events wait for the same still.
func (s *space) proceed(x *state, n int) {
	w, polls := x.world, []kernel.Event(nil)
	by := max(0, x.soonest(n)-w.Now())
	if by > 0 {
		polls = pending(w, polls)
	}
	w.StepScheduled(n, w.Now()+by)
	s.wait(w, polls, by)
}

// takeUp lets the clocks of a state know what has happened.
func (s *space) takeUp(x *state) {
	x.world.SparePolls()
	x.clocks.tellApart(x.world, &s.latest)
	x.world.DropStale()
	x.clocks.follow(x.world, &s.latest)
}

// event is one that is scheduled.
func (x *state) event(n int) kernel.Event {
	list, _ := x.world.Scheduled()
	return list[n]
}

// soonest is when an event happens that waits for no choice: at once, but what
// is due later not at time 0, whose end is what claims about the start look at.
func (x *state) soonest(n int) kernel.Time {
	return min(x.event(n).Time(), startOf(x.world)+tick)
}

// look asks the claims about a world after a step.
func (s *space) look(x *state) error {
	before := s.records
	s.records = x.world.Records(false)
	for n, p := range s.claims {
		if s.records == before && p.Steady() {
			continue
		}
		broken, err := p.Step(x.world, &x.past[n])
		if err != nil {
			return fmt.Errorf("%s: %w", p.Name, err)
		}
		if broken {
			s.broken = append(s.broken, n)
		}
	}
	return x.world.Err()
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
