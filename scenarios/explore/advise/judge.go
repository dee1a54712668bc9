package advise

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"github.com/seed-11de0fc1/rehearse/scenarios"
	"github.com/seed-11de0fc1/rehearse/scenarios/explore"
	"github.com/seed-11de0fc1/rehearse/scenarios/property"
	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/events"
)

// judging is the search of one row.
type judging struct {
	ctx     context.Context
	options *Options
	group   *group
	read    *scenarios.Builder
	row     *Row
}

// judge makes the undisturbed run and looks for the worst one, and then for
// faults that break a claim.
func (j *judging) judge() error {
	claims := j.group.claims(&j.row.Settings, j.options)
	s := j.group.under(&j.row.Settings)
	if !j.row.BlueGreen {
		forgetZones(s, properties(claims))
	}
	j.group.forgetAlarms(s)
	setup, err := built(s, j.read)
	if err != nil {
		j.row.refused = err
		return nil
	}
	still, err := j.measure(setup)
	if err == nil && still.fine && !j.takesTooMany(still, claims[0]) {
		err = j.explore(s, setup, claims)
	}
	j.row.done = j.ctx.Err() == nil
	return err
}

func properties(claims []Claim) (list []*property.Property) {
	for _, c := range claims {
		list = append(list, c.Property)
	}
	return list
}

// measure makes runs in the scenario's own time; what fails without a fault is no
// good, unless alarms stop it, which is what they are for.
func (j *judging) measure(setup *sim.Setup) (still outcome, err error) {
	r := newRunner(sim.New(setup), j.group, j.group.balanced(&j.row.Settings))
	if still, err = r.run(nil); err != nil {
		return still, err
	}
	j.row.Took, j.row.Worst, j.row.AtLimits, j.row.Kept = still.took, still.took, still.took, j.kept(&still)
	j.row.Stopped = still.fine && still.code != events.NoError
	for _, r.late = range []*lateness{nil, newLateness()} {
		if err := j.disturb(r); err != nil {
			return still, err
		}
	}
	j.row.Tried = r.made
	if !still.fine {
		j.row.Verdict, j.row.UpTo = Breaks, -1
		j.row.Broken = &Broken{Claim: Claim{Label: "succeeds", Property: parsed("succeeds")}, How: "it ends with " + still.code.String() + " without a fault", Scenario: j.group.under(&j.row.Settings)}
	}
	return still, err
}

// disturb looks for the worst runs with faults.
func (j *judging) disturb(r *runner) error {
	still, err := r.run(nil)
	if err != nil {
		return err
	}
	longest, widest, err := r.worst(j.ctx, still, j.options.Kinds, j.options.Tolerate)
	if err != nil {
		return err
	}
	if err = j.see(r, &longest); err == nil && r.late == nil {
		err = j.see(r, &widest)
	}
	return err
}

// kept is how many hosts a run leaves alone.
func (j *judging) kept(o *outcome) int { return max(0, j.group.hosts-o.away) }

// takesTooMany says whether the undisturbed deployment leaves too few hosts alone;
// then there is nothing to search for.
func (j *judging) takesTooMany(still outcome, keep Claim) bool {
	if still.away <= j.group.hosts-j.options.Keep.Of(j.group.hosts) {
		return false
	}
	j.row.Verdict, j.row.UpTo = Breaks, -1
	j.row.Broken = &Broken{keep, 0, fmt.Sprintf("takes %d of %d hosts at once", still.away, j.group.hosts), j.group.under(&j.row.Settings)}
	return true
}

// explore looks for the fewest faults that break a claim.
func (j *judging) explore(s *scenarios.Scenario, setup *sim.Setup, claims []Claim) error {
	j.row.UpTo, j.row.AnyFaults = j.options.Tolerate, true
	o := j.options
	report, err := explore.Explore(j.ctx, s, setup, explore.Options{
		Properties: properties(claims), Kinds: o.Kinds, Faults: o.Tolerate, Partial: true, States: o.States, Runs: o.Runs, Seed: o.Seed, Files: o.Files, First: true,
	})
	if err != nil {
		return err
	}
	j.add(report, claims, s)
	if b := j.row.Broken; b != nil {
		o, shown, err := j.replay(b.Scenario)
		if shown && err == nil {
			j.keepWorst(&o, &Case{b.How, b.Scenario}, delayed(b.Scenario.Timeline[len(s.Timeline):]))
		}
		return err
	}
	return nil
}

// add puts what a search has found into the row.
func (j *judging) add(r *explore.Report, claims []Claim, searched *scenarios.Scenario) {
	row := j.row
	row.InOrder, row.AnyFaults, row.Runs = r.InOrder, r.AnyFaults && !r.Drawn(), r.Runs
	if !r.Complete {
		row.UpTo, row.Why, row.Larger = r.UpTo, r.Why, !r.Interrupted && r.Rest != nil && r.Rest.MoreStates()
		row.Verdict = max(row.Verdict, Open)
	}
	if n := slices.IndexFunc(r.Results, drawnAlone); n >= 0 {
		row.UpTo, row.Why = -1, cmp.Or(row.Why, "only drawn runs tell of `"+claims[n].Label+"`: "+whyDrawn(&r.Results[n]))
		row.Verdict = max(row.Verdict, Open)
	}
	for n := range r.Results {
		switch x := &r.Results[n]; x.Verdict {
		case explore.Untested:
			if row.Verdict < Untested {
				row.Verdict, row.Untested = Untested, claims[n].Label
			}
		case explore.Broken:
			row.Verdict = Breaks
			row.UpTo = min(row.UpTo, x.Faults-1)
			if row.Broken == nil || x.Faults < row.Broken.Faults {
				row.Broken = &Broken{claims[n], x.Faults, howOf(x.Scenario, searched), j.whole(x.Scenario)}
			}
		}
	}
}

// drawnAlone says whether no exhaustive search tells of a claim, however far it
// came.
func drawnAlone(x explore.Result) bool {
	return x.Search != explore.Exhaustive && (x.Property.Timed() || x.Doubts > 0)
}

// whyDrawn is why no exhaustive search tells of a claim.
func whyDrawn(x *explore.Result) string {
	if x.Doubts > 0 {
		return "it breaks in orders that no scenario was found to show"
	}
	return "it asks for times"
}

// whole is a counterexample with what was forgotten for the search.
func (j *judging) whole(found *scenarios.Scenario) *scenarios.Scenario {
	s := j.group.under(&j.row.Settings)
	s.Timeline, s.Seed, s.Fleet.Order = found.Timeline, found.Seed, found.Fleet.Order
	return s
}
