package explore

// What the states of a wave lead to.

import (
	"math"
	"slices"

	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// lead is a choice that leads to a state that was not known when the wave began,
// or that is gone through again, or a choice that breaks something.
type lead struct {
	place  int // of the choice
	broken []int
	sum    kernel.Digest
	to     *node // nil if it was known
}

// worker works out what states lead to, with worlds that no other goroutine
// touches meanwhile.
type worker struct {
	space
	home  *sim.World // one of its worlds
	mine  []int      // places in the wave
	load  int        // how much work they are
	begin chan struct{}
	done  chan struct{}
	spare []*node
	todo  []turn

	loaded uint64 // of no consequence: see visited.load
}

// turn is a choice to be taken, and the state that it is known to lead to, or 0.
type turn struct {
	place int
	id    uint32
}

// work works out what the states of a worker lead to.
func (w *worker) work(x *exhaustive) {
	for _, i := range w.mine {
		t := &x.wave[i]
		w.unordered = false
		t.err = w.lead(x, t)
		t.unordered = w.unordered
	}
}

// lead takes the choices of a state. The last of them may have its world.
func (w *worker) lead(x *exhaustive, t *task) error {
	if len(t.from.choices) > math.MaxUint16 { // paths have no room for them
		return errTooMany
	}
	if !w.plan(x, t) {
		return ErrDamaged
	}
	if t.ended {
		err := w.end(&t.from.state)
		t.broken = slices.Clone(w.broken)
		return err
	}
	var before lead // it is looked up once the next choice is taken, as memory is slow
	for i, turn := range w.todo {
		b := t.from
		if i < len(w.todo)-1 {
			b = w.branch(t.from)
		}
		l := lead{place: turn.place, to: b}
		if err := w.follow(&l, &t.from.choices[turn.place], turn.id); err != nil {
			return err
		}
		w.loaded ^= x.seen.load(l.sum)
		w.keep(&x.seen, t, before)
		before = l
	}
	w.keep(&x.seen, t, before)
	if len(w.todo) == 0 {
		w.free(t.from)
	}
	return nil
}

// plan lists which choices of a state are to be taken: in one of the present layer
// those that are no faults; in one of the layer before the faults, and what led to
// others of that layer or before. It returns false if the latter are not there.
func (w *worker) plan(x *exhaustive, t *task) bool {
	w.todo = w.todo[:0]
	known, again := x.old.of(t.id), t.id < x.first
	for place := range t.from.choices {
		fault := t.from.choices[place].isFault()
		switch {
		case len(known) > 0 && int(x.path.choices[known[0]]) == place:
			w.todo, known = append(w.todo, turn{place, known[0]}), known[1:]
		case fault == again && t.id >= x.before && !(again && x.covered[t.id]):
			w.todo = append(w.todo, turn{place, 0})
			t.steps++
		}
		t.faulty = t.faulty || fault && !again
	}
	t.ended = !again && t.steps == 0
	return len(known) == 0
}

// follow takes the choice of a lead, which is known to lead to the state with an id, or 0.
func (w *worker) follow(l *lead, c *choice, id uint32) (err error) {
	if l.to.id = id; id > 0 {
		return w.again(l.to, c)
	}
	if l.sum, err = w.step(l.to, c); err != nil {
		return err
	}
	l.broken = slices.Clone(w.broken)
	return nil
}

// step takes a choice, and returns the digest of the state that it leads to.
func (w *worker) step(n *node, c *choice) (kernel.Digest, error) {
	if err := w.take(&n.state, c); err != nil {
		return kernel.Digest{}, err
	}
	return w.key(n)
}

// again takes a choice that leads to a state that is known. Nobody asks for its digest,
// only for those of its hosts if some are alike.
func (w *worker) again(n *node, c *choice) (err error) {
	if w.digester.Alike != nil {
		_, err = w.step(n, c)
		return err
	}
	err = w.take(&n.state, c)
	n.zone = n.zone[:0]
	if w.precise == covering {
		n.zone = w.zoneOf(&n.state, n.zone)
	}
	return err
}

// keep keeps a lead to a state that is not known, or that is gone through again, or
// one that breaks something.
func (w *worker) keep(seen *visited, t *task, l lead) {
	switch {
	case l.to == nil: // there is none
		return
	case l.to.id > 0 || !seen.has(l.sum, l.to.zone):
		w.choose(l.to)
	default:
		w.free(l.to)
		if l.to = nil; len(l.broken) == 0 {
			return
		}
	}
	t.leads = append(t.leads, l)
}

// key is the digest of a state, whose zone it keeps.
func (w *worker) key(n *node) (kernel.Digest, error) {
	sum, ok := w.digest(&n.state)
	if !ok {
		return sum, errNoDigest
	}
	n.zone = append(n.zone[:0], w.zone...)
	if w.precise != covering {
		addZone(&sum, n.zone)
		n.zone = n.zone[:0]
	}
	for _, p := range n.past {
		sum.Add(uint64(p))
	}
	if w.digester.Alike != nil {
		n.hosts = append(n.hosts[:0], w.digester.Hosts...)
	}
	return sum, nil
}

// choose lists the choices of a state.
func (w *worker) choose(n *node) {
	if w.digester.Alike != nil {
		copy(w.digester.Hosts, n.hosts)
	}
	n.choices = append(n.choices[:0], w.list(&n.state)...)
}

// branch is a branch of a state.
func (w *worker) branch(n *node) *node {
	b := w.spareNode()
	b.branchFrom(&n.state)
	return b
}

// spareNode is a state to branch into.
func (w *worker) spareNode() *node {
	if n := len(w.spare) - 1; n >= 0 {
		b := w.spare[n]
		w.spare, b.id = w.spare[:n], 0
		return b
	}
	return &node{state: newState(len(w.claims)), home: w}
}

// free lets go of a state.
func (w *worker) free(n *node) { w.spare = append(w.spare, n) }
