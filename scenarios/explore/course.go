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
	gaps   []gap
	steps  []pace
	works  map[Work]int          // after which step work began, 0: before the first
	latest Work                  // that began
	under  map[events.Event]span // what is under way
	over   *events.Event         // what the latest step ends, if anything
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
	still             // it takes no time
)

func newCourse(w *sim.World) *course {
	v := &course{works: map[Work]int{}, under: map[events.Event]span{}}
	v.after(w, &choice{what: ends})
	return v
}

// before takes down a choice that is about to be taken: what it ends is not over
// before its time.
func (v *course) before(w *sim.World, c *choice) {
	v.steps = append(v.steps, c.pace())
	if v.over = nil; c.overs() {
		list, _ := w.Scheduled()
		p := timeless(list[c.event])
		b := v.under[p]
		v.over = &p
		v.gaps = append(v.gaps, gap{b.began, len(v.steps), b.least})
	}
}

// overs says whether what a choice is about is over with it.
func (c *choice) overs() bool {
	return c.what == passes || c.what == ends || c.what == strikes && (c.kind == Fail || c.behind)
}

func (c *choice) pace() pace {
	switch {
	case c.what == lines:
		return still
	case c.what == passes, c.what == strikes && c.kind == Hang:
		return fixed
	}
	return free
}

// after takes down what has begun since, and that what is over lasted no longer
// than it can.
func (v *course) after(w *sim.World, c *choice) {
	list, _ := w.Scheduled()
	under := make(map[events.Event]span, len(list))
	for _, e := range list {
		b, known := v.under[timeless(e)]
		if !known || v.isOver(timeless(e)) { // it is over, and begins anew
			b = v.begin(w, e, c)
		}
		under[timeless(e)] = b
	}
	for p, b := range v.under {
		if _, lasts := under[p]; !lasts || v.isOver(p) {
			v.gaps = append(v.gaps, gap{len(v.steps), b.since, -b.most})
		}
	}
	v.under = under
}

// isOver says whether the latest step has ended something.
func (v *course) isOver(e events.Event) bool { return v.over != nil && *v.over == e }

// begin is the span of an event that was scheduled in the latest step.
func (v *course) begin(w *sim.World, e kernel.Event, c *choice) span {
	n, until, from := len(v.steps), untilOf(w, e), w.Now()
	if events.Event(e).OfTarget() {
		from = w.CodeDeploy().CountedFrom(events.Event(e))
	}
	b := span{n, n, until - from, until - from}
	if sim.Free(events.Event(e)) {
		b.least = max(0, e.Time()-w.Now())
		v.latest = workOf(w, e.Subject())
		if _, known := v.works[v.latest]; !known {
			v.works[v.latest] = n
		}
	}
	if old, found := v.ofTarget(e); found && (c.what != ends || from != w.Now()) {
		b.since = old.since
		if !sim.Free(events.Event(e)) {
			b.began = old.since
		}
	}
	return b
}

// ofTarget is the span of what was under way on the target of an event.
func (v *course) ofTarget(e kernel.Event) (span, bool) {
	if events.Event(e).OfTarget() {
		for p, b := range v.under {
			if p.OfTarget() && p.Target() == e.Subject() {
				return b, true // there is one at most
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
		if gaps = append(gaps, g); v.steps[n-1] == still {
			gaps = append(gaps, gap{n, n - 1, 0})
		}
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
