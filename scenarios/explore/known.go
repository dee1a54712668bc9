package explore

// Breaks that are known before an exhaustive search is over: those that somebody knew
// before it began, and what a few drawn runs find once it turns out to be long. If every
// claim breaks, only fewer faults are of interest then.

import (
	"context"
	"math"
	"slices"

	"github.com/seed-11de0fc1/rehearse/scenarios"
	"github.com/seed-11de0fc1/rehearse/scenarios/property"
)

// Known is a scenario that is known to break a property.
type Known struct {
	Property *property.Property // one of those searched for
	Faults   int                // that it has beside those of the scenario that is searched
	Scenario *scenarios.Scenario
}

const (
	longStates = 50_000  // a search with more states is long: it takes seconds
	longRuns   = 2_000   // are drawn then
	longSteps  = 1 << 22 // of the runs together, at most
)

// May says whether a search may let all of some faults strike, each just as it is, so
// that a scenario with these is of use as Known. It is of none if it has delays: these
// may run into timeouts and are faults then (CD-4.7).
func (o *Options) May(entries []scenarios.Entry) bool {
	return len(entries) <= o.Most() && !slices.ContainsFunc(entries, func(e scenarios.Entry) bool {
		kind, known := kindOf(e.Fault)
		return !known || kind == Late || !slices.Contains(o.Kinds, kind)
	})
}

// Most is how many faults a run may have.
func (o *Options) Most() int {
	if o.Faults < 0 {
		return math.MaxInt
	}
	return o.Faults
}

// kindOf is the kind of a fault that a search could let strike: one on one host, or on
// the event of one deployment, that lasts as long as in Kind.Fault.
func kindOf(f *scenarios.Fault) (Kind, bool) {
	if f == nil {
		return 0, false
	}
	at := slices.IndexFunc(Kinds(), func(k Kind) bool { return k.Word() == f.Word() })
	if at < 0 || f.Event != "" {
		return Kind(at), at >= 0
	}
	k := Kind(at)
	return k, len(f.Hosts()) == 1 && (f.For == nil || k == Late || k == Reboot && *f.For == k.Fault(0).For)
}

// know takes a break that is known.
func (r *Result) know(k *Known) {
	if r.known == nil || k.Faults < r.known.Faults {
		r.known = k
	}
}

// tell tells of a break that is known, if none with as few faults was found.
func (r *Result) tell(k *Known) {
	if r.Verdict != Broken || k.Faults < r.Faults {
		r.Verdict, r.Faults, r.Steps, r.Scenario = Broken, k.Faults, nil, k.Scenario
	}
}

// eachKnown offers the breaks that are known before the search.
func (e *explorer) eachKnown(take func(*Result, *Known)) {
	for i := range e.options.Known {
		for _, r := range e.results {
			if k := &e.options.Known[i]; k.Property == r.Property {
				take(r, k)
			}
		}
	}
}

// conclude tells of the breaks that are known where the search has found none with as few
// faults, and of each that is told with how many faults the property holds.
func (e *explorer) conclude() {
	for _, r := range e.results {
		if r.known != nil {
			r.tell(r.known)
		}
		r.UpTo, r.known = -1, nil
		if len(e.report.Layers) > 0 && prompt(r) && r.Doubts == 0 {
			r.UpTo = min(r.Faults-1, e.report.UpTo)
		}
	}
}

// knows says whether all claims are known to break with one fault more than so many, or
// fewer.
func (e *explorer) knows(upTo int) bool {
	return !slices.ContainsFunc(e.results, func(r *Result) bool { return r.known == nil || r.known.Faults > upTo+1 })
}

// confined is a search that ends once all that is left to find is known.
type confined struct {
	*explorer
	x     *exhaustive
	knows bool // what its drawn runs broke
}

// confine leaves out of a search what need not be searched for, and ends it if nothing is
// left. It is asked before each state, so that where a search ends and what it has visited
// then is the same if it is interrupted and goes on.
func (c *confined) confine() error {
	if !c.knows && c.options.Search == Auto && !c.options.First && c.x.reached() >= c.options.long() {
		c.knows = true
		if err := c.learn(); err != nil {
			return err
		}
	}
	switch faults, known := c.fewer(); {
	case !known:
	case c.x.last().Faults > faults:
		return errOver
	case c.x.faults < 0 || c.x.faults > faults:
		c.x.faults = faults
	}
	return nil
}

// long is after how many states a search is long.
func (o *Options) long() int {
	if o.longer > 0 {
		return o.longer
	}
	return longStates
}

// fewer is the most faults with which a claim could still break that is known to break
// with more. It returns false if there is none, or something else to find.
func (c *confined) fewer() (faults int, known bool) {
	faults = -1
	for n, r := range c.results {
		found := slices.ContainsFunc(c.x.found, func(f *find) bool { return f.Claim == n })
		switch sometimes := r.Property.Verb == property.Sometimes; {
		case found, sometimes && !r.Property.Vacuous(c.x.past[n]):
		case sometimes, r.known == nil:
			return 0, false
		default:
			faults, known = max(faults, r.known.Faults-1), true
		}
	}
	return faults, known
}

// learn takes what drawn runs break, which are made once however often a search goes on.
func (c *confined) learn() error {
	if !c.x.drawn {
		early, err := c.draw(c.x.ctx)
		if err != nil {
			return err
		}
		c.x.drawn, c.x.early = true, early
	}
	list, err := readKnown(c.x.early, c.options.Properties)
	for i := range list {
		k := &list[i]
		if r := c.results[slices.Index(c.options.Properties, k.Property)]; r.known == nil || k.Faults < r.known.Faults {
			r.know(k)
			c.options.Early(*k)
		}
	}
	return err
}

// draw makes some drawn runs, as many whatever the search may make, so that one that
// goes on with more knows the same.
func (c *confined) draw(ctx context.Context) (early []keptKnown, err error) {
	part := *c.explorer
	part.report = &Report{Results: make([]Result, len(c.results)), Kinds: c.explorer.report.Kinds, Instances: c.explorer.report.Instances}
	part.options.Search, part.options.Runs, part.options.steps = Random, longRuns, longSteps
	part.options.Known, part.options.Progress = nil, func(Progress) {}
	part.results = nil
	for n := range part.report.Results {
		part.report.Results[n].Property = c.results[n].Property
		part.results = append(part.results, &part.report.Results[n])
	}
	if err := part.wander(ctx, &Rest{}); err != nil {
		return nil, err
	}
	for _, r := range part.results {
		if r.Verdict == Broken {
			early = append(early, (&Known{r.Property, r.Faults, r.Scenario}).keep(c.options.Properties))
		}
	}
	return early, ctx.Err()
}
