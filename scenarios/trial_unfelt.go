package scenarios

import (
	"slices"

	"github.com/seed-11de0fc1/rehearse/fleet"
	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// Trials that decided nothing, and why.

// Unfelt says of each of the trials that Try made part of the setup of a world
// why it decided nothing in the run; empty if it may have decided something.
func Unfelt(w *sim.World, trials []Trial) (why []string) {
	u := &unfelt{trying: newTrying(w.Setup()), run: w}
	counts, at := make([]int, len(trials)), len(w.Setup().Inputs)
	for i := range trials {
		counts[i] = u.inputs(&trials[i])
		at -= counts[i]
	}
	for i := range trials {
		why = append(why, u.why(&trials[i], at, at+counts[i]))
		at += counts[i]
	}
	return why
}

// unfelt is a run that is looked at for what trials decided.
type unfelt struct {
	*trying
	run *sim.World
}

// inputs is how many inputs a trial was made of.
func (u *unfelt) inputs(t *Trial) int {
	switch {
	case t.Kind == TryFail, t.Kind == TryFailHook:
		return 0
	case t.At != nil:
		return 1
	}
	hosts, _ := u.who(t.Hosts)
	return len(hosts)
}

// why is why a trial of the inputs from one to another decided nothing.
func (u *unfelt) why(t *Trial, from, to int) string {
	hosts, _ := u.who(t.Hosts)
	switch {
	case t.Kind == TryFailHook && u.hookFailed(t.Name):
		return ""
	case t.Kind == TryFailHook:
		return "no function reported Failed"
	case t.Kind == TryFail && u.failed(hosts, t.Event):
		return ""
	case len(hosts) > 0 && u.absent(hosts):
		return u.were(t) + " never there"
	case t.Kind == TryFail:
		return "no " + t.Event + " came to its end there"
	case t.At == nil && !u.taken(from, to):
		return "what it waits for never came: no " + t.Event + " began there"
	case t.At == nil:
		return ""
	case !u.taken(from, to):
		return "the run was stopped before it"
	case len(hosts) > 0 && u.early(hosts, *t.At):
		return u.were(t) + " not there yet"
	}
	return u.late(from)
}

// were names the hosts with the verb that tells of the past.
func (u *unfelt) were(t *Trial) string {
	who, is, _ := t.who()
	return who + map[bool]string{true: " was", false: " were"}[is == " is "]
}

// late is that an input came when all was over, or was refused.
func (u *unfelt) late(n int) string {
	at, answer, _ := u.run.Taken(n)
	if answer.Exception != events.NoException {
		return "it was refused with " + answer.Exception.String()
	}
	last := kernel.Time(0)
	for _, d := range u.run.Deployments() {
		if !d.Status.Final() {
			return ""
		}
		last = max(last, d.Ended)
	}
	if at <= last {
		return ""
	}
	return "it came after the last deployment had ended, at " + last.String()
}

// taken says whether one of the inputs from one to another happened.
func (u *unfelt) taken(from, to int) bool {
	for n := from; n < to; n++ {
		if _, _, ok := u.run.Taken(n); ok {
			return true
		}
	}
	return false
}

// absent says whether none of the hosts was ever there.
func (u *unfelt) absent(hosts []uint32) bool {
	return !slices.ContainsFunc(hosts, func(ref uint32) bool {
		if !fleet.IsFuture(ref) {
			return true
		}
		_, launched := u.run.Fleet().Resolve(ref)
		return launched
	})
}

// early says whether all of the hosts were launched only after a time.
func (u *unfelt) early(hosts []uint32, at kernel.Time) bool {
	f := u.run.Fleet()
	later := map[uint32]bool{}
	for _, a := range f.Activities() {
		if a.Launches() && a.Start > at {
			later[f.Ref(a.Instance)] = true
		}
	}
	return !slices.ContainsFunc(hosts, func(ref uint32) bool {
		_, there := f.Resolve(ref)
		return there && !later[ref]
	})
}

// failed says whether an event failed on one of the hosts.
func (u *unfelt) failed(hosts []uint32, what string) bool {
	event, _ := events.ParseLifecycleEvent(what)
	service := u.run.CodeDeploy()
	for _, d := range u.run.Deployments() {
		for t := d.FirstTarget; d.Begun && t < d.FirstTarget+uint32(d.Targets); t++ {
			ref := u.run.Fleet().Ref(service.Target(t).Instance)
			if contains(hosts, ref) && service.EventStatus(t, event) == events.LifecycleFailed {
				return true
			}
		}
	}
	return false
}
