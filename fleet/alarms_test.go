package fleet_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/seed-11de0fc1/rehearse/fleet"
	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// measured is an alarm over two hosts behind a load balancer, minute by minute.
func measured(m fleet.Metric) *fleet.Setup {
	s := checked()
	m.Period = kernel.Minute
	if m.Evaluations == 0 {
		m.Evaluations, m.Datapoints = 1, 1
	}
	s.LoadBalancers = s.LoadBalancers[:1]
	s.Alarms = []fleet.Alarm{{Name: "alarm", Metric: &m}}
	return s
}

// changes are the times and states of an alarm.
func changes(t *testing.T, s *fleet.Setup, faults map[kernel.Time]fleet.Fault) (list []string) {
	k := kernel.New(1, kernel.Limits{})
	k.Journal().SetLevel(kernel.All)
	f := fleet.New(k, s)
	f.Perform(k, 0, 10, 100, 0)
	f.Perform(k, 1, 20, 300, 0)
	for minute := range kernel.Time(10) {
		k.Schedule(minute*kernel.Minute, kernel.Settle, events.InputDue, uint32(minute), 0)
	}
	for e, ok, _ := k.Next(); ok; e, ok, _ = k.Next() {
		if f.Step(k, events.Event(e)); e.Kind() != events.InputDue {
			continue
		}
		if fault, ok := faults[kernel.Time(events.Event(e).Input())]; ok {
			f.Strike(k, &fault, 0)
		}
	}
	for _, r := range k.Journal().Records() {
		if r.Kind == events.AlarmChanged {
			list = append(list, fmt.Sprintf("%v %v", r.At, events.AlarmState(r.A)))
		}
	}
	return list
}

// What an alarm measures is the average over each of its periods. A host that
// does not answer fails what it is sent, until its health checks have failed.
func TestMetrics(t *testing.T) {
	stop := func(hosts ...uint32) fleet.Fault {
		return fleet.Fault{Kind: fleet.Reboot, Instances: hosts, For: 2 * kernel.Minute}
	}
	for _, test := range []struct {
		name   string
		metric fleet.Metric
		faults map[kernel.Time]fleet.Fault
		want   string
	}{
		{"15 % of requests fail", fleet.Metric{Threshold: 15}, nil, "[1m0s ALARM]"},
		{"and no more", fleet.Metric{Threshold: 15, Comparison: fleet.GreaterThanThreshold}, nil, "[]"},
		{"web-1 fails all for 20 s of a minute: (20·120 + 40·20) / 80 = 40 %", fleet.Metric{Threshold: 40},
			map[kernel.Time]fleet.Fault{3: stop(0)}, "[4m0s ALARM 5m0s OK]"},
		{"an answer takes 200 ms", fleet.Metric{Measure: fleet.AnswerLatency, Threshold: 200, Comparison: fleet.LessThanOrEqualToThreshold}, nil, "[1m0s ALARM]"},
		{"without web-1 300 ms", fleet.Metric{Measure: fleet.AnswerLatency, Threshold: 300}, map[kernel.Time]fleet.Fault{3: stop(0)}, "[4m0s ALARM 6m0s OK]"},
		{"both hosts serve", fleet.Metric{Measure: fleet.HostsServing, Threshold: 2, Comparison: fleet.LessThanThreshold},
			map[kernel.Time]fleet.Fault{3: stop(0)}, "[4m0s ALARM 7m0s OK]"},
		{"two of three periods", fleet.Metric{Measure: fleet.HostsServing, Threshold: 2, Comparison: fleet.LessThanThreshold, Evaluations: 3, Datapoints: 2},
			map[kernel.Time]fleet.Fault{3: stop(0)}, "[5m0s ALARM 8m0s OK]"},
		{"without requests there is no value", fleet.Metric{Threshold: 90}, map[kernel.Time]fleet.Fault{3: stop(0, 1)}, "[4m0s ALARM 5m0s INSUFFICIENT_DATA 6m0s OK]"},
		{"which may be ignored", fleet.Metric{Threshold: 90, Missing: fleet.MissingIgnored}, map[kernel.Time]fleet.Fault{3: stop(0, 1)}, "[4m0s ALARM 6m0s OK]"},
		{"or breach", fleet.Metric{Threshold: 101, Missing: fleet.MissingBreaching}, map[kernel.Time]fleet.Fault{3: stop(0, 1)}, "[5m0s ALARM 6m0s OK]"},
		{"or not", fleet.Metric{Threshold: 90, Missing: fleet.MissingNotBreaching}, map[kernel.Time]fleet.Fault{3: stop(0, 1)}, "[4m0s ALARM 5m0s OK]"},
	} {
		if got := fmt.Sprint(changes(t, measured(test.metric), test.faults)); got != test.want {
			t.Errorf("%s: %s, want %s", test.name, got, test.want)
		}
	}
}

// Alarms that measure do not keep a run going.
func TestMetricsEnd(t *testing.T) {
	s := measured(fleet.Metric{Threshold: 101})
	s.Alarms = append(s.Alarms, s.Alarms[0])
	k := kernel.New(1, kernel.Limits{})
	f := fleet.New(k, s)
	k.Schedule(150*kernel.Second, kernel.Settle, events.InputDue, 0, 0)
	drain(t, k, f, kernel.Day)
	if k.Now() != 3*kernel.Minute || k.Pending() != 0 {
		t.Errorf("the alarms measure until %v, %d events are left", k.Now(), k.Pending())
	}
}

// A state, an outage, a second one inside it; forks have their own.
func TestAlarmStates(t *testing.T) {
	s := &fleet.Setup{Alarms: []fleet.Alarm{{
		Name: "a", State: events.AlarmInAlarm, States: []fleet.AlarmTurn{{At: kernel.Second}, {At: 2 * kernel.Second}},
		Unreadable: []fleet.Outage{{From: 3 * kernel.Second}, {From: 4 * kernel.Second, To: 5 * kernel.Second}},
	}}}
	k := kernel.New(1, kernel.Limits{})
	k.Journal().SetLevel(kernel.All)
	f, fork := fleet.New(k, s), new(fleet.Fleet)
	drain(t, k, f, kernel.Millisecond)
	fork.CopyFrom(f)
	drain(t, k, f, kernel.Day)
	var got []string
	for _, r := range k.Journal().Records() {
		got = append(got, fmt.Sprint(r.At, " ", events.RecordName(r.Kind)))
	}
	if want := []string{"0s AlarmChanged", "1s AlarmChanged", "3s AlarmHidden"}; !slices.Equal(got, want) {
		t.Errorf("CD-6.2: %q, want %q", got, want)
	}
	if state, readable, last := f.AlarmState(0); state != events.AlarmOK || readable || last != 3 {
		t.Errorf("CD-6.2: %v, readable %v, record %d", state, readable, last)
	}
	if state, readable, _ := fork.AlarmState(0); state != events.AlarmInAlarm || !readable {
		t.Error("a fork shares the alarms of the original")
	}
}
