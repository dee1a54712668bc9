package question

import (
	"slices"
	"strings"

	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// Generate makes up to n items of a case: of the kinds given, or of all, each
// kind in turn, in an order and with subjects drawn from the seed. There are fewer where kinds
// make no sense or have no more subjects. No two items ask the same.
func Generate(c *Case, seed uint64, n int, kinds ...*Kind) (list []*Item) {
	if len(kinds) == 0 {
		kinds = slices.Clone(Kinds)
		draw := kernel.NewStream(seed, 0, purposePractice)
		shuffle(&draw, kinds)
	}
	subjects := make([][]Subject, len(kinds))
	for i, k := range kinds {
		subjects[i] = k.Subjects(c)
		draw := kernel.NewStream(seed, kernel.HashString(k.Name), 0)
		shuffle(&draw, subjects[i])
	}
	for more := true; more && len(list) < n; {
		more = false
		for i, k := range kinds {
			if len(subjects[i]) == 0 || len(list) == n {
				continue
			}
			more = true
			if it, ok := New(c, k, subjects[i][0], seed); ok {
				list = append(list, it)
			}
			subjects[i] = subjects[i][1:]
		}
	}
	c.variants = nil
	return list
}

// perScenario is how many items are made of one drawn scenario at most.
const perScenario = 18

// Draw makes n items of drawn scenarios, of the kinds given or of all. Those
// that Lint rejects are left out.
func Draw(seed uint64, n int, kinds ...*Kind) (list []*Item, err error) {
	seen := map[string]bool{}
	for at := kernel.Mix(seed, purposePractice) >> 44; len(list) < n; at++ {
		c, err := PracticeCase(at)
		if err != nil {
			return list, err
		}
		for _, it := range Generate(c, at, perScenario, kinds...) {
			text := strings.Join(it.Facts, "\n") + "\n" + it.Ask
			if len(list) < n && !seen[text] && len(it.flaws()) == 0 {
				list = append(list, it)
			}
			seen[text] = true
		}
	}
	return list, nil
}
