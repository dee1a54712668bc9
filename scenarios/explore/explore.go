package explore

import (
	"context"
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
	States     int                   // an exhaustive search visits at most so many; 4,000,000 if 0
	Runs       int                   // a random search makes so many; 20,000 if 0
	Seed       uint64                // of a random search
	Plain      bool                  // treats no two hosts as alike
	First      bool                  // an exhaustive search is over once one property is broken with the fewest faults
	Files      scenarios.Files       // where bundles are; nil if the scenario has none
	Decisions  *codedeploy.Decisions // how CodeDeploy decides; codedeploy.AWS if nil
	Progress   func(Progress)        // is told now and then; may be nil
	Known      []Known               // breaks that are known: if every claim has one, fewer faults alone are searched for; of From, those that it began with instead
	Early      func(Known)           // is told what drawn runs break before an exhaustive search that is long is over; may be nil
	From       io.Reader             // what the Rest of a search under the same options, or with fewer states and runs, has written; nil begins

	steps  int  // of drawn runs together, at most; any number if 0
	longer int  // for tests: an exhaustive search is long after so many states
	often  int  // for tests: Progress is told after so many choices or runs
	hands  int  // for tests: so many goroutines search exhaustively
	wide   bool // for tests: and go on from all open states at once
}

const (
	defaultStates = 4_000_000
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
	Search   Search // that says it: Exhaustive, Random or Guided
	Verdict  Verdict
	Faults   int                 // of the counterexample, the fewest if the search was exhaustive and left no doubts
	UpTo     int                 // of what is broken: with so many faults or fewer it is proved to hold; -1 if that is not known
	Doubts   int                 // how often the exhaustive search broke it in an order that no scenario was found to show: then it is not proved
	Steps    []Step              // the way to it, on the hosts of Scenario, of an exhaustive search
	Scenario *scenarios.Scenario // that shows the counterexample; nil of every other verdict
	known    *Known
	after    int // drawn runs before the one that is the counterexample
}

func (r *Result) broken() bool { return r.Verdict == Broken }

// open says whether a search can not tell whether a property breaks.
func (r *Result) open() bool { return r.Verdict == NotFound && r.known == nil }

// Report is what a search has found, and how far it looked.
type Report struct {
	Results   []Result
	Kinds     []Kind
	Instances int
	Seed      uint64

	Reach // of the exhaustive search

	// Of the random one.
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
	Enough    bool // it came far enough to tell anything
	Complete  bool // so were those of as many faults as was asked for
	AnyFaults bool // there are no more, so that it holds for any number of faults
	States    int
	Steps     uint64 // choices taken; those that led to a state that was known were merged
	Symmetric bool   // hosts that differ only in their names are one
	InOrder   bool   // equals start in the order of the scenario, as some group is blue/green, or they have more orders than it looks at
	Why       string // it is not complete, or was not tried
}

// By says whether some verdict is that of a search.
func (r *Report) By(s Search) bool {
	return slices.ContainsFunc(r.Results, func(x Result) bool { return x.Search == s })
}

// Drawn says whether some verdict is that of drawn runs.
func (r *Report) Drawn() bool { return r.By(Random) || r.By(Guided) }

// Failed says whether some property has not passed.
func (r *Report) Failed() bool {
	return slices.ContainsFunc(r.Results, func(x Result) bool { return !x.Verdict.Pass() })
}

// Explore searches what can become of a scenario for a run that breaks a
// property. Those that ask for times are searched for by drawn runs, as an
// exhaustive search knows none, and so are those that it leaves open. setup is
// what the scenario was built to. If ctx ends, the report says how far the
// search came, and has the rest. The error is one of a property that has no
// answer, an *Impossible, a *kernel.LimitError, ErrDamaged or ErrBeyond.
func Explore(ctx context.Context, s *scenarios.Scenario, setup *sim.Setup, o Options) (*Report, error) {
	o.complete()
	from, err := readRest(&o)
	if err != nil {
		return nil, err
	}
	known := o.keeping()
	e := newExplorer(s, setup, o)
	e.eachKnown((*Result).know)
	drawn := e
	if from.beginsWithLayers(&o) {
		done, err := e.only(prompt).exhaust(ctx, from.Layers)
		if err != nil {
			return nil, err
		}
		if done {
			over := o.Search != Auto || e.report.Interrupted || o.First && slices.ContainsFunc(e.results, (*Result).broken)
			drawn = e.only(func(r *Result) bool { return r.Property.Timed() || r.open() && !over })
		}
	}
	if len(drawn.results) > 0 {
		err = drawn.wander(ctx, from)
	}
	if e.report.Rest != nil {
		e.report.Rest.Known = known
	}
	e.conclude()
	return e.report, err
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
	if o.Early == nil {
		o.Early = func(Known) {}
	}
}

// every is after how many choices or runs Progress is told.
func (o *Options) every(usual int) int {
	if o.often > 0 {
		return o.often
	}
	return usual
}

// workers is how many goroutines search exhaustively, 0 for one on each core. What
// somebody has written in Go is asked by one alone.
func (o *Options) workers() int {
	if o.Decisions != &codedeploy.AWS || slices.ContainsFunc(o.Properties, func(p *property.Property) bool { return p.Asks == nil }) {
		return 1
	}
	return o.hands
}
