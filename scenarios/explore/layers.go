package explore

// The layers of an exhaustive search, each of states that so many faults lead to.

// Layer is the states that some number of faults leads to and no fewer do.
type Layer struct {
	Faults int
	States int
	Done   bool // all of them were visited
}

// reached is how many states were come to.
func (x *exhaustive) reached() int { return x.seen.n }

func (x *exhaustive) last() *Layer { return &x.layers[len(x.layers)-1] }

// advance is done with a layer and begins the next one: the states of the last
// are come to once more, by the paths that led to them, and faults strike there.
// It returns false if the search is over.
func (x *exhaustive) advance() (bool, error) {
	x.last().Done = true
	if x.last().States == 0 {
		x.layers = x.layers[:len(x.layers)-1]
		x.faulty = false
	}
	x.all = !x.faulty
	if err := x.confined(); err == errOver {
		return false, nil
	} else if err != nil {
		return false, err
	}
	if x.all || x.last().Faults == x.faults || x.over() {
		return false, nil
	}
	x.layers = append(x.layers, Layer{Faults: len(x.layers)})
	for n := range x.doubts {
		x.doubts[n] = doubts{0, x.doubts[n].all()}
	}
	x.faulty = false
	x.bound()
	first, err := x.root()
	if err != nil {
		return false, err
	}
	x.fresh = append(x.fresh, first.to)
	return true, nil
}

// bound says where the present layer and the one before begin, and how to come to
// the latter.
func (x *exhaustive) bound() {
	x.first, x.before = 0, 0
	for n := range len(x.layers) - 1 {
		x.before, x.first = x.first, x.first+uint32(x.layers[n].States)
	}
	wanted := make([]bool, x.first)
	for id := x.before; id < x.first; id++ {
		wanted[id] = !x.covered[id]
	}
	x.old = x.path.tree(wanted)
}
