package explore_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/seed-11de0fc1/rehearse/scenarios"
	"github.com/seed-11de0fc1/rehearse/scenarios/explore"
	"github.com/seed-11de0fc1/rehearse/scenarios/gen"
	"github.com/seed-11de0fc1/rehearse/scenarios/property"
	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// builtins are all properties that have a name.
func builtins(t rapid.TB) (list []*property.Property) {
	for _, b := range property.Builtins() {
		p, err := property.Parse(b.Usage)
		if err != nil {
			t.Fatal(err)
		}
		if b.Name != "ends-within" { // times are no matter of an exhaustive search
			list = append(list, p)
		}
	}
	return list
}

var drawn = gen.Scenario(gen.Max(3), gen.Faults(0), gen.Without(gen.Scaling, gen.Functions, gen.Services))

// troubled have up to two faults in their timelines.
var troubled = gen.Scenario(gen.Max(3), gen.Faults(2), gen.Without(gen.Scaling, gen.Functions, gen.Services))

// struck draws faults at the beginning of any lifecycle event of any host or
// later, on that host or another, and delays: one that is too long is a fault
// too.
func struck(t *rapid.T, s *scenarios.Scenario, most int) *scenarios.Scenario {
	entry := rapid.Custom(func(t *rapid.T) scenarios.Entry {
		hosts, at := rapid.SampledFrom(gen.Hosts(&s.Fleet)), rapid.SampledFrom(inPlace).Draw(t, "event")
		e := scenarios.Entry{When: &scenarios.When{Instance: scenarios.Named(hosts.Draw(t, "host")), LifecycleEvent: at}, Fault: new(scenarios.Fault)}
		on := rapid.SampledFrom([]*[]scenarios.Name{&e.Fault.Fail, &e.Fault.Hang, &e.Fault.Delay, &e.Fault.Terminate, &e.Fault.CrashAgent}).Draw(t, "kind")
		span := rapid.SampledFrom([]kernel.Time{0, kernel.Second, kernel.Minute, 5*kernel.Minute - 1, 21 * kernel.Minute, 40 * kernel.Minute, 59 * kernel.Minute})
		if on == &e.Fault.Delay {
			by := span.Draw(t, "for") + 1
			e.Fault.For = &by
		} else {
			e.When.Plus = span.Draw(t, "plus")
		}
		*on = scenarios.Names(hosts.Draw(t, "struck"))
		return e
	})
	made := *s
	made.Timeline = append(slices.Clone(s.Timeline), rapid.SliceOfN(entry, 0, most).Draw(t, "faults")...)
	return &made
}

var inPlace = []string{"BeforeBlockTraffic", "BlockTraffic", "AfterBlockTraffic", "ApplicationStop", "DownloadBundle", "BeforeInstall", "Install", "AfterInstall",
	"ApplicationStart", "ValidateService", "BeforeAllowTraffic", "AllowTraffic", "AfterAllowTraffic"}

func built(t *rapid.T, s *scenarios.Scenario) *sim.Setup {
	setup, found := scenarios.Build(s, nil)
	if setup == nil {
		t.Fatal(found)
	}
	return setup
}

// What is proved of a drawn scenario holds in every run of it with drawn faults,
// and what is broken breaks in the scenario that is said to show it.
func TestVerdictsOnDrawnScenarios(t *testing.T) {
	const faults = 2
	rapid.Check(t, func(t *rapid.T) {
		s := drawn.Draw(t, "scenario")
		claims := builtins(t)
		report, err := explore.Explore(context.Background(), s, built(t, s), explore.Options{
			Properties: claims, Search: explore.Exhaustive, Faults: faults, States: 5000})
		if errors.As(err, new(*explore.Impossible)) {
			return
		}
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range report.Results {
			if r.Scenario != nil && !slices.Contains(verdicts(t, r.Scenario, r.Property), property.Violated) {
				t.Fatalf("%s is not broken by%#v", r.Property.Name, r.Scenario)
			}
		}
		for range 10 {
			made := struck(t, s, faults)
			for n, v := range verdicts(t, made, claims...) {
				if r := report.Results[n]; v == property.Violated && r.Verdict == explore.Proved {
					t.Fatalf("%s is proved, but not for%#v", claims[n].Name, made)
				}
			}
		}
	})
}

// What is proved of a deployment to Lambda or ECS no drawn run breaks: of those of the
// library, and of drawn ones, with hosts beside them.
func TestShiftsAgainstDrawnRuns(t *testing.T) {
	agree := func(t *testing.T, s *scenarios.Scenario, setup *sim.Setup) {
		o := explore.Options{Properties: builtins(t), Search: explore.Exhaustive, Faults: 2, States: 5000}
		all, err := explore.Explore(context.Background(), s, setup, o)
		if errors.As(err, new(*explore.Impossible)) {
			return
		}
		if err != nil {
			t.Fatal(err)
		}
		o.Search, o.Runs = explore.Guided, 100
		some, err := explore.Explore(context.Background(), s, setup, o)
		if err != nil {
			t.Fatal(err)
		}
		for n, r := range some.Results {
			if r.Verdict == explore.Broken && all.Results[n].Verdict == explore.Proved {
				t.Errorf("%s is proved, but not for\n%s", r.Property.Name, scenarios.Encode(r.Scenario))
			}
		}
	}
	for _, family := range []string{"lambda", "ecs"} {
		names, _ := filepath.Glob("../library/" + family + "-*.yaml")
		if len(names) < 10 {
			t.Fatalf("of %s there are %d", family, len(names))
		}
		for _, name := range names {
			t.Run(filepath.Base(name), func(t *testing.T) {
				text, err := os.ReadFile(name)
				if err != nil {
					t.Fatal(err)
				}
				s, setup, found := (&scenarios.Source{Name: name, Text: text}).Compile()
				if found.HasErrors() {
					t.Fatal(found)
				}
				agree(t, s, setup)
			})
		}
	}
	drawn := gen.Scenario(gen.Max(2), gen.Faults(0), gen.Without(gen.Scaling))
	for n := range 100 {
		s := drawn.Example(n)
		setup, found := scenarios.Build(s, nil)
		if setup == nil {
			t.Fatal(found)
		}
		if len(s.Functions)+len(s.Services) > 0 {
			agree(t, s, setup)
		}
	}
}

func verdicts(t *rapid.T, s *scenarios.Scenario, claims ...*property.Property) []property.Verdict {
	_, list, err := property.Run(sim.New(built(t, s)), claims)
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// Whatever breaks is shown by a scenario, of those without faults and of those with
// some of their own at any time.
func TestWhatBreaksIsShown(t *testing.T) {
	broken := 0
	for most, own := range map[int]*rapid.Generator[*scenarios.Scenario]{2: drawn, 1: troubled} {
		for n := range 150 {
			s := own.Example(n)
			setup, _ := scenarios.Build(s, nil)
			r, err := explore.Explore(context.Background(), s, setup, explore.Options{Properties: builtins(t), Search: explore.Exhaustive, Faults: most, States: 5000})
			if errors.As(err, new(*explore.Impossible)) {
				continue
			}
			if err != nil {
				t.Fatal(err)
			}
			for _, x := range r.Results {
				if x.Verdict != explore.Broken {
					continue
				}
				if broken++; x.Scenario == nil {
					t.Errorf("example %d with %d faults: nothing shows %s: %v", n, most, x.Property.Name, x.Steps)
				}
			}
		}
	}
	if broken < 900 {
		t.Errorf("%d are broken", broken)
	}
}

// Hosts that are alike make no difference to verdicts, nor to how many faults
// they take.
func TestSymmetryOnDrawnScenarios(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := drawn.Draw(t, "scenario")
		var reports [2]*explore.Report
		for n := range reports {
			r, err := explore.Explore(context.Background(), s, built(t, s), explore.Options{
				Properties: builtins(t), Search: explore.Exhaustive, Faults: 1, States: 5000, Plain: n == 1})
			if errors.As(err, new(*explore.Impossible)) {
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if !r.Complete {
				return
			}
			reports[n] = r
		}
		for n, r := range reports[0].Results {
			if plain := reports[1].Results[n]; r.Verdict != plain.Verdict || r.Faults != plain.Faults {
				t.Fatalf("%s: %v with %d faults; plainly %v with %d%#v", r.Property.Name, r.Verdict, r.Faults, plain.Verdict, plain.Faults, s)
			}
		}
	})
}

// Drawn runs are asked what an exhaustive search leaves doubtful.
func TestDoubtsAreDrawn(t *testing.T) {
	if testing.Short() {
		t.Skip("long under the race detector, which finds nothing here")
	}
	doubtful := 0
	for n := 60; n < 400 && doubtful < 3; n++ { // of the first none is doubtful
		s := drawn.Example(n)
		setup, _ := scenarios.Build(s, nil)
		r, err := explore.Explore(context.Background(), s, setup, explore.Options{Properties: builtins(t), Faults: 1, States: 5000, Runs: 100})
		if err != nil {
			t.Fatal(err)
		}
		for _, x := range r.Results {
			if x.Doubts == 0 || x.Search == explore.Exhaustive && x.Verdict == explore.Broken {
				continue
			}
			if doubtful++; x.Search != explore.Random || r.Runs == 0 || x.Verdict == explore.Proved {
				t.Errorf("example %d: %s is %v by %v search, with %d doubts", n, x.Property.Name, x.Verdict, x.Search, x.Doubts)
			}
		}
	}
	if doubtful == 0 {
		t.Error("nothing is doubtful")
	}
}
