package scenarios

import (
	"strings"

	"github.com/seed-11de0fc1/rehearse/scenarios/source"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// Alarm is a CloudWatch alarm, as DescribeAlarms prints it, with what becomes of
// it: states at times, or something of the traffic that it measures.
type Alarm struct {
	_ struct{} `aws:"yes" ignored:"AlarmArn AlarmDescription AlarmConfigurationUpdatedTimestamp ActionsEnabled OKActions AlarmActions InsufficientDataActions StateReason StateReasonData StateUpdatedTimestamp StateTransitionedTimestamp EvaluationState MetricName Namespace Statistic ExtendedStatistic Dimensions Unit EvaluateLowSampleCountPercentile ThresholdMetricId Metrics"`

	Pos Pos
	// Its name, which alarm configurations list.
	AlarmName Name `key:"AlarmName" is:"required"`
	// Its state at time 0; OK if absent.
	StateValue string `key:"StateValue" enum:"@alarmState"`
	// The states that it takes later.
	States []AlarmTurn `key:"states" is:"ours"`
	// When its state can not be read (CD-6.2).
	Unreadable []AlarmOutage `key:"unreadable" is:"one,ours"`
	// What it measures of the traffic, averaged over a period: the per cent of requests that fail, hosts in service, or the milliseconds that answers take; nothing if absent.
	Measures string `key:"measures" is:"ours" enum:"errorShare hostsInService latency"`
	// What the values of its periods are compared with, a whole number.
	Threshold *Threshold `key:"Threshold" range:"0..10000000"`
	// How a value compares with the threshold if it is to count for the alarm.
	ComparisonOperator string `key:"ComparisonOperator" enum:"GreaterThanOrEqualToThreshold GreaterThanThreshold LessThanThreshold LessThanOrEqualToThreshold"`
	// The seconds of a period: 10, 20, 30 or a multiple of 60; 60 if absent.
	Period *int64 `key:"Period" range:"10..3600"`
	// How many periods it looks at; 1 if absent.
	EvaluationPeriods *int64 `key:"EvaluationPeriods" range:"1..64"`
	// How many of these must count for the alarm; all if absent.
	DatapointsToAlarm *int64 `key:"DatapointsToAlarm" range:"1..64"`
	// What a period without requests counts as; missing if absent.
	TreatMissingData string `key:"TreatMissingData" enum:"missing ignore breaching notBreaching"`
}

// AlarmTurn is a state that an alarm takes.
type AlarmTurn struct {
	// When, after the start of the scenario.
	At kernel.Time `key:"at" is:"required"`
	// The state.
	StateValue string `key:"StateValue" is:"required" enum:"@alarmState"`
}

// AlarmOutage is a time in which the state of an alarm can not be read.
type AlarmOutage struct {
	// From when, after the start of the scenario.
	From kernel.Time `key:"from"`
	// Until when; for ever if absent.
	To *kernel.Time `key:"to"`
}

// Threshold is a whole number, which AWS prints with a point and a nought.
type Threshold int64

func (t *Threshold) readNode(d *decoder, n *source.Node) {
	whole := *n
	if n.Kind == source.Scalar && n.Style == source.Plain {
		whole.Text = strings.TrimSuffix(n.Text, ".0")
	}
	*t = Threshold(d.Int(&whole, 0, 10_000_000))
}

// the largest thresholds: a per cent, and a minute in milliseconds.
var largestThreshold = map[string]Threshold{"errorShare": 100, "latency": 60_000, "hostsInService": 10_000_000}

func (a *Alarm) validate(d *decoder, o object) {
	for i := range a.Unreadable {
		if to := a.Unreadable[i].To; to != nil && *to <= a.Unreadable[i].From {
			d.Errorf(o.get("unreadable").Position, "let `to` be later", "an outage that ends before it begins")
		}
	}
	if a.Measures == "" {
		return
	}
	switch period := orElse(a.Period, 60); {
	case a.Threshold == nil || a.ComparisonOperator == "":
		d.Errorf(o.Position, "add Threshold and ComparisonOperator", "an alarm that measures something compares it with nothing")
	case *a.Threshold > largestThreshold[a.Measures]:
		d.Errorf(o.get("Threshold").Position, "", "a threshold that %s never reaches", a.Measures)
	case period%60 != 0 && period != 10 && period != 20 && period != 30:
		d.Errorf(o.get("Period").Position, "write 10, 20, 30 or a multiple of 60", "no period of CloudWatch has %d seconds", period)
	case a.DatapointsToAlarm != nil && *a.DatapointsToAlarm > orElse(a.EvaluationPeriods, 1):
		d.Errorf(o.get("DatapointsToAlarm").Position, "look at more EvaluationPeriods", "more periods must breach than are looked at")
	case orElse(a.EvaluationPeriods, 1)*period > 86_400:
		d.Errorf(o.Position, "use fewer or shorter periods", "an alarm that looks at more than a day")
	}
}

// AlarmConfiguration is which alarms stop deployments, and when (CD-6.1 to 6.3).
type AlarmConfiguration struct {
	_ struct{} `aws:"yes"`

	Pos Pos
	// Whether alarms stop deployments at all.
	Enabled bool `key:"enabled"`
	// Whether deployments go on when the state of an alarm can not be read.
	IgnorePollAlarmFailure bool `key:"ignorePollAlarmFailure"`
	// The alarms, up to ten.
	Alarms []AlarmName `key:"alarms"`
}

// AlarmName names an alarm.
type AlarmName struct {
	_ struct{} `aws:"yes"`

	// An AlarmName of alarms; the state of any other can not be read.
	Name Name `key:"name" is:"required"`
}

// SetAlarmState is the request of that call of CloudWatch.
type SetAlarmState struct {
	_ struct{} `aws:"yes" ignored:"StateReason StateReasonData"`

	// The alarm.
	AlarmName Name `key:"AlarmName" is:"required"`
	// The state that it takes, until it measures something else.
	StateValue string `key:"StateValue" is:"required" enum:"@alarmState"`
}
