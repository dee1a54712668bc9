package awsjson

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"

	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// What the topics of triggers are told: CD-11.2. The User Guide shows messages
// with objects in them and times in seconds. Messages about deployments that
// were really sent hold these objects as JSON in a string, times in words and
// statuses in capitals, and so do ours; none about an instance was seen, so
// those are made alike. A stop is ABORTED by what programs compare with.

// Publication is a message that a trigger sends to its topic.
type Publication struct {
	TopicARN     string `json:"topicArn"`
	TriggerEvent string `json:"triggerEvent"`
	Message      any    `json:"message"` // a DeploymentMessage or InstanceMessage
}

// DeploymentMessage is what CodeDeploy publishes about a deployment.
type DeploymentMessage struct {
	Region              string  `json:"region"`
	AccountID           string  `json:"accountId"`
	EventTriggerName    string  `json:"eventTriggerName"`
	ApplicationName     string  `json:"applicationName"`
	DeploymentID        string  `json:"deploymentId"`
	DeploymentGroupName string  `json:"deploymentGroupName"`
	CreateTime          string  `json:"createTime"`
	CompleteTime        *string `json:"completeTime"`
	DeploymentOverview  string  `json:"deploymentOverview,omitempty"`
	Status              string  `json:"status"`
	ErrorInformation    string  `json:"errorInformation,omitempty"`
	RollbackInformation string  `json:"rollbackInformation,omitempty"`
}

// deploymentTriggers are the events of triggers that a deployment which reaches
// a status sets off. What DeploymentRollback tells of is the rollback, when it
// begins.
func deploymentTriggers(d sim.Deployment, s events.DeploymentStatus) []codedeploy.TriggerEvent {
	switch s {
	case events.DeploymentCreated:
		return []codedeploy.TriggerEvent{codedeploy.DeploymentStart}
	case events.DeploymentInProgress:
		if d.Creator == events.ByRollback {
			return []codedeploy.TriggerEvent{codedeploy.DeploymentRollback}
		}
	case events.DeploymentReady:
		return []codedeploy.TriggerEvent{codedeploy.DeploymentReady}
	case events.DeploymentSucceeded:
		return []codedeploy.TriggerEvent{codedeploy.DeploymentSuccess}
	case events.DeploymentFailed:
		return []codedeploy.TriggerEvent{codedeploy.DeploymentFailure}
	case events.DeploymentStopped:
		return []codedeploy.TriggerEvent{codedeploy.DeploymentStop}
	}
	return nil
}

var publishedStatuses = map[events.DeploymentStatus]string{
	events.DeploymentCreated: "CREATED", events.DeploymentInProgress: "IN_PROGRESS", events.DeploymentReady: "READY",
	events.DeploymentSucceeded: "SUCCEEDED", events.DeploymentFailed: "FAILED", events.DeploymentStopped: "ABORTED",
}

// publish sends a message to the topics of all triggers of a group that wait
// for an event.
func (n *Notices) publish(group int32, e codedeploy.TriggerEvent, message func(trigger string) any) {
	for _, t := range n.triggers[group] {
		if slices.Contains(t.Events, e) {
			n.send(Notice{SNS: &Publication{t.Target, e.String(), message(t.Name)}})
		}
	}
}

func (n *Notices) deploymentMessage(d sim.Deployment, r events.Record, s events.DeploymentStatus, trigger string) DeploymentMessage {
	m := DeploymentMessage{
		Region: n.region, AccountID: n.account, EventTriggerName: trigger, ApplicationName: d.Application, DeploymentID: d.ID,
		DeploymentGroupName: d.GroupName, CreateTime: inWords(d.Created), Status: publishedStatuses[s],
	}
	switch {
	case s.Final():
		done := inWords(r.At)
		m.CompleteTime, m.DeploymentOverview = &done, overview(d.Succeeded, d.Failed, d.Skipped, 0)
	case s == events.DeploymentInProgress:
		m.DeploymentOverview = overview(0, 0, 0, int(r.A))
	}
	if s.Final() && s != events.DeploymentSucceeded {
		m.ErrorInformation = inString(struct{ ErrorCode, ErrorMessage string }{d.Code.String(), n.w.DeploymentMessage(d)})
		m.RollbackInformation = "{}"
	}
	if d.RollbackOfID != "" {
		m.RollbackInformation = inString(struct{ RollbackMessage, RollbackTriggeringDeploymentId string }{
			"Deployment " + d.ID + " is triggered to roll back deployment " + d.RollbackOfID + ".", d.RollbackOfID})
	}
	return m
}

// overview counts targets, as a string.
func overview(succeeded, failed, skipped, pending int) string {
	return inString(struct{ Succeeded, Failed, Skipped, InProgress, Pending int }{succeeded, failed, skipped, 0, pending})
}

// inString is a value as JSON, to stand in a string.
func inString(v any) string {
	var b bytes.Buffer
	printer := json.NewEncoder(&b)
	printer.SetEscapeHTML(false)
	_ = printer.Encode(v) // plain structs: it can not fail
	return strings.TrimSuffix(b.String(), "\n")
}

var (
	days   = [...]string{"Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"} // of the week, from 2026-01-01 on
	months = [...]string{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"}
)

// inWords prints a time as messages have it: Thu Jan 01 00:01:10 UTC 2026.
func inWords(t kernel.Time) string {
	day := int(t / kernel.Day)
	_, month, _ := date(day)
	stamp := timestamp(t)
	return days[day%7] + " " + months[month-1] + " " + stamp[8:10] + " " + stamp[11:19] + " UTC " + stamp[:4]
}
