package explore

// How much is left of waits, and how much more of one than of another.

import (
	"cmp"
	"math/bits"
	"slices"

	"github.com/seed-11de0fc1/rehearse/fleet"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

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

// mayEnd says whether the work of clock n may have taken so long.
func (c *clocks) mayEnd(n int, least kernel.Time) bool { return *c.at(0, n)+c.spare(n, least) >= 0 }

// spare is how much the work of clock n has left at most, if it took so long.
func (c *clocks) spare(n int, least kernel.Time) kernel.Time {
	return c.list[n-1].until - c.list[n-1].from - least
}

// end lets the work of clock n end now, which takes no less than so long.
func (c *clocks) end(n int, least kernel.Time) { c.bring(n, c.spare(n, least)) }

// bring lets clock n have so much left at most, and all others no more than goes
// with that.
func (c *clocks) bring(n int, most kernel.Time) {
	for a := range len(c.list) + 1 {
		for b := range len(c.list) + 1 {
			*c.at(a, b) = min(*c.at(a, b), *c.at(a, n)+most+*c.at(0, b))
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
	n := len(c.list)
	*c.at(0, 0), *c.at(n, n) = 0, 0 // there may be what other clocks have left
	return n
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

// zone is how the heads stand to now and to one another, and how much of them counts
// towards the limit of a deployment, in seconds: see space.limit.
func (c *clocks) zone(heads []int, now kernel.Time, list []kernel.Time) []kernel.Time {
	for n, a := range heads {
		list = append(list, *c.at(a, 0), *c.at(0, a), seconds(c.list[a-1].event.Time(), now))
		for _, b := range heads[:n] {
			list = append(list, *c.at(a, b), *c.at(b, a))
		}
	}
	return list
}

// seconds is what is left of a wait, to the nearest second.
func seconds(until, now kernel.Time) kernel.Time { return kernel.Time(fleet.Left(until, now)) }
