package fleet

import (
	"math/bits"

	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// How an alarm that measures the traffic gets its state: a value for each
// period, and the last few of them against a threshold.

// Measure says what of the traffic an alarm measures; a value is the average
// over a period.
type Measure uint8

// What can be measured.
const (
	ErrorShare    Measure = iota // per cent of all requests that fail; none if there are no requests
	HostsServing                 // hosts in service
	AnswerLatency                // milliseconds of an answer; none if nobody answers
)

// Comparison is a ComparisonOperator.
type Comparison uint8

// The comparison operators that alarms on one metric have.
const (
	GreaterThanOrEqualToThreshold Comparison = iota
	GreaterThanThreshold
	LessThanThreshold
	LessThanOrEqualToThreshold
)

// Missing is a TreatMissingData.
type Missing uint8

// What a period without a value counts as.
const (
	MissingIsMissing Missing = iota // nothing; INSUFFICIENT_DATA if there is no value at all
	MissingIgnored                  // the state stays if the values alone do not decide
	MissingBreaching
	MissingNotBreaching
)

// A Metric ties an alarm to the traffic.
type Metric struct {
	Measure     Measure
	Comparison  Comparison
	Threshold   int64
	Period      kernel.Time
	Evaluations int // the periods looked at, 1 to MaxEvaluations
	Datapoints  int // how many of those must breach the threshold, 1 to Evaluations
	Missing     Missing
}

// MaxEvaluations is how many periods an alarm can look at.
const MaxEvaluations = 64

// window is the last periods, the latest in the lowest bit.
type window struct {
	breaching, missing uint64
	from               load        // the integral at the beginning of this period
	stopped            kernel.Time // when it ended its last period for want of anything to come; 0: it did not
}

// measure begins to measure for alarm a. What was before time 0 was as the
// alarm says at time 0.
func (f *Fleet) measure(k *kernel.Kernel, a int) {
	if f.meter == nil {
		f.meter = newMeter(f)
	}
	w := &f.alarms[a].window
	switch f.setup.Alarms[a].State {
	case events.AlarmInAlarm:
		w.breaching = ^uint64(0)
	case events.AlarmInsufficientData:
		w.missing = ^uint64(0)
	}
	f.nextPeriod(k, int32(a), 0)
}

// nextPeriod lets alarm a measure for a period from a time on.
func (f *Fleet) nextPeriod(k *kernel.Kernel, a int32, from kernel.Time) {
	k.Schedule(from+f.setup.Alarms[a].Metric.Period, kernel.Settle, events.AlarmEvaluates, uint32(a), 0)
	f.ticking++
}

// MeasureOn lets alarms go on that ended when nothing was to come, as something
// is to come after all.
func (f *Fleet) MeasureOn(k *kernel.Kernel) {
	for a := range f.alarms {
		if w := &f.alarms[a].window; w.stopped > 0 {
			f.nextPeriod(k, int32(a), w.stopped)
			w.stopped = 0
		}
	}
}

// evaluate ends a period of alarm a. The next one begins if anything else is to
// come, so that alarms alone do not keep a run going.
func (f *Fleet) evaluate(k *kernel.Kernel, a int32) {
	m, x := f.setup.Alarms[a].Metric, &f.alarms[a]
	total := f.meter.upTo(k.Now())
	over := total
	over.add(x.window.from, -1)
	x.window.from = total
	breaches, missing := m.value(over)
	x.window.breaching = x.window.breaching<<1 | bit(breaches)
	x.window.missing = x.window.missing<<1 | bit(missing)
	f.SetAlarm(k, a, m.state(x.window, x.state), f.meter.last)
	f.ticking--
	if k.Pending() > f.ticking {
		f.nextPeriod(k, a, k.Now())
		return
	}
	x.window.stopped = k.Now()
}

func bit(set bool) uint64 {
	if set {
		return 1
	}
	return 0
}

// value compares the average over a period with the threshold, and says whether
// there is none.
func (m *Metric) value(over load) (breaches, missing bool) {
	sum, weight := over.failing, over.sent
	switch m.Measure {
	case HostsServing:
		sum, weight = over.serving, int64(m.Period)
	case AnswerLatency:
		sum, weight = over.latency, over.serving
	}
	if weight == 0 {
		return false, true
	}
	limit := m.Threshold * weight
	switch m.Comparison {
	case GreaterThanThreshold:
		return sum > limit, false
	case LessThanThreshold:
		return sum < limit, false
	case LessThanOrEqualToThreshold:
		return sum <= limit, false
	}
	return sum >= limit, false
}

// state is the state of the alarm by its last periods.
func (m *Metric) state(w window, now events.AlarmState) events.AlarmState {
	seen := ^uint64(0) >> (MaxEvaluations - m.Evaluations)
	breaching, missing := w.breaching&seen, w.missing&seen
	switch m.Missing {
	case MissingBreaching:
		breaching, missing = breaching|missing, 0
	case MissingNotBreaching:
		missing = 0
	}
	switch {
	case bits.OnesCount64(breaching) >= m.Datapoints:
		return events.AlarmInAlarm
	case missing == 0:
		return events.AlarmOK
	case m.Missing == MissingIgnored:
		return now
	case missing == seen:
		return events.AlarmInsufficientData
	}
	return events.AlarmOK
}
