package explore

import (
	"context"
	"slices"

	"github.com/seed-11de0fc1/rehearse/fleet"
	"github.com/seed-11de0fc1/rehearse/scenarios"
	"github.com/seed-11de0fc1/rehearse/scenarios/property"
	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// A random search makes whole runs in the scenario's own time. In each it lets
// a few faults strike, of a random half of the kinds, and delays a few pieces of
// work, so that they end behind others that they usually end before.

// act is what a run does to the nth lifecycle event that begins in it.
type act struct {
	At   int // the event's place among those of the run, from 0
	Kind Kind
	Wait bool        // a delay, and no fault
	By   kernel.Time // of a delay
}

// wanderer makes the runs of a random search.
type wanderer struct {
	*explorer
	start    *sim.World
	world    *sim.World
	coverage coverage
	begun    []uint32 // targets whose event has begun in the latest step
	length   int      // lifecycle events of the run without acts
	past     []property.State
	all      []property.State // of all runs together
	faults   int
	struck   int // faults of the present run so far
	acts     []act
	shown    [][]act // runs that broke a claim for the first time
	corpus   [][]act // runs that showed something new
}

// wander searches by random runs.
func (e *explorer) wander(ctx context.Context, from *restOfRuns) error {
	o, r := &e.options, e.report
	if r.Search = o.Search; o.Search != Guided {
		r.Search = Random
	}
	w := e.wanderer()
	if err := w.run(nil); err != nil {
		return err
	}
	w.length = max(1, w.coverage.begun)
	if from != nil {
		if err := w.takeUp(from); err != nil {
			return err
		}
	}
	for n := r.Runs + 1; n <= o.Runs && !w.over(); n++ {
		if n%o.every(256) == 0 {
			o.Progress(Progress{Runs: n - 1, Pairs: w.coverage.pairs(), Most: o.Runs})
			if ctx.Err() != nil {
				r.Rest = w.rest()
				break
			}
		}
		if err := w.next(n); err != nil {
			return err
		}
	}
	r.Coverage = w.coverage.report()
	drawn := r.Runs
	if o.Search == Guided {
		drawn /= 4 // the others go on from earlier runs
	}
	r.Odds = oddsOf(drawn, w.length, len(o.Kinds))
	w.judge()
	return nil
}

func (e *explorer) wanderer() *wanderer {
	claims := len(e.options.Properties)
	w := &wanderer{explorer: e, start: e.world(e.setup), world: new(sim.World), faults: e.options.Faults}
	w.past, w.all = make([]property.State, claims), make([]property.State, claims)
	if w.faults < 0 {
		w.faults = max(3, e.report.Instances)
	}
	return w
}

// next makes the nth run.
func (w *wanderer) next(n int) error {
	o := &w.options
	draw := kernel.NewStream(o.Seed, uint64(n), purposeRun)
	acts := w.draw(&draw)
	if o.Search == Guided && len(w.corpus) > 0 && draw.Below(4) > 0 {
		acts = w.corpus[draw.Below(uint64(len(w.corpus)))]
		for range changes {
			acts = w.change(&draw, acts)
		}
	}
	before := w.coverage.found
	if err := w.run(acts); err != nil {
		return err
	}
	if w.coverage.found > before {
		w.corpus = append(w.corpus, acts)
	}
	w.report.Runs = n
	return nil
}

const purposeRun = 0x52756e

// changes is how many changes a guided run makes to an earlier one.
const changes = 3

// draw draws what a run does: up to as many faults as it may, one at least in
// three runs of four, and up to two delays.
func (w *wanderer) draw(s *kernel.Stream) (acts []act) {
	kinds := w.swarm(s)
	for range s.Below(uint64(w.faults) + 1) {
		acts = append(acts, act{At: int(s.Below(uint64(2 * w.length))), Kind: kinds[s.Below(uint64(len(kinds)))]})
	}
	for range s.Below(3) {
		acts = append(acts, act{At: int(s.Below(uint64(2 * w.length))), Wait: true, By: delays[s.Below(uint64(len(delays)))]})
	}
	return acts
}

// delays are how much longer work takes in a run: about as long as other work,
// or up to a usual timeout.
var delays = [...]kernel.Time{kernel.Second, 10 * kernel.Second, kernel.Minute, 5*kernel.Minute - 1, 5*kernel.Minute + 1, 59 * kernel.Minute}

// swarm is a random half of the kinds of faults, one at least.
func (w *wanderer) swarm(s *kernel.Stream) (list []Kind) {
	for _, k := range w.options.Kinds {
		if s.Below(2) == 0 {
			list = append(list, k)
		}
	}
	if len(list) == 0 {
		list = append(list, w.options.Kinds[s.Below(uint64(len(w.options.Kinds)))])
	}
	return list
}

// change changes one thing in the acts of a run that showed something new.
func (w *wanderer) change(s *kernel.Stream, acts []act) []act {
	list := append([]act(nil), acts...)
	more := w.draw(s)
	switch {
	case len(list) > 0 && s.Below(3) == 0:
		n := s.Below(uint64(len(list)))
		list = append(list[:n], list[n+1:]...)
	case len(list) > 0 && s.Below(2) == 0:
		list[s.Below(uint64(len(list)))].At = int(s.Below(uint64(2 * w.length)))
	case len(more) > 0:
		list = append(list, more[0])
	}
	return w.within(list)
}

// within leaves out what is more than the faults that a run may have.
func (w *wanderer) within(acts []act) (list []act) {
	faults := 0
	for _, a := range acts {
		if !a.Wait {
			if faults++; faults > w.faults {
				continue
			}
		}
		list = append(list, a)
	}
	return list
}

// run makes a run and asks the claims about it; those that break for the first
// time get their scenario.
func (w *wanderer) run(acts []act) error {
	w.world.CopyFrom(w.start)
	w.coverage.begin()
	w.acts, w.struck = acts, 0
	w.world.Journal().Tap(w.see)
	for n := range w.past {
		w.past[n] = 0
	}
	var entries []scenarios.Entry
	for more := true; more; {
		if err := w.look(entries); err != nil {
			return err
		}
		var err error
		if more, err = w.world.Step(); err != nil {
			return err
		}
		for _, t := range w.begun {
			w.act(t, acts, &entries)
			w.coverage.begun++
		}
		w.begun = w.begun[:0]
	}
	return w.end(entries)
}

// see follows the journal.
func (w *wanderer) see(r kernel.Record) {
	w.coverage.see(r)
	if r.Kind == events.EventStarted {
		w.begun = append(w.begun, events.Record(r).Index())
	}
}

// act does what is to be done to an event that has just begun.
func (w *wanderer) act(t uint32, acts []act, entries *[]scenarios.Entry) {
	for _, a := range acts {
		if a.At != w.coverage.begun {
			continue
		}
		if _, running := w.world.CodeDeploy().Running(t); !running || w.world.CodeDeploy().Shifts(t) {
			continue
		}
		info, at := w.world.CodeDeploy().Target(t), workOf(w.world, t)
		f := a.Kind.fault(w.world.Fleet().Ref(info.Instance))
		if a.Wait || a.Kind == Late {
			f.Kind, f.For = fleet.DelayEvent, w.untilLate(t)
			if a.Wait {
				f.For = min(f.For, a.By) // a timeout would be a fault
			}
		}
		if f.Kind == fleet.DelayEvent && (f.For <= 0 || delayed(*entries, at)) {
			continue
		}
		if !a.Wait {
			w.struck++
		}
		if f.Kind.OfEvent() {
			w.world.Spoil(f.Kind, t, f.For)
		} else {
			w.world.Strike(&f)
		}
		*entries = append(*entries, entry(at, (&Step{What: a.word(), Host: at.Host, by: f.For}).fault()))
	}
}

// delayed says whether an event is delayed already.
func delayed(entries []scenarios.Entry, at Work) bool {
	return slices.ContainsFunc(entries, func(e scenarios.Entry) bool {
		return e.Fault.Delay != nil && e.When.Instance.Text == at.Host && *e.When.Deployment == int64(at.Deployment) && e.When.LifecycleEvent == at.Event.String()
	})
}

func (a *act) word() string {
	if a.Wait {
		return Late.String()
	}
	return a.Kind.String()
}

// untilLate is how much later the work on a target can end.
func (w *wanderer) untilLate(t uint32) kernel.Time {
	list, _ := w.world.Scheduled()
	for _, x := range list {
		if e := events.Event(x); sim.Free(e) && e.Target() == t && !w.world.CodeDeploy().Stale(e) {
			return w.world.CodeDeploy().EndsBy(t) - x.Time()
		}
	}
	return 0
}

func (w *wanderer) look(entries []scenarios.Entry) error {
	for n, p := range w.options.Properties {
		broken, err := p.Step(w.world, &w.past[n])
		if err != nil {
			return err
		}
		if broken {
			if err := w.found(n, entries); err != nil {
				return err
			}
		}
	}
	return nil
}

func (w *wanderer) end(entries []scenarios.Entry) error {
	for n, p := range w.options.Properties {
		_, broken, err := p.End(w.world, &w.past[n])
		if err != nil {
			return err
		}
		if broken {
			if err := w.found(n, entries); err != nil {
				return err
			}
		}
		w.all[n] |= w.past[n]
	}
	return nil
}

// found keeps the scenario of the first run that breaks a claim.
func (w *wanderer) found(n int, entries []scenarios.Entry) error {
	r := &w.report.Results[n]
	if r.Verdict == Broken {
		return nil
	}
	s := w.replay.with(entries)
	broken, err := w.replay.breaks(s, r.Property)
	if err != nil || !broken {
		return err
	}
	r.Verdict, r.Scenario, r.Faults = Broken, s, w.struck
	w.shown = append(w.shown, w.acts)
	return nil
}

// over says whether every claim that can break is broken, and what may be
// reached is.
func (w *wanderer) over() bool {
	for n := range w.report.Results {
		r := &w.report.Results[n]
		if sometimes := r.Property.Verb == property.Sometimes; sometimes && r.Property.Vacuous(w.all[n]) || !sometimes && r.Verdict != Broken {
			return false
		}
	}
	return len(w.report.Results) > 0
}

// judge says what was not found.
func (w *wanderer) judge() {
	for n := range w.report.Results {
		switch r := &w.report.Results[n]; {
		case r.Verdict == Broken:
		case r.Property.Vacuous(w.all[n]):
			r.Verdict = Untested
		case r.Property.Verb == property.Sometimes:
			r.Verdict = Shown
		default:
			r.Verdict = NotFound
		}
	}
}
