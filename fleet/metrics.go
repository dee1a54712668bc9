package fleet

import "github.com/seed-11de0fc1/rehearse/sim/kernel"

// What alarms can measure of the traffic, as integrals over time. Requests are
// spread evenly over the hosts that are sent any, whether they answer or not:
// one that is down or cut off fails all of them until its health checks do.

// load is what one host, or all of them, have of the traffic.
type load struct {
	sent    int64 // hosts that are sent requests
	serving int64 // hosts in service
	failing int64 // per cent of requests that fail, summed over the hosts
	latency int64 // milliseconds that an answer takes, summed over hosts in service
}

func (l *load) add(o load, times int64) {
	l.sent += o.sent * times
	l.serving += o.serving * times
	l.failing += o.failing * times
	l.latency += o.latency * times
}

// meter keeps the load, and its integral over time; sums may wrap around, their
// differences over a period do not.
type meter struct {
	of    []load // by host, as it was counted last
	plan  []performance
	now   load
	total load // the integral up to at
	at    kernel.Time
	last  kernel.RecordNo // the record of the latest change
}

// performance is how a host's revision answers.
type performance struct {
	errorRate int64 // per cent
	latency   kernel.Time
}

func newMeter(f *Fleet) *meter {
	m := &meter{of: make([]load, f.Len()), plan: make([]performance, f.Len())}
	for i := range uint32(f.Len()) {
		m.weigh(0, f, i)
	}
	return m
}

// copied is a copy of m, nil for nil.
func (m *meter) copied() *meter {
	if m == nil {
		return nil
	}
	c := *m
	c.of = append([]load(nil), m.of...)
	c.plan = append([]performance(nil), m.plan...)
	return &c
}

func (m *meter) grow(n int) { m.of, m.plan = column(m.of, n), column(m.plan, n) }

// upTo takes the integral up to a time.
func (m *meter) upTo(t kernel.Time) load {
	m.total.add(m.now, int64(t-m.at))
	m.at = t
	return m.total
}

// weigh counts host i anew.
func (m *meter) weigh(t kernel.Time, f *Fleet, i uint32) {
	m.upTo(t)
	m.now.add(m.of[i], -1)
	m.of[i] = m.loadOf(f, i)
	m.now.add(m.of[i], 1)
}

func (m *meter) loadOf(f *Fleet, i uint32) load {
	switch {
	case !f.receivesTraffic(i):
		return load{}
	case !f.Answers(i):
		return load{sent: 1, failing: 100}
	}
	p := m.plan[i]
	return load{1, 1, p.errorRate, int64(p.latency)}
}

// Perform says how instance i answers from now on: the per cent of requests
// that fail, and how long an answer takes; cause is the record that brought it.
func (f *Fleet) Perform(k *kernel.Kernel, i uint32, errorRate int, latency kernel.Time, cause kernel.RecordNo) {
	if f.meter != nil {
		f.meter.plan[i] = performance{int64(errorRate), latency}
		f.meter.weigh(k.Now(), f, i)
		f.meter.last = cause
	}
}
