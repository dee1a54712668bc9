package zoo

import (
	"context"
	"slices"
	"testing"
	"time"

	"github.com/seed-11de0fc1/rehearse/scenarios/explore"
	"github.com/seed-11de0fc1/rehearse/scenarios/property"
)

// BenchmarkFind searches as `rehearse explore` does for what is wrong with each
// animal, on the fewest hosts that show it and on six, and tells how long half of
// the searches take at most, and all. What is not found is told too: on six hosts
// some go wrong with no fewer faults than six, or not at all.
func BenchmarkFind(b *testing.B) {
	for name, more := range map[string]int{"fewest": 0, "six": 6} {
		b.Run(name, func(b *testing.B) {
			var took []time.Duration
			missed := 0
			for b.Loop() {
				took, missed = nil, 0
				for _, a := range All() {
					t, found := a.find(b, more)
					if took = append(took, t); !found {
						b.Log(a.Name, "is not found in", t)
						missed++
					}
				}
			}
			slices.Sort(took)
			b.ReportMetric(float64(took[len(took)/2].Microseconds()), "median-us")
			b.ReportMetric(float64(took[len(took)-1].Microseconds()), "longest-us")
			b.ReportMetric(float64(len(took)), "animals")
			b.ReportMetric(float64(missed), "missed")
		})
	}
}

// find searches for what is wrong with an animal, on so many hosts at least.
func (a *Animal) find(b *testing.B, least int) (took time.Duration, found bool) {
	c, err := a.Minimum(hosts, faults)
	if err != nil {
		b.Fatal(err)
	}
	scenario, setup, err := a.scenario(max(least, c.Hosts), nil)
	if err != nil {
		b.Fatal(err)
	}
	began := time.Now()
	r, err := explore.Explore(context.Background(), scenario, setup, explore.Options{
		Properties: []*property.Property{a.Claim}, Kinds: kindsOf(a.Faults), Faults: 3, Partial: true, Decisions: a.Decisions(),
	})
	if err != nil {
		b.Fatal(a.Name, err)
	}
	return time.Since(began), r.Results[0].Verdict == explore.Broken
}
