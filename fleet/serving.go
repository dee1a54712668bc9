package fleet

import "github.com/seed-11de0fc1/rehearse/sim/kernel"

// How many hosts serve, counted as they come and go: CD-7.4.

// served remembers how many hosts served at the ends of instants, and how many
// are no more.
type served struct {
	gone         int
	first, least int // at the start, and the fewest
	leastAt      kernel.Time
	since        kernel.Time // of the latest change
}

// InService says whether instance i takes requests: it runs, has a network, and
// some load balancer sends it traffic, or there is none it belongs behind
// (CD-7.4, CD-7.6).
func (f *Fleet) InService(i uint32) bool { return f.Answers(i) && f.receivesTraffic(i) }

// receivesTraffic says whether requests are sent to instance i, be they answered
// or not. A host of an Auto Scaling group gets none before it enters service.
func (f *Fleet) receivesTraffic(i uint32) bool {
	if state := f.Lifecycle(i); state != NoLifecycle && state < InServiceState {
		return false
	}
	return f.receives[i] > 0 || f.flags[i]&(fronted|pending|terminated) == 0
}

// There is how many hosts there are, terminated ones left out.
func (f *Fleet) There() int { return f.Len() - f.served.gone }

// AtStart is how many hosts there were at time 0, and how many of them were in
// service at the end of Setup.Start.
func (f *Fleet) AtStart() (hosts, serving int) {
	_, serving, _ = f.LeastServing()
	return int(f.there), serving
}

// Serving is how many hosts are in service now.
func (f *Fleet) Serving() int { return f.serving }

// LeastServing is the fewest hosts that were in service at the end of any
// instant, and since when; of is how many there were at the start.
func (f *Fleet) LeastServing() (least, of int, at kernel.Time) {
	s := f.served
	s.pass(f.serving, f.setup.Start)
	return s.least, s.first, s.leastAt
}

// pass ends the instant of the latest change, after which n hosts served.
func (s *served) pass(n int, start kernel.Time) {
	switch {
	case s.since <= start:
		s.first, s.least = n, n
	case n < s.least:
		s.least, s.leastAt = n, s.since
	}
}

// moved counts instance i after something about it has changed, of which the
// next record tells; serves is whether it was in service before.
func (f *Fleet) moved(k *kernel.Kernel, i uint32, serves bool) {
	if f.meter != nil {
		f.meter.weigh(k.Now(), f, i)
		f.meter.last = k.Journal().Len() + 1
	}
	now := f.InService(i)
	if now == serves {
		return
	}
	if k.Now() != f.served.since {
		f.served.pass(f.serving, f.setup.Start)
		f.served.since = k.Now()
	}
	if now {
		f.serving++
	} else {
		f.serving--
	}
}

// countServing counts the hosts in service at time 0.
func (f *Fleet) countServing() {
	for i := range uint32(f.Len()) {
		if f.InService(i) {
			f.serving++
		}
	}
}
