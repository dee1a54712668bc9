package explore

import (
	"bytes"
	"fmt"
	"slices"
	"testing"

	"github.com/seed-11de0fc1/rehearse/scenarios"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// forty is forty hosts, half of them at a time: too many orders to visit.
func forty(t *testing.T) string {
	return fmt.Sprintf(`
rehearse: 1
fleet: {instances: [{name: web, count: %d, tags: {Env: prod}}]}
applications:
  - applicationName: shop
    deploymentGroups:
      - deploymentGroupName: prod
        deploymentConfigName: CodeDeployDefault.HalfAtATime
        ec2TagFilters: [{Key: Env, Value: prod, Type: KEY_AND_VALUE}]
revisions: {v1: {appspec: {version: 0.0, os: linux, hooks: {ValidateService: [{location: check.sh}]}}}}
timeline:
  - {at: 0s, createDeployment: {applicationName: shop, deploymentGroupName: prod, revision: v1}}
`, 40)
}

// What is easily broken in a scenario that is too large is told soon, and again at the
// end; with how many faults it is broken is that of drawn runs then.
func TestEasyBreaksAreTold(t *testing.T) {
	s, setup := sourceOf(t, forty(t))
	var told []string
	o := Options{Properties: parse(t, "max-failed=1"), Faults: 3, Partial: true, States: 20_000, Runs: 300, longer: 5_000}
	o.Early = func(k Known) { told = append(told, fmt.Sprint(k.Property.Name, " ", k.Faults)) }
	r := verdictOf(t, s, setup, o)
	if x := r.Results[0]; !slices.Equal(told, []string{"max-failed=1 2"}) || x.Verdict != Broken || x.Faults != 2 || x.UpTo >= 1 {
		t.Errorf("told %v; then %v with %d faults, up to %d proved", told, x.Verdict, x.Faults, x.UpTo)
	}
}

// A search that is not over when drawn runs break all claims goes on with fewer faults
// alone: what it finds has the fewest, and what it does not is proved up to them.
func TestOnlyFewerFaultsAreSearched(t *testing.T) {
	s, setup := half(t, 4)
	for _, c := range []struct {
		claims []string
		faults []int
		layers int
	}{
		{[]string{"max-failed=1"}, []int{2}, 2},
		{[]string{"max-failed=1", "healthy-at-end"}, []int{2, 1}, 2},
		{[]string{"healthy-at-end"}, []int{1}, 1},
	} {
		o := Options{Properties: parse(t, c.claims...), Faults: 3, Partial: true, States: 1_000_000, longer: 1, often: 1}
		r := verdictOf(t, s, setup, o)
		for n, x := range r.Results {
			if x.Verdict != Broken || x.Search != Exhaustive || x.Faults != c.faults[n] || x.UpTo != x.Faults-1 || x.Scenario == nil {
				t.Errorf("%s: %v by %v search with %d faults, up to %d proved", x.Property.Name, x.Verdict, x.Search, x.Faults, x.UpTo)
			}
		}
		if len(r.Layers) != c.layers || r.UpTo != c.layers-1 || r.Rest != nil {
			t.Errorf("%v: layers %+v, up to %d", c.claims, r.Layers, r.UpTo)
		}
	}
}

// What is known before a search spares it to look for as many faults.
func TestKnownBreaks(t *testing.T) {
	s, setup := half(t, 4)
	claims := parse(t, "max-failed=1")
	o := Options{Properties: claims, Faults: 3, Partial: true, Search: Exhaustive}
	first := verdictOf(t, s, setup, o).Results[0]
	o.Known, o.often = []Known{{claims[0], first.Faults, first.Scenario}}, 1
	r := verdictOf(t, s, setup, o)
	if x := r.Results[0]; x.Verdict != Broken || x.Faults != 2 || x.UpTo != 1 || x.Steps != nil || len(r.Layers) != 2 {
		t.Errorf("%v with %d faults, up to %d proved, layers %+v", x.Verdict, x.Faults, x.UpTo, r.Layers)
	}
	o.Known[0].Faults = 3 // more than it takes
	if x := verdictOf(t, s, setup, o).Results[0]; x.Faults != 2 || x.Steps == nil {
		t.Errorf("%v with %d faults, in %d steps", x.Verdict, x.Faults, len(x.Steps))
	}
}

// It spares drawn runs as well, which then look for fewer faults alone.
func TestKnownBreaksSpareRuns(t *testing.T) {
	s, setup := half(t, 4)
	claims := parse(t, "max-failed=1")
	o := Options{Properties: claims, Faults: 3, Search: Random, Runs: 5000}
	first := verdictOf(t, s, setup, o).Results[0]
	o.Known = []Known{{claims[0], first.Faults, first.Scenario}}
	r := verdictOf(t, s, setup, o)
	if x := r.Results[0]; x.Verdict != Broken || x.Faults != 2 || x.Scenario != first.Scenario || r.Runs != fewerRuns {
		t.Errorf("%v with %d faults after %d runs", x.Verdict, x.Faults, r.Runs)
	}
}

// Drawn runs tell of no more faults than a claim takes to break: of those of a run the
// ones that it takes, and of several runs that with the fewest.
func TestDrawnRunsTellFewFaults(t *testing.T) {
	s, setup := half(t, 4)
	for seed := range uint64(20) {
		r := verdictOf(t, s, setup, Options{Properties: parse(t, "healthy-at-end", "max-failed=1", "max-offline=1"), Search: Random, Faults: 4, Seed: seed, Runs: 1000})
		for n, want := range []int{1, 2, 0} {
			x := r.Results[n]
			if own := len(s.Timeline); x.Faults != want || len(x.Strikes(s)) != len(x.Scenario.Timeline)-own {
				t.Errorf("seed %d: %s: %d faults, want %d: %q", seed, x.Property.Name, x.Faults, want, x.Strikes(s))
			}
		}
	}
}

// What a search does not let strike as it is counts for nothing: a fault on several hosts
// is several there, and none lasts as long as one likes.
func TestMayStrike(t *testing.T) {
	brief, minute, longer := kernel.Second, kernel.Minute, kernel.Hour
	one, two := scenarios.Names("web-1"), scenarios.Names("web-1", "web-2")
	o := Options{Kinds: Kinds(), Faults: 3}
	for _, c := range []struct {
		fault scenarios.Fault
		may   bool
	}{
		{scenarios.Fault{Fail: one}, true},
		{scenarios.Fault{Terminate: one}, true},
		{scenarios.Fault{Reboot: one}, true},
		{scenarios.Fault{Reboot: one, For: &minute}, true},
		{scenarios.Fault{Event: "hang", Deployment: 1}, true},
		{scenarios.Fault{Terminate: two}, false},
		{scenarios.Fault{Fail: two}, false},
		{scenarios.Fault{Reboot: one, For: &longer}, false},
		{scenarios.Fault{CrashAgent: one, For: &brief}, false},
		{scenarios.Fault{CutNetwork: one, For: &brief}, false},
		{scenarios.Fault{ZoneOutage: scenarios.Named("eu-west-1a")}, false},
		{scenarios.Fault{Stop: one}, false},
		{scenarios.Fault{Delay: one, For: &brief}, false},
		{scenarios.Fault{Event: "delay", Deployment: 1, For: &brief}, false},
	} {
		if may := o.May([]scenarios.Entry{{Fault: &c.fault}}); may != c.may {
			t.Errorf("%s: %v", tell(&scenarios.Entry{At: new(kernel.Time), Fault: &c.fault}), may)
		}
	}
}

// The drawn runs of a long search are made once, however often it goes on: what they
// broke is kept, and told again.
func TestDrawnRunsAreKept(t *testing.T) {
	s, setup := half(t, 4)
	told := 0
	options := func(states int) Options {
		return Options{Properties: parse(t, "max-failed=1"), Faults: 3, Partial: true, States: states, longer: 100, often: 100, Early: func(Known) { told++ }}
	}
	r := verdictOf(t, s, setup, options(300))
	if told != 1 || r.Rest == nil || !r.Rest.Layers.Drawn || len(r.Rest.Layers.Early) != 1 {
		t.Fatalf("told %d times, kept %+v", told, r.Rest)
	}
	for kept, want := range [2]int{0, 1} {
		rest := *r.Rest.Layers
		rest.Early = rest.Early[:kept] // were they made again, it would be found again
		o := options(301)
		o.From = bytes.NewReader(written(t, &Rest{Layers: &rest}))
		told = 0
		if again := verdictOf(t, s, setup, o); told != want || !again.Rest.Layers.Drawn || len(again.Rest.Layers.Early) != kept {
			t.Errorf("%d kept: told %d times, kept %+v", kept, told, again.Rest.Layers.Early)
		}
	}
}
