package kernel

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// model is a queue as simple as can be: a list that is kept sorted, with what
// is equal in order of scheduling.
type model struct {
	list []Event
	last uint64
}

func (m *model) push(e Event) {
	e.key = max(e.key, m.last)
	at, _ := slices.BinarySearchFunc(m.list, e.key+1, func(x Event, key uint64) int {
		if x.key < key {
			return -1
		}
		return 1
	})
	m.list = slices.Insert(m.list, at, e)
}

func (m *model) pop() (Event, bool) {
	if len(m.list) == 0 {
		return Event{}, false
	}
	e := m.list[0]
	m.list, m.last = m.list[1:], e.key
	return e, true
}

// The queue hands out what a sorted list does, with many equal times, bursts
// larger than a run, and delays of every size; a fork taken halfway does so
// too, whichever of the two goes on first.
func TestQueueIsASortedList(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var q Queue
		var m model
		id := uint32(0)
		now := Time(0)
		burst := func(q *Queue, m *model) {
			n := rapid.IntRange(1, 700).Draw(t, "events")
			spread := rapid.SampledFrom([]int64{1, 2, 300, 70_000, 1 << 40}).Draw(t, "spread")
			seed := rapid.Uint64().Draw(t, "seed")
			for i := range n {
				at := now + Time(Mix(seed, uint64(i))%uint64(spread))
				e := NewEvent(at, Phase(Mix(seed+1, uint64(i))&1), 1, id, 0)
				id++
				q.Push(e)
				m.push(e)
			}
		}
		drain := func(q *Queue, m *model, n int) {
			for range n {
				got, ok := q.Pop()
				want, there := m.pop()
				if got != want || ok != there || q.Len() != len(m.list) {
					t.Fatalf("popped %v %v, want %v %v; %d left, want %d", got, ok, want, there, q.Len(), len(m.list))
				}
				if !ok {
					return
				}
				now = got.Time()
			}
		}
		for range rapid.IntRange(1, 6).Draw(t, "rounds") {
			burst(&q, &m)
			drain(&q, &m, rapid.IntRange(0, 900).Draw(t, "pops"))
		}
		var fork Queue
		fork.CopyFrom(&q)
		copied := model{slices.Clone(m.list), m.last}
		before := now
		burst(&fork, &copied)
		drain(&fork, &copied, len(copied.list)+1)
		now = before
		burst(&q, &m)
		drain(&q, &m, len(m.list)+1)
	})
}
