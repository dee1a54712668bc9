package question

import (
	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
	"github.com/seed-11de0fc1/rehearse/sim/events"
)

// The error code with which the deployment ends: kind 2.
var statusReason = &Kind{
	Number: 2, Name: "status-reason", Form: Word, Family: "the reasons for which the service ends a deployment",
	Subjects: once(func(c *Case) bool {
		d := c.asked()
		return over(c) && d.Platform == codedeploy.Server && d.Status != events.DeploymentSucceeded
	}),
	Ask: always("Which code does errorInformation of deployment 1 have in the end?"),
	Domain: func(*Case, Subject) []string {
		return []string{"HEALTH_CONSTRAINTS", "HEALTH_CONSTRAINTS_INVALID", "NO_INSTANCES", "ALARM_ACTIVE", "MANUAL_STOP", "TIMEOUT", "none"}
	},
	Answer: func(r *Run, _ Subject) Answer {
		d, ok := r.first()
		switch {
		case !ok:
			return nil
		case d.Code == events.NoError:
			return Answer{"none"}
		}
		return Answer{d.Code.String()}
	},
}
