package explore

// A search that knows how long work has taken already.

import (
	"math"
	"slices"

	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// precision is what a search knows of the work that is under way.
type precision uint8

const (
	covering precision = iota // nothing: it may have begun just now; and a state that another one covers is left to that
	rough                     // the same, but each state counts for itself
	anyTime                   // when it began; it takes any time up to its limit
	ownTime                   // the same, but it takes no less than the scenario says
)

// exact says whether a search knows when work began.
func (p precision) exact() bool { return p >= anyTime }

// least is how long the work of a clock takes at least.
func (s *space) least(k *clock) kernel.Time {
	if s.precise == ownTime {
		return k.event.Time() - k.from
	}
	return tick
}

// mayEnd says whether work may end now, or before an agent takes up an event.
func (s *space) mayEnd(x *state, e kernel.Event) bool {
	n, span := x.clocks.find(e), kernel.Time(0)
	if n > 0 && atPolls(x.world) {
		_, span = pickup(x.world)
	}
	return n == 0 || x.clocks.mayEnd(n, s.least(&x.clocks.list[n-1])-span)
}

// over lets the clocks know that work ends.
func (s *space) over(x *state, e kernel.Event) {
	if n := x.clocks.find(e); n > 0 {
		x.clocks.end(n, s.least(&x.clocks.list[n-1]))
	}
}

// await lets the time pass until the next agent takes up an event; of the limit of a
// deployment, which counts waits alone, nothing.
func (s *space) await(x *state) {
	span, _ := pickup(x.world)
	x.clocks.shift(span)
	x.world.Wait(x.world.Now() + span)
	list, _ := x.world.Scheduled()
	for _, e := range slices.Clone(list) {
		if e.Kind() == events.DeploymentTimesOut {
			retime(x.world, e, e.Time()+span)
		}
	}
}

// shift lets some time pass.
func (c *clocks) shift(span kernel.Time) {
	for n := 1; n <= len(c.list); n++ {
		*c.at(n, 0) -= span
		*c.at(0, n) = min(0, *c.at(0, n)+span)
	}
	c.close()
}

// elapse lets any time pass after a step.
func (s *space) elapse(x *state) {
	switch {
	case len(x.clocks.list) == 0:
	case !s.precise.exact():
		x.clocks.elapse(shortest(x.world, &s.latest), coarse)
	default:
		x.clocks.elapse(math.MaxInt64/2, exact)
	}
}
