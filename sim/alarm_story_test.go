package sim_test

import (
	"strings"
	"testing"

	"github.com/seed-11de0fc1/rehearse/fleet"
	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// alarmed lists alarms in the group, where deployments take a while: each of its
// hosts waits for half a minute in BeforeInstall.
func alarmed(s *sim.Setup, alarms ...fleet.Alarm) *codedeploy.AlarmConfig {
	hook(s, 1, events.BeforeInstall, takes(30*kernel.Second))
	return heeds(s, alarms...)
}

// heeds lists alarms in the group.
func heeds(s *sim.Setup, alarms ...fleet.Alarm) *codedeploy.AlarmConfig {
	s.Fleet.Alarms = alarms
	c := &codedeploy.AlarmConfig{Enabled: true}
	for a := range alarms {
		c.Alarms = append(c.Alarms, codedeploy.AlarmRef{Name: alarms[a].Name, Alarm: int32(a)})
	}
	s.CodeDeploy.Groups[0].Settings.Alarms = c
	return c
}

// turns is an alarm that changes its state at times.
func turns(name string, states ...fleet.AlarmTurn) fleet.Alarm {
	return fleet.Alarm{Name: name, States: states}
}

func alarm(at kernel.Time) fleet.AlarmTurn {
	return fleet.AlarmTurn{At: at, State: events.AlarmInAlarm}
}

func setAlarm(a int32, state events.AlarmState) sim.Input {
	return sim.Input{Call: &codedeploy.Call{Op: codedeploy.OpSetAlarmState, Alarm: a, AlarmState: state}}
}

// updateAlarms is UpdateDeploymentGroup of the alarms.
func updateAlarms(c *codedeploy.AlarmConfig) sim.Input {
	return sim.Input{Call: &codedeploy.Call{Op: codedeploy.OpUpdateDeploymentGroup,
		Update: codedeploy.SettingsUpdate{Config: none, Alarms: c}}}
}

// named makes a list of alarms that do not exist.
func named(enabled bool, names ...string) *codedeploy.AlarmConfig {
	c := &codedeploy.AlarmConfig{Enabled: enabled}
	for _, name := range names {
		c.Alarms = append(c.Alarms, codedeploy.AlarmRef{Name: name, Alarm: none})
	}
	return c
}

// onAlarm lets a stop by an alarm be rolled back, and nothing else.
func onAlarm(s *sim.Setup) {
	s.CodeDeploy.Groups[0].Settings.Rollback = codedeploy.AutoRollback{Enabled: true, OnAlarm: true}
}

// The message names every alarm that stopped the deployment, and the cause is
// the record of the latest of them.
func TestStoppedByAlarms(t *testing.T) {
	s := base()
	c := alarmed(s, turns("errors", alarm(12*kernel.Second)), turns("latency"), turns("hosts", alarm(15*kernel.Second)))
	c.Alarms = append(c.Alarms, codedeploy.AlarmRef{Name: "later", Alarm: none})
	c.IgnorePollFailure = true
	w := sim.New(s)
	w.Journal().SetLevel(kernel.All)
	if err := w.Run(); err != nil {
		t.Fatal(err)
	}
	d, _ := w.Deployment(1)
	message := w.DeploymentMessage(d)
	if !strings.HasSuffix(message, "Activated alarms: <errors>, <hosts>") {
		t.Errorf("CD-6.1: the message is %q", message)
	}
	chain := w.Why(w.Latest(1, 0, false))
	if len(chain) != 3 || chain[0].Kind != events.DeploymentEnded || chain[2].Kind != events.AlarmChanged || w.Subject(chain[2]) != "hosts" {
		t.Errorf("CD-6.1: the cause of the stop is %v", chain)
	}
	if text := w.Describe(chain[2]); text != "alarm goes from OK to ALARM" {
		t.Error(text)
	}
}

func init() {
	stories = append(stories, []story{
		{"an alarm is seen at the next poll, and the running event may end (CD-6.1, CD-6.5)", "X-CD-alarm-each-minute M-CD-72", func(s *sim.Setup) {
			s.Fleet.Groups[0].Count = 2
			s.CodeDeploy.Groups[0].Settings.Config = 0
			s.CodeDeploy.Groups[0].Settings.Rollback = codedeploy.AutoRollback{Enabled: true, OnFailure: true, OnStop: true}
			alarmed(s, turns("errors", alarm(11*kernel.Second)))
		}, `
1 prod v2 Stopped ALARM_ACTIVE waves [1] end 34s
web-1 v1 Unhealthy Current 2 archives
web-2 v1 Healthy Current 1 archives`},
		{"an alarm that is active already stops a deployment before its first event (CD-6.1)", "", func(s *sim.Setup) {
			alarmed(s, fleet.Alarm{Name: "errors", State: events.AlarmInAlarm})
		}, `
1 prod v2 Stopped ALARM_ACTIVE waves [] end 0s
web-1 v1 Healthy Current 1 archives`},
		{"having no host to deploy to comes before an alarm, and that before an invalid minimum (CD-1.15)", "", func(s *sim.Setup) {
			alarmed(s, fleet.Alarm{Name: "errors", State: events.AlarmInAlarm})
			s.CodeDeploy.Groups[0].Settings.Config = 1
			deploy(s, kernel.Minute, 1, func(c *codedeploy.CreateDeployment) { c.OutdatedOnly = true })
			s.CodeDeploy.History[0].Revision = 1
		}, `
1 prod v2 Stopped ALARM_ACTIVE waves [] end 0s
2 prod v2 Failed NO_INSTANCES waves [] end 1m0s
web-1 v2 Healthy Current 1 archives`},
		{"an alarm that is over before the next poll stops nothing (CD-6.1)", "", func(s *sim.Setup) {
			alarmed(s, turns("errors", alarm(11*kernel.Second), fleet.AlarmTurn{At: 19 * kernel.Second, State: events.AlarmOK}))
		}, `
1 prod v2 Succeeded waves [1] end 39s
web-1 v2 Healthy Current 2 archives`},
		{"an alarm at the instant at which the last target ends is too late (CD-6.1)", "", func(s *sim.Setup) {
			alarmed(s, turns("errors", alarm(40*kernel.Second)))
			hook(s, 1, events.AfterInstall, takes(kernel.Second))
		}, `
1 prod v2 Succeeded waves [1] end 40s
web-1 v2 Healthy Current 2 archives`},
		{"an alarm while nothing but a zone's wait is under way stops at once (CD-2.27, CD-6.1)", "", func(s *sim.Setup) {
			s.Fleet.Groups[0].Count, s.Fleet.Groups[0].Zones = 2, []string{"a", "b"}
			s.CodeDeploy.Configs = append(s.CodeDeploy.Configs[:3:3], codedeploy.Config{Name: "zonal", Zonal: &codedeploy.Zonal{
				Min: codedeploy.Minimum{Type: codedeploy.FleetPercent}, FirstMonitor: 5 * kernel.Minute}})
			s.CodeDeploy.Groups[0].Settings.Config = 3
			alarmed(s, turns("errors", alarm(2*kernel.Minute)))
		}, `
1 prod v2 Stopped ALARM_ACTIVE waves [1] end 2m0s
web-1 v2 Healthy Old 2 archives
web-2 v1 Healthy Current 1 archives`},
		{"an alarm that can not be read stops, unless that is ignored (CD-6.2)", "M-CD-73 X-CD-poll-failure-stops", func(s *sim.Setup) {
			c := alarmed(s, fleet.Alarm{Name: "errors", Unreadable: []fleet.Outage{{From: 5 * kernel.Second, To: 15 * kernel.Second}, {From: 8 * kernel.Second, To: 12 * kernel.Second}}})
			ignores := *c
			ignores.IgnorePollFailure = true
			deploy(s, 4*kernel.Second, 1, func(c *codedeploy.CreateDeployment) { c.Group, c.Alarms = 1, &ignores })
			another := s.CodeDeploy.Groups[0]
			another.Name = "another"
			s.CodeDeploy.Groups = append(s.CodeDeploy.Groups[:1:1], another)
			deploy(s, kernel.Minute, 1, nil)
		}, `
1 prod v2 Stopped ALARM_ACTIVE waves [1] end 34s
2 another v2 Succeeded waves [1] end 43s
3 prod v2 Succeeded waves [1] end 1m39s
web-1 v2 Healthy Current 3 archives Healthy Current 1 archives`},
		{"an alarm that does not exist can not be read (CD-6.2)", "M-CD-73", func(s *sim.Setup) {
			s.CodeDeploy.Groups[0].Settings.Alarms = named(true, "nobody")
		}, `
1 prod v2 Stopped ALARM_ACTIVE waves [] end 0s
web-1 v1 Healthy Current 1 archives`},
		{"INSUFFICIENT_DATA stops nothing (CD-6.2)", "X-CD-insufficient-data", func(s *sim.Setup) {
			alarmed(s, fleet.Alarm{Name: "errors", State: events.AlarmInsufficientData})
		}, `
1 prod v2 Succeeded waves [1] end 39s
web-1 v2 Healthy Current 2 archives`},
		{"a list that is not enabled stops nothing (CD-6.2)", "X-CD-alarms-disabled", func(s *sim.Setup) {
			alarmed(s, fleet.Alarm{Name: "errors", State: events.AlarmInAlarm}).Enabled = false
		}, `
1 prod v2 Succeeded waves [1] end 39s
web-1 v2 Healthy Current 2 archives`},
		{"a deployment can override the alarms of its group (CD-6.2)", "X-CD-group-alarms", func(s *sim.Setup) {
			alarmed(s, fleet.Alarm{Name: "errors", State: events.AlarmInAlarm})
			s.Inputs[0].Call.Create.Alarms = &codedeploy.AlarmConfig{}
			deploy(s, kernel.Minute, 1, nil)
		}, `
1 prod v2 Succeeded waves [1] end 39s
2 prod v2 Stopped ALARM_ACTIVE waves [] end 1m0s
web-1 v2 Healthy Current 2 archives`},
		{"the alarms of a group are read as they are at the poll (CD-1.14)", "X-CD-frozen-alarms", func(s *sim.Setup) {
			c := alarmed(s, fleet.Alarm{Name: "errors", State: events.AlarmInAlarm})
			s.CodeDeploy.Groups[0].Settings.Alarms = nil
			at(s, 5*kernel.Second, updateAlarms(c))
		}, `
1 prod v2 Stopped ALARM_ACTIVE waves [1] end 34s
web-1 v1 Unhealthy Current 2 archives`},
		{"how alarms are refused (CD-6.3)", "X-CD-fifty-alarms", func(s *sim.Setup) {
			for _, c := range []*codedeploy.AlarmConfig{
				named(true), named(false), named(true, "a", "b", "a"), named(false, ""), named(false, strings.Repeat("x", 256)),
				named(false, "a", "b", "c", "d", "e", "f", "g", "h", "i", "j"), named(false, "a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k"),
			} {
				at(s, kernel.Minute, updateAlarms(c))
			}
			deploy(s, kernel.Hour, 1, func(c *codedeploy.CreateDeployment) { c.Alarms = named(true) })
		}, `
refused: InvalidAlarmConfigException
refused: InvalidAlarmConfigException
refused: InvalidAlarmConfigException
refused: InvalidAlarmConfigException
refused: AlarmsLimitExceededException
refused: InvalidAlarmConfigException
1 prod v2 Succeeded waves [1] end 9s
web-1 v2 Healthy Current 2 archives`},
		{"the alarm that triggered a rollback does not stop it, but does stop a deployment by hand (CD-5.2, CD-5.8)", "X-CD-rollback-heeds-alarm", func(s *sim.Setup) {
			onAlarm(s)
			alarmed(s, turns("errors", alarm(5*kernel.Second)))
			deploy(s, 2*kernel.Minute, 0, nil)
		}, `
1 prod v2 Stopped ALARM_ACTIVE waves [1] end 34s
2 prod v1 Succeeded waves [1] end 43s
3 prod v1 Stopped ALARM_ACTIVE waves [] end 2m0s
4 prod v1 Succeeded waves [1] end 2m9s
web-1 v1 Healthy Current 4 archives`},
		{"an alarm that was over and comes back stops the rollback (CD-5.8)", "", func(s *sim.Setup) {
			onAlarm(s)
			alarmed(s, turns("errors", alarm(5*kernel.Second)))
			hook(s, 0, events.BeforeInstall, takes(30*kernel.Second))
			at(s, 40*kernel.Second, setAlarm(0, events.AlarmOK))
			at(s, 50*kernel.Second, setAlarm(0, events.AlarmInAlarm))
		}, `
1 prod v2 Stopped ALARM_ACTIVE waves [1] end 34s
2 prod v1 Stopped ALARM_ACTIVE waves [1] end 1m8s
web-1 v1 Unhealthy Current 3 archives`},
		{"an alarm that was not the trigger stops the rollback (CD-5.8)", "", func(s *sim.Setup) {
			onAlarm(s)
			alarmed(s, turns("errors", alarm(5*kernel.Second)), turns("latency", alarm(20*kernel.Second)))
		}, `
1 prod v2 Stopped ALARM_ACTIVE waves [1] end 34s
2 prod v1 Stopped ALARM_ACTIVE waves [] end 34s
web-1 v1 Unhealthy Current 2 archives`},
		{"a rollback from alarms that do not exist goes through (CD-5.8, CD-6.2)", "", func(s *sim.Setup) {
			onAlarm(s)
			s.CodeDeploy.Groups[0].Settings.Alarms = named(true, "nobody")
		}, `
1 prod v2 Stopped ALARM_ACTIVE waves [] end 0s
2 prod v1 Succeeded waves [1] end 9s
web-1 v1 Healthy Current 2 archives`},
		{"an alarm after the end stops nothing (CD-6.1)", "", func(s *sim.Setup) {
			onAlarm(s)
			alarmed(s, turns("errors", alarm(kernel.Minute)))
		}, `
1 prod v2 Succeeded waves [1] end 39s
web-1 v2 Healthy Current 2 archives`},
		{"an alarm does not stop what is being stopped by hand (CD-6.4)", "", func(s *sim.Setup) {
			alarmed(s, turns("errors", alarm(15*kernel.Second)))
			at(s, 12*kernel.Second, stop(1, nil))
		}, `
1 prod v2 Stopped MANUAL_STOP waves [1] end 34s
web-1 v1 Unhealthy Current 2 archives`},
		{"an alarm ends the wait for traffic: nothing was moved (CD-3.6, CD-3.13, CD-6.1)", "", func(s *sim.Setup) {
			blueGreen(s, 1).BlueGreen.StopsWhenReady = true
			s.CodeDeploy.Groups[0].Settings.BlueGreen.ReadyWait = kernel.Hour
			onAlarm(s)
			heeds(s, turns("errors", alarm(5*kernel.Minute)))
		}, `
1 prod v2 Stopped ALARM_ACTIVE waves [1] end 5m0s of 1: 0 ok 0 failed 2 skipped
2 prod v1 Succeeded waves [] end 5m0s of 0: 0 ok 0 failed 0 skipped
web-1 v1 Healthy Current 1 archives serves
new-1 v2`},
		{"an alarm after rerouting gives the originals their traffic back (CD-3.13, CD-5.2, CD-6.1)", "", func(s *sim.Setup) {
			blueGreen(s, 1)
			onAlarm(s)
			heeds(s, turns("errors", alarm(5*kernel.Minute)))
		}, `
1 prod v2 Stopped ALARM_ACTIVE waves [1] end 5m0s of 1: 2 ok 0 failed 0 skipped
2 prod v1 Succeeded waves [] end 6m34s of 1: 2 ok 0 failed 0 skipped
web-1 v1 Healthy Current 1 archives serves
new-1 v2`},
		{"an alarm that is active lets no replacement be touched (CD-1.15, CD-6.1)", "", func(s *sim.Setup) {
			blueGreen(s, 1)
			heeds(s, fleet.Alarm{Name: "errors", State: events.AlarmInAlarm})
		}, `
1 prod v2 Stopped ALARM_ACTIVE waves [] end 0s of 1: 0 ok 0 failed 2 skipped
web-1 v1 Healthy Current 1 archives serves
new-1`},
		{"an alarm that is active lets no copy be made (CD-1.15, CD-3.3, CD-6.1)", "", func(s *sim.Setup) {
			copied(s, 1)
			heeds(s, fleet.Alarm{Name: "errors", State: events.AlarmInAlarm})
		}, `
1 prod v2 Stopped ALARM_ACTIVE waves [] end 0s of 1: 0 ok 0 failed 0 skipped
web-1 v1 InService Healthy Current 1 archives serves`},
		{"a rollback ignores the alarm that triggered it, not another one (CD-5.8)", "", func(s *sim.Setup) {
			blueGreen(s, 1)
			onAlarm(s)
			heeds(s, fleet.Alarm{Name: "old", State: events.AlarmInAlarm}, turns("errors", alarm(5*kernel.Minute)))
			s.Inputs[0].Call.Create.Alarms = &codedeploy.AlarmConfig{Enabled: true, Alarms: []codedeploy.AlarmRef{{Name: "errors", Alarm: 1}}}
		}, `
1 prod v2 Stopped ALARM_ACTIVE waves [1] end 5m0s of 1: 2 ok 0 failed 0 skipped
2 prod v1 Stopped ALARM_ACTIVE waves [] end 5m0s of 1: 0 ok 0 failed 2 skipped
web-1 v1 Healthy Current 1 archives
new-1 v2 serves`},
		{"an alarm when the originals are gone is too late (CD-6.1)", "", func(s *sim.Setup) {
			blueGreen(s, 1)
			onAlarm(s)
			heeds(s, turns("errors", alarm(12*kernel.Minute)))
		}, `
1 prod v2 Succeeded waves [1] end 11m43s of 1: 2 ok 0 failed 0 skipped
web-1 v1 terminated
new-1 v2 Healthy Current 1 archives serves`},
	}...)
}
