package kernel

// Kernel is the clock, the queue and the journal of one world. Make one with
// New, or Reset an old one; the zero value is not ready.
type Kernel struct {
	now     Time
	seed    uint64
	events  uint64 // popped so far
	stop    uint64 // at this many, look whether a limit is reached
	instant uint64 // events popped before the present instant
	limits  Limits
	err     *LimitError // once set, the run is over
	journal Journal
	queue   Queue // last, because a small one leaves the end of its room alone
}

// New returns a kernel at time 0 with nothing scheduled.
func New(seed uint64, l Limits) *Kernel {
	k := new(Kernel)
	k.Reset(seed, l)
	return k
}

// Reset makes k what New returns, in the memory it has: journal off and empty,
// no sink.
func (k *Kernel) Reset(seed uint64, l Limits) {
	l = l.orDefault()
	k.now, k.seed, k.events, k.instant, k.limits, k.err = 0, seed, 0, 0, l, nil
	k.stop = min(l.Events, l.Instant)
	k.queue.reset()
	k.journal = Journal{}
}

// Reseed changes the seed of a kernel that has handed out no event. It panics
// if there was one: that is a mistake of the caller.
func (k *Kernel) Reseed(seed uint64) {
	if k.events > 0 {
		panic("kernel: another seed in the middle of a run")
	}
	k.seed = seed
}

// Now returns the time of the event handed out last, 0 at first.
func (k *Kernel) Now() Time { return k.now }

// Seed returns the seed given to New, Reset or Reseed.
func (k *Kernel) Seed() uint64 { return k.seed }

// Pending returns how many events are scheduled.
func (k *Kernel) Pending() int { return k.queue.Len() }

// Upcoming returns the events that come next once in a while: see
// Queue.Upcoming.
func (k *Kernel) Upcoming() []Event { return k.queue.Upcoming() }

// Schedule arranges for an event at time t; a time that is past means now. For
// the other arguments see NewEvent, and Queue.Push for the order.
func (k *Kernel) Schedule(t Time, p Phase, kind Kind, subject, arg uint32) {
	k.queue.Push(NewEvent(max(t, k.now), p, kind, subject, arg))
}

// Next removes the next event and moves the clock to it; it returns false when
// nothing is scheduled. The error is a *LimitError; then the run is over, and
// every further call returns the same error.
func (k *Kernel) Next() (Event, bool, error) {
	if k.events >= k.stop && k.overLimit() {
		return Event{}, false, k.err
	}
	if q := &k.queue; q.at == q.to && !q.refill() {
		return Event{}, false, nil
	}
	e := k.queue.next()
	if t := e.Time(); t != k.now && !k.advance(t) {
		return Event{}, false, k.err
	}
	k.events++
	return e, true, nil
}

// NextBefore is Next as far as events at time t or before it are concerned: it
// returns false if the next one is later. The clock stays where it was then.
func (k *Kernel) NextBefore(t Time) (Event, bool, error) {
	if e, ok := k.queue.Peek(); !ok || e.Time() > t {
		return Event{}, false, nil
	}
	return k.Next()
}

// advance moves the clock to t, unless that is beyond the limit.
func (k *Kernel) advance(t Time) bool {
	if t > k.limits.Until {
		return !k.fail("time", uint64(k.limits.Until))
	}
	k.now, k.instant = t, k.events
	k.stop = k.limits.Events
	if k.limits.Instant < k.stop-k.events {
		k.stop = k.events + k.limits.Instant
	}
	return true
}

// overLimit reports whether another event would be one too many.
func (k *Kernel) overLimit() bool {
	e, ok := k.queue.Peek()
	switch {
	case k.err != nil:
		return true
	case !ok:
		return false
	case k.events >= k.limits.Events:
		return k.fail("events", k.limits.Events)
	case e.Time() > k.now:
		return false
	}
	return k.fail("instant", k.limits.Instant)
}

// GiveUp ends the run at this instant, because there were so many of something
// that it is not going to settle.
func (k *Kernel) GiveUp(what string, limit uint64) {
	if k.err == nil {
		k.fail(what, limit)
	}
}

// Err is the *LimitError that has ended the run, or nil.
func (k *Kernel) Err() error {
	if k.err == nil {
		return nil
	}
	return k.err
}

// fail ends the run and returns true.
func (k *Kernel) fail(what string, limit uint64) bool {
	k.err, k.stop = &LimitError{what, limit, k.now}, 0
	return true
}

// Record adds a record at the present time and returns its number; for the
// arguments see Journal.Add.
func (k *Kernel) Record(kind Kind, subject Subject, cause RecordNo, rule Rule, a, b int64) RecordNo {
	return k.journal.Add(k.now, kind, subject, cause, rule, a, b)
}

// Journal returns the journal of the run.
func (k *Kernel) Journal() *Journal { return &k.journal }

// CopyFrom makes k a fork of src, independent of it, in the memory k has. The
// fork's journal has no sink.
func (k *Kernel) CopyFrom(src *Kernel) {
	k.now, k.seed, k.events, k.stop, k.instant = src.now, src.seed, src.events, src.stop, src.instant
	k.limits, k.err = src.limits, src.err
	k.queue.CopyFrom(&src.queue)
	k.journal.CopyFrom(&src.journal)
}
