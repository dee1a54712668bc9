package explore

// When that happens which follows a step at once, but for agents.

import (
	"slices"

	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

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
	ended  bool        // only that one, as its work has ended
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

// ended says whether the work of a target has ended, and its agent has taken up nothing
// since.
func (l *latest) ended(t uint32) bool {
	n := l.find(t)
	return n >= 0 && l.picks[n].ended
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
