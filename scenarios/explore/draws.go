package explore

// What a drawn run does to the lifecycle events that begin in it.

import (
	"math"
	"slices"

	"github.com/seed-11de0fc1/rehearse/fleet"
	"github.com/seed-11de0fc1/rehearse/scenarios"
	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// A random search makes whole runs in the scenario's own time. In each it lets
// a few faults strike, of a random half of the kinds, and delays a few pieces of
// work, so that they end behind others that they usually end before.

// act is what a run does to the nth lifecycle event that begins in it.
type act struct {
	At   int // the event's place among those of the run, from 0; or everyEvent
	Kind Kind
	Else int         // of a fault of a host: the how-manieth behind that of the event it strikes; 0: that
	Wait bool        // a delay, and no fault
	By   kernel.Time // of a delay
}

// everyEvent is the place of an act that is done to each.
const everyEvent = -1

// latestOfAll is a run in which all work ends as late as it can.
var latestOfAll = []act{{At: everyEvent, Wait: true, By: math.MaxInt64}}

// changes is how many changes a guided run makes to an earlier one at most.
const changes = 3

// draw draws what a run does: up to as many faults as it may, one at least in
// three runs of four, and up to two delays.
func (w *wanderer) draw(s *kernel.Stream) (acts []act) {
	if w.length == 0 {
		return nil
	}
	kinds := w.swarm(s)
	for range s.Below(uint64(w.most())+1) * uint64(min(1, len(kinds))) {
		acts = append(acts, w.fault(s, kinds))
	}
	for range s.Below(3) {
		acts = append(acts, act{At: w.place(s), Wait: true, By: delays[s.Below(uint64(len(delays)))]})
	}
	return acts
}

// fault draws a fault.
func (w *wanderer) fault(s *kernel.Stream, kinds []Kind) act {
	a := act{Kind: kinds[s.Below(uint64(len(kinds)))]}
	w.move(s, &a)
	return a
}

// move draws where an act strikes. One of four faults that strike hosts strikes another
// host than the one whose event begins.
func (w *wanderer) move(s *kernel.Stream, a *act) {
	a.At, a.Else = w.place(s), 0
	if hosts := w.report.Instances; !a.Wait && a.Kind.ofHost() && hosts > 1 && s.Below(4) == 0 {
		a.Else = 1 + int(s.Below(uint64(hosts-1)))
	}
}

// place draws the place of an event: there are twice as many as in a run
// without acts, as that may bring more.
func (w *wanderer) place(s *kernel.Stream) int { return int(s.Below(uint64(2 * w.length))) }

// delays are how much longer work takes in a run: about as long as other work,
// or up to a usual timeout.
var delays = [...]kernel.Time{kernel.Second, 10 * kernel.Second, kernel.Minute, 5*kernel.Minute - 1, 5*kernel.Minute + 1, 59 * kernel.Minute}

// swarm is a random half of the kinds of faults, one at least if there is one.
func (w *wanderer) swarm(s *kernel.Stream) (list []Kind) {
	for _, k := range w.options.Kinds {
		if s.Below(2) == 0 {
			list = append(list, k)
		}
	}
	if len(list) == 0 && len(w.options.Kinds) > 0 {
		list = append(list, w.options.Kinds[s.Below(uint64(len(w.options.Kinds)))])
	}
	return list
}

// change changes one thing in the acts of a run that showed something new: half
// of the changes add one, as what is deep takes many.
func (w *wanderer) change(s *kernel.Stream, acts []act) []act {
	list := append([]act(nil), acts...)
	more := w.draw(s)
	switch {
	case len(list) > 0 && s.Below(4) == 0:
		n := s.Below(uint64(len(list)))
		list = append(list[:n], list[n+1:]...)
	case len(list) > 0 && s.Below(3) == 0:
		w.move(s, &list[s.Below(uint64(len(list)))])
	case len(more) > 0:
		list = append(list, more[0])
	}
	return w.within(list)
}

// within leaves out what is more than the faults that a run may have.
func (w *wanderer) within(acts []act) (list []act) {
	faults, most := 0, w.most()
	for _, a := range acts {
		if !a.Wait {
			if faults++; faults > most {
				continue
			}
		}
		list = append(list, a)
	}
	return list
}

// act does what is to be done to an event that has just begun.
func (w *wanderer) act(t uint32, acts []act, entries *[]scenarios.Entry) {
	for _, a := range acts {
		if a.At != w.coverage.begun && a.At != everyEvent {
			continue
		}
		shifts := w.world.CodeDeploy().Shifts(t)
		if !w.strikable(t) || shifts && !a.Wait && a.Kind.ofHost() {
			continue
		}
		at := workOf(w.world, t)
		f, host := fleet.Fault{Kind: faultOf[a.Kind]}, at.Host
		if !shifts {
			hosts := w.world.Fleet()
			i := (w.world.CodeDeploy().Target(t).Instance + uint32(a.Else)) % uint32(hosts.Len())
			f, host = a.Kind.Fault(hosts.Ref(i)), hosts.Name(i)
		}
		if a.Wait || a.Kind == Late {
			f.Kind, f.For = fleet.DelayEvent, Slack(w.world, t)
			if a.Wait {
				f.For = min(f.For, a.By) // a timeout would be a fault
			}
		}
		if f.Kind == fleet.DelayEvent && (f.For <= 0 || delayed(*entries, at)) {
			continue
		}
		if f.Kind.OfEvent() {
			w.world.Spoil(f.Kind, t, f.For)
		} else {
			w.world.Strike(&f)
		}
		w.faulty = append(w.faulty, !a.Wait)
		*entries = append(*entries, atWork(at, (&Step{What: a.word(), Host: host, When: at, by: f.For}).fault()))
	}
}

// strikable says whether a fault can strike what is under way on a target.
func (w *wanderer) strikable(t uint32) bool {
	if !w.world.CodeDeploy().Spoilable(t) {
		return false
	}
	_, ends := endOf(w.world, t)
	return ends || !w.world.CodeDeploy().Shifts(t)
}

// delayed says whether an event is delayed already.
func delayed(entries []scenarios.Entry, at Work) bool {
	return slices.ContainsFunc(entries, func(e scenarios.Entry) bool {
		return !e.IsFault(false) && e.When.Instance.Text == at.Host && *e.When.Deployment == int64(at.Deployment) && e.When.LifecycleEvent == at.Event.String()
	})
}

func (a *act) word() string {
	if a.Wait {
		return Late.String()
	}
	return a.Kind.String()
}

// Slack is how much later the work that is under way on a target can end, 0 if
// it does not end by itself.
func Slack(w *sim.World, t uint32) kernel.Time {
	at, ok := endOf(w, t)
	if !ok {
		return 0
	}
	return w.CodeDeploy().EndsBy(t) - at
}

// endOf is when the work on a target is to end by itself, if it is.
func endOf(w *sim.World, t uint32) (at kernel.Time, ok bool) {
	list, _ := w.Scheduled()
	for _, x := range list {
		if e := events.Event(x); sim.Free(e) && e.Target() == t && !w.CodeDeploy().Stale(e) {
			return x.Time(), true
		}
	}
	return 0, false
}
