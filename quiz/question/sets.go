package question

import (
	"strconv"

	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/events"
)

// Who is attempted, who succeeds, how many are never reached: kinds 6 to 8.

var touchedSet = &Kind{
	Number: 6, Name: "touched-set", Form: Set, Family: "when a deployment goes on and when it gives up",
	Subjects: once(inPlace),
	Ask:      always("Which instances does deployment 1 attempt at all?"),
	Domain:   hostNames,
	Answer: func(r *Run, _ Subject) Answer {
		return hosts(r, started)
	},
}

var succeededSet = &Kind{
	Number: 7, Name: "succeeded-set", Form: Set, Family: "when a deployment goes on and when it gives up",
	Subjects: once(touched),
	Ask:      always("On which instances does deployment 1 succeed?"),
	Domain:   hostNames,
	Answer: func(r *Run, _ Subject) Answer {
		return hosts(r, func(t *sim.Target) bool { return t.Status == events.TargetSucceeded })
	},
}

var skippedCount = &Kind{
	Number: 8, Name: "skipped-count", Form: Number, Family: "when a deployment goes on and when it gives up",
	Subjects: once(inPlace),
	Ask:      always("How many instances does deployment 1 never reach?"),
	Answer: func(r *Run, _ Subject) Answer {
		d, ok := r.first()
		if !ok {
			return nil
		}
		return Answer{strconv.Itoa(d.Skipped)}
	},
}

// started says whether a deployment got to a target.
func started(t *sim.Target) bool {
	return t.Status != events.TargetPending && t.Status != events.TargetSkipped
}

// hosts are the hosts of the targets for which something holds, in the order of
// the scenario.
func hosts(r *Run, holds func(*sim.Target) bool) Answer {
	if _, ok := r.first(); !ok {
		return nil
	}
	a := Answer{}
	for i := range uint32(r.Fleet().Len()) {
		if t := r.target(r.Fleet().Name(i)); t != nil && holds(t) {
			a = append(a, t.Name)
		}
	}
	return a
}
