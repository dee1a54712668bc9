package kernel

const (
	runRoom = 256 // events the run has room for
	runFew  = 32  // events it has room for at first
	runFull = 64  // out of room, a run longer than this sends its later half to the wheel
	runFill = 32  // a refill stops at this many
)

// Queue hands out events in order of time, then phase, then scheduling. It is
// monotone: nothing is ever scheduled before what was popped last. The zero
// value is an empty queue. Neither Push nor Pop allocates in steady state.
//
// What comes next is a short sorted run; all that comes later is in a wheel,
// which is absent until the run overflows for the first time.
type Queue struct {
	at, to int    // run[at:to] is still to come
	last   uint64 // key of the event popped last
	end    uint64 // the wheel has the keys from here on; 0: it has none
	wheel  *wheel
	fresh  bool    // the run was refilled and Upcoming not asked since
	run    []Event // in few, until they overflow
	few    [runFew]Event
}

// Len returns how many events are pending.
func (q *Queue) Len() int {
	n := q.to - q.at
	if q.wheel != nil {
		n += q.wheel.n
	}
	return n
}

// Push schedules e. An event earlier than the one popped last is raised to
// that one's time and phase, and so comes after all that is pending there: a
// settling event scheduled for now while deciding waits for the next round of
// the instant.
func (q *Queue) Push(e Event) {
	e.key = max(e.key, q.last)
	if e.key > q.end-1 { // an end of 0 is beyond every key
		q.wheel.put(e)
		return
	}
	if q.to == len(q.run) {
		q.makeRoom()
		q.Push(e)
		return
	}
	q.insert(e)
}

// insert puts e into the run, which has room, after all that is not later.
func (q *Queue) insert(e Event) {
	run := q.run[q.at : q.to+1]
	i := len(run) - 1
	for ; i > 0 && run[i-1].key > e.key; i-- {
		run[i] = run[i-1]
	}
	run[i] = e
	q.to++
}

// Pop removes and returns the next event, or false if there is none.
func (q *Queue) Pop() (Event, bool) {
	if q.at == q.to && !q.refill() {
		return Event{}, false
	}
	return q.next(), true
}

// next removes the first event of the run, which has one.
func (q *Queue) next() Event {
	e := q.run[q.at]
	q.at++
	q.last = e.key
	return e
}

// Peek returns the next event without removing it, or false if there is none.
func (q *Queue) Peek() (Event, bool) {
	if q.at < q.to {
		return q.run[q.at], true
	}
	if q.wheel == nil || q.wheel.n == 0 {
		return Event{}, false
	}
	return q.wheel.min(), true
}

// Upcoming returns, once after each refill, the events that come next, and
// otherwise nothing. To load the state of all their subjects at that moment
// lets the waits for memory overlap; it has no other meaning, and others may
// still come in between. The slice is valid until the next Push or Pop.
func (q *Queue) Upcoming() []Event {
	if !q.fresh {
		return nil
	}
	q.fresh = false
	return q.run[q.at:q.to]
}

// CopyFrom makes q equal to src and independent of it, in the memory q has.
func (q *Queue) CopyFrom(src *Queue) {
	if q == src {
		return
	}
	q.need(len(src.run))
	q.at, q.to = 0, copy(q.run, src.run[src.at:src.to])
	q.last, q.end, q.fresh = src.last, src.end, false
	switch {
	case src.wheel != nil && src.wheel.n > 0:
		if q.wheel == nil {
			q.wheel = newWheel()
		}
		q.wheel.copyFrom(src.wheel)
	case q.wheel != nil:
		q.wheel.reset()
	}
}

// reset empties q and forgets what was popped, keeping its memory.
func (q *Queue) reset() {
	q.at, q.to, q.last, q.end, q.fresh = 0, 0, 0, 0, false
	if q.wheel != nil {
		q.wheel.reset()
	}
}

// makeRoom lets the run grow to its full room once it needs that; then it moves
// the run to the front, and the later half of a full one to the wheel. What goes is older than anything with the same key
// that is in the wheel already, hence to the front and the last one first.
func (q *Queue) makeRoom() {
	switch pending := q.to - q.at; {
	case len(q.run) == 0:
		q.need(runFew)
	case pending > runFew/2 && len(q.run) < runRoom:
		q.need(runRoom)
		return
	case pending > runFull:
		q.needWheel()
		keep := q.at + pending/2
		for i := q.to - 1; i >= keep; i-- {
			q.wheel.putBack(q.run[i])
		}
		q.to, q.end = keep, q.run[keep].key
	}
	q.at, q.to = 0, copy(q.run, q.run[q.at:q.to])
}

// need makes room for so many events in the run: few, or all there can be.
func (q *Queue) need(n int) {
	switch {
	case len(q.run) >= n:
	case n <= runFew:
		q.run = q.few[:]
	default:
		q.run = append(make([]Event, 0, runRoom), q.run...)[:runRoom]
	}
}

// needWheel makes sure that there is a wheel and that an empty one begins at
// the present.
func (q *Queue) needWheel() {
	if q.wheel == nil {
		q.wheel = newWheel()
	}
	if q.wheel.n == 0 {
		q.wheel.base = q.last
	}
}

// refill takes what comes next from the wheel into the empty run. It is called
// by Pop alone: the base of the wheel may then be later than the event popped
// last, and only popping again makes up for that.
func (q *Queue) refill() bool {
	q.at, q.to = 0, 0
	if q.wheel == nil || q.wheel.n == 0 {
		return false
	}
	q.to, q.end = q.wheel.take((*[runRoom]Event)(q.run))
	q.fresh = true
	return true
}
