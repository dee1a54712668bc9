package explore

// Waves of open states, and who works out what they lead to.

import (
	"runtime"
	"slices"

	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

const (
	perState = 256  // a wave has one state for so many visited: a small search goes depth first
	waveSize = 64   // and so many at most, which take a millisecond or so
	manyOpen = 8192 // of more there are too many worlds
	fewest   = 16   // so many states of a wave are worth another goroutine
)

// node is an open state, and what may happen next in it.
type node struct {
	state
	id      uint32 // 0: it may be new
	choices []choice
	zone    []kernel.Time   // what its clocks say
	hosts   []kernel.Digest // of the hosts
	home    *worker         // with whose states it shares what is known of disks
}

// task is a state of a wave, and what it leads to.
type task struct {
	id        uint32
	from      *node
	leads     []lead
	steps     int   // choices taken
	faulty    bool  // some fault may strike in it
	ended     bool  // nothing is left to happen
	broken    []int // claims that broke at the end
	unordered bool
	err       error
}

// hire makes as many workers as it is told, or one for each core.
func (x *exhaustive) hire() {
	hands := x.hands
	if x.least = 1; hands == 0 {
		hands, x.least = runtime.GOMAXPROCS(0), fewest
	}
	for n := range hands {
		w := &worker{space: x.space.anew(), home: x.origin.world}
		if n > 0 {
			w.home, w.begin, w.done = w.home.Fork(), make(chan struct{}, 1), make(chan struct{}, 1)
			go w.serve(x)
		}
		x.workers = append(x.workers, w)
	}
}

// dismiss ends the goroutines of the workers.
func (x *exhaustive) dismiss() {
	for _, w := range x.workers[1:] {
		close(w.begin)
	}
}

// serve works whenever there is a wave.
func (w *worker) serve(x *exhaustive) {
	for hear(w.begin) {
		w.work(x)
		w.done <- struct{}{}
	}
}

// awake is how often a goroutine looks for a word before it goes to sleep: for 150 µs
// or so. Waves come more often than that, and to wake it takes as long.
const awake = 60_000

// hear waits for a word, and returns false if there will be none.
func hear(word <-chan struct{}) bool {
	for range awake {
		select {
		case _, more := <-word:
			return more
		default:
		}
	}
	_, more := <-word
	return more
}

// nextWave makes a wave of open states: one of those that came last, behind first
// choices, so that the search is soon at an end of what can happen; and of those that
// came first, as those cover more of what comes later. It returns false if there are
// none.
func (x *exhaustive) nextWave() bool {
	slices.Reverse(x.fresh)
	x.open, x.fresh = append(x.open, x.fresh...), x.fresh[:0]
	size := min(1+x.reached()/perState, waveSize)
	if x.wide {
		size = len(x.open)
	}
	x.wave = x.room[:0]
	for len(x.wave) < size && len(x.open) > 0 {
		if n := x.nextOpen(); n.id >= x.first && x.covered[n.id] {
			n.home.free(n)
		} else {
			x.inWave(n)
		}
	}
	x.room = x.wave
	return len(x.wave) > 0
}

// nextOpen takes an open state for a wave. Of too many it takes the last, which is still
// in caches, and so if that has no clocks: nothing covers it.
func (x *exhaustive) nextOpen() (n *node) {
	if last := len(x.open) - 1; len(x.wave) == 0 || last >= manyOpen || len(x.open[last].zone) == 0 {
		n, x.open = x.open[last], x.open[:last]
	} else {
		n, x.open = x.open[0], x.open[1:]
	}
	return n
}

// inWave adds an open state to the wave.
func (x *exhaustive) inWave(n *node) {
	x.wave = slices.Grow(x.wave, 1)[:len(x.wave)+1]
	t := &x.wave[len(x.wave)-1]
	*t = task{id: n.id, from: n, leads: t.leads[:0]}
}

// expand works out what all states of the wave lead to.
func (x *exhaustive) expand() {
	x.deal()
	for _, w := range x.workers[1:] {
		if len(w.mine) > 0 {
			w.begin <- struct{}{}
		}
	}
	x.workers[0].work(x)
	for _, w := range x.workers[1:] {
		if len(w.mine) > 0 {
			hear(w.done)
		}
	}
}

// deal gives each worker its share of the choices of the wave, with its own states
// as far as there are enough.
func (x *exhaustive) deal() {
	for _, w := range x.workers {
		w.mine, w.load = w.mine[:0], 0
	}
	share := 0
	for i := range x.wave {
		share += x.wave[i].from.weight()
	}
	if hands := min(len(x.workers), len(x.wave)/x.least); hands > 1 {
		share = (share + hands - 1) / hands
	}
	for i := range x.wave {
		n := x.wave[i].from
		if n.home.load >= share {
			n.home = slices.MinFunc(x.workers, func(a, b *worker) int { return a.load - b.load })
			n.world.Join(n.home.home)
		}
		n.home.mine = append(n.home.mine, i)
		n.home.load += n.weight()
	}
}

// weight is about how long it takes to work out what a state leads to.
func (n *node) weight() int { return 1 + len(n.choices) }
