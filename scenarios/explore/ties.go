package explore

// Work that ends at the very instant at which something else happens. If the alarms of
// its deployment are read, it is stopped before it can make anything of the end (CD-6.1):
// no order of the two does the same, as a deployment decides at the end of an instant.
// If a fault of the scenario strikes its host just before, the work is done and counts for
// nothing (CD-8.4), as of one of the search: choice.amid.

import (
	"slices"

	"github.com/seed-11de0fc1/rehearse/fleet"
	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// tie adds that work ends at the instant at which a wait is over, and of two hosts that a
// fault strikes that of both.
func (s *space) tie(x *state) {
	list := s.choices
	for _, wait := range list {
		if wait.what != passes {
			continue
		}
		over := events.Event(x.event(wait.event))
		for _, c := range list {
			ends := c.what == ends || c.what == strikes && c.kind == Fail
			if !ends || !s.ties(x.world, over, c.target) {
				continue
			}
			c.with = wait.event + 1
			s.choices = append(s.choices, c)
			if over.Kind() == events.InputDue {
				s.pair(x, over, c)
			}
		}
	}
}

// pair adds that other work ends with a choice too.
func (s *space) pair(x *state, over events.Event, c choice) {
	list, _ := x.world.Scheduled()
	for n, e := range list {
		if n != c.event && sim.Free(events.Event(e)) && s.mayEnd(x, e) && s.ties(x.world, over, e.Subject()) {
			c.also = n + 1
			s.choices = append(s.choices, c)
		}
	}
}

// ties says whether it makes a difference that the work on a target ends at the instant
// at which an event happens.
func (s *space) ties(w *sim.World, e events.Event, t uint32) bool {
	on := w.CodeDeploy().Target(t)
	switch e.Kind() {
	case events.AlarmsPolled:
		return on.Deployment == e.Deployment()
	case events.InputDue:
		f := w.Setup().Inputs[e.Input()].Fault
		return f != nil && !w.CodeDeploy().Shifts(t) && hits(w, f, on.Instance) && s.amid(w, f.Kind, on.Instance)
	}
	return false
}

// hits says whether a fault strikes a host.
func hits(w *sim.World, f *fleet.Fault, host uint32) bool {
	if f.Kind == fleet.ZoneOutage {
		return w.Fleet().Zone(host) == f.Zone
	}
	return slices.Contains(f.Instances, w.Fleet().Ref(host))
}

// endWith lets work end at the instant at which a wait is over.
func (s *space) endWith(x *state, c *choice) error {
	wait, order := x.event(c.with-1), orderOf(x, c)
	n := x.clocks.find(wait)
	x.clocks.pass(x.world, n)
	now := max(x.world.Now(), x.clocks.list[n-1].event.Time())
	if c.isFault() {
		x.world.Spoil(faultOf[Fail], c.target, 0)
	}
	place := func(e events.Event) int {
		list, _ := x.world.Scheduled()
		return slices.IndexFunc(list, func(k kernel.Event) bool { return timeless(k) == e })
	}
	last := len(order) - 1
	for _, e := range order[:last] {
		for n := place(e); n >= 0; n = s.settles(x, wait.Kind(), now) {
			x.world.StepScheduled(n, now)
			if err := s.look(x); err != nil {
				return err
			}
		}
	}
	x.world.StepScheduled(place(order[last]), now)
	return nil
}

// orderOf is in which order the events of a choice happen at one instant: work ends
// behind what strikes its host, but before alarms are read.
func orderOf(x *state, c *choice) []events.Event {
	wait, work := timeless(x.event(c.with-1)), timeless(x.event(c.event))
	switch {
	case wait.Kind() != events.InputDue:
		return []events.Event{work, wait}
	case c.also > 0:
		return []events.Event{wait, timeless(x.event(c.also - 1)), work}
	}
	return []events.Event{wait, work}
}

// settles is what else comes of an end at the same instant, before anything is
// decided, or -1. Of a fault nobody hears before the end.
func (s *space) settles(x *state, of kernel.Kind, now kernel.Time) int {
	if of == events.InputDue {
		return -1
	}
	list, _ := x.world.Scheduled()
	return slices.IndexFunc(list, func(e kernel.Event) bool {
		return e.Phase() == kernel.Settle && e.Time() <= now && !sim.Free(events.Event(e)) && !ofItself(e) && x.clocks.find(e) == 0
	})
}
