package explore

import (
	"cmp"
	"maps"
	"slices"

	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// rest is what the search goes on from, if it was interrupted.
func (x *exhaustive) rest() *Rest {
	l := &restOfLayers{
		Layers: x.layers, Found: x.found, Past: x.past, Seeds: slices.Sorted(maps.Keys(x.seeds)), Next: x.next,
		Doubts: x.doubts, Steps: x.steps, Cut: x.cut, Unordered: x.unordered, States: x.seen.n, Paths: len(x.path.parents), seen: x.seen, path: x.path,
	}
	for i := range x.stack {
		l.Stack = append(l.Stack, place{x.stack[i].id, x.stack[i].place})
	}
	return &Rest{Layers: l}
}

// takeUp goes on with the layer in which a search was interrupted.
func (x *exhaustive) takeUp() error {
	l := x.from
	x.layers, x.found, x.past, x.doubts, x.seeds, x.next = l.Layers, l.Found, l.Past, l.Doubts, setOf(l.Seeds), l.Next
	for _, s := range l.Next {
		x.ahead.add(s.Sum)
	}
	x.steps, x.cut, x.unordered, x.seen, x.path = l.Steps, l.Cut, l.Unordered, l.seen, l.path
	stack, err := x.rebuild(l.Stack)
	if err != nil {
		return err
	}
	if err := x.goOn(stack); err != nil {
		return err
	}
	return x.again()
}

// rebuild brings back the worlds of a stack.
func (x *exhaustive) rebuild(places []place) ([]frame, error) {
	s, err := x.first()
	if err != nil || len(places) == 0 {
		return nil, err
	}
	for _, n := range x.path.to(places[0].ID) {
		x.space.digest(&s)
		if s, err = x.step(&s, x.list(&s), n); err != nil {
			return nil, err
		}
	}
	x.space.digest(&s)
	stack := x.open(nil, s, places[0].ID)
	for i, p := range places {
		f := &stack[i]
		if f.place = p.Place; p.Place > len(f.choices) {
			return nil, ErrDamaged
		}
		if i == len(places)-1 {
			break
		}
		if s, err = x.step(&f.state, f.choices, p.Place-1); err != nil {
			return nil, err
		}
		x.space.digest(&s)
		stack = x.open(stack, s, places[i+1].ID)
	}
	return stack, nil
}

// rest is what the search goes on from, if it was interrupted.
func (w *wanderer) rest() *Rest {
	return &Rest{Layers: w.layers, Runs: &restOfRuns{
		Reach: w.report.Reach, Runs: w.report.Runs, Drawn: w.drawn, All: w.all, Corpus: w.corpus, Shown: w.shown,
		Outcomes: slices.SortedFunc(maps.Keys(w.coverage.outcomes), outcome.compare),
		Follows:  slices.SortedFunc(maps.Keys(w.coverage.follows), func(a, b [2]kernel.Kind) int { return slices.Compare(a[:], b[:]) }),
		Counts: slices.SortedFunc(maps.Keys(w.coverage.counts), func(a, b counted) int {
			return cmp.Or(a.Outcome.compare(b.Outcome), cmp.Compare(a.Power, b.Power))
		}),
	}}
}

// takeUp goes on behind the last run of a search that was interrupted. What was
// found is found again by the runs that showed it.
func (w *wanderer) takeUp(from *Rest) error {
	if w.report.Rest != nil {
		w.layers = w.report.Rest.Layers
	}
	k := from.Runs
	if k == nil || len(k.All) != len(w.results) { // those were for other claims, as no state had been visited
		return nil
	}
	for _, acts := range k.Shown {
		if err := w.run(acts); err != nil {
			return err
		}
	}
	for _, o := range k.Outcomes {
		w.coverage.outcomes[o] = true
	}
	for _, pair := range k.Follows {
		w.coverage.follows[pair] = true
	}
	for _, x := range k.Counts {
		w.coverage.counts[x] = true
	}
	w.coverage.found = len(w.coverage.outcomes) + len(w.coverage.follows)
	w.report.Runs, w.drawn, w.all, w.corpus = k.Runs, k.Drawn, k.All, k.Corpus
	if from.Layers == nil {
		w.report.Reach = k.Reach
	}
	return nil
}
