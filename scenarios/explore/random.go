package explore

import (
	"context"
	"slices"

	"github.com/seed-11de0fc1/rehearse/scenarios"
	"github.com/seed-11de0fc1/rehearse/scenarios/property"
	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// wanderer makes the runs of a random search.
type wanderer struct {
	*explorer
	start    *sim.World
	world    *sim.World
	coverage coverage
	begun    []uint32 // targets whose event has begun in the latest step
	length   int      // lifecycle events of the run without acts that a fault could strike
	past     []property.State
	all      []property.State // of all runs together
	faults   int
	struck   int // faults of the present run so far
	drawn    int // runs that do not go on from earlier ones
	acts     []act
	shown    [][]act       // runs that broke a claim for the first time
	corpus   [][]act       // runs that showed something new
	layers   *restOfLayers // of the exhaustive search before, that can go on
}

// wander searches by random runs.
func (e *explorer) wander(ctx context.Context, from *Rest) error {
	o, r := &e.options, e.report
	for _, x := range e.results {
		if x.Search = Random; o.Search == Guided {
			x.Search = Guided
		}
	}
	w := e.wanderer()
	if err := w.run(nil); err != nil {
		return err
	}
	w.length = w.coverage.begun
	if err := w.takeUp(from); err != nil {
		return err
	}
	for n := r.Runs + 1; n <= o.Runs && !w.over(); n++ {
		if n%o.every(256) == 0 {
			o.Progress(Progress{Runs: n - 1, Pairs: w.coverage.pairs(), Most: o.Runs, Rest: w.rest})
			if r.Interrupted = ctx.Err() != nil; r.Interrupted {
				break
			}
		}
		if err := w.next(n); err != nil {
			return err
		}
	}
	if r.Rest = w.rest(); !r.Interrupted && !r.Rest.MoreStates() && w.over() {
		r.Rest = nil
	}
	r.Coverage = w.coverage.report()
	r.Odds = oddsOf(w.drawn, w.length, len(o.Kinds), w.faults)
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
	if o.Search != Guided || len(w.corpus) == 0 || draw.Below(4) == 0 {
		w.drawn++
	} else {
		size := uint64(len(w.corpus))
		acts = w.corpus[max(draw.Below(size), draw.Below(size))]
		for range 1 + draw.Below(changes) {
			acts = w.change(&draw, acts)
		}
	}
	before := w.coverage.found
	if err := w.run(acts); err != nil {
		return err
	}
	if w.coverage.more() || w.coverage.found > before {
		w.corpus = append(w.corpus, acts)
	}
	w.report.Runs = n
	return nil
}

const purposeRun = 0x52756e

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
		for n, t := range w.begun {
			if !slices.Contains(w.begun[n+1:], t) && w.strikable(t) { // else it has ended already
				w.act(t, acts, &entries)
				w.coverage.begun++
			}
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
	r := w.results[n]
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
	for n, r := range w.results {
		if sometimes := r.Property.Verb == property.Sometimes; sometimes && r.Property.Vacuous(w.all[n]) || !sometimes && r.Verdict != Broken {
			return false
		}
	}
	return true
}

// judge says what was not found.
func (w *wanderer) judge() {
	for n, r := range w.results {
		switch {
		case r.Verdict == Broken:
		case r.Doubts == 0 && r.Property.Vacuous(w.all[n]):
			r.Verdict = Untested
		case r.Property.Verb == property.Sometimes:
			r.Verdict = Shown
		default:
			r.Verdict = NotFound
		}
	}
}
