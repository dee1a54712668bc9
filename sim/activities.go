package sim

import (
	"strconv"

	"github.com/seed-11de0fc1/rehearse/fleet"
	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// Activity is a scaling activity in the words of DescribeScalingActivities;
// times in them are left to whoever prints them.
type Activity struct {
	fleet.Activity
	ID, Group     string
	Description   string
	StatusMessage string // empty unless it was cancelled
	Cause         string // follows the time of the start
}

const (
	purposeActivity = 0xac
	purposeToken    = 0x70c
)

// Activities are the scaling activities of the run, in order.
func (w *World) Activities() (list []Activity) {
	for n, a := range w.fleet.Activities() {
		list = append(list, Activity{
			Activity: a, ID: codedeploy.UUID(kernel.NewStream(w.Seed(), uint64(n), purposeActivity)),
			Group: w.fleet.AutoScalingGroup(a.Group).Name, Description: w.activityDescription(&a),
			StatusMessage: w.activityMessage(&a), Cause: w.activityCause(&a),
		})
	}
	return list
}

func (w *World) activityDescription(a *fleet.Activity) string {
	if !a.Launches() {
		return "Terminating EC2 instance: " + w.fleet.ID(a.Instance)
	}
	s := "Launching a new EC2 instance: " + w.fleet.ID(a.Instance)
	if m := w.activityMessage(a); m != "" {
		s += ".  Status Reason: " + m
	}
	return s
}

// activityMessage is why a launch was cancelled; the two texts about lifecycle
// actions are those of CD-6.6.
func (w *World) activityMessage(a *fleet.Activity) string {
	how := ""
	switch a.Reason {
	case fleet.NoReason:
		return ""
	case fleet.BecameUnhealthy:
		return "Instance became unhealthy while waiting for instance to be in InService state. Termination Reason: Client.UserInitiatedShutdown: User initiated shutdown"
	case fleet.AbandonSaid:
		how = "Lifecycle Action Completed with ABANDON Result"
	case fleet.AbandonTimed:
		how = "Heartbeat Timeout"
	}
	token := codedeploy.UUID(kernel.NewStream(w.Seed(), w.fleet.Key(a.Instance), purposeToken))
	return "Instance failed to complete user's Lifecycle Action: Lifecycle Action with token " + token + " was abandoned: " + how
}

func (w *World) activityCause(a *fleet.Activity) string {
	from, to := strconv.Itoa(a.From), strconv.Itoa(a.To)
	switch {
	case a.Launches():
		return "an instance was started in response to a difference between desired and actual capacity, increasing the capacity from " + from + " to " + to + "."
	case a.Why == fleet.FailsCheck:
		return "an instance was taken out of service in response to an EC2 health check indicating it has been terminated or stopped."
	case a.Why == fleet.FailsELBCheck:
		return "an instance was taken out of service in response to an ELB system health check failure."
	case a.Why == fleet.ByRequest:
		return "instance " + w.fleet.ID(a.Instance) + " was taken out of service in response to a user request."
	}
	return "an instance was taken out of service in response to a difference between desired and actual capacity, shrinking the capacity from " + from + " to " + to + "."
}
