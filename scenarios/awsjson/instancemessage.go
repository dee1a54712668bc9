package awsjson

import (
	"slices"

	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// InstanceMessage is what CodeDeploy publishes about an instance. CD-11.2
type InstanceMessage struct {
	Region           string `json:"region"`
	AccountID        string `json:"accountId"`
	EventTriggerName string `json:"eventTriggerName"`
	DeploymentID     string `json:"deploymentId"`
	InstanceID       string `json:"instanceId"`
	LastUpdatedAt    string `json:"lastUpdatedAt"`
	InstanceStatus   string `json:"instanceStatus"`
	LifecycleEvents  string `json:"lifecycleEvents"`
}

// targetTriggers are the events of triggers that a target which reaches a
// status sets off.
var targetTriggers = map[events.TargetStatus]codedeploy.TriggerEvent{
	events.TargetInProgress: codedeploy.InstanceStart, events.TargetReady: codedeploy.InstanceReady,
	events.TargetSucceeded: codedeploy.InstanceSuccess, events.TargetFailed: codedeploy.InstanceFailure,
}

// publishedTargets are the statuses of instances in messages.
var publishedTargets = map[events.TargetStatus]string{
	events.TargetInProgress: "IN_PROGRESS", events.TargetReady: "READY", events.TargetSucceeded: "SUCCEEDED", events.TargetFailed: "FAILED",
}

// step is a lifecycle event of a target as far as it got.
type step struct {
	event      events.LifecycleEvent
	status     events.LifecycleStatus
	start, end kernel.Time
}

// messageEvent is a lifecycle event in a message.
type messageEvent struct {
	LifecycleEvent, LifecycleEventStatus string
	StartTime, EndTime                   string `json:",omitempty"`
}

// step remembers how far the lifecycle events of a target got, if any trigger
// may ask for it.
func (n *Notices) step(r events.Record) {
	if n.steps == nil {
		return
	}
	list, e := n.steps[r.Index()], r.LifecycleEvent()
	at := slices.IndexFunc(list, func(s step) bool { return s.event == e })
	if at < 0 {
		at, list = len(list), append(list, step{event: e, status: events.LifecycleInProgress, start: r.At, end: -1})
		if r.Kind == events.EventEnded {
			list[at].start = -1 // it ended before an agent took it up
		}
	}
	if r.Kind == events.EventEnded {
		list[at].status, list[at].end = r.Outcome().Status, r.At
	}
	n.steps[r.Index()] = list
}

func (n *Notices) instanceMessage(d sim.Deployment, i uint32, r events.Record, s events.TargetStatus, trigger string) InstanceMessage {
	return InstanceMessage{
		Region: n.region, AccountID: n.account, EventTriggerName: trigger, DeploymentID: d.ID, InstanceID: n.instanceARN(i),
		LastUpdatedAt: inWords(r.At), InstanceStatus: publishedTargets[s], LifecycleEvents: inString(n.lifecycle(r.Index(), s)),
	}
}

// lifecycle lists the lifecycle events of a target that has reached a status.
func (n *Notices) lifecycle(t uint32, s events.TargetStatus) []messageEvent {
	rest := events.LifecyclePending
	if s == events.TargetFailed {
		rest = events.LifecycleSkipped // CD-1.8
	}
	list := []messageEvent{}
	for e := range events.LifecycleEvents {
		if !n.w.CodeDeploy().Occurs(t, e) {
			continue
		}
		out := messageEvent{LifecycleEvent: e.String(), LifecycleEventStatus: rest.String()}
		for _, done := range n.steps[t] {
			if done.event == e {
				out = done.message()
			}
		}
		list = append(list, out)
	}
	return list
}

func (s step) message() messageEvent {
	m := messageEvent{LifecycleEvent: s.event.String(), LifecycleEventStatus: s.status.String()}
	if s.start >= 0 {
		m.StartTime = inWords(s.start)
	}
	if s.end >= 0 {
		m.EndTime = inWords(s.end)
	}
	return m
}
