package advise

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"github.com/seed-11de0fc1/rehearse/scenarios"
	"github.com/seed-11de0fc1/rehearse/scenarios/explore"
	"github.com/seed-11de0fc1/rehearse/scenarios/property"
	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// With all work at its limits each host takes an hour to download, another to
// install, and its scripts their timeouts, together no more than an hour: CD-4.7,
// CD-4.8. Hosts of a batch do so together; the rest is the agents' and the
// service's own, which no work delays.
func TestAtLimits(t *testing.T) {
	const script = "[{location: check.sh, timeout: 60}]"
	for _, c := range []struct {
		hooks   string
		label   string
		batches kernel.Time
		each    kernel.Time
	}{
		{"ValidateService: " + script, "AllAtOnce", 1, 2*kernel.Hour + kernel.Minute - 1},
		{"ValidateService: " + script, "HalfAtATime", 2, 2*kernel.Hour + kernel.Minute - 1},
		{"ValidateService: " + script, "OneAtATime", 4, 2*kernel.Hour + kernel.Minute - 1},
		{"ValidateService: [{location: check.sh}]", "AllAtOnce", 1, 3*kernel.Hour - 1},
		{"ValidateService: [{location: check.sh, timeout: 60}, {location: check.sh, timeout: 90}]", "AllAtOnce", 1, 2*kernel.Hour + 150*kernel.Second - 2},
		{"ValidateService: [{location: check.sh}, {location: check.sh, timeout: 90}]", "AllAtOnce", 1, 3 * kernel.Hour},
		{"AfterInstall: " + script + ", ValidateService: " + script, "AllAtOnce", 1, 2*kernel.Hour + 2*kernel.Minute - 2},
	} {
		s := hosts(t, 4, "ValidateService: "+script, c.hooks)
		x := row(t, advised(t, s, Options{Tolerate: 0, Kinds: []explore.Kind{explore.Fail}}), c.label, false)
		if own := x.AtLimits - c.batches*c.each; own < 0 || own > c.batches*kernel.Minute {
			t.Errorf("%s, %s: %v, want %d times %v and some seconds", c.hooks, c.label, x.AtLimits, c.batches, c.each)
		}
		if x.Worst != x.Took || x.Latest == nil || x.Exceeds {
			t.Errorf("%s: %v undisturbed, %v with no fault; %v", c.label, x.Took, x.Worst, x.Latest)
		}
	}
}

// A deployment at its limits may run into its own, of twelve hours, and so may its
// rollback: CD-2.18. What is proved knows nothing of that, so it is said.
func TestTimeLimit(t *testing.T) {
	r := advised(t, hosts(t, 8), Options{Tolerate: 0})
	for _, c := range []struct {
		label    string
		rollback bool
		want     kernel.Time
	}{{"OneAtATime", false, 12 * kernel.Hour}, {"OneAtATime", true, 24 * kernel.Hour}} {
		if x := row(t, r, c.label, c.rollback); x.AtLimits != c.want || !x.Exceeds {
			t.Errorf("%s, rollback %v: %v, exceeds %v; want %v", c.label, c.rollback, x.AtLimits, x.Exceeds, c.want)
		}
	}
	if x := row(t, r, "AllAtOnce", true); x.Exceeds {
		t.Errorf("AllAtOnce takes %v and exceeds its limit", x.AtLimits)
	}
}

// No run that explore draws, with faults and delays, is longer than what is said
// of all work at its limits; some are longer than what is said of work as it is.
func TestExploreIsNoWorse(t *testing.T) {
	beaten := 0
	for _, n := range []int{2, 4} {
		s := hosts(t, n)
		r := advised(t, s, Options{Tolerate: 1, Runs: 50})
		for i := range r.Rows {
			x := &r.Rows[i]
			if len(x.Rollback) > 0 { // ends-within asks each deployment on its own
				continue
			}
			if longer(t, r, x, x.AtLimits) {
				t.Errorf("%d hosts, %s: explore finds a run longer than %v", n, x.Label(), x.AtLimits)
			}
			if longer(t, r, x, x.Worst) {
				beaten++
			}
		}
	}
	if beaten == 0 {
		t.Error("no delay makes a run longer than faults do")
	}
}

// With some work late and some not, whoever is struck, no run of two hosts is longer
// than what is said of all work at its limits.
func TestNoMixIsLonger(t *testing.T) {
	kinds := explore.DefaultKinds()
	rep := advised(t, hosts(t, 2), Options{Tolerate: 1, Runs: 50})
	for _, c := range []struct {
		label    string
		rollback bool
	}{{"AllAtOnce", false}, {"OneAtATime", false}, {"OneAtATime", true}} {
		x := row(t, rep, c.label, c.rollback)
		run := runnerOf(t, rep, rep.Scenario(x))
		run.late = newLateness()
		if _, err := run.run(nil); err != nil {
			t.Fatal(err)
		}
		late := slices.Clone(run.delays)
		if len(late) < 6 {
			t.Fatalf("%s: %d pieces of work", c.label, len(late))
		}
		for set := range 1 << len(late) {
			s := rep.Scenario(x)
			s.Timeline = slices.Clone(s.Timeline)
			for n, b := range late {
				if set>>n&1 != 0 {
					s.Timeline = append(s.Timeline, b.entry(run.world))
				}
			}
			mixed := runnerOf(t, rep, s)
			for at := range 8 {
				for _, k := range kinds {
					if o, err := mixed.run([]act{{at, k}}); err != nil || o.took > x.AtLimits {
						t.Fatalf("%s, work %b late, %v at event %d: %v, %v; %v is said", c.label, set, k, at, o.took, err, x.AtLimits)
					}
				}
			}
		}
	}
}

func runnerOf(t *testing.T, r *Report, s *scenarios.Scenario) *runner {
	t.Helper()
	setup, found := scenarios.Build(s, nil)
	if setup == nil {
		t.Fatal(found)
	}
	return newRunner(sim.New(setup), r.group, false)
}

// longer says whether explore draws a run that is longer than said.
func longer(t *testing.T, r *Report, x *Row, than kernel.Time) bool {
	t.Helper()
	p, err := property.Parse("ends-within=" + than.String())
	if err != nil {
		t.Fatal(err)
	}
	s := r.Scenario(x)
	setup, found := scenarios.Build(s, nil)
	if setup == nil {
		t.Fatal(found)
	}
	report, err := explore.Explore(context.Background(), s, setup, explore.Options{Properties: []*property.Property{p}, Faults: r.options.Tolerate, Runs: 1000})
	if err != nil {
		t.Fatal(err)
	}
	return report.Results[0].Verdict == explore.Broken
}

// The time is that of deployments, not of the hours between them.
func TestIdleHours(t *testing.T) {
	one := hosts(t, 4)
	two := read(t, fmt.Sprintf(onFleet, 4, "")+`  - at: 9h
    createDeployment: {applicationName: shop, deploymentGroupName: prod, revision: v1}
`)
	o := Options{Tolerate: 0, Kinds: []explore.Kind{explore.Fail}}
	a, b := advised(t, one, o), advised(t, two, o)
	for n := range a.Rows {
		x := &a.Rows[n]
		if y := row(t, b, x.Label(), len(x.Rollback) > 0); y.Took < x.Took || y.Took > x.Took+kernel.Minute || y.Worst > 2*kernel.Hour {
			t.Errorf("%s: %v, and %v of two that are nine hours apart", x.Label(), x.Took, y.Took)
		}
	}
}

// A rollback is part of the time of what it rolls back. CD-5.1
func TestRollbackIsIncluded(t *testing.T) {
	s := hosts(t, 4, "check.sh: {takes: 5s}", "check.sh: [{on: web-1, takes: 5s, exit: 1}, {takes: 5s}]")
	r := advised(t, s, Options{Tolerate: 0, Kinds: []explore.Kind{explore.Fail}})
	alone, both := row(t, r, "OneAtATime", false), row(t, r, "OneAtATime", true)
	if both.Took <= alone.Took {
		t.Errorf("%v with a rollback, %v without", both.Took, alone.Took)
	}
}

// What misses what is wanted by least comes first of what breaks.
func TestRank(t *testing.T) {
	miss := func(name string, upTo, faults, kept int, took kernel.Time) Row {
		return Row{Settings: Settings{minimum: minimum{predefined: name}}, Verdict: Breaks, UpTo: upTo, Broken: &Broken{Faults: faults}, Kept: kept, Took: took}
	}
	alarmed := miss("unwatched, and stands three", 3, 4, 6, 5)
	alarmed.Unwatched = true
	rows := []Row{
		miss("takes all", -1, 0, 0, 1), miss("takes half", -1, 0, 4, 2), miss("keeps five, slow", 0, 1, 5, 9), miss("keeps eight, fast", 0, 1, 8, 3),
		miss("keeps six, faster", 0, 1, 6, 2), miss("stands two", 2, 3, 1, 9), alarmed, miss("one is open, two break it", -1, 2, 6, 9),
		{Settings: Settings{minimum: minimum{predefined: "untested"}}, Verdict: Untested}, {Settings: Settings{minimum: minimum{predefined: "holds"}}, UpTo: 1, Took: 99},
	}
	rank(rows, 6)
	want := []string{"holds", "untested", "unwatched, and stands three", "stands two", "keeps six, faster", "keeps eight, fast", "keeps five, slow",
		"one is open, two break it", "takes half", "takes all"}
	for n, w := range want {
		if got := rows[n].Label(); got != w {
			t.Errorf("row %d is %s, want %s", n, got, w)
		}
	}
}

// A claim that asks for times is proved for no number of faults, however far the
// proof of the others came.
func TestTimesAreProvedForNothing(t *testing.T) {
	r := advised(t, hosts(t, 4), Options{Kinds: explore.DefaultKinds(), Tolerate: 3, States: 1500, Runs: 20, Properties: []*property.Property{parsed("ends-within=40h")}})
	larger := 0
	for n := range r.Rows {
		switch x := &r.Rows[n]; {
		case x.Verdict != Open:
			continue
		case x.UpTo != -1 || x.Why == "":
			t.Errorf("%s is proved up to %d: %s", x.Label(), x.UpTo, x.Why)
		case x.Larger:
			larger++
		}
	}
	if larger == 0 {
		t.Error("all fits")
	}
}
