package explore

import (
	"cmp"
	"iter"
	"math"
	"math/bits"
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

// mayBeFirst says whether the wait of clock n can be over before all others,
// and before any work must have ended.
func (c *clocks) mayBeFirst(n int) bool { return *c.at(0, n) == 0 }

// mayBeFirstIn says whether the wait of clock n can be over before all others in
// some time.
func (c *clocks) mayBeFirstIn(n int, span kernel.Time) bool {
	first := -*c.at(0, n) <= span
	for a := 1; a <= len(c.list) && first; a++ {
		first = *c.at(a, n) >= max(0, -*c.at(0, a)-span)
	}
	return first
}

// mayWait says whether all waits can last for some time.
func (c *clocks) mayWait(span kernel.Time) bool {
	for n := range c.list {
		if *c.at(n+1, 0) < span {
			return false
		}
	}
	return true
}

// pass lets the wait of clock n be over now, before all others, and brings the
// times of the world into line.
func (c *clocks) pass(w *sim.World, n int) {
	for a := range len(c.list) + 1 {
		for b := range len(c.list) + 1 {
			*c.at(a, b) = min(*c.at(a, b), *c.at(a, n)+*c.at(0, b))
		}
	}
	c.align(w, c.list[n-1].until)
}

// mayEnd says whether the work of clock n may have taken so long.
func (c *clocks) mayEnd(n int, least kernel.Time) bool { return *c.at(0, n)+c.spare(n, least) >= 0 }

// spare is how much the work of clock n has left at most, if it took so long.
func (c *clocks) spare(n int, least kernel.Time) kernel.Time {
	return c.list[n-1].until - c.list[n-1].from - least
}

// end lets the work of clock n end now, which takes no less than so long.
func (c *clocks) end(n int, least kernel.Time) {
	most := c.spare(n, least)
	for a := range len(c.list) + 1 {
		for b := range len(c.list) + 1 {
			*c.at(a, b) = min(*c.at(a, b), *c.at(a, n)+most+*c.at(0, b))
		}
	}
}

// align brings the times of a world into line, if it is a time now. Work begins now:
// how much of it is left, clocks know if anybody does.
func (c *clocks) align(w *sim.World, now kernel.Time) {
	for a := range c.list {
		k := &c.list[a]
		by := now + *c.at(a+1, 0) - k.until
		if sim.Free(events.Event(k.event)) {
			by = now - k.from
		}
		if by != 0 {
			was := k.event.Time()
			k.event = retime(w, k.event, was+by)
			k.until, k.from = k.until+k.event.Time()-was, k.from+k.event.Time()-was
		}
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
	for slices.Contains(list, kernel.NewEvent(t, e.Phase(), e.Kind(), e.Subject(), e.Arg())) {
		t++
	}
	return w.Retime(n, t)
}

// tellApart lets a wait that has begun anew, and would be over when the one before
// is, be over just after it, and sees to it that a host is away until all its
// outages are over: which one ends last, no two times of a world can tell.
func (c *clocks) tellApart(w *sim.World, l *latest) {
	for n := 0; ; n++ {
		list, _ := w.Scheduled()
		if n >= len(list) {
			return
		}
		e := list[n]
		switch {
		case !waited(e):
		case slices.Contains(list[:n], e):
			later := retime(w, e, e.Time())
			l.begun = append(l.begun, moment{later, l.began(e) - later.Time() + e.Time()}) // it lasts no longer
			n--
		case c.find(e) == 0 && (e.Kind() == events.HostReturns || e.Kind() == events.NetworkReturns):
			c.prolong(e, e.Time()-w.Now()+l.began(e))
		}
	}
}

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

// elapse lets any time pass, up to so much, that ends no wait. What is left then
// is known as well as it is to be.
func (c *clocks) elapse(most kernel.Time, known func(kernel.Time) kernel.Time) {
	for b := 1; b <= len(c.list); b++ {
		*c.at(0, b) = -known(max(0, -*c.at(0, b)-most))
	}
	c.close()
}

// close draws from what is left of each wait at least what that says of others.
func (c *clocks) close() {
	for b := 1; b <= len(c.list); b++ {
		for a := 1; a <= len(c.list); a++ {
			*c.at(0, b) = min(*c.at(0, b), *c.at(0, a)+*c.at(a, b))
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

// exact is a time.
func exact(t kernel.Time) kernel.Time { return t }

// coarse is a time down to half an hour, or to two minutes less, which agents may
// take to take up events; or if it is less to a power of eight milliseconds. How
// little can be left of a wait must not be known better: each script that it
// outlasts would make states of its own.
func coarse(t kernel.Time) kernel.Time {
	const half, less = kernel.Hour / 2, 2 * kernel.Minute
	switch {
	case t >= half:
		return max(t/half*half, (t+less)/half*half-less)
	case t > 0:
		return 1 << ((bits.Len64(uint64(t)) - 1) / 3 * 3)
	}
	return 0
}

// waited says whether an event is the end of a wait that has a clock: it is not
// the end of work, nor a poll of an agent, nor the limit of a whole deployment,
// which would be in reach of any that has a dozen scripts if each took an hour
// (CD-2.18).
func waited(e kernel.Event) bool {
	return !sim.Free(events.Event(e)) && e.Kind() != events.AgentPolls && e.Kind() != events.DeploymentTimesOut
}

// latest is what a world does not know of the latest step: the targets that had
// work under way, on which a fault may have put an end, and when agents take up
// events, which a search lets them do at once (CD-8.1).
type latest struct {
	working []uint32
	picks   []pick
	begun   []moment
	started []int32     // deployments
	now     kernel.Time // of what happens now, counted from the step
}

// pick is when the agent of a target was to take up its present event, and when it
// has, counted from the latest step.
type pick struct {
	target uint32
	due    kernel.Time // when it was to be taken up
	at     kernel.Time // when it was
	done   bool        // or one before
}

// moment is when a wait began that an event ends, counted from the latest step.
type moment struct {
	event kernel.Event
	at    kernel.Time
}

// find is the place of a target among those of which agents take up events, or -1.
func (l *latest) find(t uint32) int {
	return slices.IndexFunc(l.picks, func(p pick) bool { return p.target == t })
}

// picked says whether the agent of a target has taken up an event.
func (l *latest) picked(t uint32) bool {
	n := l.find(t)
	return n >= 0 && l.picks[n].done
}

// takenUp is when the present event of a target was.
func (l *latest) takenUp(t uint32) kernel.Time {
	if n := l.find(t); n >= 0 {
		return l.picks[n].at
	}
	return 0
}

// began is when that began which an event ends.
func (l *latest) began(e kernel.Event) kernel.Time {
	switch n := l.find(e.Subject()); {
	case events.Event(e).OfTarget() && n < 0:
		return 0
	case e.Kind() == events.StartTimesOut:
		return l.picks[n].due
	case events.Event(e).OfTarget():
		return l.picks[n].at
	}
	for _, m := range l.begun {
		if m.event == e {
			return m.at
		}
	}
	return l.now
}

// late is when the last event was taken up.
func (l *latest) late() (most kernel.Time) {
	for _, p := range l.picks {
		most = max(most, p.at)
	}
	return most
}

// follow takes up what has happened in a world since: what was waited for, and
// what is waited for now.
func (c *clocks) follow(w *sim.World, l *latest) {
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
	if events.Event(e).OfTarget() {
		k.from = w.CodeDeploy().CountedFrom(events.Event(e))
	}
	return k
}

// begin adds the clock of an event that is scheduled. If it is counted from when
// work began, that may have been at any time that no clock knows.
func (c *clocks) begin(w *sim.World, e kernel.Event, l *latest) {
	k := clockOf(w, e)
	left := k.until - k.from
	switch earlier := k.from != w.Now() || events.Event(e).OfTarget() && slices.Contains(l.working, e.Subject()); {
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

// add adds a clock that has from least to most left.
func (c *clocks) add(k clock, least, most kernel.Time) {
	n := c.room(k)
	for a := range n {
		*c.at(n, a) = most + *c.at(0, a)
		*c.at(a, n) = *c.at(a, 0) - least
	}
}

// room makes room for a clock and returns its number.
func (c *clocks) room(k clock) int {
	c.begun++
	k.no = c.begun
	c.list = append(c.list, k)
	if n := len(c.list); n >= c.rows {
		rows := max(8, 2*c.rows)
		bound := make([]kernel.Time, rows*rows)
		for a := range c.rows {
			copy(bound[a*rows:], c.bound[a*c.rows:(a+1)*c.rows])
		}
		c.rows, c.bound = rows, bound
	}
	*c.at(len(c.list), len(c.list)) = 0
	return len(c.list)
}

// remove removes clock n.
func (c *clocks) remove(n int) {
	size := len(c.list) + 1
	for a := range size {
		row := c.bound[a*c.rows : a*c.rows+size]
		copy(row[n:], row[n+1:])
	}
	for a := n; a < size-1; a++ {
		copy(c.bound[a*c.rows:a*c.rows+size], c.bound[(a+1)*c.rows:])
	}
	c.list = slices.Delete(c.list, n-1, n)
}

// heads are the clocks of which no earlier one is always over at the same time,
// those with the least left first.
func (c *clocks) heads(list []int) []int {
	for n := 1; n <= len(c.list); n++ {
		if c.place(list, n) == len(list) {
			list = append(list, n)
		}
	}
	slices.SortStableFunc(list, func(a, b int) int {
		return cmp.Or(cmp.Compare(*c.at(a, 0), *c.at(b, 0)), cmp.Compare(*c.at(0, b), *c.at(0, a)))
	})
	return list
}

// place is which of some heads is over when clock n is.
func (c *clocks) place(heads []int, n int) int {
	at := slices.IndexFunc(heads, func(h int) bool { return c.together(h, n) })
	if at < 0 {
		return len(heads)
	}
	return at
}

// together says whether two waits are always over at the same time.
func (c *clocks) together(a, b int) bool { return *c.at(a, b) == 0 && *c.at(b, a) == 0 }

// tell is what the clocks say of an event: which head it is over with.
func (c *clocks) tell(heads []int, e kernel.Event) uint64 {
	if n := c.find(e); n > 0 {
		return uint64(c.place(heads, n)) + 1
	}
	return 0
}

// digest adds how the heads stand to one another and to now.
func (c *clocks) digest(heads []int, sum *kernel.Digest) {
	for _, a := range heads {
		sum.Add(uint64(*c.at(a, 0)))
		sum.Add(uint64(*c.at(0, a)))
		for _, b := range heads {
			sum.Add(uint64(*c.at(a, b)))
		}
	}
}
