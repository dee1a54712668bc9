package kernel

import "math/bits"

// take moves the earliest events, in order, to the front of run, which is
// empty, and returns how many, and the first key that belongs to the wheel
// from now on, 0 if it is empty. There must be events in w.
func (w *wheel) take(run *[runRoom]Event) (n int, end uint64) {
	l, i := w.first()
	for l > 0 && !w.slots[l][i].single() {
		w.cascade(l, i, run)
		l, i = w.first()
	}
	high := w.enter(l, i)
	for n < runFill && i < wheelSlots && w.slots[l][i].single() || n == 0 {
		m := n + w.takeChunk(l, i, run[n:])
		if l > 0 {
			sortRun(run[n:m])
		}
		n, i = m, w.next(l, i)
	}
	if w.n == 0 {
		return n, 0
	}
	return n, high + uint64(i)<<(l*8)
}

// cascade spreads a slot over the lower levels, with buf to hold a chunk. One
// in which all keys are equal moves as it is.
func (w *wheel) cascade(l, i uint, buf *[runRoom]Event) {
	w.enter(l, i)
	if s := w.slots[l][i]; w.mixed[l][i/64]>>(i%64)&1 == 0 {
		w.empty(l, i)
		l, i = w.place(w.at(s.head).key)
		w.slots[l][i] = s
		w.filled[l][i/64] |= 1 << (i % 64)
		return
	}
	for more := true; more; {
		more = !w.slots[l][i].single()
		n := w.takeChunk(l, i, buf[:])
		for _, e := range buf[:n%runRoom] {
			w.put(e)
		}
	}
}

// enter moves the base to the beginning of a slot, the earliest one filled,
// and returns the beginning of its level.
func (w *wheel) enter(l, i uint) (high uint64) {
	high = w.base >> (l*8 + 8) << (l*8 + 8)
	w.base, w.rowKey = high|uint64(i)<<(l*8), 0
	return high
}

// takeChunk moves the first chunk of a slot to buf and returns its length.
func (w *wheel) takeChunk(l, i uint, buf []Event) int {
	s := &w.slots[l][i]
	from, to := s.head, s.head|(chunkLen-1)+1
	last := s.single()
	if last {
		to = s.tail
	}
	n := copy(buf, w.blocks[from/blockLen][from%blockLen:][:to-from])
	next := w.release(from / chunkLen)
	s.head = next*chunkLen + 1
	if last {
		w.empty(l, i)
	}
	w.n -= n
	return n
}

// single reports whether all of a slot with events is in one chunk.
func (s slot) single() bool { return s.head/chunkLen == (s.tail-1)/chunkLen }

// first returns the earliest slot with events.
func (w *wheel) first() (l, i uint) {
	for {
		if i = w.next(l, 0); i < wheelSlots {
			return l, i
		}
		l++
	}
}

// next returns the first slot of level l with events from slot i on, or
// wheelSlots if there is none.
func (w *wheel) next(l, i uint) uint {
	for ; i < wheelSlots; i = i/64*64 + 64 {
		if b := w.filled[l][i/64] >> (i % 64); b != 0 {
			return i + uint(bits.TrailingZeros64(b))
		}
	}
	return wheelSlots
}

// min returns the earliest event without changing anything.
func (w *wheel) min() Event {
	l, i := w.first()
	s := w.slots[l][i]
	least := *w.at(s.head)
	for p := s.head; l > 0 && p != s.tail; {
		if e := *w.at(p); e.key < least.key {
			least = e
		}
		if p++; p%chunkLen == 0 && p != s.tail {
			p = uint32(w.at(p-chunkLen).key)*chunkLen + 1
		}
	}
	return least
}

// sortRun sorts a few events by key; equal keys stay in their order.
func sortRun(run []Event) {
	for i := 1; i < len(run); i++ {
		e := run[i]
		j := i
		for ; j > 0 && run[j-1].key > e.key; j-- {
			run[j] = run[j-1]
		}
		run[j] = e
	}
}
