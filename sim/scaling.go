package sim

import "github.com/seed-11de0fc1/rehearse/sim/kernel"

// patience is how long launches may fail one after another, and how far ahead
// something must come that can heal them, before they are given up.
const patience = 24 * kernel.Hour

// hopeless is how many launches in a row may fail while something is still to
// come: launches that take no time would fail for ever at one instant.
const hopeless = 100

// launchesFail gives up the launches of an Auto Scaling group that fail one
// after another, unless something is still to come that may heal them. CD-6.6
func (w *World) launchesFail(g int32) {
	since, launches := w.fleet.FailingSince(g)
	if launches >= hopeless || w.Now()-since >= patience || !w.deploy.Deploying() && !w.inputSoon() {
		w.fleet.GiveUpLaunches(w.kernel, g)
	}
}

// inputSoon says whether the timeline has something to come within the
// patience.
func (w *World) inputSoon() bool {
	for n := range w.inputs {
		state, when := &w.inputs[n], &w.setup.Inputs[n].When
		if !state.taken && (state.fired || when.Trigger == AtTime && when.Plus-w.Now() <= patience) {
			return true
		}
	}
	return false
}
