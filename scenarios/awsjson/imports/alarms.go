package imports

// CloudWatch alarms that deployment groups list, in the state that AWS printed.

import (
	"github.com/seed-11de0fc1/rehearse/scenarios/source"
)

var alarmList = mappingOf(map[string]*shape{
	"enabled": aValue, "ignorePollAlarmFailure": aValue, "alarms": listOf(mappingOf(map[string]*shape{"name": aWord}))})

// alarm is an alarm that describe-alarms prints.
type alarm struct{ node, name *source.Node }

func (a *account) metricAlarm(n *source.Node) {
	if name := a.named(n, "AlarmName"); name != nil {
		a.alarms = put(a, a.alarms, alarm{n, name}, func(old alarm) bool { return old.name.Text == name.Text },
			func(x alarm) *source.Node { return x.node }, "the alarm "+name.Text)
	}
}

// withoutIdleAlarms leaves out an alarm configuration that AWS prints where none
// is in use.
func withoutIdleAlarms(entries []source.Entry) (kept []source.Entry) {
	for _, e := range entries {
		if e.Key.Text != "alarmConfiguration" || !saysNothing(e.Value) {
			kept = append(kept, e)
		}
	}
	return kept
}

// heed adds the alarms of a configuration to those of the scenario.
func (d *draft) heed(configuration *source.Node) {
	for _, item := range d.list(configuration, "alarms") {
		name := get(item, "name")
		if name == nil || name.Kind != source.Scalar || d.heeds(name.Text) {
			continue
		}
		heeded := alarm{nil, name}
		for _, described := range d.alarms {
			if described.name.Text == name.Text {
				heeded = described
			}
		}
		if heeded.node == nil {
			d.Notef(name.Position, "add what `aws cloudwatch describe-alarms` prints", "the alarm %s is not described; it is taken to be OK", name.Text)
		}
		d.heeded = append(d.heeded, heeded)
	}
}

func (d *draft) heeds(name string) bool {
	for _, x := range d.heeded {
		if x.name.Text == name {
			return true
		}
	}
	return false
}

// alarmEntries makes the entries of the alarms that groups list.
func (d *draft) alarmEntries() (list []*source.Node) {
	for _, x := range d.heeded {
		path := []string{"alarms", number(len(list))}
		made := newBlock()
		made.Position = x.name.Position
		made.add("AlarmName", at(x.name, x.name.Text))
		if state := get(x.node, "StateValue"); state != nil {
			made.add("StateValue", state)
		} else {
			d.comment(path, "Unknown: its state; it is taken to be OK.")
		}
		if text(x.node, "StateValue") == "ALARM" {
			d.comment(path, "It was active when this was printed, and so lets no deployment begin that lists it.")
		} else {
			d.comment(path, "It stays as it is. To let it go off: states: [{at: 2m, StateValue: ALARM}]")
		}
		if metric := text(x.node, "MetricName"); metric != "" {
			d.comment(path, "At AWS it measures "+metric+" of "+text(x.node, "Namespace")+"; here it can measure errorShare, hostsInService or latency.")
		}
		list = append(list, made.Node)
	}
	return list
}
