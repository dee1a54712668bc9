package zoo

import (
	"context"
	"testing"
	"time"
	"fmt"

	"github.com/seed-11de0fc1/rehearse/fleet"
	"github.com/seed-11de0fc1/rehearse/scenarios/explore"
	"github.com/seed-11de0fc1/rehearse/scenarios/property"
)

func TestExploreFinds(t *testing.T) {
	for _, a := range All() {
		c, err := a.Minimum(hosts, faults)
		if err != nil { t.Fatal(err) }
		kinds := []explore.Kind{}
		for _, f := range a.Faults {
			kinds = append(kinds, map[fleet.FaultKind]explore.Kind{fleet.FailEvent: explore.Fail, fleet.HangEvent: explore.Hang, fleet.Terminate: explore.Terminate}[f])
		}
		for _, n := range []int{c.Hosts, c.Hosts+1, 6} {
			s, setup, err := a.Scenario(n)
			if err != nil { t.Fatal(err) }
			began := time.Now()
			r, err := explore.Explore(context.Background(), s, setup, explore.Options{Properties: []*property.Property{a.Claim}, Kinds: kinds, Faults: 2, Decisions: a.Decisions(), States: 200000})
			if err != nil { t.Errorf("%s: %v", a.Name, err); continue }
			x := r.Results[0]
			fmt.Printf("%s n=%d: %v %v faults=%d want=%d states=%d runs=%d scenario=%v %v %s\n", a.Name, n, r.Search, x.Verdict, x.Faults, len(c.Faults), r.States, r.Runs, x.Scenario!=nil, time.Since(began).Round(time.Millisecond), r.Why)
		}
	}
}
