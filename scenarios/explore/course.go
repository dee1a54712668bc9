package explore

import (
	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// course is what is known of the times at which the steps of a trace happen:
// how much later than another each of them is at least, or at most.
type course struct {
	gaps   []gap
	begun  map[pending]span
	steps  []stepKind
	works  map[Work]int // the step at which work began
	latest Work         // that began
	past   map[pending]kernel.Time
}

// gap says that step b is no less than so much later than step a, the first of
// which is number 1 and begins at 0.
type gap struct {
	a, b int
	time kernel.Time
}

// pending is an event that is scheduled, when it happens aside.
type pending struct {
	kind         kernel.Kind
	subject, arg uint32
}

// span is from which step on and for how long something is waited for, or work
// lasts at least and at most.
type span struct {
	since       int
	least, most kernel.Time
	work        bool
}

// stepKind is what a step has to do with time.
type stepKind uint8

const (
	free  stepKind = iota // it may happen at any time
	fixed                 // it happens when a wait is over
	still                 // it takes no time
)

func newCourse(w *sim.World) *course {
	v := &course{begun: map[pending]span{}, works: map[Work]int{}}
	v.after(w)
	return v
}

func pendingOf(e kernel.Event) pending { return pending{e.Kind(), e.Subject(), e.Arg()} }

// before takes down a choice that is about to be taken.
func (v *course) before(w *sim.World, c *choice) {
	list, _ := w.Scheduled()
	n := len(v.steps) + 1
	v.past = make(map[pending]kernel.Time, len(list))
	for i, e := range list {
		p := pendingOf(e)
		b := v.begun[p]
		v.past[p] = untilOf(w, e)
		v.gaps = append(v.gaps, gap{n, b.since, -b.most})
		if over := i == c.event; over && (c.what == passes || c.what == ends || c.kind == Fail || c.behind) {
			v.gaps = append(v.gaps, gap{b.since, n, b.least})
		}
	}
	kind := free
	switch c.what {
	case passes:
		kind = fixed
	case lines:
		kind = still
	}
	v.steps = append(v.steps, kind)
}

// after takes down what has begun since.
func (v *course) after(w *sim.World) {
	list, _ := w.Scheduled()
	n, begun := len(v.steps), make(map[pending]span, len(list))
	for _, e := range list {
		p := pendingOf(e)
		b, known := v.begun[p]
		if !known {
			b = v.begin(w, e, n)
		}
		begun[p] = b
	}
	v.begun = begun
}

// begin is the span of an event that was just scheduled.
func (v *course) begin(w *sim.World, e kernel.Event, n int) span {
	left := untilOf(w, e) - w.Now()
	b := span{since: n, least: left, most: left}
	if sim.Free(events.Event(e)) {
		v.latest = workOf(w, e.Subject())
		v.works[v.latest] = n
		b.work, b.least = true, max(0, e.Time()-w.Now())
	}
	if !events.Event(e).OfTarget() || w.CodeDeploy().CountedFrom(events.Event(e)) == w.Now() {
		return b
	}
	for p, old := range v.begun {
		if p.subject == e.Subject() && (events.Event(kernel.NewEvent(0, 0, p.kind, p.subject, p.arg)).OfTarget()) {
			most := old.most + untilOf(w, e) - v.past[p]
			if !b.work {
				b.least = most
			}
			return span{old.since, b.least, most, b.work}
		}
	}
	return b
}

// untilOf is when a wait is over, or until when work can end.
func untilOf(w *sim.World, e kernel.Event) kernel.Time {
	if sim.Free(events.Event(e)) {
		return w.CodeDeploy().EndsBy(e.Subject())
	}
	return e.Time()
}
