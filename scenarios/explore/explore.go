package explore

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"

	"github.com/seed-11de0fc1/rehearse/scenarios"
	"github.com/seed-11de0fc1/rehearse/scenarios/property"
	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
)

// Search is a way to search.
type Search uint8

// The ways to search.
const (
	Auto       Search = iota // Exhaustive if it fits the budget, else Random
	Exhaustive               // every state that the faults and any order in which work ends lead to
	Random                   // whole runs with drawn faults and delays
	Guided                   // the same, going on from runs that showed something new
)

var searchNames = [...]string{"auto", "exhaustive", "random", "guided"}

// String is the search as it is written on a command line.
func (s Search) String() string { return searchNames[s] }

// ParseSearch reads the name of a search.
func ParseSearch(word string) (Search, bool) {
	n := slices.Index(searchNames[:], word)
	return Search(max(n, 0)), n >= 0
}

// AnyFaults is as many faults as there can be.
const AnyFaults = -1

// Options say what to search for, and how far.
type Options struct {
	Properties []*property.Property // at least one
	Search     Search
	Kinds      []Kind                // DefaultKinds if nil
	Faults     int                   // at most so many in a run, or AnyFaults
	Partial    bool                  // it may be proved for fewer faults, one at least, if more do not fit
	States     int                   // an exhaustive search visits at most so many; 3,000,000 if 0
	Runs       int                   // a random search makes so many; 20,000 if 0
	Seed       uint64                // of a random search
	Plain      bool                  // treats no two hosts as alike
	First      bool                  // an exhaustive search is over once one property is broken with the fewest faults
	Files      scenarios.Files       // where bundles are; nil if the scenario has none
	Decisions  *codedeploy.Decisions // how CodeDeploy decides; codedeploy.AWS if nil
	Progress   func(Progress)        // is told now and then; may be nil
	From       io.Reader             // what the Rest of a search under the same options, or with fewer states and runs, has written; nil begins

	often int // for tests: Progress is told after so many choices or runs
}

const (
	defaultStates = 3_000_000
	defaultRuns   = 20_000
)

// Verdict is what a search says about a property.
type Verdict uint8

// The verdicts.
const (
	NotFound Verdict = iota // no run that was looked at breaks it
	Proved                  // none within the scope does
	Broken                  // a run does
	Untested                // no run puts it to the test: that is no pass
	Shown                   // sometimes: some run reaches it
)

var verdictNames = [...]string{"not found", "proved", "counterexample", "vacuous", "reached"}

// String is the verdict as it is printed.
func (v Verdict) String() string { return verdictNames[v] }

// Pass says whether a property with this verdict has passed, as far as was
// looked.
func (v Verdict) Pass() bool { return v == Proved || v == NotFound || v == Shown }

// Result is what a search says about one property.
type Result struct {
	Property *property.Property
	Verdict  Verdict
	Faults   int                 // of the counterexample, the fewest if the search was exhaustive
	Doubts   int                 // how often it broke in an order for which no times were found: then it is not proved
	Steps    []Step              // the way to it, of an exhaustive search
	Scenario *scenarios.Scenario // that shows it, nil if none that can be written does
}

// Report is what a search has found, and how far it looked.
type Report struct {
	Search    Search
	Results   []Result
	Kinds     []Kind
	Instances int
	Seed      uint64

	Reach // of an exhaustive search

	// Of a random one.
	Runs     int
	Odds     Odds
	Coverage Coverage

	Interrupted bool
	Rest        *Rest // to go on from, if the search was interrupted or used up its states or runs; else nil
}

// Reach is how far an exhaustive search came.
type Reach struct {
	Layers    []Layer
	UpTo      int  // all states with so many faults or fewer were visited; -1 if not even those without
	Complete  bool // so were those of as many faults as was asked for
	AnyFaults bool // there are no more, so that it holds for any number of faults
	States    int
	Steps     uint64 // choices taken; those that led to a state that was known were merged
	Symmetric bool   // hosts that differ only in their names are one
	InOrder   bool   // equals start in the order of the scenario, as some group is blue/green
	Why       string // it is not complete, or was not tried
}

// Failed says whether some property has not passed.
func (r *Report) Failed() bool {
	return slices.ContainsFunc(r.Results, func(x Result) bool { return !x.Verdict.Pass() })
}

// Explore searches what can become of a scenario for a run that breaks a
// property. setup is what the scenario was built to. If ctx ends, the report
// says how far the search came, and has the rest. The error is one of a property
// that has no answer, an *Impossible, a *kernel.LimitError, ErrDamaged or
// ErrBeyond.
func Explore(ctx context.Context, s *scenarios.Scenario, setup *sim.Setup, o Options) (*Report, error) {
	o.complete()
	e := &explorer{options: o, setup: setup, report: &Report{Search: o.Search, Kinds: o.Kinds, Seed: o.Seed}}
	e.replay = replayer{scenario: s, world: e.world, build: e.build}
	for _, p := range o.Properties {
		e.report.Results = append(e.report.Results, Result{Property: p})
	}
	e.report.Instances = e.world(setup).Fleet().Len()
	if hostless(setup, e.report.Instances) {
		o.Kinds = slices.DeleteFunc(slices.Clone(o.Kinds), Kind.ofHost)
		e.options.Kinds, e.report.Kinds = o.Kinds, o.Kinds
	}
	from, err := readRest(&o)
	if err != nil {
		return nil, err
	}
	if from.beginsWithLayers(&o) {
		if done, err := e.exhaust(ctx, from.Layers); done || err != nil {
			return e.report, err
		}
	}
	return e.report, e.wander(ctx, from)
}

func (o *Options) complete() {
	if o.Kinds == nil {
		o.Kinds = DefaultKinds()
	}
	if o.States == 0 {
		o.States = defaultStates
	}
	if o.Runs == 0 {
		o.Runs = defaultRuns
	}
	if o.Decisions == nil {
		o.Decisions = &codedeploy.AWS
	}
	if o.Progress == nil {
		o.Progress = func(Progress) {}
	}
}

// every is after how many choices or runs Progress is told.
func (o *Options) every(usual int) int {
	if o.often > 0 {
		return o.often
	}
	return usual
}

// explorer is one Explore under way.
type explorer struct {
	options Options
	setup   *sim.Setup
	report  *Report
	replay  replayer
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
	if why := untimely(o.Properties); why != "" {
		r.Why, r.UpTo = why, -1
		return false, impossible(o.Search, why)
	}
	x := &exhaustive{space: space{kinds: o.Kinds, claims: o.Properties}, report: o.Progress, from: from, every: uint64(o.every(1024)), one: o.First}
	start := e.world(e.setup)
	if !o.Plain {
		x.digester.Alike = alike(start, o.Properties)
	}
	x.digester.Blind = blind(o.Properties)
	err = x.search(ctx, start, o.Faults, o.States)
	r.Layers, r.States, r.Steps, r.Symmetric, r.InOrder = x.layers, x.reached(), x.steps, x.digester.Alike != nil, blueGreen(e.setup)
	r.UpTo = x.upTo()
	r.AnyFaults = err == nil && len(x.next) == 0 && !x.cut && !x.unordered
	r.Complete = r.AnyFaults || o.Faults >= 0 && r.UpTo >= o.Faults
	switch {
	case err == errOver:
	case err == errNoDigest:
		r.Why = err.Error()
		return false, impossible(o.Search, r.Why)
	case ctx.Err() != nil && errors.Is(err, ctx.Err()):
		r.Why, r.Rest, r.Interrupted = "it was interrupted", x.rest(), true
	case err == errTooMany:
		r.Rest = x.rest()
		r.Why = fmt.Sprintf("%v, %d, and %d that are known were not gone on from", err, o.States, len(x.next))
	case err != nil:
		return true, err
	}
	if x.unordered {
		r.Why = "more orders of equals than it may look at"
	}
	if enough := r.Complete || r.UpTo > 0; o.Search == Auto && !enough && !r.Interrupted && len(x.found) == 0 {
		return false, nil
	}
	r.Search = Exhaustive
	return true, e.judge(x)
}

// judge says what an exhaustive search has found.
func (e *explorer) judge(x *exhaustive) error {
	for n := range e.report.Results {
		r := &e.report.Results[n]
		r.Doubts = x.doubts[n]
		switch vacuous := r.Property.Vacuous(x.past[n]); {
		case !vacuous && r.Property.Verb == property.Sometimes:
			r.Verdict = Shown
		case vacuous:
			r.Verdict = Untested
		case x.doubts[n] > 0:
			r.Verdict = NotFound
		case e.report.Complete, e.options.Partial && e.report.UpTo > 0:
			r.Verdict = Proved
		default:
			r.Verdict = NotFound
		}
	}
	for _, f := range x.found {
		r := &e.report.Results[f.Claim]
		r.Verdict, r.Faults = Broken, f.Faults
		steps, way, err := x.follow(f)
		if err != nil {
			return err
		}
		r.Steps = steps
		if r.Scenario, err = e.replay.scenarioOf(steps, way, r.Property); err != nil {
			return err
		}
	}
	return e.undisturbed()
}

// undisturbed says which claims the scenario breaks as it stands, in its own
// times, which the search does not keep to.
func (e *explorer) undisturbed() error {
	_, verdicts, err := property.Run(e.world(e.setup), e.options.Properties)
	for n, v := range verdicts {
		if r := &e.report.Results[n]; v == property.Violated && r.Verdict != Broken {
			r.Verdict, r.Faults, r.Scenario = Broken, 0, e.replay.scenario
		}
	}
	return err
}
