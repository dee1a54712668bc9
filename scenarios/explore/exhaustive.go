package explore

import (
	"context"
	"errors"

	"github.com/seed-11de0fc1/rehearse/scenarios"
	"github.com/seed-11de0fc1/rehearse/scenarios/property"
	"github.com/seed-11de0fc1/rehearse/sim"
)

// exhaustive visits every state that f faults or fewer lead to, for f from 0
// on; states that are the same relative to now are one. So what it finds has
// the fewest faults, and what it does not find is not there. Of a state it
// keeps a digest and how it was come to; worlds there are only for those that
// are open.
//
// It goes on from open states in waves. What a state of a wave leads to, workers
// work out side by side, while nothing that they share changes; then it is taken
// in, one state after another in the order of the wave. So the result is the
// same for any number of workers.
type exhaustive struct {
	space
	hands   int  // workers; 0: one for each core
	least   int  // states of a wave that are worth a worker
	wide    bool // for tests: all open states make a wave
	workers []*worker
	seen    visited
	path    paths
	covered []bool // by state: another one of as many faults covers it
	layers  []Layer
	first   uint32           // the first state of the present layer
	before  uint32           // the first of the layer before
	old     tree             // the way to the states of the layer before
	open    []*node          // the next last
	wave    []task           // what is not taken in yet of the present wave
	fresh   []*node          // states that it has led to so far
	room    []task           // of waves
	past    []property.State // of all states together
	found   []*find
	drawn   bool        // the drawn runs of a long search are made: known.go
	early   []keptKnown // which broke these
	doubts  []doubts    // by claim
	origin  state       // before anything has happened
	steps   uint64      // choices taken
	every   uint64      // choices between two words about progress
	quiet   uint64      // choices since the last one
	most    int         // states, at most
	faults  int         // at most, or AnyFaults
	faulty  bool        // some fault may strike in a state of the present layer
	one     bool        // the first claim that breaks is enough
	all     bool        // more faults lead to no more states
	ctx     context.Context
	from    *restOfLayers // of an interrupted search, or nil
	report  func(Progress)
	confine func() error                                                           // leaves out what need not be searched for, or is errOver; nil leaves out nothing
	show    func([]Step, *course, *property.Property) (*scenarios.Scenario, error) // a find, or nil if none has to
	visit   func(w *sim.World)                                                     // for tests: each state
}

// errNoDigest says that a world has a past that no digest holds.
var errNoDigest = errors.New("it has Auto Scaling groups or metrics, of which no two states can be known to be the same")

// errTooMany says that a search would need more states than it may have.
var errTooMany = errors.New("more states than the search may have")

// errOver says that nothing is open any more: see over.
var errOver = errors.New("every property is broken")

// search visits the states of all layers up to a number of faults, or all there
// are, as long as it needs no more states than most. It begins, or goes on from
// what an interrupted one has kept.
func (x *exhaustive) search(ctx context.Context, start *sim.World, faults, most int) error {
	x.ctx, x.faults, x.most, x.doubts, x.origin = ctx, faults, most, make([]doubts, len(x.claims)), newState(len(x.claims))
	x.origin.world.BranchFrom(start)
	if x.every == 0 {
		x.every = 1024
	}
	x.quiet = x.every
	x.hire()
	defer x.dismiss()
	begin := x.begin
	if x.from != nil {
		begin = x.takeUp
	}
	err := begin()
	for more := true; more && err == nil; {
		if err = x.goOn(); err == nil {
			more, err = x.advance()
		}
	}
	return err
}

// begin visits the first state.
func (x *exhaustive) begin() error {
	x.past, x.layers = make([]property.State, len(x.claims)), []Layer{{}}
	first, err := x.root()
	if err != nil {
		return err
	}
	if err := x.note(0, -1, x.workers[0].broken); err != nil {
		return err
	}
	x.take(&first, 0)
	return nil
}

// root leads to the first state of all.
func (x *exhaustive) root() (lead, error) {
	w := x.workers[0]
	n := w.spareNode()
	n.branchFrom(&x.origin)
	if err := w.enter(&n.state); err != nil {
		return lead{}, err
	}
	sum, err := w.key(n)
	if err != nil {
		return lead{}, err
	}
	w.choose(n)
	x.unordered = x.unordered || w.unordered
	return lead{sum: sum, to: n}, nil
}

// goOn takes the choices of all open states, and of those that they lead to.
func (x *exhaustive) goOn() error {
	for len(x.wave) > 0 || x.nextWave() {
		x.expand()
		for ; len(x.wave) > 0; x.wave = x.wave[1:] {
			t := &x.wave[0]
			if err := x.ready(t); err != nil {
				return err
			}
			if err := x.takeIn(t); err != nil {
				return err
			}
		}
	}
	return nil
}

// ready says now and then how far the search is, and whether it may go on.
func (x *exhaustive) ready(t *task) error {
	if err := x.confined(); err != nil {
		return err
	}
	switch {
	case x.over():
		return errOver
	case x.overfull(t):
		return errTooMany
	case x.quiet >= x.every:
		x.quiet = 0
		if x.report != nil {
			x.report(Progress{Faults: x.last().Faults, States: x.reached(), Steps: x.steps, Open: x.left(), Most: x.most, Rest: x.rest})
		}
		return x.ctx.Err()
	}
	return nil
}

// confined leaves out what need not be searched for.
func (x *exhaustive) confined() error {
	if x.confine == nil {
		return nil
	}
	return x.confine()
}

// left is how many states are open.
func (x *exhaustive) left() int { return len(x.open) + len(x.wave) + len(x.fresh) }

// overfull says whether there is no room for all new states that a state leads
// to.
func (x *exhaustive) overfull(t *task) bool {
	needs := x.reached()
	if needs+len(t.leads) <= x.most {
		return false
	}
	for i := range t.leads {
		if l := &t.leads[i]; l.to != nil && l.to.id == 0 && !x.seen.has(l.sum, l.to.zone) {
			needs++
		}
	}
	return needs > x.most
}

// takeIn takes in what a state leads to.
func (x *exhaustive) takeIn(t *task) error {
	if t.err != nil {
		return t.err
	}
	x.steps += uint64(t.steps)
	x.quiet += uint64(max(1, t.steps))
	x.faulty = x.faulty || t.faulty
	x.unordered = x.unordered || t.unordered
	for i := range t.leads {
		l := &t.leads[i]
		if err := x.note(t.id, l.place, l.broken); err != nil {
			return err
		}
		switch {
		case l.to == nil:
		case l.to.id > 0:
			x.fresh = append(x.fresh, l.to)
		default:
			x.take(l, t.id)
		}
	}
	if t.ended {
		x.add(t.from.past)
		t.from.home.free(t.from)
		return x.note(t.id, -1, t.broken)
	}
	return nil
}

// take takes a state to which another one leads, if it is new.
func (x *exhaustive) take(l *lead, parent uint32) {
	n := l.to
	if !x.seen.add(l.sum, n.zone, x.cover) {
		n.home.free(n)
		return
	}
	n.id = x.path.add(parent, l.place)
	x.covered = append(x.covered, false)
	x.fresh = append(x.fresh, n)
	x.last().States++
	x.add(n.past)
	if x.visit != nil {
		x.visit(n.world)
	}
}

// cover lets a state be, as a new one covers it, unless it has fewer faults.
func (x *exhaustive) cover(id uint32) {
	if id >= x.first {
		x.covered[id] = true
	}
}

// add adds what the claims remember in a state to what they do in all.
func (x *exhaustive) add(past []property.State) {
	for i, p := range past {
		x.past[i] |= p
	}
}
