package sim_test

import (
	"testing"

	"pgregory.net/rapid"

	"github.com/seed-11de0fc1/rehearse/sim"
)

// The shares of traffic sum up to 100 while anything is in service, and none is
// off by a whole per cent.
func TestShares(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		counts := rapid.SliceOfN(rapid.IntRange(0, 10_000_000), 1, 9).Draw(t, "counts")
		total, sum := 0, 0
		for _, n := range counts {
			total += n
		}
		for i, share := range sim.Shares(counts) {
			sum += share
			if off := share*total - 100*counts[i]; total > 0 && (off <= -total || off >= total) {
				t.Fatalf("%d of %d are %d per cent", counts[i], total, share)
			}
		}
		if total > 0 && sum != 100 || total == 0 && sum != 0 {
			t.Fatalf("the shares sum up to %d", sum)
		}
	})
}
