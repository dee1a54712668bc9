package explore

import (
	"fmt"
	"strings"
	"testing"
)

// What breaks only if equals start in another order than that of the scenario is
// shown by one whose seed draws that order (CD-2.15), for each host that may be
// last.
func TestOrderOfEqualsIsShown(t *testing.T) {
	const hosts = 5
	for last := 1; last <= hosts; last++ {
		s, setup := sourceOf(t, fmt.Sprintf(small, hosts, "CodeDeployDefault.OneAtATime"))
		claim := fmt.Sprintf(`always none(instances, name == "web-%d" and upToDate) or count(instances, upToDate) > 1`, last)
		for _, plain := range []bool{false, true} {
			r := verdictOf(t, s, setup, Options{Properties: parse(t, claim), Search: Exhaustive, Faults: 0, Plain: plain}).Results[0]
			if r.Verdict != Broken || len(r.Strikes(s)) > 0 || (last < hosts) != (r.Scenario.Fleet.Order == "shuffle") {
				t.Errorf("%s: %v, plain %v, with %v, order %q, seed %d", claim, r.Verdict, plain, r.Strikes(s), r.Scenario.Fleet.Order, r.Scenario.Seed)
			}
		}
	}
}

// Of hosts that are alike any may have the place of another, as no seed that is
// tried draws the order of so many.
func TestOrderOfAlikeHostsIsShown(t *testing.T) {
	text := strings.Replace(fmt.Sprintf(small, 12, "CodeDeployDefault.OneAtATime"), "{takes: 5s}", `[{"on": web-12, exit: 1}]`, 1)
	s, setup := sourceOf(t, text)
	r := verdictOf(t, s, setup, Options{Properties: parse(t, "atEnd all(deployments, succeeded != 4)"), Search: Exhaustive, Faults: 0}).Results[0]
	if r.Verdict != Broken || len(r.Strikes(s)) > 0 || r.Scenario.Fleet.Order != "shuffle" {
		t.Errorf("%v, with %v", r.Verdict, r.Strikes(s))
	}
}

// The steps to a counterexample speak of the hosts of the scenario that shows it,
// also where alike hosts have changed places for it.
func TestStepsAreOfTheHostsThatAreShown(t *testing.T) {
	const claim = `never any(deployments, failed == 1) and count(instances, upToDate) == 1 and any(instances, name == "web-3" and upToDate)`
	s, setup := sourceOf(t, fmt.Sprintf(small, 5, "CodeDeployDefault.OneAtATime"))
	r := verdictOf(t, s, setup, Options{Properties: parse(t, claim), Search: Exhaustive, Kinds: []Kind{Fail}, Faults: 1}).Results[0]
	if r.Verdict != Broken || r.Scenario.Fleet.Order != "shuffle" {
		t.Fatalf("%v, order %q", r.Verdict, r.Scenario.Fleet.Order)
	}
	struck := r.Scenario.Timeline[len(s.Timeline)].Fault.Fail[0].Text
	if last := r.Steps[len(r.Steps)-1]; last.What != Fail.String() || last.Host != struck || last.When.Host != struck {
		t.Errorf("the last step is %+v, but the scenario lets %s fail", last, struck)
	}
}

// Of more orders of equals than it may look at, a search looks at that of the scenario,
// says so and proves nothing (CD-2.15).
func TestTooManyOrders(t *testing.T) {
	s, setup := sourceOf(t, strings.Replace(halfOfSix, "count: 6", "count: 8", 1))
	r := verdictOf(t, s, setup, Options{Properties: parse(t, "max-offline=8"), Search: Exhaustive, Kinds: []Kind{Fail}, Plain: true, Faults: 0})
	if x := r.Results[0]; x.Verdict != NotFound || !r.InOrder || r.Why != "more orders of equals than it may look at" {
		t.Errorf("%v, in order: %v, %q", x.Verdict, r.InOrder, r.Why)
	}
}
