package explore

import (
	"context"
	"errors"

	"github.com/seed-11de0fc1/rehearse/scenarios/property"
	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// exhaustive visits every state that f faults or fewer lead to, for f from 0
// on; states that are the same relative to now are one. So what it finds has
// the fewest faults, and what it does not find is not there.
type exhaustive struct {
	space
	seen   visited
	path   paths
	now    []node // states to go on from, with the faults of the present layer
	next   []node // and with one more
	spare  []state
	past   []property.State // of all states together
	layers []Layer
	found  []*find
	steps  uint64 // choices taken
	report func(Progress)
	visit  func(w *sim.World) // for tests: each state
}

// Layer is the states that some number of faults leads to and no fewer do.
type Layer struct {
	Faults int
	States int
	Done   bool // all of them were visited
}

// node is a state that the search still has to go on from.
type node struct {
	state
	id uint32
}

// find is where a claim breaks.
type find struct {
	claim  int
	faults int
	id     uint32 // the state before
	choice int    // that breaks it, or -1 if it breaks at the end of the run
}

// paths is how each state was first come to: a choice of another one.
type paths struct {
	parents []uint32
	choices []uint16
}

func (p *paths) add(parent uint32, choice int) uint32 {
	p.parents = append(p.parents, parent)
	p.choices = append(p.choices, uint16(choice))
	return uint32(len(p.parents) - 1)
}

// to is the choices that lead from the first state to another.
func (p *paths) to(id uint32) (list []int) {
	for ; id > 0; id = p.parents[id] {
		list = append(list, int(p.choices[id]))
	}
	for i, j := 0, len(list)-1; i < j; i, j = i+1, j-1 {
		list[i], list[j] = list[j], list[i]
	}
	return list
}

// errNoDigest says that a world has a past that no digest holds.
var errNoDigest = errors.New("it has Auto Scaling groups, metrics, Lambda or ECS, of which no two states can be known to be the same")

// errTooMany says that a search would need more states than it may have.
var errTooMany = errors.New("more states than the search may have")

// widest is how many states a layer keeps in the order of their depth; beyond
// it the latest goes first, which needs less memory and is still in the cache.
const widest = 1_000

// search visits the states of all layers up to a number of faults, any number
// if it is negative, as long as it needs no more states than most.
func (x *exhaustive) search(ctx context.Context, start *sim.World, faults, most int) error {
	if err := x.begin(start); err != nil {
		return err
	}
	for f := 0; len(x.now) > 0; f++ {
		x.layers = append(x.layers, Layer{Faults: f, States: len(x.now)})
		for at := 0; len(x.now) > at; {
			if x.over() {
				return nil
			}
			if x.steps&1023 == 0 {
				x.tell(len(x.now)-at, f)
				if ctx.Err() != nil {
					return ctx.Err()
				}
			}
			if x.seen.n > most {
				return errTooMany
			}
			var n node
			if len(x.now)-at > widest {
				n = x.now[len(x.now)-1]
				x.now = x.now[:len(x.now)-1]
			} else {
				n = x.now[at]
				at++
				if at > widest {
					x.now = append(x.now[:0], x.now[at:]...)
					at = 0
				}
			}
			if err := x.expand(&n, faults < 0 || f < faults); err != nil {
				return err
			}
		}
		x.layers[f].Done = true
		x.now, x.next = x.next, x.now[:0]
	}
	return nil
}

// tell tells how far the search is.
func (x *exhaustive) tell(open, faults int) {
	if x.report != nil {
		x.report(Progress{Faults: faults, States: x.seen.n, Steps: x.steps, Open: open + len(x.next)})
	}
}

// begin makes the first state.
func (x *exhaustive) begin(start *sim.World) error {
	first := state{start, make([]property.State, len(x.claims))}
	x.past = make([]property.State, len(x.claims))
	if err := x.enter(&first); err != nil {
		return err
	}
	sum, ok := x.key(&first)
	if !ok {
		return errNoDigest
	}
	x.seen.add(sum)
	x.visited(start)
	x.note(0, -1, false)
	x.now = append(x.now, node{first, x.path.add(0, 0)})
	return nil
}

// over says whether every claim that can break is broken.
func (x *exhaustive) over() bool {
	open := 0
	for _, p := range x.claims {
		if p.Verb != property.Sometimes {
			open++
		}
	}
	return open > 0 && len(x.found) == open
}

// key is the digest of a state.
func (x *exhaustive) key(s *state) (kernel.Digest, bool) {
	sum, ok := x.digester.Of(s.world)
	for i, p := range s.past {
		sum.Add(uint64(p))
		x.past[i] |= p
	}
	return sum, ok
}

// expand takes every choice of a state, faults only if there may be more.
func (x *exhaustive) expand(n *node, more bool) error {
	x.digester.Of(n.world)
	goes := false
	for i := range x.list(n.world) {
		c := &x.choices[i]
		if c.isFault() && !more {
			continue
		}
		goes = goes || !c.isFault()
		if err := x.branch(n, c, i); err != nil {
			return err
		}
	}
	if !goes {
		if err := x.space.end(&n.state); err != nil {
			return err
		}
		x.note(n.id, -1, false)
		for i, p := range n.past {
			x.past[i] |= p
		}
	}
	x.spare = append(x.spare, n.state)
	return nil
}

// branch takes one choice of a state.
func (x *exhaustive) branch(n *node, c *choice, place int) error {
	x.steps++
	b := x.fresh()
	b.world.BranchFrom(n.world)
	copy(b.past, n.past)
	if err := x.take(&b, c); err != nil {
		return err
	}
	x.note(n.id, place, c.isFault())
	sum, ok := x.key(&b)
	if !ok {
		return errNoDigest
	}
	if !x.seen.add(sum) {
		x.spare = append(x.spare, b)
		return nil
	}
	x.visited(b.world)
	made := node{b, x.path.add(n.id, place)}
	if c.isFault() {
		x.next = append(x.next, made)
	} else {
		x.now = append(x.now, made)
		x.layers[len(x.layers)-1].States++
	}
	return nil
}

func (x *exhaustive) visited(w *sim.World) {
	if x.visit != nil {
		x.visit(w)
	}
}

// note keeps the first place at which each claim breaks.
func (x *exhaustive) note(id uint32, choice int, fault bool) {
	faults := max(0, len(x.layers)-1)
	if fault {
		faults++
	}
next:
	for _, claim := range x.broken {
		for _, f := range x.found {
			if f.claim == claim {
				if f.faults <= faults {
					continue next
				}
				*f = find{claim, faults, id, choice}
				continue next
			}
		}
		x.found = append(x.found, &find{claim, faults, id, choice})
	}
}

// fresh is a state to branch into.
func (x *exhaustive) fresh() state {
	if n := len(x.spare) - 1; n >= 0 {
		s := x.spare[n]
		x.spare = x.spare[:n]
		return s
	}
	return state{new(sim.World), make([]property.State, len(x.claims))}
}
