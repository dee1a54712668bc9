package kernel

import (
	"math"
	"math/bits"
	"strconv"
	"testing"
)

// holdMean is the mean delay of the hold model in milliseconds.
const holdMean = 1 << 24

// lnTable holds ln(1 + i/256) as a 32-bit fraction.
var lnTable = func() (table [257]uint64) {
	for i := range table {
		table[i] = uint64(math.Floor(math.Log1p(float64(i)/256)*(1<<32) + 0.5))
	}
	return table
}()

// exponential turns a uniform draw into an exponential delay: -ln of the draw
// as a fraction of 2^64, by a table and straight lines between its entries.
func exponential(r uint64) Time {
	const ln2 = 2977044472 // as a 32-bit fraction
	r |= 1
	lz := bits.LeadingZeros64(r)
	m := r << lz
	i, f := m>>55&255, m>>31&(1<<24-1)
	a := lnTable[i]
	ln := a + (lnTable[i+1]-a)*f>>24
	return Time((uint64(lz+1)*ln2 - ln) * holdMean >> 32)
}

// holdModel is the usual test of an event queue: n events pending for good;
// whatever is popped comes back after an exponential delay.
type holdModel struct {
	Queue
	draws   []uint32 // by each event so far
	touched uint32
	sum     uint64
}

func newHoldModel(n int) *holdModel {
	h := &holdModel{draws: make([]uint32, n)}
	for id := range h.draws {
		h.Push(NewEvent(h.delay(id), Settle, 0, uint32(id), 0))
	}
	return h
}

func (h *holdModel) delay(id int) Time {
	const seed, step = 42, 0xD1342543DE82EF95
	h.draws[id]++
	return exponential(finish(seed ^ uint64(id)*golden + uint64(h.draws[id])*step))
}

func (h *holdModel) run(n int) {
	for range n {
		e, _ := h.Pop()
		for _, u := range h.Upcoming() {
			h.touched += h.draws[u.Subject()]
		}
		h.sum += (uint64(e.Time()) ^ uint64(e.Subject())*golden) * 0xFF51AFD7ED558CCD
		h.Push(NewEvent(e.Time()+h.delay(int(e.Subject())), Settle, 0, e.Subject(), 0))
	}
}

// The sum of all times and subjects in a long run of the hold model, as other
// implementations of it, in other languages and on other queues, have it.
func TestHoldModel(t *testing.T) {
	for _, c := range []struct {
		n, events int
		sum       uint64
	}{{10, 2e6, 0x52ceae83dc70901b}, {100, 2e6, 0x5f4644158886e869}, {10000, 2e6, 0x0eec688135e6d80c}} {
		h := newHoldModel(c.n)
		h.run(c.events)
		if h.sum != c.sum || h.Len() != c.n {
			t.Errorf("hold %d: sum %016x, want %016x; %d pending", c.n, h.sum, c.sum, h.Len())
		}
	}
}

func BenchmarkHold(b *testing.B) {
	for _, n := range []int{100, 10_000, 1_000_000} {
		b.Run(strconv.Itoa(n), func(b *testing.B) { benchHold(b, n) })
	}
}

func benchHold(b *testing.B, n int) {
	h := newHoldModel(n)
	b.ReportAllocs()
	b.ResetTimer()
	h.run(b.N)
}

// Ten pending events, as in a small scenario, and a fork of such a queue.
func BenchmarkTiny(b *testing.B) {
	b.Run("hold", func(b *testing.B) { benchHold(b, 10) })
	b.Run("fork", func(b *testing.B) { benchFork(b, 10) })
}

// A fork of queues that have a wheel.
func BenchmarkFork(b *testing.B) {
	for _, n := range []int{100, 10_000, 500_000} {
		b.Run(strconv.Itoa(n), func(b *testing.B) { benchFork(b, n) })
	}
}

func benchFork(b *testing.B, n int) {
	h := newHoldModel(n)
	h.run(3 * n)
	var fork Queue
	fork.CopyFrom(&h.Queue)
	b.ReportAllocs()
	for b.Loop() {
		fork.CopyFrom(&h.Queue)
	}
}

// The hold model by way of the kernel, with a record for each event.
func BenchmarkKernel(b *testing.B) {
	k := New(1, Limits{Events: math.MaxUint64, Until: math.MaxInt64 / 2})
	for id := range uint32(1000) {
		k.Schedule(exponential(Mix(1, uint64(id))), Settle, 0, id, 0)
	}
	s := NewStream(1, 2, 3)
	b.ReportAllocs()
	for b.Loop() {
		e, _, _ := k.Next()
		k.Record(e.Kind(), Subject(e.Subject()), 0, 1, 2, 3)
		k.Schedule(k.Now()+exponential(s.Uint64()), Settle, 0, e.Subject(), 0)
	}
}

// One record at each level; kept ones are streamed.
func BenchmarkRecord(b *testing.B) {
	for _, level := range []Level{Off, All} {
		b.Run(level.String(), func(b *testing.B) {
			var j Journal
			j.SetLevel(level)
			j.Stream(func([]Record) {})
			b.ReportAllocs()
			for b.Loop() {
				j.Add(1, 2, 3, 4, 5, 6, 7)
			}
		})
	}
}
