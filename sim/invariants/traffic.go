package invariants

import (
	"fmt"

	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// Traffic: none ever goes to a terminated instance (CD-8.4).
func Traffic(w *sim.World) error {
	gone := map[uint32]bool{}
	for _, r := range w.Journal().Records() {
		switch i := events.Record(r).Index(); r.Kind {
		case events.HostTerminated:
			gone[i] = true
		case events.Registered, events.ChecksPassed:
			if gone[i] {
				return fmt.Errorf("%s is terminated, and at %v %s (CD-8.4)", w.Fleet().Name(i), r.At, w.Describe(r))
			}
		}
	}
	for i := range uint32(w.Fleet().Len()) {
		if w.Fleet().Gone(i) && w.Fleet().InService(i) {
			return fmt.Errorf("%s is terminated and in service (CD-8.4)", w.Fleet().Name(i))
		}
	}
	return nil
}

// Serving: the hosts in service are as many as the journal says, and never were
// fewer at the end of an instant than the view says (CD-7.4).
func Serving(w *sim.World) error {
	least, first, at := w.Fleet().LeastServing()
	ends := map[kernel.Time]int64{0: int64(first)}
	n := int64(first)
	for _, r := range w.Journal().Records() {
		if serving, ok := events.Record(r).InService(); ok {
			ends[r.At], n = serving, serving
		}
	}
	for when, serving := range ends {
		if serving < int64(least) || serving == int64(least) && when < at {
			return fmt.Errorf("%d serve at %v; the fewest are said to be %d at %v (CD-7.4)", serving, when, least, at)
		}
	}
	in := int64(0)
	for i := range uint32(w.Fleet().Len()) {
		if w.Fleet().InService(i) {
			in++
		}
	}
	if ends[at] != int64(least) || in != n || in != int64(w.Fleet().Serving()) {
		return fmt.Errorf("%d serve, the journal says %d; the fewest were %d (CD-7.4)", in, n, least)
	}
	return nil
}

// Alarms: a deployment that an alarm stopped names one, and no other does
// (CD-6.1).
func Alarms(w *sim.World) error {
	for _, d := range w.Deployments() {
		if stopped := d.Code == events.AlarmActive; stopped != (len(d.Activated) > 0) || stopped && d.Status != events.DeploymentStopped {
			return fmt.Errorf("deployment %d is %v with %v, alarms %v (CD-6.1)", d.Number, d.Status, d.Code, d.Activated)
		}
	}
	return nil
}
