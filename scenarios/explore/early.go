package explore

import (
	"slices"

	"github.com/seed-11de0fc1/rehearse/fleet"
	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// ahead is by how much a search that may strike hosts begins before its scenario, of
// which something happens at time 0: they may be lost before.
const ahead = kernel.Second

// aheadOf is that of a setup, or 0.
func aheadOf(setup *sim.Setup, kinds []Kind) kernel.Time {
	atStart := func(in sim.Input) bool { return in.When.Trigger == sim.AtTime && in.When.Plus == 0 && in.Call != nil }
	if slices.ContainsFunc(kinds, Kind.ofHost) && slices.ContainsFunc(setup.Inputs, atStart) {
		return ahead
	}
	return 0
}

// startOf is time 0 of the scenario of a world.
func startOf(w *sim.World) kernel.Time { return w.Setup().Fleet.Start }

// later is a setup of which all is so much later that comes at a time: its start, what
// its alarms do, and its inputs.
func later(setup *sim.Setup, by kernel.Time) *sim.Setup {
	s := *setup
	s.Fleet.Start += by
	s.Fleet.Alarms = slices.Clone(setup.Fleet.Alarms)
	for n := range s.Fleet.Alarms {
		laterAlarm(&s.Fleet.Alarms[n], by)
	}
	s.Inputs = slices.Clone(setup.Inputs)
	for n := range s.Inputs {
		if when := &s.Inputs[n].When; when.Trigger == sim.AtTime {
			when.Plus += by
		}
	}
	return &s
}

func laterAlarm(a *fleet.Alarm, by kernel.Time) {
	a.States, a.Unreadable = slices.Clone(a.States), slices.Clone(a.Unreadable)
	for n := range a.States {
		a.States[n].At += by
	}
	for n := range a.Unreadable {
		o := &a.Unreadable[n]
		if o.From += by; o.To > 0 { // 0: for ever
			o.To += by
		}
	}
}
