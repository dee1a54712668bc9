package explore

// The layers of an exhaustive search, each of states that so many faults lead to.

import (
	"maps"
	"slices"

	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// Layer is the states that some number of faults leads to and no fewer do.
type Layer struct {
	Faults int
	States int
	Done   bool // all of them were visited
}

// seed is a state with which a layer may begin.
type seed struct {
	ID  uint32
	Sum kernel.Digest
}

// advance begins the next layer with the states to which only one fault more has
// led. It returns false if there are none.
func (x *exhaustive) advance() bool {
	x.seeds = map[uint32]bool{}
	for _, s := range x.next {
		if x.seen.add(s.Sum) {
			x.seeds[s.ID] = true
		}
	}
	x.next, x.ahead = nil, visited{}
	if len(x.seeds) > 0 {
		x.layers = append(x.layers, Layer{Faults: len(x.layers), States: len(x.seeds)})
	}
	return len(x.seeds) > 0
}

// reached is how many states were come to.
func (x *exhaustive) reached() int { return x.seen.n + len(x.next) }

func (x *exhaustive) last() *Layer { return &x.layers[len(x.layers)-1] }

func setOf(ids []uint32) map[uint32]bool {
	set := make(map[uint32]bool, len(ids))
	for _, id := range ids {
		set[id] = true
	}
	return set
}

// again comes once more to the states with which the present layer begins, by
// the paths that led to them, each part of which it goes once, and goes on from
// there.
func (x *exhaustive) again() error {
	first, err := x.first()
	if err != nil {
		return err
	}
	return x.walk(&first, 0, x.path.children(slices.Collect(maps.Keys(x.seeds))))
}

// first is the first state of all.
func (x *exhaustive) first() (state, error) {
	s := x.fresh()
	s.branchFrom(&x.origin)
	return s, x.enter(&s)
}

// walk goes on to the seeds below a state.
func (x *exhaustive) walk(s *state, id uint32, children map[uint32][]uint32) error {
	x.space.digest(s)
	if x.seeds[id] {
		delete(x.seeds, id)
		return x.deepen(s, id)
	}
	choices := slices.Clone(x.list(s))
	for _, child := range children[id] {
		b, err := x.step(s, choices, int(x.path.choices[child]))
		if err != nil {
			return err
		}
		if err := x.walk(&b, child, children); err != nil {
			return err
		}
	}
	x.spare = append(x.spare, *s)
	return nil
}

// step takes a choice that was taken before.
func (x *exhaustive) step(s *state, choices []choice, n int) (state, error) {
	b := x.fresh()
	if n >= len(choices) {
		return b, ErrDamaged
	}
	b.branchFrom(s)
	return b, x.take(&b, &choices[n])
}
