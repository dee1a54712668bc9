package shrink_test

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/seed-11de0fc1/rehearse/scenarios"
	"github.com/seed-11de0fc1/rehearse/scenarios/explore/shrink"
)

// BenchmarkShrink shrinks random rich scenarios in which failed hosts are still
// counted as healthy, and tells how long 95 in 100 take at most.
func BenchmarkShrink(b *testing.B) {
	o := shrink.Options{Files: bundles(b), New: under("M-CD-16"), Property: budget}
	var starts []*scenarios.Scenario
	for seed := 1; len(starts) < 100; seed++ {
		s := decoded(b, anyRich.Example(seed))
		if _, err := shrink.ChainOf(s, o); err == nil {
			starts = append(starts, s)
		} else if !errors.Is(err, shrink.ErrHolds) {
			b.Fatal(err)
		}
	}
	var took []time.Duration
	runs := 0
	for i := 0; b.Loop(); i++ {
		began := time.Now()
		r, err := shrink.Shrink(context.Background(), starts[i%len(starts)], o)
		if err != nil {
			b.Fatal(err)
		}
		took = append(took, time.Since(began))
		runs += r.Runs
	}
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)*95/100].Microseconds()), "p95-us")
	b.ReportMetric(float64(runs)/float64(len(took)), "runs/op")
}
