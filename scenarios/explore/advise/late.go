package advise

// Runs in which all work takes as long as its limit lets it, as work may in the
// search of `rehearse explore`: CD-4.7, CD-4.8.

import (
	"github.com/seed-11de0fc1/rehearse/fleet"
	"github.com/seed-11de0fc1/rehearse/scenarios/explore"
	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// lateness is how much later than usual lifecycle events may end.
type lateness struct {
	aside *sim.World
	known map[place]kernel.Time
	left  map[uint32]kernel.Time // of the present event of each target
}

func newLateness() *lateness {
	return &lateness{aside: new(sim.World), known: map[place]kernel.Time{}, left: map[uint32]kernel.Time{}}
}

// prolong lets work that has begun end as late as it can without a timeout, if
// what follows it in its event takes its usual time.
func (r *runner) prolong(rec events.Record) error {
	t, l := rec.Index(), r.late
	at := r.placeOf(t)
	switch {
	case at.event != rec.LifecycleEvent(), rec.Kind == events.ScriptStarted && rec.Script() == 0: // it is over, or was seen as its event began
		return nil
	case rec.Kind == events.EventStarted:
		left, err := l.leftOf(r.world, t, at)
		if err != nil {
			return err
		}
		l.left[t] = left
	}
	b := blow{place: at, kind: explore.Late, by: min(explore.Slack(r.world, t), l.left[t])}
	if b.by <= 0 {
		return nil
	}
	if rec.Kind == events.ScriptStarted {
		b.plus = r.world.Now() - r.world.CodeDeploy().Began(t) + 1 // when the script before it has surely ended
	}
	l.left[t] -= b.by
	r.world.Spoil(fleet.DelayEvent, t, b.by)
	r.delays = append(r.delays, b)
	return nil
}

// leftOf is how much later than usual an event that has just begun may end: it is
// tried aside, once for each place.
func (l *lateness) leftOf(w *sim.World, t uint32, at place) (kernel.Time, error) {
	if left, known := l.known[at]; known {
		return left, nil
	}
	l.aside.BranchFrom(w)
	for more := true; more; {
		if event, running := l.aside.CodeDeploy().Running(t); !running || event != at.event {
			break
		}
		var err error
		if more, err = l.aside.Step(); err != nil {
			return 0, err
		}
	}
	l.known[at] = w.CodeDeploy().Began(t) + codedeploy.AWS.InsideLimit() - l.aside.Now()
	return l.known[at], nil
}
