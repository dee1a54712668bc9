package fleet

import (
	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// CloudWatch alarms: what state they are in, and whether it can be read (CD-6.1,
// CD-6.2).

// An Alarm is a CloudWatch alarm. Its state changes as States say, by
// SetAlarmState, and by its Metric if it has one.
type Alarm struct {
	Name       string
	State      events.AlarmState // at time 0
	States     []AlarmTurn
	Unreadable []Outage
	Metric     *Metric // nil: its state follows no metric
}

// An AlarmTurn is a change of an alarm's state at a time.
type AlarmTurn struct {
	At    kernel.Time
	State events.AlarmState
}

// An Outage lasts from a time up to, but not including, another; a To of 0 means
// for ever.
type Outage struct{ From, To kernel.Time }

// alarm is the state of an alarm.
type alarm struct {
	state  events.AlarmState
	hidden int             // outages under way
	last   kernel.RecordNo // the record of its latest change
	window window
}

// sound makes the alarms at time 0 and schedules what becomes of them.
func (f *Fleet) sound(k *kernel.Kernel) {
	for a := range f.setup.Alarms {
		set, subject := &f.setup.Alarms[a], uint32(a)
		f.alarms = append(f.alarms, alarm{})
		if set.State != events.AlarmOK {
			k.Schedule(0, kernel.Settle, events.AlarmTurns, subject, uint32(set.State))
		}
		for _, turn := range set.States {
			k.Schedule(turn.At, kernel.Settle, events.AlarmTurns, subject, uint32(turn.State))
		}
		for _, outage := range set.Unreadable {
			k.Schedule(outage.From, kernel.Settle, events.AlarmHides, subject, 0)
			if outage.To > 0 {
				k.Schedule(outage.To, kernel.Settle, events.AlarmShows, subject, 0)
			}
		}
		if set.Metric != nil {
			f.measure(k, a)
		}
	}
}

// Alarms is how many alarms there are.
func (f *Fleet) Alarms() int { return len(f.alarms) }

// Alarm is what alarm a was made from.
func (f *Fleet) Alarm(a int32) *Alarm { return &f.setup.Alarms[a] }

// AlarmState is the state of alarm a, and the record of its latest change, 0 for
// none; it is not readable during an outage.
func (f *Fleet) AlarmState(a int32) (state events.AlarmState, readable bool, last kernel.RecordNo) {
	x := &f.alarms[a]
	return x.state, x.hidden == 0, x.last
}

// SetAlarm gives alarm a a state.
func (f *Fleet) SetAlarm(k *kernel.Kernel, a int32, state events.AlarmState, cause kernel.RecordNo) {
	x := &f.alarms[a]
	if x.state == state {
		return
	}
	before := x.state
	x.state = state
	x.last = k.Record(events.AlarmChanged, events.About(events.Alarm, uint32(a)), cause, 0, int64(state), int64(before))
}

// stepAlarm applies an event of an alarm.
func (f *Fleet) stepAlarm(k *kernel.Kernel, e events.Event) {
	a := e.Alarm()
	switch e.Kind() {
	case events.AlarmTurns:
		f.SetAlarm(k, a, e.AlarmState(), 0)
	case events.AlarmHides:
		f.hide(k, a, 1, events.AlarmHidden)
	case events.AlarmShows:
		f.hide(k, a, -1, events.AlarmShown)
	case events.AlarmEvaluates:
		f.evaluate(k, a)
	}
}

// hide begins or ends an outage of alarm a; one inside another changes nothing.
func (f *Fleet) hide(k *kernel.Kernel, a int32, by int, kind kernel.Kind) {
	x := &f.alarms[a]
	was := x.hidden > 0
	x.hidden += by
	if was != (x.hidden > 0) {
		x.last = k.Record(kind, events.About(events.Alarm, uint32(a)), 0, 0, 0, 0)
	}
}
