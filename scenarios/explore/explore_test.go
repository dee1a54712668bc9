package explore

import (
	"context"
	"errors"
	"fmt"
	"math/big"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/seed-11de0fc1/rehearse/scenarios"
	"github.com/seed-11de0fc1/rehearse/scenarios/property"
	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

func half(t *testing.T, n int) (*scenarios.Scenario, *sim.Setup) {
	return sourceOf(t, fmt.Sprintf(small, n, "CodeDeployDefault.HalfAtATime"))
}

// How a search ends: CD-2.5, CD-2.7, CD-2.8, CD-5.1, CD-5.7.
func TestVerdicts(t *testing.T) {
	for _, c := range []struct {
		hosts   int
		claim   string
		faults  int
		kinds   []Kind
		verdict Verdict
		needs   int // faults of the counterexample
	}{
		{4, "minimum-healthy", AnyFaults, []Kind{Fail}, Proved, 0},
		{4, "max-offline=2", 2, nil, Proved, 0},
		{4, "max-offline=1", AnyFaults, nil, Broken, 0},
		{4, "succeeds", AnyFaults, []Kind{Fail}, Broken, 2}, // two of the first batch (CD-2.8)
		{4, "succeeds", 1, []Kind{Fail}, Proved, 0},
		{3, "succeeds", AnyFaults, []Kind{Fail}, Broken, 1},          // the minimum is two of three (CD-2.3)
		{4, "rollbacks-succeed", AnyFaults, []Kind{Fail}, Broken, 4}, // two fail the deployment, two its rollback
		{4, "rollback-happens", 1, []Kind{Fail}, Untested, 0},
		{4, "rollback-happens", 2, []Kind{Fail}, Shown, 0},
		{4, "atEnd rollbacks > 1 -> false", AnyFaults, []Kind{Fail}, Untested, 0}, // no rollback is rolled back (CD-5.7)
		{4, "always hosts >= 3", AnyFaults, []Kind{Terminate}, Broken, 2},
		{4, "never-all-down", 3, []Kind{Terminate}, Proved, 0},
	} {
		s, setup := half(t, c.hosts)
		o := Options{Properties: parse(t, c.claim), Search: Exhaustive, Faults: c.faults, Kinds: c.kinds}
		r := verdictOf(t, s, setup, o)
		if x := r.Results[0]; x.Verdict != c.verdict || x.Faults != c.needs {
			t.Errorf("%d hosts, %s, %d faults: %v with %d faults, want %v with %d", c.hosts, c.claim, c.faults, x.Verdict, x.Faults, c.verdict, c.needs)
		}
	}
}

// A search for the first claim that breaks finds as few faults as one that waits
// for all, in fewer states, and proves nothing of the others.
func TestFirst(t *testing.T) {
	s, setup := half(t, 4)
	o := Options{Properties: parse(t, "minimum-healthy", "succeeds"), Search: Exhaustive, Faults: 3, Kinds: []Kind{Fail}}
	all := verdictOf(t, s, setup, o)
	o.First = true
	r := verdictOf(t, s, setup, o)
	if x := r.Results[1]; x.Verdict != Broken || x.Faults != 2 || x.Scenario == nil || r.UpTo != 1 {
		t.Errorf("%v with %d faults, up to %d; want two (CD-2.8)", x.Verdict, x.Faults, r.UpTo)
	}
	if r.States >= all.States || r.Results[0].Verdict != NotFound || all.Results[0].Verdict != Proved || r.Complete {
		t.Errorf("%d states, %v and complete %v; %d and %v for all", r.States, r.Results[0].Verdict, r.Complete, all.States, all.Results[0].Verdict)
	}
}

// A claim that is broken at once is broken by no fault, and by no choice.
func TestBrokenAtOnce(t *testing.T) {
	s, setup := half(t, 2)
	r := verdictOf(t, s, setup, Options{Properties: parse(t, "never hosts == 2"), Search: Exhaustive, Faults: 1})
	if x := r.Results[0]; x.Verdict != Broken || x.Faults != 0 || len(x.Steps) != 0 {
		t.Errorf("%+v", x)
	}
}

// A search that can not visit all says how far it came; a random one goes on
// only where not even one fault fits.
func TestBudget(t *testing.T) {
	s, setup := half(t, 4)
	r := verdictOf(t, s, setup, Options{Properties: parse(t, "max-offline=2"), Faults: 3, Partial: true, States: 8000})
	if x := r.Results[0]; r.Results[0].Search != Exhaustive || x.Verdict != Proved || r.UpTo < 1 || r.UpTo > 2 || r.Complete || r.Why == "" {
		t.Errorf("%v up to %d, complete %v: %q", x.Verdict, r.UpTo, r.Complete, r.Why)
	}
	r = verdictOf(t, s, setup, Options{Properties: parse(t, "max-offline=2"), Search: Exhaustive, Faults: 3, States: 2000})
	if x := r.Results[0]; x.Verdict != NotFound {
		t.Errorf("%v, but 3 faults were asked for", x.Verdict)
	}
	r = verdictOf(t, s, setup, Options{Properties: parse(t, "max-offline=2"), Faults: 3, Partial: true, States: 20, Runs: 500})
	if x := r.Results[0]; r.Results[0].Search != Random || x.Verdict != NotFound || r.Runs != 500 || r.Odds.Rare != 166 {
		t.Errorf("%v search, %v after %d runs, one in %d", r.Results[0].Search, x.Verdict, r.Runs, r.Odds.Rare)
	}
}

// Drawn runs find what is there, the same with the same seed; what they show is
// a scenario that breaks the claim.
func TestRandomSearches(t *testing.T) {
	s, setup := half(t, 4)
	for _, search := range []Search{Random, Guided} {
		var before *Report
		for range 2 {
			o := Options{Properties: parse(t, "succeeds", "max-offline=2", "ends-within=30m"), Search: search, Faults: 4, Runs: 2000, Seed: 7}
			r := verdictOf(t, s, setup, o)
			if r.Results[0].Verdict != Broken || r.Results[1].Verdict != NotFound || r.Results[2].Verdict != Broken {
				t.Errorf("%v: %v, %v, %v", search, r.Results[0].Verdict, r.Results[1].Verdict, r.Results[2].Verdict)
			}
			if before != nil && (!reflect.DeepEqual(before.Coverage, r.Coverage) ||
				string(scenarios.Encode(before.Results[0].Scenario)) != string(scenarios.Encode(r.Results[0].Scenario))) {
				t.Errorf("%v: another result with the same seed", search)
			}
			before = r
		}
		if len(before.Coverage.Rules) < 15 {
			t.Errorf("%v: only %d rules decided anything", search, len(before.Coverage.Rules))
		}
	}
}

// A search by coverage sees no less than one without, in as many runs.
func TestGuidedSeesMore(t *testing.T) {
	s, setup := half(t, 4)
	seen := map[Search]int{}
	for _, search := range []Search{Random, Guided} {
		for seed := range uint64(5) {
			r := verdictOf(t, s, setup, Options{Properties: parse(t, "max-offline=2"), Search: search, Faults: 4, Kinds: Kinds(), Runs: 1500, Seed: seed})
			seen[search] += r.Coverage.Outcomes + r.Coverage.Follows
		}
	}
	if seen[Guided] < seen[Random] {
		t.Errorf("%d pairs, %d without guidance", seen[Guided], seen[Random])
	}
}

// What takes many faults at once is found sooner by going on from runs that had
// some of them.
func TestGuidedFindsWhatIsDeep(t *testing.T) {
	for _, c := range []struct {
		hosts int
		kinds []Kind
	}{{4, []Kind{Fail}}, {8, []Kind{Fail, Hang}}} {
		s, setup := half(t, c.hosts)
		runs := map[Search]int{}
		for _, search := range []Search{Random, Guided} {
			for seed := range uint64(7) {
				r := verdictOf(t, s, setup, Options{Properties: parse(t, "rollbacks-succeed"), Search: search, Faults: c.hosts, Kinds: c.kinds, Seed: seed})
				if r.Results[0].Verdict != Broken {
					t.Errorf("%d hosts, %v search, seed %d: not found", c.hosts, search, seed)
				}
				runs[search] += r.Results[0].after
			}
		}
		if 3*runs[Guided] > 2*runs[Random] {
			t.Errorf("%d hosts: %d runs, %d without guidance", c.hosts, runs[Guided], runs[Random])
		}
	}
}

// What depends on times is searched for in the scenario's own time.
func TestTimesAreDrawn(t *testing.T) {
	s, setup := half(t, 2)
	r := verdictOf(t, s, setup, Options{Properties: parse(t, "ends-within=20h"), Faults: 1, Runs: 50})
	if r.Results[0].Search != Random || !strings.Contains(r.Why, "asks for times") {
		t.Errorf("%v search: %s", r.Results[0].Search, r.Why)
	}
	_, err := Explore(context.Background(), s, setup, Options{Properties: parse(t, "ends-within=20h"), Search: Exhaustive, Faults: 1})
	if no := new(Impossible); !errors.As(err, &no) {
		t.Errorf("no state can be visited, and it is %v", err)
	}
}

// Planners and mutants are searched as AWS is: with a minimum that counts failed
// hosts as healthy, one failure too many is forgiven.
func TestOtherDecisions(t *testing.T) {
	d := codedeploy.AWS
	d.MayStart = func(b codedeploy.Budget) bool { return b.InProgress < b.Targets-b.Minimum }
	s, setup := half(t, 4)
	o := Options{Properties: parse(t, "minimum-healthy"), Search: Exhaustive, Kinds: []Kind{Fail}, Faults: AnyFaults, Decisions: &d}
	if x := verdictOf(t, s, setup, o).Results[0]; x.Verdict != Broken || x.Faults != 1 {
		t.Errorf("%v with %d faults", x.Verdict, x.Faults)
	}
}

// A property without an answer ends a search with its error.
func TestUnanswered(t *testing.T) {
	s, setup := half(t, 2)
	_, err := Explore(context.Background(), s, setup, Options{Properties: parse(t, "always 1 / (hosts - 2) == 0"), Faults: 1})
	if no := new(property.Unanswered); !errors.As(err, &no) {
		t.Errorf("%v", err)
	}
}

// A search that is told to end says what it knows.
func TestEnded(t *testing.T) {
	s, setup := half(t, 4)
	ctx, cancel := context.WithCancel(context.Background())
	o := Options{Properties: parse(t, "max-offline=2"), Search: Exhaustive, Faults: AnyFaults}
	o.Progress = func(p Progress) {
		if p.States > 1000 {
			cancel()
		}
	}
	r, err := Explore(ctx, s, setup, o)
	if err != nil || r.Results[0].Verdict != NotFound || r.States < 1000 || r.Complete {
		t.Errorf("%v, %v after %d states", err, r.Results[0].Verdict, r.States)
	}
}

// Worlds without a digest are searched by runs.
func TestNoDigest(t *testing.T) {
	src, err := scenarios.LoadBundled("launch-loop")
	if err != nil {
		t.Fatal(err)
	}
	s, setup, _ := src.Compile()
	r := verdictOf(t, s, setup, Options{Properties: parse(t, "no-rollback-of-a-rollback"), Faults: 1, Partial: true, Runs: 20})
	if r.Results[0].Search != Random || !strings.Contains(r.Why, "Auto Scaling") {
		t.Errorf("%v search: %s", r.Results[0].Search, r.Why)
	}
}

// Whether a configuration was in use when somebody asked to delete it makes a
// difference later: CD-2.24.
func TestWhatIsDeletedDecides(t *testing.T) {
	text := strings.ReplaceAll(fmt.Sprintf(small, 1, "CodeDeployDefault.AllAtOnce"), "revision: v2}", "revision: v2, deploymentConfigName: own}")
	s, setup := sourceOf(t, text+`  - {at: 10s, deleteDeploymentConfig: {deploymentConfigName: own}}
  - {at: 20s, createDeployment: {applicationName: shop, deploymentGroupName: prod, revision: v2, deploymentConfigName: own}}
deploymentConfigs: [{deploymentConfigName: own, minimumHealthyHosts: {type: HOST_COUNT, value: 0}}]
`)
	r := verdictOf(t, s, setup, Options{Properties: parse(t, "never count(deployments, true) > 1"), Search: Exhaustive})
	if x := r.Results[0]; x.Verdict != Broken {
		t.Errorf("%s: %v", x.Property.Name, x.Verdict)
	}
}

// A search goes on behind the last claim that breaks, until what may be reached
// is: CD-5.1.
func TestSometimesBesideABrokenClaim(t *testing.T) {
	s, setup := half(t, 4)
	for _, search := range []Search{Exhaustive, Random, Guided} {
		r := verdictOf(t, s, setup, Options{Properties: parse(t, "never running > 0", "rollback-happens"), Search: search, Kinds: []Kind{Fail}, Faults: 2})
		if r.Results[0].Verdict != Broken || r.Results[1].Verdict != Shown {
			t.Errorf("%v: %v and %v, a rollback takes two faults", search, r.Results[0].Verdict, r.Results[1].Verdict)
		}
	}
}

// The bound of drawn runs is rounded up, never down.
func TestOdds(t *testing.T) {
	for _, c := range []struct {
		runs, places int
		want         int64
	}{{0, 10, 1_000_000}, {1, 2, 500_001}, {2, 2, 250_001}, {10_000, 2, 1}, {1000, 1000, 367_696}} {
		if got := missed(c.runs, big.NewInt(int64(c.places))); got < c.want-1 || got > c.want {
			t.Errorf("%d runs, %d places: %d, want %d", c.runs, c.places, got, c.want)
		}
	}
}

// The set of visited states forgets none and makes none up, and knows which of them
// cover which.
func TestVisited(t *testing.T) {
	var v visited
	draw := kernel.NewStream(1, 1, 1)
	type seen struct {
		zone    []kernel.Time
		covered bool
	}
	all, ids := map[kernel.Digest][]*seen{}, []*seen{}
	for range 100_000 {
		d := kernel.Digest{Hi: draw.Below(300), Lo: draw.Below(30) << 1}
		zone := []kernel.Time{kernel.Time(draw.Below(5)), kernel.Time(draw.Below(5))}[:d.Hi%3]
		known := slices.ContainsFunc(all[d], func(s *seen) bool { return within(zone, s.zone) })
		is := v.add(d, zone, func(id uint32) {
			if !within(ids[id].zone, zone) || !slices.Contains(all[d], ids[id]) {
				t.Fatalf("%v: %v covers %d, which was %+v", d, zone, id, *ids[id])
			}
			ids[id].covered = true
		})
		if is == known {
			t.Fatalf("%v: new %v", d, is)
		}
		for _, s := range all[d] {
			if is && within(s.zone, zone) && !s.covered {
				t.Fatalf("%v: %v does not cover %v", d, zone, s.zone)
			}
		}
		if is {
			s := &seen{zone: zone}
			all[d], ids = append(all[d], s), append(ids, s)
		}
	}
	if v.n != len(ids) || v.n < 10_000 || v.full == v.n {
		t.Errorf("%d states of which %d are not covered, want %d", v.n, v.full, len(ids))
	}
}

// Work may take up to its limit, which drawn delays seldom all do: a run in which all
// does is made first.
func TestLatestOfAll(t *testing.T) {
	s, setup := sourceOf(t, fmt.Sprintf(small, 3, "CodeDeployDefault.OneAtATime"))
	x := verdictOf(t, s, setup, Options{Properties: parse(t, "ends-within=6h"), Runs: 1}).Results[0]
	if x.Verdict != Broken || x.Faults > 0 {
		t.Errorf("%v with %d faults", x.Verdict, x.Faults)
	}
}
