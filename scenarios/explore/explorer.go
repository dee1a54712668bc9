package explore

// The searches of one Explore, and what they say.

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/seed-11de0fc1/rehearse/scenarios"
	"github.com/seed-11de0fc1/rehearse/scenarios/property"
	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/events"
)

// explorer is one Explore under way, or its part for some properties.
type explorer struct {
	options Options
	results []*Result // by property, those of the report
	claims  []int     // which of all properties they are about
	setup   *sim.Setup
	report  *Report
	replay  replayer
}

func newExplorer(s *scenarios.Scenario, setup *sim.Setup, o Options) *explorer {
	e := &explorer{options: o, setup: setup, report: &Report{Results: make([]Result, len(o.Properties)), Seed: o.Seed}}
	e.replay = replayer{scenario: s, world: e.world, build: e.build}
	for n, p := range o.Properties {
		e.report.Results[n].Property = p
		e.results, e.claims = append(e.results, &e.report.Results[n]), append(e.claims, n)
	}
	e.report.Instances = e.world(setup).Fleet().Len()
	e.options.Kinds = Striking(o.Kinds, setup, e.report.Instances)
	e.report.Kinds = e.options.Kinds
	return e
}

// only is the search for some of the properties.
func (e *explorer) only(are func(*Result) bool) *explorer {
	part := *e
	part.options.Properties, part.results, part.claims = nil, nil, nil
	for n, r := range e.results {
		if are(r) {
			part.options.Properties, part.results, part.claims = append(part.options.Properties, r.Property), append(part.results, r), append(part.claims, n)
		}
	}
	return &part
}

func (e *explorer) world(s *sim.Setup) *sim.World { return sim.NewUnder(s, e.options.Decisions) }

func (e *explorer) build(s *scenarios.Scenario) (*sim.Setup, error) {
	setup, found := scenarios.Build(s, e.options.Files)
	if setup == nil {
		return nil, found
	}
	return setup, nil
}

// exhaust searches exhaustively. It returns false if another search is to go
// on, as this one can not be done within the budget.
func (e *explorer) exhaust(ctx context.Context, from *restOfLayers) (done bool, err error) {
	o, r := &e.options, e.report
	if len(o.Properties) < len(r.Results) && o.Search == Exhaustive {
		return false, &Impossible{untimely(r.Results)}
	}
	if len(o.Properties) == 0 {
		r.UpTo, r.Why = -1, untimely(r.Results)
		return false, nil
	}
	x := &exhaustive{space: space{kinds: o.Kinds, claims: o.Properties}, from: from, every: uint64(o.every(1024)), hands: o.workers(), wide: o.wide, one: o.First, report: o.Progress, show: e.replay.scenarioOf}
	x.confine = (&confined{explorer: e, x: x}).confine
	e.replay.ahead = aheadOf(e.setup, o.Kinds)
	start := e.world(later(e.setup, e.replay.ahead))
	if !o.Plain {
		x.digester.Alike = alike(start, o.Properties)
	}
	x.digester.Blind = blind(o.Properties)
	err = x.search(ctx, start, o.Faults, o.States)
	r.Reach = e.reach(x, err)
	switch {
	case err == errNoDigest:
		return false, impossible(o.Search, r.Why)
	case ctx.Err() != nil && errors.Is(err, ctx.Err()):
		r.Interrupted = true
	case err != nil && err != errOver && err != errTooMany:
		return true, err
	}
	more := r.Interrupted || err == errTooMany
	if r.Enough = o.Search != Auto || r.Complete || r.UpTo > 0 || r.Interrupted || len(x.found) > 0 || err == errOver || e.knows(r.UpTo); r.Enough {
		if err := e.judge(x, more); err != nil {
			return true, err
		}
	} else if err := e.doubt(x); err != nil {
		return true, err
	}
	if more || r.Interrupted || len(o.Properties) < len(r.Results) || slices.ContainsFunc(e.results, (*Result).open) {
		r.Rest = x.rest()
		r.Rest.Layers.Over = !more
	}
	return r.Enough, nil
}

// reach is how far a search came that ended with some error, or none.
func (e *explorer) reach(x *exhaustive, err error) Reach {
	r := Reach{Layers: x.layers, UpTo: x.upTo(), States: x.reached(), Steps: x.steps, Symmetric: x.digester.Alike != nil, InOrder: blueGreen(e.setup) || x.unordered}
	r.AnyFaults = err == nil && x.all && !x.unordered
	r.Complete = r.AnyFaults || e.options.Faults >= 0 && r.UpTo >= e.options.Faults
	switch {
	case err == errNoDigest:
		r.Why = err.Error()
	case x.unordered:
		r.Why = "more orders of equals than it may look at"
	case err == errTooMany:
		r.Why = fmt.Sprintf("%v, %d, and %d that are known were not gone on from", err, e.options.States, x.left())
	case err != nil && err != errOver:
		r.Why = "it was interrupted"
	}
	return r
}

// judge says what an exhaustive search has found, which may have more to visit.
func (e *explorer) judge(x *exhaustive, more bool) error {
	for n, r := range e.results {
		r.Search, r.Doubts = Exhaustive, x.doubts[n].all()
		switch vacuous := r.Property.Vacuous(x.past[n]); {
		case !vacuous && r.Property.Verb == property.Sometimes:
			r.Verdict = Shown
		case vacuous:
			r.Verdict = Untested
		case r.Doubts > 0:
			r.Verdict = NotFound
		case e.report.Complete, e.options.Partial && e.report.UpTo > 0:
			r.Verdict = Proved
		default:
			r.Verdict = NotFound
		}
	}
	if err := e.breaks(x, e.results); err != nil {
		return err
	}
	if !more {
		if err := e.dispel(x); err != nil {
			return err
		}
	}
	return e.undisturbed()
}

// doubt takes down what is not known of the layers that are done, which do not tell
// enough for verdicts.
func (e *explorer) doubt(x *exhaustive) error {
	for n, r := range e.results {
		r.Doubts = x.doubts[n].Before
	}
	w := e.world(e.setup)
	_, _, err := property.Run(w, e.options.Properties)
	if err == nil && runsOut(w) {
		e.report.UpTo = -1
	}
	return err
}

// undisturbed says which claims the scenario breaks as it stands, in its own
// times, which the search does not keep to.
func (e *explorer) undisturbed() error {
	w := e.world(e.setup)
	_, verdicts, err := property.Run(w, e.options.Properties)
	for n, v := range verdicts {
		if r := e.results[n]; v == property.Violated && (r.Verdict != Broken || r.Faults > 0) {
			r.Verdict, r.Faults, r.Steps, r.Scenario = Broken, 0, nil, e.replay.scenario
		}
	}
	if err == nil && runsOut(w) {
		e.leaveOpen()
	}
	return err
}

// runsOut says whether a deployment has taken too long as a whole. CD-2.18, CD-3.12,
// CD-9.11
func runsOut(w *sim.World) bool {
	for n := range w.CodeDeploy().Deployments() {
		if d := w.CodeDeploy().Facts(n); d.Code == events.Timeout && d.Status == events.DeploymentFailed && w.CodeDeploy().Limited(n) {
			return true
		}
	}
	return false
}

// leaveOpen leaves open what a search says that does not count work towards the
// time of a whole deployment, as the scenario itself runs out of it.
func (e *explorer) leaveOpen() {
	e.report.Complete, e.report.AnyFaults, e.report.UpTo = false, false, -1
	e.report.Why = "a deployment runs out of time in the scenario as it is (CD-2.18)"
	for _, r := range e.results {
		if r.Verdict == Proved || r.Verdict == Untested {
			r.Verdict = NotFound
		}
	}
}
