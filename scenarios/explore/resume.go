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
		Layers: x.layers, Found: x.found, Past: x.past, Doubts: x.doubts, Steps: x.steps, Faulty: x.faulty, Unordered: x.unordered,
		Drawn: x.drawn, Early: x.early, States: x.seen.n, Full: x.seen.full, Zones: x.seen.zones.all(), seen: x.seen, path: x.path, covered: x.covered,
	}
	for i := range x.wave {
		l.Wave = append(l.Wave, x.wave[i].id)
	}
	l.Fresh, l.Open = idsOf(x.fresh), idsOf(x.open)
	return &Rest{Layers: l}
}

func idsOf(nodes []*node) (ids []uint32) {
	for _, n := range nodes {
		ids = append(ids, n.id)
	}
	return ids
}

// takeUp goes on with the layer in which a search was interrupted.
func (x *exhaustive) takeUp() error {
	l := x.from
	x.layers, x.found, x.past, x.doubts, x.steps, x.faulty, x.unordered = l.Layers, l.Found, l.Past, l.Doubts, l.Steps, l.Faulty, l.Unordered
	x.seen, x.path, x.covered, x.drawn, x.early = l.seen, l.path, l.covered, l.Drawn, l.Early
	x.bound()
	ids := slices.Concat(l.Wave, l.Open, l.Fresh)
	nodes, err := x.comeBack(ids)
	if err != nil {
		return err
	}
	for _, n := range nodes[:len(l.Wave)] {
		x.inWave(n)
	}
	fresh := len(ids) - len(l.Fresh)
	x.room, x.open, x.fresh = x.wave, nodes[len(l.Wave):fresh:fresh], nodes[fresh:]
	return nil
}

// comeBack brings open states back by the paths that led to them, each part of
// which it goes once.
func (x *exhaustive) comeBack(ids []uint32) ([]*node, error) {
	wanted, places := make([]bool, x.seen.n), make(map[uint32]int, len(ids))
	for n, id := range ids {
		if wanted[id] {
			return nil, ErrDamaged
		}
		wanted[id], places[id] = true, n
	}
	first, err := x.root()
	if err != nil {
		return nil, err
	}
	nodes := make([]*node, len(ids))
	return nodes, x.walk(first.to, x.path.tree(wanted), func(n *node) bool {
		place, open := places[n.id]
		if open {
			nodes[place] = n
		}
		return open
	})
}

// walk goes on to the states below one, and offers each.
func (x *exhaustive) walk(n *node, way tree, take func(*node) bool) error {
	w := x.workers[0]
	for _, id := range way.of(n.id) {
		place := int(x.path.choices[id])
		if place >= len(n.choices) {
			return ErrDamaged
		}
		b := w.branch(n)
		if err := w.again(b, &n.choices[place]); err != nil {
			return err
		}
		w.choose(b)
		b.id = id
		if err := x.walk(b, way, take); err != nil {
			return err
		}
	}
	if !take(n) {
		w.free(n)
	}
	return nil
}

// rest is what the search goes on from, if it was interrupted.
func (w *wanderer) rest() *Rest {
	return &Rest{Layers: w.layers, Runs: &restOfRuns{
		Reach: w.report.Reach, Runs: w.report.Runs, Drawn: w.drawn, Claims: w.claims, All: w.all, Corpus: w.corpus, Shown: w.shown,
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
	if k == nil || !slices.Equal(k.Claims, w.claims) { // those were for other claims
		return nil
	}
	for _, s := range k.Shown {
		w.report.Runs = s.Before
		if err := w.run(s.Acts); err != nil {
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
