package codedeploy

import (
	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
	"github.com/seed-11de0fc1/rehearse/sim/rules"
)

var alarmMutants = []Mutant{
	{"X-CD-alarm-each-minute", rules.CD_6_1, func(d *Decisions) { d.PollEvery = func() kernel.Time { return kernel.Minute } }, ""},
	{"M-CD-72", rules.CD_6_1, func(d *Decisions) { d.AlarmEnds = func() events.DeploymentStatus { return events.DeploymentFailed } }, ""},
	{"M-CD-73", rules.CD_6_2, func(d *Decisions) { d.Halts = passesUnreadable }, ""},
	{"X-CD-poll-failure-stops", rules.CD_6_2, func(d *Decisions) { d.Halts = neverPassesUnreadable }, ""},
	{"X-CD-insufficient-data", rules.CD_6_2, func(d *Decisions) { d.Halts = haltsUnlessOK }, ""},
	{"X-CD-alarms-disabled", rules.CD_6_2, func(d *Decisions) { d.Halts = haltsDisabled }, ""},
	{"X-CD-group-alarms", rules.CD_6_2, func(d *Decisions) { d.OverrideAlarms = groupAlarms }, ""},
	{"X-CD-frozen-alarms", rules.CD_1_14, func(d *Decisions) { d.LiveAlarms = func(created, _ *AlarmConfig) *AlarmConfig { return created } }, ""},
	{"X-CD-fifty-alarms", rules.CD_6_3, func(d *Decisions) { d.RefuseAlarms = refuseFewAlarms }, ""},
	{"X-CD-rollback-heeds-alarm", rules.CD_5_8, func(d *Decisions) { d.Ignores = func(Reading) bool { return false } }, ""},
}

// M-CD-73: a state that can not be read stops nothing.
func passesUnreadable(c *AlarmConfig, r Reading) bool { return r.Readable && halts(c, r) }

// A state that can not be read always stops.
func neverPassesUnreadable(c *AlarmConfig, r Reading) bool {
	return c.Enabled && !r.Readable || halts(c, r)
}

// Whatever is not OK stops.
func haltsUnlessOK(c *AlarmConfig, r Reading) bool {
	return halts(c, r) || c.Enabled && r.State != events.AlarmOK
}

// A list that is not enabled still stops.
func haltsDisabled(c *AlarmConfig, r Reading) bool {
	return halts(&AlarmConfig{Enabled: true, IgnorePollFailure: c.IgnorePollFailure}, r)
}

// The alarms of the group can not be overridden.
func groupAlarms(_, group *AlarmConfig) *AlarmConfig { return group }

// Up to fifty alarms are taken.
func refuseFewAlarms(c *AlarmConfig) events.Exception {
	if e := refuseAlarms(c); e != events.AlarmsLimitExceeded || len(c.Alarms) > 50 {
		return e
	}
	return events.NoException
}
