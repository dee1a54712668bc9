package explore

import (
	"cmp"
	"slices"

	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// course is what is known of the times at which the steps of a trace happen:
// how much later than another each of them is at least, or at most.
type course struct {
	exact  bool // polls take their time
	gaps   []gap
	steps  []pace
	works  map[Work]start // when work began
	latest Work           // that began
	under  map[whole]span // what is under way
	over   *whole         // what the latest step ends, if anything
	polled *span          // the poll of the agent that took up an event before others did in the latest step
	lines  [][]uint32     // the hosts of each deployment in the order in which they start
}

// start is so long after a step; step 0 is the beginning.
type start struct {
	step int
	plus kernel.Time
}

// in is when that is, if these are the times of the steps.
func (m start) in(times []kernel.Time) kernel.Time { return times[m.step] + m.plus }

// whole is an event that is scheduled, when it happens aside, and the how-manieth
// wait it ends, 0 for work.
type whole struct {
	event events.Event
	no    int
}

func wholeOf(x *state, e kernel.Event) whole {
	if n := x.clocks.find(e); n > 0 {
		return whole{timeless(e), x.clocks.list[n-1].no}
	}
	return whole{timeless(e), 0}
}

// gap says that step b is no less than so much later than step a. Step 0 is the
// beginning, the first is step 1.
type gap struct {
	a, b int
	time kernel.Time
}

// timeless is an event that is scheduled, when it happens aside.
func timeless(e kernel.Event) events.Event {
	return events.Event(kernel.NewEvent(0, kernel.Settle, e.Kind(), e.Subject(), e.Arg()))
}

// span is what is waited for: it is over no sooner than so long after a step, and
// no later than so long after another.
type span struct {
	began, since int
	least, most  kernel.Time
}

// pace is what a step has to do with time.
type pace uint8

const (
	free  pace = iota // it may happen at any time
	fixed             // it happens when a wait is over
	still             // it happens as soon as it can
)

func newCourse(x *state, l *latest) *course {
	v := &course{exact: x.clocks.works, works: map[Work]start{}, under: map[whole]span{}}
	v.after(x, &choice{what: ends}, l)
	return v
}

// before takes down a choice that is about to be taken: what it ends is not over
// before its time.
func (v *course) before(x *state, c *choice, l *latest) {
	v.steps = append(v.steps, c.pace())
	if v.over = nil; c.overs() {
		list, _ := x.world.Scheduled()
		p := wholeOf(x, list[c.event])
		b := v.under[p]
		v.over = &p
		v.gaps = append(v.gaps, gap{b.began, len(v.steps), b.least})
	}
	for _, event := range [...]int{c.with, c.also} {
		if event > 0 {
			b := v.under[wholeOf(x, x.event(event-1))]
			v.gaps = append(v.gaps, gap{b.began, len(v.steps), b.least})
		}
	}
	if v.polled != nil && c.what != polls {
		v.gaps = append(v.gaps, gap{v.polled.began, len(v.steps), v.polled.least})
	}
	if v.polled = nil; c.what == polls && c.event >= 0 {
		b := v.under[wholeOf(x, x.event(c.event))]
		v.polled = &b
	}
	v.poll(x.world, c, l)
}

// poll takes down when agents are about to take up events: from then on they do,
// or a fault strikes.
func (v *course) poll(w *sim.World, c *choice, l *latest) {
	n, at := len(v.steps), kernel.Time(0)
	for _, e := range pending(w, nil) {
		if !c.isFault() || w.CodeDeploy().Target(e.Subject()).Instance == c.host {
			at = max(at, l.takenUp(e.Subject()))
		}
	}
	spare := kernel.Time(0)
	if c.what == polls {
		least, most := pickup(w)
		if spare = most - least; v.exact {
			at = least
		}
	}
	v.gaps = append(v.gaps, gap{n - 1, n, at})
	if c.pace() == still {
		v.gaps = append(v.gaps, gap{n, n - 1, -at - spare})
	}
}

// overs says whether what a choice is about is over with it.
func (c *choice) overs() bool {
	return c.what == passes || c.what == ends || c.what == strikes && (c.kind == Fail && !c.lasts || c.behind || c.amid)
}

func (c *choice) pace() pace {
	switch {
	case c.what == lines, c.what == polls:
		return still
	case c.what == passes, c.with > 0, c.what == strikes && (c.kind == Hang || c.lasts):
		return fixed
	}
	return free
}

// after takes down what has begun since, and that what is over lasted no longer
// than it can.
func (v *course) after(x *state, c *choice, l *latest) {
	list, _ := x.world.Scheduled()
	under := make(map[whole]span, len(list))
	for _, e := range list {
		p := wholeOf(x, e)
		b, known := v.under[p]
		if !known || v.isOver(p) { // it is over, and begins anew
			b = v.begin(x.world, e, c, l)
		}
		under[p] = b
	}
	for p, b := range v.under {
		_, lasts := under[p]
		switch over := v.isOver(p); {
		case !over && !lasts && sim.Free(p.event): // it was cut off, and could have gone on
			v.gaps = append(v.gaps, gap{len(v.steps), b.since, tick - b.most})
		case over || !lasts:
			v.gaps = append(v.gaps, gap{len(v.steps), b.since, -b.most})
		}
	}
	v.under = under
}

// isOver says whether the latest step has ended something.
func (v *course) isOver(p whole) bool { return v.over != nil && *v.over == p }

// begin is the span of an event that was scheduled in the latest step.
func (v *course) begin(w *sim.World, e kernel.Event, c *choice, l *latest) span {
	n, k, later := len(v.steps), clockOf(w, e), l.began(e)
	left := k.until - k.from + later
	b := span{n, n, left, left}
	if sim.Free(events.Event(e)) {
		b.least = max(0, e.Time()-w.Now()) + later
		v.latest = workOf(w, e.Subject())
		if _, known := v.works[v.latest]; !known {
			v.works[v.latest] = start{n, later}
		}
	}
	if old, found := v.ofTarget(e); found && (c.what != ends || k.from != w.Now()) && c.what != polls {
		b.since = old.since
		if !sim.Free(events.Event(e)) {
			b.began = old.since
		}
	}
	return b
}

// ofTarget is the span of what was under way on the target of an event, and is not
// over by itself.
func (v *course) ofTarget(e kernel.Event) (span, bool) {
	if events.Event(e).OfLifecycle() {
		for p, b := range v.under {
			if p.event.OfLifecycle() && p.event.Target() == e.Subject() {
				return b, !v.isOver(p) // there is one at most
			}
		}
	}
	return span{}, false
}

// untilOf is when a wait is over, or until when work can end.
func untilOf(w *sim.World, e kernel.Event) kernel.Time {
	if sim.Free(events.Event(e)) {
		return w.CodeDeploy().EndsBy(e.Subject())
	}
	return e.Time()
}

// maxRounds is in how many rounds the times of a course must be found: what is
// longer in going round is going round in a circle.
const maxRounds = 100

// times are those at which the steps happen at the earliest, if what may happen
// at any time keeps a distance to what is before and behind; false if none are
// found.
func (v *course) times(distance kernel.Time) ([]kernel.Time, bool) {
	gaps := slices.Clone(v.gaps)
	for _, b := range v.under {
		gaps = append(gaps, gap{len(v.steps), b.since, -b.most})
	}
	for n := 1; n <= len(v.steps); n++ {
		g := gap{n - 1, n, 0}
		if v.steps[n-1] == free || n > 1 && v.steps[n-2] == free && v.steps[n-1] != still {
			g.time = distance
		}
		gaps = append(gaps, g)
	}
	slices.SortFunc(gaps, func(a, b gap) int { return cmp.Or(a.a-b.a, a.b-b.b, cmp.Compare(a.time, b.time)) })
	at := make([]kernel.Time, len(v.steps)+1)
	for range maxRounds {
		later := false
		for _, g := range gaps {
			if at[g.a]+g.time > at[g.b] {
				at[g.b], later = at[g.a]+g.time, true
			}
		}
		if !later {
			return at, at[0] == 0
		}
	}
	return nil, false
}
