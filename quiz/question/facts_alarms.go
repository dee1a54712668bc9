package question

import (
	"fmt"
	"strings"

	"github.com/seed-11de0fc1/rehearse/fleet"
	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
)

// What stems tell of alarms.

// untoldAlarm says whether no fact tells what an alarm does.
func untoldAlarm(a fleet.Alarm) bool { return a.Metric != nil || len(a.Unreadable) > 0 }

// alarmFacts tell which alarms the group lists and what becomes of them.
func alarmFacts(c *Case) []string {
	list := c.Setup.CodeDeploy.Groups[c.asked().Group].Settings.Alarms
	if list == nil {
		return nil
	}
	var told []string
	for _, ref := range list.Alarms {
		told = append(told, ref.Name+" "+alarmStory(c, ref.Alarm))
	}
	enabled := "enabled"
	if !list.Enabled {
		enabled = "not enabled"
	}
	text := fmt.Sprintf("The alarms of the group are %s: %s. They are read every 10s.", enabled, strings.Join(told, "; "))
	if list.IgnorePollFailure {
		text += " ignorePollAlarmFailure is set."
	}
	return []string{text}
}

// alarmStory is what becomes of an alarm.
func alarmStory(c *Case, alarm int32) string {
	if alarm == codedeploy.None {
		return "does not exist"
	}
	a := &c.Setup.Fleet.Alarms[alarm]
	text := "is " + a.State.String()
	for _, turn := range a.States {
		text += fmt.Sprintf(", at %s %s", turn.At, turn.State)
	}
	return text
}
