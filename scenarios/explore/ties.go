package explore

// Work that ends at the very instant at which the alarms of its deployment are read:
// then the deployment is stopped before it can make anything of the end (CD-6.1). No
// order of the two does the same, as a deployment decides at the end of an instant.

import (
	"slices"

	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// tie adds that work ends as alarms are read.
func (s *space) tie(x *state) {
	list := s.choices
	for _, poll := range list {
		if poll.what != passes || x.event(poll.event).Kind() != events.AlarmsPolled {
			continue
		}
		for _, c := range list {
			ends := c.what == ends || c.what == strikes && c.kind == Fail
			if ends && x.world.CodeDeploy().Target(c.target).Deployment == events.Event(x.event(poll.event)).Deployment() {
				c.poll = poll.event + 1
				s.choices = append(s.choices, c)
			}
		}
	}
}

// endAsPolled lets work end as alarms are read.
func (s *space) endAsPolled(x *state, c *choice) error {
	poll, work := x.event(c.poll-1), timeless(x.event(c.event))
	n := x.clocks.find(poll)
	x.clocks.pass(x.world, n)
	poll = x.clocks.list[n-1].event
	now := max(x.world.Now(), poll.Time())
	if c.isFault() {
		x.world.Spoil(faultOf[Fail], c.target, 0)
	}
	list, _ := x.world.Scheduled()
	for n := slices.IndexFunc(list, func(e kernel.Event) bool { return timeless(e) == work }); n >= 0; n = s.settles(x, now) {
		x.world.StepScheduled(n, now)
		if err := s.look(x); err != nil {
			return err
		}
	}
	list, _ = x.world.Scheduled()
	x.world.StepScheduled(slices.Index(list, poll), now)
	return nil
}

// settles is what else comes of an end at the same instant, before anything is
// decided, or -1.
func (s *space) settles(x *state, now kernel.Time) int {
	list, _ := x.world.Scheduled()
	return slices.IndexFunc(list, func(e kernel.Event) bool {
		return e.Phase() == kernel.Settle && e.Time() <= now && !sim.Free(events.Event(e)) && !ofItself(e) && x.clocks.find(e) == 0
	})
}
