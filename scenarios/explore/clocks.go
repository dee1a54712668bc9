package explore

import (
	"slices"

	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// clocks say which waits of a state can be over first, whatever time the work
// has taken that led to it. It is the zone of a timed automaton (Dill, 1989): of
// each wait, and of each limit of work, how much is left of it, bounded from both
// sides, and how much more is left of one than of another. The times that the
// world has are those with the most left of all.
type clocks struct {
	list  []clock
	rows  int           // rows and columns of more that there is room for
	bound []kernel.Time // rows²: by how much clock a-1 has more left than clock b-1 at most; row and column 0 are now
}

// clock is a wait, or the limit of a piece of work.
type clock struct {
	event kernel.Event // as it is scheduled
	until kernel.Time  // when the wait is over, or until when the work can end
	from  kernel.Time  // from when that is counted, of events of targets
	limit bool         // it bounds work, and is never over: work ends before
}

// endless is a bound that bounds nothing.
const endless = 1 << 60

func (c *clocks) at(a, b int) *kernel.Time { return &c.bound[a*c.rows+b] }

func (c *clocks) copyFrom(src *clocks) {
	c.list = append(c.list[:0], src.list...)
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

// pass lets the wait of clock n be over now, before all others, and brings the
// times of the world into line.
func (c *clocks) pass(w *sim.World, n int) {
	for a := range len(c.list) + 1 {
		for b := range len(c.list) + 1 {
			if c.tells(a, b) {
				*c.at(a, b) = min(*c.at(a, b), *c.at(a, n)+*c.at(0, b))
			}
		}
	}
	now := c.list[n-1].until
	for a := range c.list {
		c.list[a].retime(w, now+*c.at(a+1, 0))
	}
}

// tells says whether there is a bound between two clocks. Between limits there
// is none: what work began first matters to no other.
func (c *clocks) tells(a, b int) bool {
	return a == 0 || b == 0 || !c.list[a-1].limit || !c.list[b-1].limit
}

// retime lets a clock run out at another time.
func (k *clock) retime(w *sim.World, until kernel.Time) {
	by := until - k.until
	if by == 0 {
		return
	}
	list, _ := w.Scheduled()
	k.event = w.Retime(slices.Index(list, k.event), k.event.Time()+by)
	k.until, k.from = until, k.from+by
}

// elapse lets any time pass that ends no wait and no work.
func (c *clocks) elapse() {
	for b := 1; b <= len(c.list); b++ {
		least := kernel.Time(0)
		for a := 1; a <= len(c.list); a++ {
			if c.tells(a, b) {
				least = min(least, *c.at(a, b))
			}
		}
		*c.at(0, b) = least
	}
}

// waited says whether an event is the end of a wait that has a clock: it is not
// the end of work, nor the limit of a whole deployment, which would be in reach
// of any that has a dozen scripts if each took an hour (CD-2.18).
func waited(e kernel.Event) bool {
	return !sim.Free(events.Event(e)) && e.Kind() != events.DeploymentTimesOut
}

// jump lets time pass up to the end of something that has no clock.
func (c *clocks) jump(to kernel.Time) {
	for n, k := range c.list {
		*c.at(n+1, 0) = min(*c.at(n+1, 0), k.until-to)
	}
}

// follow takes up what has happened in a world since: what was waited for, and
// what is waited for now.
func (c *clocks) follow(w *sim.World) {
	list, _ := w.Scheduled()
	if !slices.ContainsFunc(list, waited) {
		c.list = c.list[:0]
		return
	}
	were := len(c.list)
	for _, work := range [...]bool{true, false} {
		for _, e := range list {
			if e.Kind() != events.DeploymentTimesOut && waited(e) != work && c.find(e) == 0 {
				c.begin(w, e, were)
			}
		}
	}
	for n := were; n > 0; n-- {
		if !slices.Contains(list, c.list[n-1].event) {
			c.remove(n)
		}
	}
	c.elapse()
}

// begin adds the clock of an event that is scheduled. One that is counted from
// when another has begun, of the first so many, is bound to that.
func (c *clocks) begin(w *sim.World, e kernel.Event, were int) {
	k := clock{event: e, until: e.Time()}
	if sim.Free(events.Event(e)) {
		k.limit, k.until = true, w.CodeDeploy().EndsBy(e.Subject())
	}
	left := k.until - w.Now()
	if !events.Event(e).OfTarget() {
		c.add(k, left, left)
		return
	}
	k.from = w.CodeDeploy().CountedFrom(events.Event(e))
	if k.from == w.Now() {
		c.add(k, left, left)
		return
	}
	for n, old := range c.list[:were] {
		if events.Event(old.event).OfTarget() && old.event.Subject() == e.Subject() && old.from == k.from {
			c.addBeside(k, n+1, k.until-old.until)
			return
		}
	}
	c.add(k, 0, left)
}

// add adds a clock that has from least to most left.
func (c *clocks) add(k clock, least, most kernel.Time) {
	n := c.room(k)
	for a := range n {
		*c.at(a, n), *c.at(n, a) = endless, endless
		if c.tells(a, n) {
			*c.at(n, a) = most + *c.at(0, a)
			*c.at(a, n) = *c.at(a, 0) - least
		}
	}
}

// addBeside adds a clock that has so much more left than another.
func (c *clocks) addBeside(k clock, other int, more kernel.Time) {
	n := c.room(k)
	for a := range n {
		*c.at(a, n), *c.at(n, a) = endless, endless
		if !c.tells(a, n) {
			continue
		}
		if c.tells(a, other) {
			*c.at(n, a), *c.at(a, n) = *c.at(other, a)+more, *c.at(a, other)-more
		} else {
			*c.at(n, a), *c.at(a, n) = *c.at(other, 0)+more+*c.at(0, a), *c.at(a, 0)+*c.at(0, other)-more
		}
	}
}

// room makes room for a clock and returns its number.
func (c *clocks) room(k clock) int {
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

// heads are the clocks of waits of which no earlier one is always over at the
// same time.
func (c *clocks) heads(list []int) []int {
	for n := 1; n <= len(c.list); n++ {
		if !c.list[n-1].limit && c.place(list, n) == len(list) {
			list = append(list, n)
		}
	}
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

// tell is what the clocks say of an event: of a wait, which head it is over
// with, of work, how its limit stands to the heads.
func (c *clocks) tell(heads []int, e kernel.Event) uint64 {
	n := c.find(e)
	if n == 0 {
		return 0
	}
	if !c.list[n-1].limit {
		return uint64(c.place(heads, n)) + 1
	}
	var d kernel.Digest
	d.Add(uint64(*c.at(n, 0)))
	d.Add(uint64(*c.at(0, n)))
	for _, h := range heads {
		d.Add(uint64(*c.at(n, h)))
		d.Add(uint64(*c.at(h, n)))
	}
	return d.Lo
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
