package kernel

import "math/bits"

const (
	wheelLevels = 8
	wheelSlots  = 256 // a level: one value of a byte of the key each
	chunkLen    = 64  // entries of a chunk, the first of which holds its link
	blockLen    = 64 * chunkLen
)

// wheel keeps what comes later, unsorted. Level l holds the keys whose highest
// byte that differs from the base is byte l, by the value of that byte; so a
// lower level comes before a higher one, and a lower slot before a higher one
// of its level. Equal keys are always in one slot, in order of scheduling.
type wheel struct {
	base   uint64 // no key is lower, nor is the last one popped
	n      int
	free   uint32 // first unused chunk of those used before; 0: none
	fresh  uint32 // first chunk never used
	blocks []*[blockLen]Event
	filled [wheelLevels][wheelSlots / 64]uint64 // a bit for each slot with events
	mixed  [wheelLevels][wheelSlots / 64]uint64 // a bit for each slot that may have several keys
	slots  [wheelLevels][wheelSlots]slot

	// Events tend to be scheduled in rows with the same key. This is where such
	// a row goes; a key of 0 means nowhere.
	rowKey         uint64
	rowLevel, rowI uint8
}

// slot is a list of chunks; a position is chunk*chunkLen + entry.
type slot struct {
	head uint32 // position of the first event
	tail uint32 // position after the last one; at the end of a chunk: full
}

func newWheel() *wheel { return &wheel{fresh: 1} }

// reset empties w and keeps its blocks.
func (w *wheel) reset() {
	if w.n > 0 {
		clear(w.slots[:])
		clear(w.filled[:])
		clear(w.mixed[:])
	}
	w.base, w.n, w.free, w.fresh, w.rowKey = 0, 0, 0, 1, 0
}

// copyFrom makes w equal to src, in the blocks w has.
func (w *wheel) copyFrom(src *wheel) {
	blocks := w.blocks
	*w = *src
	w.blocks = blocks
	for i := range (int(src.fresh) + chunkLen - 1) / chunkLen {
		if i == len(w.blocks) {
			w.blocks = append(w.blocks, new([blockLen]Event))
		}
		*w.blocks[i] = *src.blocks[i]
	}
}

// at returns the entry at a position.
func (w *wheel) at(p uint32) *Event { return &w.blocks[p/blockLen][p%blockLen] }

// put adds e behind all with the same key.
func (w *wheel) put(e Event) {
	if e.key != w.rowKey {
		w.beginRow(e.key)
	}
	s := &w.slots[w.rowLevel%wheelLevels][w.rowI]
	if s.tail%chunkLen == 0 {
		w.extend(s)
	}
	*w.at(s.tail) = e
	s.tail++
	w.n++
}

// beginRow turns to the slot of a key, which has a chunk from then on.
func (w *wheel) beginRow(key uint64) {
	l, i := w.place(key)
	s := &w.slots[l][i]
	switch {
	case s.tail == 0:
		w.fill(s, l, i)
		s.tail = s.head
	case w.at(s.tail-1).key != key:
		w.mixed[l][i/64] |= 1 << (i % 64)
	}
	w.rowKey, w.rowLevel, w.rowI = key, uint8(l), uint8(i)
}

// putBack adds e in front of all with the same key.
func (w *wheel) putBack(e Event) {
	l, i := w.place(e.key)
	s := &w.slots[l][i]
	switch {
	case s.tail == 0:
		w.fill(s, l, i)
		s.head = s.head&^(chunkLen-1) + chunkLen
		s.tail = s.head
	case w.at(s.head).key != e.key:
		w.mixed[l][i/64] |= 1 << (i % 64)
		fallthrough
	default:
		if s.head%chunkLen == 1 {
			w.precede(s)
		}
	}
	s.head--
	*w.at(s.head) = e
	w.n++
}

// place returns the level and slot of a key.
func (w *wheel) place(key uint64) (l, i uint) {
	l = uint(bits.Len64(key^w.base|1)-1) / 8 % wheelLevels
	return l, uint(key>>(l*8)) % wheelSlots
}

// fill gives an empty slot a chunk, at whose first entry it begins.
func (w *wheel) fill(s *slot, l, i uint) {
	s.head = w.chunk()*chunkLen + 1
	w.filled[l][i/64] |= 1 << (i % 64)
}

// empty takes the events from a slot that has been read.
func (w *wheel) empty(l, i uint) {
	w.slots[l][i] = slot{}
	w.filled[l][i/64] &^= 1 << (i % 64)
	w.mixed[l][i/64] &^= 1 << (i % 64)
	w.rowKey = 0
}

// extend gives a slot with events a chunk at its end.
func (w *wheel) extend(s *slot) {
	c := w.chunk()
	w.at(s.tail - chunkLen).key = uint64(c)
	s.tail = c*chunkLen + 1
}

// precede gives a slot with events a chunk at its front.
func (w *wheel) precede(s *slot) {
	c := w.chunk()
	w.at(c * chunkLen).key = uint64(s.head / chunkLen)
	s.head = (c + 1) * chunkLen
}

// chunk returns an unused chunk, never 0.
func (w *wheel) chunk() uint32 {
	if c := w.free; c != 0 {
		w.free = uint32(w.at(c * chunkLen).key)
		return c
	}
	if int(w.fresh/64) == len(w.blocks) {
		w.blocks = append(w.blocks, new([blockLen]Event))
	}
	w.fresh++
	return w.fresh - 1
}

// release returns the chunk after c and makes c unused.
func (w *wheel) release(c uint32) (next uint32) {
	link := &w.at(c * chunkLen).key
	next = uint32(*link)
	*link, w.free = uint64(w.free), c
	return next
}
