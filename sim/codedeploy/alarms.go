package codedeploy

import (
	"slices"
	"unicode/utf8"

	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
	"github.com/seed-11de0fc1/rehearse/sim/rules"
)

// Alarms that stop deployments: CD-6.1 to 6.3, CD-5.8.

// AlarmConfig is an alarmConfiguration. It never changes.
type AlarmConfig struct {
	Enabled           bool
	IgnorePollFailure bool // ignorePollAlarmFailure
	Alarms            []AlarmRef
}

// AlarmRef names an alarm.
type AlarmRef struct {
	Name  string
	Alarm int32 // of the fleet; None: there is no such alarm, so that its state can not be read
}

// Activated is an alarm that stopped a deployment.
type Activated struct {
	Name     string
	Unread   bool // its state could not be read
	readings kernel.RecordNo
}

// Reading is what the service reads of an alarm.
type Reading struct {
	State    events.AlarmState
	Readable bool
	Trigger  bool // it stopped the deployment that this one rolls back, and has not changed since
}

// AlarmDecisions decide about alarms.
type AlarmDecisions struct {
	// PollEvery is how often alarms are read.
	PollEvery func() kernel.Time `rule:"CD-6.1"`
	// AlarmEnds is the status of a deployment that an alarm stops.
	AlarmEnds func() events.DeploymentStatus `rule:"CD-6.1"`
	// Halts says whether what was read of an alarm stops the deployment.
	Halts func(c *AlarmConfig, r Reading) bool `rule:"CD-6.2"`
	// OverrideAlarms is what counts of a request and its group.
	OverrideAlarms func(request, group *AlarmConfig) *AlarmConfig `rule:"CD-6.2"`
	// LiveAlarms is what counts of a group as it was when the deployment was
	// created and as it is.
	LiveAlarms func(created, now *AlarmConfig) *AlarmConfig `rule:"CD-1.14"`
	// RefuseAlarms is why a configuration is refused, if it is.
	RefuseAlarms func(c *AlarmConfig) events.Exception `rule:"CD-6.3"`
	// Ignores says whether a rollback ignores an alarm that triggered it.
	Ignores func(r Reading) bool `rule:"CD-5.8"`
}

var awsAlarms = AlarmDecisions{
	PollEvery:      func() kernel.Time { return 10 * kernel.Second },
	AlarmEnds:      func() events.DeploymentStatus { return events.DeploymentStopped },
	Halts:          halts,
	OverrideAlarms: overrideAlarms,
	LiveAlarms:     func(_, now *AlarmConfig) *AlarmConfig { return now },
	RefuseAlarms:   refuseAlarms,
	Ignores:        func(r Reading) bool { return r.Trigger },
}

// halts: the state ALARM, and one that can not be read unless that is ignored;
// no other, and nothing at all if the list is not enabled. CD-6.2
func halts(c *AlarmConfig, r Reading) bool {
	switch {
	case !c.Enabled:
		return false
	case !r.Readable:
		return !c.IgnorePollFailure
	}
	return r.State == events.AlarmInAlarm
}

// overrideAlarms: a deployment's own setting replaces the group's. CD-6.2
func overrideAlarms(request, group *AlarmConfig) *AlarmConfig {
	if request != nil {
		return request
	}
	return group
}

// maxAlarms is how many alarms a configuration can list, and maxAlarmName how
// long a name can be. CD-6.3
const (
	maxAlarms    = 10
	maxAlarmName = 255
)

// refuseAlarms: up to ten names, none empty or twice; an enabled list has one.
// CD-6.3
func refuseAlarms(c *AlarmConfig) events.Exception {
	for i, a := range c.Alarms {
		if a.Name == "" || utf8.RuneCountInString(a.Name) > maxAlarmName {
			return events.InvalidAlarmConfig
		}
		for _, earlier := range c.Alarms[:i] {
			if earlier.Name == a.Name {
				return events.InvalidAlarmConfig
			}
		}
	}
	switch {
	case c.Enabled && len(c.Alarms) == 0:
		return events.InvalidAlarmConfig
	case len(c.Alarms) > maxAlarms:
		return events.AlarmsLimitExceeded
	}
	return events.NoException
}

// alarmsOf are the alarms that count for a deployment now, nil for none.
// CD-1.14, CD-6.2
func (s *Service) alarmsOf(d *deployment) *AlarmConfig {
	return s.d.OverrideAlarms(d.alarms, s.d.LiveAlarms(d.settings.Alarms, s.groups[d.group].settings.Alarms))
}

// alarmed are the alarms that stop a deployment now. CD-6.1, CD-5.8
func (s *Service) alarmed(d *deployment) (list []Activated) {
	c := s.alarmsOf(d)
	if c == nil {
		return nil
	}
	for _, ref := range c.Alarms {
		r, last := s.readAlarm(d, ref)
		if s.d.Halts(c, r) && !s.d.Ignores(r) {
			list = append(list, Activated{ref.Name, !r.Readable, last})
		}
	}
	return list
}

// readAlarm reads an alarm for a deployment; last is the record of its latest
// change.
func (s *Service) readAlarm(d *deployment, ref AlarmRef) (r Reading, last kernel.RecordNo) {
	if ref.Alarm != None {
		r.State, r.Readable, last = s.fleet.AlarmState(ref.Alarm)
	}
	if d.rollbackOf != None {
		trigger := &s.deployments[d.rollbackOf]
		stopped := func(a Activated) bool { return a.Name == ref.Name }
		r.Trigger = trigger.code == events.AlarmActive && last < trigger.stopNo && slices.ContainsFunc(trigger.activated, stopped)
	}
	return r, last
}

// stopOnAlarm stops a deployment if an alarm wants that; the latest change of
// those alarms is the cause. CD-6.1
func (s *Service) stopOnAlarm(n int32) bool {
	d := &s.deployments[n]
	d.activated = s.alarmed(d)
	if d.activated == nil {
		return false
	}
	cause := kernel.RecordNo(0)
	for _, a := range d.activated {
		cause = max(cause, a.readings)
	}
	if cause == 0 {
		cause = d.last // there never was such an alarm
	}
	s.stopNow(n, events.AlarmActive, cause)
	return true
}

// watchAlarms arranges for the next poll of a deployment that is under way, if
// there is anything to read. CD-6.1
func (s *Service) watchAlarms(n int32) {
	d := &s.deployments[n]
	c := s.alarmsOf(d)
	if d.polling || !d.begun || c == nil || len(c.Alarms) == 0 {
		return
	}
	d.polling = true
	every := s.d.PollEvery()
	polls := (s.k.Now()-d.started)/every + 1
	s.k.Schedule(d.started+polls*every, kernel.Decide, events.AlarmsPolled, uint32(n), 0)
}

// pollAlarms reads the alarms of a deployment. One of which all is over but the
// verdict is not stopped any more.
func (s *Service) pollAlarms(n int32) {
	d := &s.deployments[n]
	d.polling = false
	if d.heedsAlarms() && !s.stopOnAlarm(n) {
		s.watchAlarms(n)
	}
}

// heedsAlarms says whether an alarm can still stop a deployment: it is neither
// over, but for the verdict, nor stopped already.
func (d *deployment) heedsAlarms() bool {
	judged := d.deciding && d.InProgress == 0 && d.Pending == 0 && d.stage == events.NoStage
	return d.begun && !d.status.Final() && d.stopping == events.NoError && !judged
}

// SparePolls leaves out the polls that would find no alarm, as nothing comes of
// them, and brings back those that would find one now, as late as they can be:
// in a search, nobody knows when the last one was. CD-6.1
func (s *Service) SparePolls() {
	for n := s.past; n < int32(len(s.deployments)); n++ {
		d := &s.deployments[n]
		finds := d.heedsAlarms() && s.alarmed(d) != nil
		if finds && !d.polling {
			s.k.Schedule(s.k.Now()+s.d.PollEvery(), kernel.Decide, events.AlarmsPolled, uint32(n), 0)
		}
		d.polling = finds
	}
}

// setAlarmState is SetAlarmState of CloudWatch.
func (s *Service) setAlarmState(c *Call, cause kernel.RecordNo) Answer {
	s.fleet.SetAlarm(s.k, c.Alarm, c.AlarmState, cause)
	return Answer{Deployment: None}
}

// stopCause is the rule behind a stop: by an alarm that is active, by one that
// can not be read, or by hand.
func (d *deployment) stopCause(code events.ErrorCode) kernel.Rule {
	active := func(a Activated) bool { return !a.Unread }
	switch {
	case code != events.AlarmActive:
		return rules.CD_6_4
	case slices.ContainsFunc(d.activated, active):
		return rules.CD_6_1
	}
	return rules.CD_6_2
}
