package explore

import "github.com/seed-11de0fc1/rehearse/sim/kernel"

// visited is the set of the states that a search has come to, by digests of
// 128 bits: it never forgets one, so that what it has seen it can call proved.
type visited struct {
	slots []kernel.Digest // the zero digest is an empty slot
	n     int
}

// add adds a state and reports whether it was new.
func (v *visited) add(d kernel.Digest) bool {
	if 4*v.n >= 3*len(v.slots) {
		v.grow()
	}
	d.Lo |= 1 // no state is an empty slot
	if !put(v.slots, d) {
		return false
	}
	v.n++
	return true
}

// has says whether a state is there.
func (v *visited) has(d kernel.Digest) bool {
	if v.n == 0 {
		return false
	}
	d.Lo |= 1
	mask := uint64(len(v.slots) - 1)
	i := d.Hi & mask
	for v.slots[i] != (kernel.Digest{}) && v.slots[i] != d {
		i = (i + 1) & mask
	}
	return v.slots[i] == d
}

// load looks at where all of some states would be, so that the waits for memory
// overlap; what it returns has no meaning.
func (v *visited) load(leads []lead) (sum uint64) {
	if mask := uint64(len(v.slots) - 1); v.n > 0 {
		for i := range leads {
			sum ^= v.slots[leads[i].sum.Hi&mask].Lo
		}
	}
	return sum
}

func put(slots []kernel.Digest, d kernel.Digest) bool {
	mask := uint64(len(slots) - 1)
	for i := d.Hi & mask; ; i = (i + 1) & mask {
		switch slots[i] {
		case kernel.Digest{}:
			slots[i] = d
			return true
		case d:
			return false
		}
	}
}

func (v *visited) grow() { v.resize(max(1024, 2*len(v.slots))) }

// reserve makes room for n states.
func (v *visited) reserve(n int) {
	size := 1024
	for 4*n >= 3*size {
		size *= 2
	}
	v.resize(size)
}

func (v *visited) resize(size int) {
	slots := make([]kernel.Digest, size)
	for _, d := range v.slots {
		if d != (kernel.Digest{}) {
			put(slots, d)
		}
	}
	v.slots = slots
}
