package explore

import (
	"iter"
	"math"
	"slices"

	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// clocks say which waits of a state can be over first, whatever time the work
// has taken that led to it. It is the zone of a timed automaton (Dill, 1989): of
// each wait how much is left, bounded from both sides, and how much more of one
// than of another. The times that the world has are those with the most left of
// all. Work that is under way may have begun just now: how long it has taken
// already, nobody remembers.
type clocks struct {
	works bool // work has clocks too, until its limit: an exact search
	list  []clock
	begun int           // how many ever
	rows  int           // rows and columns of bound that there is room for
	bound []kernel.Time // rows²: by how much clock a-1 has more left than clock b-1 at most; row and column 0 are now
}

// clock is a wait.
type clock struct {
	event kernel.Event // as it is scheduled
	until kernel.Time  // when it is over; of work, when it can be at the latest
	from  kernel.Time  // from when that is counted
	no    int          // the how-manieth that began
}

func (c *clocks) at(a, b int) *kernel.Time { return &c.bound[a*c.rows+b] }

func (c *clocks) copyFrom(src *clocks) {
	c.works, c.list, c.begun = src.works, append(c.list[:0], src.list...), src.begun
	if len(src.list) == 0 {
		return
	}
	c.rows = src.rows
	c.bound = slices.Grow(c.bound[:0], len(src.bound))[:len(src.bound)]
	for a := range len(src.list) + 1 {
		copy(c.bound[a*c.rows:a*c.rows+len(src.list)+1], src.bound[a*c.rows:])
	}
}

// find is the number of the clock of an event, 0 for none.
func (c *clocks) find(e kernel.Event) int {
	return 1 + slices.IndexFunc(c.list, func(k clock) bool { return k.event == e })
}

// pass lets the wait of clock n be over now, before all others, and brings the
// times of the world into line.
func (c *clocks) pass(w *sim.World, n int) {
	c.bring(n, 0)
	c.align(w, c.list[n-1].until)
}

// align brings the times of a world into line, if it is a time now; waits that are
// over at one time are then in the order in which they began. Work begins now: how
// much of it is left, clocks know if anybody does.
func (c *clocks) align(w *sim.World, now kernel.Time) {
	for a := range c.list {
		k := &c.list[a]
		by := now + *c.at(a+1, 0) - k.until
		if sim.Free(events.Event(k.event)) {
			by = now - k.from
		}
		was := k.event.Time()
		k.event = retime(w, k.event, was+by)
		k.until, k.from = k.until+k.event.Time()-was, k.from+k.event.Time()-was
	}
	renew(w, now)
}

// renew lets the work that is under way begin now.
func renew(w *sim.World, now kernel.Time) {
	for _, e := range slices.Collect(underWay(w)) {
		if by := now - w.CodeDeploy().CountedFrom(e); by != 0 {
			retime(w, kernel.Event(e), kernel.Event(e).Time()+by)
		}
	}
}

// underWay yields the ends of the work that is under way.
func underWay(w *sim.World) iter.Seq[events.Event] {
	return func(yield func(events.Event) bool) {
		list, _ := w.Scheduled()
		for _, e := range list {
			if e := events.Event(e); sim.Free(e) && !yield(e) {
				return
			}
		}
	}
}

// retime lets an event happen at another time, or as soon after it as no other
// event is due that is the same but for its time: an event is known by what it is.
func retime(w *sim.World, e kernel.Event, t kernel.Time) kernel.Event {
	list, _ := w.Scheduled()
	n := slices.Index(list, e)
	for t != e.Time() && slices.Contains(list, kernel.NewEvent(t, e.Phase(), e.Kind(), e.Subject(), e.Arg())) {
		t++
	}
	return w.Retime(n, t)
}

// tellApart lets waits that have begun anew be told from those before. Of health checks
// that fail or pass the latest turn counts (CD-7.6), and a host is away until all its
// outages are over: which one ends last, no two times of a world can tell. What else
// would be over when the one before is, is over just after it.
func (c *clocks) tellApart(w *sim.World, l *latest) {
	if !anyOf(w, waits) {
		return
	}
	for n := 0; ; n++ {
		list, _ := w.Scheduled()
		if n >= len(list) {
			return
		}
		e := list[n]
		switch anew := slices.Contains(list[:n], e); {
		case outages.has(e):
			if anew || c.find(e) == 0 {
				c.prolong(e, e.Time()-w.Now()+l.began(e))
			}
		case !anew || !waited(e):
		case checks.has(e):
			if k := c.find(e); k > 0 {
				c.remove(k)
			}
		default:
			later := retime(w, e, e.Time()+tick)
			l.begun = append(l.begun, moment{later, l.began(e) - later.Time() + e.Time()}) // it lasts no longer
			n--
		}
	}
}

var (
	outages = kindsOf(events.HostReturns, events.NetworkReturns)
	checks  = kindsOf(events.HealthChecksFail, events.HealthChecksPass)
)

// prolong lets the outages of a host that are under way last no less than another
// one that has begun, which has so much left.
func (c *clocks) prolong(by kernel.Event, left kernel.Time) {
	for n := len(c.list); n > 0; n-- {
		k := c.list[n-1]
		if timeless(k.event) != timeless(by) || -*c.at(0, n) >= left {
			continue
		}
		most := *c.at(n, 0)
		c.remove(n)
		if most > left {
			c.add(k, left, most)
		}
	}
}

// shortest is how long a piece of work that is under way can last at most, of that
// which can last the least, counted from the latest step.
func shortest(w *sim.World, l *latest) kernel.Time {
	most := kernel.Time(math.MaxInt64 / 2)
	for e := range underWay(w) {
		most = min(most, w.CodeDeploy().EndsBy(e.Target())-w.CodeDeploy().CountedFrom(e)+l.takenUp(e.Target()))
	}
	return most
}

// follow takes up what has happened in a world since: what was waited for, and
// what is waited for now.
func (c *clocks) follow(w *sim.World, l *latest) {
	if !c.works && len(c.list) == 0 && !anyOf(w, waits) {
		return
	}
	list, _ := w.Scheduled()
	was := len(c.list)
	for _, e := range list {
		if (waited(e) || c.works && sim.Free(events.Event(e))) && c.find(e) == 0 {
			c.begin(w, e, l)
		}
	}
	for n := was; n > 0; n-- {
		if !slices.Contains(list, c.list[n-1].event) {
			c.remove(n)
		}
	}
}

// clockOf is the clock of an event that is scheduled.
func clockOf(w *sim.World, e kernel.Event) clock {
	k := clock{event: e, until: untilOf(w, e), from: w.Now()}
	if events.Event(e).OfLifecycle() {
		k.from = w.CodeDeploy().CountedFrom(events.Event(e))
	}
	return k
}

// begin adds the clock of an event that is scheduled. If it is counted from when
// work began, that may have been at any time that no clock knows.
func (c *clocks) begin(w *sim.World, e kernel.Event, l *latest) {
	k := clockOf(w, e)
	left := k.until - k.from
	switch earlier := k.from != w.Now() || events.Event(e).OfLifecycle() && slices.Contains(l.working, e.Subject()); {
	case e.Kind() == events.AlarmsPolled: // see codedeploy.SparePolls
		c.add(k, 0, (left+kernel.Second-1)/kernel.Second*kernel.Second) // without the ticks that work takes
	case earlier && c.goesOn(&k):
	case earlier:
		c.add(k, 0, left)
	default:
		c.add(k, left+l.began(e), left+l.began(e))
	}
}

// goesOn adds a clock that is counted from when work began on which a fault has put
// an end, if that had one: it has as much more left as it is later.
func (c *clocks) goesOn(k *clock) bool {
	for n := len(c.list); n > 0 && c.works; n-- {
		old := &c.list[n-1]
		if !sim.Free(events.Event(old.event)) || old.event.Subject() != k.event.Subject() || old.from != k.from {
			continue
		}
		by := k.until - old.until
		m := c.room(*k)
		for a := range m {
			*c.at(m, a), *c.at(a, m) = *c.at(n, a)+by, *c.at(a, n)-by
		}
		return true
	}
	return false
}
