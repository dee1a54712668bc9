package explore

// Which search tells of a property.

import (
	"fmt"
	"reflect"
	"strings"
	"testing"
)

// What depends on orders alone is proved beside it, as if it stood alone.
func TestOrdersBesideTimes(t *testing.T) {
	s, setup := half(t, 3)
	o := Options{Properties: parse(t, "max-offline=1"), Faults: 2, Partial: true, Runs: 300}
	alone := verdictOf(t, s, setup, o)
	o.Properties = parse(t, "ends-within=20h", "max-offline=1", "ends-within=5m")
	r := verdictOf(t, s, setup, o)
	for n, want := range []Result{{Search: Random, Verdict: NotFound}, {Search: Exhaustive, Verdict: Proved}, {Search: Random, Verdict: Broken}} {
		if x := r.Results[n]; x.Search != want.Search || x.Verdict != want.Verdict {
			t.Errorf("%s: %v search: %v", x.Property.Name, x.Search, x.Verdict)
		}
	}
	if r.Rest = nil; !reflect.DeepEqual(r.Reach, alone.Reach) || !r.Complete || r.Runs != 300 || !r.Symmetric {
		t.Errorf("%+v after %d runs, alone %+v", r.Reach, r.Runs, alone.Reach)
	}
}

// What is found of one property does not keep drawn runs from telling of another,
// of which too few states were visited.
func TestFoundBesideLeftOpen(t *testing.T) {
	s, setup := half(t, 4)
	o := Options{Properties: parse(t, "max-offline=1", "max-offline=2"), Faults: 3, Partial: true, States: 100, Runs: 50}
	r := verdictOf(t, s, setup, o)
	if found, open := r.Results[0], r.Results[1]; found.Search != Exhaustive || found.Verdict != Broken || open.Search != Random || open.Verdict != NotFound || r.Runs != 50 {
		t.Errorf("%v by %v search, %v by %v search after %d runs", found.Verdict, found.Search, open.Verdict, open.Search, r.Runs)
	}
}

// A scenario of which a deployment runs out of time as it is says more than a search
// that does not count work: CD-2.18.
func TestOutOfTime(t *testing.T) {
	text := strings.NewReplacer("timeout: 60", "timeout: 3600", "takes: 5s", "takes: 59m").Replace(fmt.Sprintf(small, 14, "CodeDeployDefault.OneAtATime"))
	s, setup := sourceOf(t, text)
	r := verdictOf(t, s, setup, Options{Properties: parse(t, "nothing-skipped", "max-offline=1"), Kinds: []Kind{Terminate}, Faults: 1, Runs: 20})
	if x := r.Results[0]; x.Verdict != Broken || x.Faults != 0 || x.Scenario == nil {
		t.Errorf("%v with %d faults", x.Verdict, x.Faults)
	}
	if x := r.Results[1]; x.Verdict != NotFound || x.Search != Random || r.Complete || !strings.Contains(r.Why, "CD-2.18") {
		t.Errorf("%v by %v search: %s", x.Verdict, x.Search, r.Why)
	}
}
