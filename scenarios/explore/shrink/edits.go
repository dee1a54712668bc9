package shrink

import (
	"github.com/seed-11de0fc1/rehearse/scenarios"
)

// passes are the sorts of edits in the order in which they are tried.
var passes = []func(k *shrinker) []edit{lessHappens, fewerHosts, lessOfTheRest, simplerFaults, loneStrike, rounderNumbers, plainNames}

// halves shows the pieces of n things, the larger ones first: halves, quarters
// and so on down to single ones.
func halves(n int, show func(lo, hi int)) {
	for size := (n + 1) / 2; size > 0; size /= 2 {
		for lo := 0; lo < n; lo += size {
			show(lo, min(lo+size, n))
		}
	}
}

// chunksOf leave out pieces of a list, the larger ones first.
func chunksOf(s *scenarios.Scenario, list path) (edits []edit) {
	halves(get(s, list).Len(), func(lo, hi int) {
		edits = append(edits, func() *scenarios.Scenario { return withoutItems(s, list, lo, hi) })
	})
	return edits
}
