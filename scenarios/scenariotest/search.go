package scenariotest

import (
	"context"
	"fmt"
	"strings"

	"github.com/seed-11de0fc1/rehearse/scenarios/explore"
	"github.com/seed-11de0fc1/rehearse/scenarios/property"
)

// A search is one that explore makes, for claims that can be searched for
// together.

// tellsApart says whether a claim may tell alike hosts apart.
func (o *options) tellsApart(p *property.Property) bool { return p.Asks == nil && !o.symmetric }

// found is what a search says about a claim.
type found struct {
	explore.Result
	report *explore.Report
}

// search searches for all claims, first together for those that tell no alike
// hosts apart, and returns what it says about each in that order. It ends at the
// first panic, and says nothing then.
func (x *exploration) search(ctx context.Context) (list []found, err error) {
	setup, faults := x.build.Build(x.scenario)
	if setup == nil {
		return nil, faults
	}
	ctx, x.stop = context.WithCancel(ctx)
	defer func() {
		x.stop()
		x.stop = func() {}
	}()
	for _, apart := range []bool{false, true} {
		o := x.options.search
		o.Files, o.Plain = x.files, apart
		for _, p := range x.properties {
			if x.options.tellsApart(p) == apart {
				o.Properties = append(o.Properties, p)
			}
		}
		if len(o.Properties) == 0 {
			continue
		}
		report, err := explore.Explore(ctx, x.scenario, setup, o)
		if err != nil {
			return nil, err
		}
		if x.panicked() != nil {
			return nil, nil // what it says beside a panic is of no use
		}
		for _, r := range report.Results {
			list = append(list, found{r, report})
		}
	}
	return list, nil
}

// String is the verdict, with how far it goes; of a broken claim what it takes.
func (f *found) String() string {
	switch f.Verdict {
	case explore.Proved:
		if f.report.Instances == 0 {
			return "proved for " + f.scope()
		}
		return fmt.Sprintf("proved for %d instances, %s", f.report.Instances, f.scope())
	case explore.Shown:
		return "reached"
	case explore.Untested:
		return "never put to the test, so that nothing is said: " + f.looked()
	case explore.Broken:
		switch {
		case f.Faults == 0:
			return "it takes no fault"
		case f.Search != explore.Exhaustive:
		case f.UpTo < f.Faults-1:
			return fmt.Sprintf("it takes %s at most; whether fewer do it is not known (%s)", faults(f.Faults), f.kinds())
		default:
			return fmt.Sprintf("it takes %s, and no fewer do it (%s)", faults(f.Faults), f.kinds())
		}
		return fmt.Sprintf("found in %d runs with drawn faults (%s)", f.report.Runs, f.kinds())
	}
	return "not found: " + f.looked()
}

// scope is which faults a proof is about.
func (f *found) scope() string {
	switch {
	case f.report.UpTo < 0:
		return fmt.Sprintf("%d states, not even all without faults", f.report.States)
	case f.report.AnyFaults:
		return fmt.Sprintf("any number of faults (%s), work ending in any order, time limits of whole deployments aside (CD-2.18): %d states", f.kinds(), f.report.States)
	}
	return fmt.Sprintf("up to %s (%s), work ending in any order, time limits of whole deployments aside (CD-2.18): %d states", faults(f.report.UpTo), f.kinds(), f.report.States)
}

func faults(n int) string {
	if n == 1 {
		return "1 fault"
	}
	return fmt.Sprintf("%d faults", n)
}

// looked is how far a search looked that proves nothing.
func (f *found) looked() string {
	if f.Search == explore.Exhaustive {
		text := f.scope()
		if f.report.Why != "" {
			text += "; not complete: " + f.report.Why
		}
		return text + f.doubts()
	}
	text := fmt.Sprintf("%d runs with drawn faults (%s)", f.report.Runs, f.kinds())
	if f.Verdict == explore.NotFound {
		text += fmt.Sprintf("; fewer than one in %d breaks it, at 95 per cent confidence", f.report.Odds.Rare)
	}
	return text + f.doubts() + f.undrawn()
}

// doubts says why a claim is open though all states were visited.
func (f *found) doubts() string {
	if f.Doubts == 0 {
		return ""
	}
	return fmt.Sprintf("; it breaks in %d orders that the search can not rule out, but no scenario was found that shows one", f.Doubts)
}

// undrawn says why only drawn runs could tell.
func (f *found) undrawn() string {
	switch {
	case f.Property.Timed():
		return "; no exhaustive search, as it asks for times"
	case f.Doubts == 0 && f.report.Why != "":
		return "; no exhaustive search: " + f.report.Why
	}
	return ""
}

func (f *found) kinds() string {
	var words []string
	for _, k := range f.report.Kinds {
		words = append(words, k.String())
	}
	return strings.Join(words, ", ")
}
