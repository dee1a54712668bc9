package zoo

import (
	"context"
	"slices"
	"testing"

	"github.com/seed-11de0fc1/rehearse/fleet"
	"github.com/seed-11de0fc1/rehearse/scenarios/explore"
	"github.com/seed-11de0fc1/rehearse/scenarios/property"
	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
)

// A search finds what is wrong with each animal, with as few faults as the
// enumeration if it is exhaustive, and a scenario that shows it.
func TestExploreFinds(t *testing.T) {
	for _, a := range All() {
		c, err := a.Minimum(hosts, faults)
		if err != nil {
			t.Fatal(err)
		}
		r := a.explore(t, nil, a.Decisions(), c)
		x := r.Results[0]
		if x.Verdict != explore.Broken || x.Scenario == nil || r.Results[0].Search == explore.Exhaustive && x.Faults != len(c.Faults) {
			t.Errorf("%s: %v search: %v with %d faults, %v is enough", a.Name, r.Results[0].Search, x.Verdict, x.Faults, c)
		}
		a.provedMended(t, c)
	}
}

// provedMended asks for a proof that a mended animal keeps its claim, unless
// that asks for times or alarms: a search lets work take any time.
func (a *Animal) provedMended(t *testing.T, c *Case) {
	timed := func(field string) bool { return field == "duration" || field == "alarms" }
	if a.Planner == nil && a.Mended == nil || slices.ContainsFunc(a.Claim.Asks, timed) {
		return
	}
	r := a.explore(t, a.Mended, &codedeploy.AWS, c)
	if v := r.Results[0].Verdict; !v.Pass() || r.Results[0].Search == explore.Exhaustive && v != explore.Proved {
		t.Errorf("%s, mended: %v search: %v", a.Name, r.Results[0].Search, v)
	}
}

// explore searches as far as a case needs.
func (a *Animal) explore(t *testing.T, more []string, d *codedeploy.Decisions, c *Case) *explore.Report {
	scenario, setup, err := a.scenario(c.Hosts, more)
	if err != nil {
		t.Fatal(err)
	}
	o := explore.Options{Properties: []*property.Property{a.Claim}, Kinds: kindsOf(a.Faults), Faults: len(c.Faults), Decisions: d, States: 50_000, Runs: 2000}
	r, err := explore.Explore(context.Background(), scenario, setup, o)
	if err != nil {
		t.Fatalf("%s: %v", a.Name, err)
	}
	return r
}

// kindsOf are the kinds of faults in the words of a search, one at least.
func kindsOf(faults []fleet.FaultKind) (list []explore.Kind) {
	for _, f := range faults {
		switch f {
		case fleet.HangEvent:
			list = append(list, explore.Hang)
		case fleet.Terminate:
			list = append(list, explore.Terminate)
		default:
			list = append(list, explore.Fail)
		}
	}
	if list == nil {
		list = append(list, explore.Fail)
	}
	return list
}
