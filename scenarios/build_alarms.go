package scenarios

import (
	"github.com/seed-11de0fc1/rehearse/fleet"
	"github.com/seed-11de0fc1/rehearse/scenarios/source"
	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

func (b *builder) alarms() {
	for i := range b.s.Alarms {
		a := &b.s.Alarms[i]
		b.define(&b.alarmNames, a.AlarmName)
		made := fleet.Alarm{Name: a.AlarmName.Text, State: alarmState(a.StateValue), Metric: a.metric()}
		for _, turn := range a.States {
			made.States = append(made.States, fleet.AlarmTurn{At: turn.At, State: alarmState(turn.StateValue)})
		}
		for _, outage := range a.Unreadable {
			made.Unreadable = append(made.Unreadable, fleet.Outage{From: outage.From, To: orElse(outage.To, 0)})
		}
		b.setup.Fleet.Alarms = append(b.setup.Fleet.Alarms, made)
	}
}

func alarmState(word string) events.AlarmState {
	state, _ := events.ParseAlarmState(word)
	return state
}

var (
	measures    = map[string]fleet.Measure{"errorShare": fleet.ErrorShare, "hostsInService": fleet.HostsServing, "latency": fleet.AnswerLatency}
	comparisons = map[string]fleet.Comparison{
		"GreaterThanOrEqualToThreshold": fleet.GreaterThanOrEqualToThreshold, "GreaterThanThreshold": fleet.GreaterThanThreshold,
		"LessThanThreshold": fleet.LessThanThreshold, "LessThanOrEqualToThreshold": fleet.LessThanOrEqualToThreshold,
	}
	missing = map[string]fleet.Missing{"missing": fleet.MissingIsMissing, "ignore": fleet.MissingIgnored,
		"breaching": fleet.MissingBreaching, "notBreaching": fleet.MissingNotBreaching}
)

// metric is what the alarm measures, nil for nothing.
func (a *Alarm) metric() *fleet.Metric {
	if a.Measures == "" {
		return nil
	}
	periods := orElse(a.EvaluationPeriods, 1)
	return &fleet.Metric{
		Measure: measures[a.Measures], Comparison: comparisons[a.ComparisonOperator], Threshold: int64(orElse(a.Threshold, 0)),
		Period: kernel.Time(orElse(a.Period, 60)) * kernel.Second, Evaluations: int(periods),
		Datapoints: int(orElse(a.DatapointsToAlarm, periods)), Missing: missing[a.TreatMissingData],
	}
}

// alarmConfig is the setting of a group or of a call. An alarm that does not
// exist is no fault of the scenario: its state can not be read. CD-6.2
func (b *builder) alarmConfig(c *AlarmConfiguration) *codedeploy.AlarmConfig {
	if c == nil {
		return nil
	}
	made := &codedeploy.AlarmConfig{Enabled: c.Enabled, IgnorePollFailure: c.IgnorePollAlarmFailure}
	var missing []Name
	for _, a := range c.Alarms {
		i, known := b.alarmNames.at[a.Name.Text]
		if !known {
			i, missing = codedeploy.None, append(missing, a.Name)
		}
		made.Alarms = append(made.Alarms, codedeploy.AlarmRef{Name: a.Name.Text, Alarm: i})
	}
	if codedeploy.AWS.RefuseAlarms(made) == events.NoException {
		for _, name := range missing {
			b.noAlarm(name)
		}
	}
	return made
}

func (b *builder) noAlarm(name Name) {
	if name.IsZero() || b.faulty["alarms"] {
		return
	}
	fix := "define it under alarms, unless it is meant to be missing"
	if near, ok := source.Suggest(name.Text, b.alarmNames.names); ok {
		fix = "did you mean " + near + "?"
	}
	b.Under("CD-6.2").Notef(name.Pos.Position, fix, "no alarm %q: its state can not be read, which stops deployments unless ignorePollAlarmFailure is set", name.Text)
}

// groupAlarms is the setting of a group at time 0, which AWS must have taken.
// CD-6.3
func (b *builder) groupAlarms(c *AlarmConfiguration, made *codedeploy.AlarmConfig) {
	if made == nil {
		return
	}
	if e := codedeploy.AWS.RefuseAlarms(made); e != events.NoException {
		b.Under("CD-6.3").Errorf(c.Pos.Position, "list one to ten alarms, each once", "AWS refuses these alarms with %s", e)
	}
}

// groupBalancers are the load balancers of a group at time 0. CD-7.1
func (b *builder) groupBalancers(info *LoadBalancerInfo) {
	if info != nil && codedeploy.AWS.TooManyBalancers(len(info.ELBInfoList), len(info.TargetGroupInfoList)) {
		b.Under("CD-7.1").Errorf(info.Pos.Position, "list up to ten of each", "AWS refuses so many load balancers with %s", events.InvalidLoadBalancerInfo)
	}
}
