package kernel

// What a search needs that looks at other orders than that of time.

// Scheduled returns the events that are scheduled, those that come next first.
// It returns false if there are more than a search can look at, a few hundred.
// The slice is valid until anything is scheduled, popped or dropped.
func (k *Kernel) Scheduled() ([]Event, bool) {
	q := &k.queue
	return q.run[q.at:q.to], q.wheel == nil || q.wheel.n == 0
}

// Take removes event n of Scheduled and moves the clock to t, which must not be
// in the past, as if the event were due then.
func (k *Kernel) Take(n int, t Time) Event {
	e := k.queue.remove(n)
	k.now, k.instant = t, k.events
	k.events++
	k.queue.last = NewEvent(t, e.Phase(), 0, 0, 0).key
	return e
}

// Wait moves the clock to t, which must not be in the past.
func (k *Kernel) Wait(t Time) { k.now, k.instant = t, k.events }

// Twice says whether event n of Scheduled stands there once before.
func (k *Kernel) Twice(n int) bool {
	run := k.queue.run[k.queue.at:k.queue.to]
	for m := n - 1; m >= 0 && run[m].key == run[n].key; m-- {
		if run[m] == run[n] {
			return true
		}
	}
	return false
}

// Drop removes event n of Scheduled.
func (k *Kernel) Drop(n int) { k.queue.remove(n) }

// Retime lets event n of Scheduled happen at t instead, which is not in the past.
func (k *Kernel) Retime(n int, t Time) Event {
	e := k.queue.remove(n)
	e = NewEvent(t, e.Phase(), e.Kind(), e.Subject(), e.Arg())
	k.queue.insert(e)
	return e
}

// remove takes event n out of the run.
func (q *Queue) remove(n int) Event {
	e := q.run[q.at+n]
	copy(q.run[q.at+n:q.to-1], q.run[q.at+n+1:q.to])
	q.to--
	return e
}
