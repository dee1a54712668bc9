package question

import (
	"errors"
	"runtime"
	"slices"
	"strings"
	"sync"

	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// Generate makes up to n items of a case: of the kinds given, or of all, each
// kind in turn, in an order and with subjects drawn from the seed. There are fewer where kinds
// make no sense or have no more subjects. No two items ask the same.
func Generate(c *Case, seed uint64, n int, kinds ...*Kind) (list []*Item) {
	if kinds = c.askable(kinds); len(kinds) == 0 && !c.shows {
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
// that Lint rejects are left out. It draws on all cores; how many there are
// changes nothing.
func Draw(seed uint64, n int, kinds ...*Kind) (list []*Item, err error) {
	seen := map[string]bool{}
	for at := kernel.Mix(seed, purposePractice) >> 44; len(list) < n; {
		count := min(atOnce, 1+(n-len(list))/perScenario)
		made, err := drawn(at, count, kinds)
		at += uint64(count)
		if err != nil {
			return list, err
		}
		for _, it := range made {
			text := strings.Join(it.Facts, "\n") + "\n" + it.Ask
			if len(list) < n && !seen[text] && len(it.flaws()) == 0 {
				list = append(list, it)
			}
			seen[text] = true
		}
	}
	return list, nil
}

// atOnce is how many scenarios are drawn before their items are looked at.
const atOnce = 16

// drawn are the items of so many scenarios from a number on, in their order.
func drawn(first uint64, n int, kinds []*Kind) (list []*Item, err error) {
	made, errs := make([][]*Item, n), make([]error, n)
	var all sync.WaitGroup
	cores := make(chan struct{}, runtime.GOMAXPROCS(0))
	for i := range n {
		all.Go(func() {
			cores <- struct{}{}
			defer func() { <-cores }()
			at := first + uint64(i)
			c, err := PracticeCase(at)
			if errs[i] = err; err == nil {
				made[i] = Generate(c, at, perScenario, kindsFor(at, kinds)...)
			}
		})
	}
	all.Wait()
	return slices.Concat(made...), errors.Join(errs...)
}

// slowEvery is in how many drawn scenarios one is asked about by the slow kinds,
// unless kinds are named.
const slowEvery = 16

// slow says whether the kind takes further runs: each of these costs as much as
// all others together.
func (k *Kind) slow() bool { return k.Deep || k.Number > nextEvent.Number }

// kindsFor are the kinds that are asked about a drawn scenario.
func kindsFor(at uint64, kinds []*Kind) []*Kind {
	if len(kinds) > 0 || at%slowEvery == 0 {
		return kinds
	}
	kinds = slices.DeleteFunc(slices.Clone(Kinds), func(k *Kind) bool { return k.slow() })
	draw := kernel.NewStream(at, 0, purposePractice)
	shuffle(&draw, kinds)
	return kinds
}
