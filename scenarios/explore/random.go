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
	faulty   []bool // whether each entry of the present run so far is a fault
	steps    int    // of all runs
	drawn    int    // runs that do not go on from earlier ones
	acts     []act
	shown    []shown       // runs that broke a claim for the first time, or with fewer faults
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
	w.eachKnown((*Result).tell) // so that runs look for fewer faults
	if err := w.run(nil); err != nil {
		return err
	}
	w.length = w.coverage.begun
	if slices.ContainsFunc(e.results, func(x *Result) bool { return x.Property.Timed() }) {
		if err := w.run(latestOfAll); err != nil {
			return err
		}
	}
	if err := w.takeUp(from); err != nil {
		return err
	}
	for n := r.Runs + 1; n <= o.Runs && !w.over() && (o.steps == 0 || w.steps < o.steps); n++ {
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
	r.Odds = oddsOf(w.drawn, w.length, len(o.Kinds), w.faults, r.Instances > 1 && slices.ContainsFunc(o.Kinds, Kind.ofHost))
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
	w.acts, w.faulty = acts, w.faulty[:0]
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
		w.steps++
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

// shown is the acts of a run that broke a claim, and how many runs there were before.
type shown struct {
	Acts   []act
	Before int
}

// found keeps the scenario of a run that breaks a claim, or does so with fewer faults
// than those before.
func (w *wanderer) found(n int, entries []scenarios.Entry) error {
	r := w.results[n]
	if r.Verdict == Broken && r.Faults == 0 {
		return nil
	}
	if slices.Equal(w.acts, latestOfAll) && !r.Property.Timed() { // a deployment that is out of time breaks many (CD-2.18)
		return nil
	}
	left, faults, err := w.fewest(r.Property, entries)
	if err != nil || faults < 0 || r.Verdict == Broken && faults >= r.Faults {
		return err
	}
	r.Verdict, r.Scenario, r.Faults, r.after = Broken, w.replay.with(left), faults, w.report.Runs
	w.shown = append(w.shown, shown{w.acts, w.report.Runs})
	return nil
}

// leanTries is how often a scenario is run without some of its faults.
const leanTries = 200

// fewest leaves out faults of the present run that it does not take to break a claim, or
// its delays if these alone would be faults, and says how many faults are left; -1 if its
// scenario does not break the claim at all.
func (w *wanderer) fewest(p *property.Property, entries []scenarios.Entry) (left []scenarios.Entry, faults int, err error) {
	at, delays := places(w.faulty), true
	breaks := func(at []int) (bool, error) {
		return w.replay.shows(w.replay.with(w.with(entries, at, delays)), p)
	}
	broken, err := breaks(at)
	if !broken && err == nil {
		delays = false
		broken, err = breaks(at)
	}
	if !broken || err != nil {
		return nil, -1, err
	}
	for size, tries := len(at), leanTries; size > 0; size /= 2 {
		for lo := 0; lo < len(at) && tries > 0; tries-- {
			less := slices.Delete(slices.Clone(at), lo, min(lo+size, len(at)))
			broken, err := breaks(less)
			if err != nil {
				return nil, -1, err
			}
			if broken {
				at = less
			} else {
				lo += size
			}
		}
	}
	return w.with(entries, at, delays), len(at), nil
}

// places are those of the faults among entries.
func places(faulty []bool) (at []int) {
	for i, fault := range faulty {
		if fault {
			at = append(at, i)
		}
	}
	return at
}

// with are the entries of the present run, of the faults those at some places, with its
// delays or without.
func (w *wanderer) with(entries []scenarios.Entry, faults []int, delays bool) (list []scenarios.Entry) {
	for i, e := range entries {
		if !w.faulty[i] && delays || slices.Contains(faults, i) {
			list = append(list, e)
		}
	}
	return list
}

// over says whether every claim that can break is broken, with as few faults as are soon
// found, and what may be reached is.
func (w *wanderer) over() bool {
	for _, r := range w.results {
		if r.Verdict == Broken && r.Faults > 0 && w.report.Runs < 2*r.after+fewerRuns {
			return false
		}
	}
	return w.allBroken()
}

// fewerRuns is how many runs look for fewer faults at least, beside as many as it took
// to break a claim.
const fewerRuns = 100

// allBroken says whether every claim that can break is broken, and what may be reached is.
func (w *wanderer) allBroken() bool {
	for n, r := range w.results {
		if sometimes := r.Property.Verb == property.Sometimes; sometimes && r.Property.Vacuous(w.all[n]) || !sometimes && r.Verdict != Broken {
			return false
		}
	}
	return true
}

// most is how many faults a run may have: once all claims are broken fewer than break
// one of them.
func (w *wanderer) most() (faults int) {
	if len(w.results) == 0 || !w.allBroken() {
		return w.faults
	}
	for _, r := range w.results {
		faults = max(faults, r.Faults-1)
	}
	return faults
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
