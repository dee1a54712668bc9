package explore

import (
	"context"
	"errors"
	"slices"

	"github.com/seed-11de0fc1/rehearse/scenarios/property"
	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// exhaustive visits every state that f faults or fewer lead to, for f from 0
// on; states that are the same relative to now are one. So what it finds has
// the fewest faults, and what it does not find is not there. Of a state it
// keeps a digest and how it was come to; worlds there are only for those on the
// way to the present one.
type exhaustive struct {
	space
	seen   visited
	path   paths
	seeds  map[uint32]bool // states with which the present layer begins and from which it has not gone on yet
	next   []seed          // states that one fault more than the present layer leads to, or also the layer itself
	ahead  visited         // the same
	spare  []state
	stack  []frame
	past   []property.State // of all states together
	layers []Layer
	found  []*find
	doubts []int  // by claim: how often it broke where no times were found for it
	origin state  // before anything has happened
	steps  uint64 // choices taken
	every  uint64 // choices between two words about progress
	most   int    // states, at most
	faults int    // at most, or AnyFaults
	cut    bool   // there could have been more faults
	one    bool   // the first claim that breaks is enough
	ctx    context.Context
	from   *restOfLayers // of an interrupted search, or nil
	report func(Progress)
	visit  func(w *sim.World) // for tests: each state
}

// errNoDigest says that a world has a past that no digest holds.
var errNoDigest = errors.New("it has Auto Scaling groups, metrics, Lambda or ECS, of which no two states can be known to be the same")

// errTooMany says that a search would need more states than it may have.
var errTooMany = errors.New("more states than the search may have")

// search visits the states of all layers up to a number of faults, or all there
// are, as long as it needs no more states than most. It begins, or goes on from
// what an interrupted one has kept.
func (x *exhaustive) search(ctx context.Context, start *sim.World, faults, most int) error {
	x.ctx, x.faults, x.most, x.doubts, x.origin = ctx, faults, most, make([]int, len(x.claims)), newState(len(x.claims))
	x.origin.world.BranchFrom(start)
	if x.every == 0 {
		x.every = 1024
	}
	begin := func() error { return x.begin(start) }
	if x.from != nil {
		begin = x.takeUp
	}
	if err := begin(); err != nil {
		return err
	}
	for x.last().Done = true; !x.over(len(x.layers)) && x.advance(); x.last().Done = true {
		if err := x.again(); err != nil {
			return err
		}
	}
	return nil
}

// begin visits the states that no fault leads to.
func (x *exhaustive) begin(start *sim.World) error {
	x.past = make([]property.State, len(x.claims))
	first := newState(len(x.claims))
	first.world = start
	if err := x.enter(&first); err != nil {
		return err
	}
	x.layers = append(x.layers, Layer{States: 1})
	if err := x.note(0, -1, false); err != nil {
		return err
	}
	sum, ok := x.key(&first)
	if !ok {
		return errNoDigest
	}
	x.seen.add(sum)
	x.visited(start)
	return x.deepen(&first, x.path.add(0, 0))
}

// frame is a state on the way to the present one.
type frame struct {
	state
	id      uint32
	choices []choice
	place   int // of the next choice
}

// deepen visits all states of the present layer that a new one leads to, and
// those alone that are new.
func (x *exhaustive) deepen(first *state, id uint32) error {
	return x.goOn(x.open(x.stack[:0], *first, id))
}

// goOn takes the choices that are left in the states of a stack, and all that
// follow. If it is interrupted, the stack says where.
func (x *exhaustive) goOn(stack []frame) error {
	more := x.faults < 0 || len(x.layers)-1 < x.faults
	for len(stack) > 0 {
		f := &stack[len(stack)-1]
		if f.place == len(f.choices) {
			if err := x.leave(f); err != nil {
				return err
			}
			stack = stack[:len(stack)-1]
			continue
		}
		x.stack = stack
		if err := x.ready(); err != nil {
			return err
		}
		place := f.place
		f.place++
		if !more && f.choices[place].isFault() {
			x.cut = true
			continue
		}
		b, id, isNew, err := x.branch(f, place)
		switch {
		case err != nil:
			return err
		case isNew && !f.choices[place].isFault():
			x.last().States++
			stack = x.open(stack, b, id)
		default:
			x.spare = append(x.spare, b)
		}
	}
	x.stack = stack
	return nil
}

// ready says now and then how far the search is, and whether it may go on.
func (x *exhaustive) ready() error {
	switch {
	case x.over(len(x.layers) - 1):
		return errOver
	case x.reached() > x.most:
		return errTooMany
	case x.steps%x.every == 0:
		if x.report != nil {
			x.report(Progress{Faults: len(x.layers) - 1, States: x.reached(), Steps: x.steps, Open: len(x.next), Most: x.most, Rest: x.rest})
		}
		return x.ctx.Err()
	}
	return nil
}

// errOver says that nothing is open any more: see over.
var errOver = errors.New("every property is broken")

// open lists the choices of a state, whose digest was worked out last, in the
// memory of a frame that was there.
func (x *exhaustive) open(stack []frame, s state, id uint32) []frame {
	stack = slices.Grow(stack, 1)[:len(stack)+1]
	f := &stack[len(stack)-1]
	*f = frame{state: s, id: id, choices: append(f.choices[:0], x.list(&s)...)}
	return stack
}

// leave is done with a state; if nothing is left to happen in it, the claims
// are asked for the last time.
func (x *exhaustive) leave(f *frame) error {
	if !slices.ContainsFunc(f.choices, func(c choice) bool { return !c.isFault() }) {
		if err := x.space.end(&f.state); err != nil {
			return err
		}
		if err := x.note(f.id, -1, false); err != nil {
			return err
		}
		for i, p := range f.past {
			x.past[i] |= p
		}
	}
	x.spare = append(x.spare, f.state)
	return nil
}

// branch takes a choice of a state.
func (x *exhaustive) branch(f *frame, place int) (b state, id uint32, isNew bool, err error) {
	x.steps++
	b = x.fresh()
	b.branchFrom(&f.state)
	c := &f.choices[place]
	if err := x.take(&b, c); err != nil {
		return b, 0, false, err
	}
	if err := x.note(f.id, place, c.isFault()); err != nil {
		return b, 0, false, err
	}
	sum, ok := x.key(&b)
	if !ok {
		return b, 0, false, errNoDigest
	}
	if c.isFault() {
		isNew = !x.seen.has(sum) && x.ahead.add(sum)
	} else {
		isNew = x.seen.add(sum)
	}
	if !isNew {
		return b, 0, false, nil
	}
	id = x.path.add(f.id, place)
	if c.isFault() {
		x.next = append(x.next, seed{id, sum})
	}
	x.visited(b.world)
	return b, id, true, nil
}

// key is the digest of a state.
func (x *exhaustive) key(s *state) (kernel.Digest, bool) {
	sum, ok := x.space.digest(s)
	for i, p := range s.past {
		sum.Add(uint64(p))
		x.past[i] |= p
	}
	return sum, ok
}

func (x *exhaustive) visited(w *sim.World) {
	if x.visit != nil {
		x.visit(w)
	}
}

// fresh is a state to branch into.
func (x *exhaustive) fresh() state {
	if n := len(x.spare) - 1; n >= 0 {
		s := x.spare[n]
		x.spare = x.spare[:n]
		return s
	}
	return newState(len(x.claims))
}
