package fleet

import (
	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// What a search needs to know about what is scheduled.

// Stale says whether an event is about an outage that another one has outlasted,
// or about a turn of health that is over.
func (f *Fleet) Stale(e events.Event) bool {
	at := f.dueBy(e)
	return at != nil && *at != f.countedFrom(e)
}

// Retime lets an outage end at t, or what health checks see begin so long before
// t that they heed it then.
func (f *Fleet) Retime(e events.Event, t kernel.Time) {
	if at := f.dueBy(e); at != nil {
		*at = t - kernel.Event(e).Time() + f.countedFrom(e)
	}
}

// dueBy is the column that has the end of the outage of an event, or the
// beginning of a turn of health; nil if it is about neither.
func (f *Fleet) dueBy(e events.Event) *kernel.Time {
	switch e.Kind() {
	case events.HostReturns:
		if int(e.Instance()) < len(f.downUntil) {
			return &f.downUntil[e.Instance()]
		}
	case events.NetworkReturns:
		return &f.cutUntil[e.Instance()]
	case events.HealthChecksFail, events.HealthChecksPass:
		return &f.turned[e.Instance()]
	}
	return nil
}

// countedFrom is what dueBy has of an event that is not stale.
func (f *Fleet) countedFrom(e events.Event) kernel.Time {
	at := kernel.Event(e).Time()
	if e.Kind() == events.HealthChecksFail || e.Kind() == events.HealthChecksPass {
		at -= f.threshold(int(e.LoadBalancer()), e.Kind())
	}
	return at
}
