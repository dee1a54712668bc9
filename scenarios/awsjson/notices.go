package awsjson

import (
	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
	"github.com/seed-11de0fc1/rehearse/sim/rules"
)

// Notice is one thing that is told while deployments go on, under the key of
// who is told it: EventBridge, or the topic of a trigger. Beneath the key is
// what AWS sends. CD-11.1, CD-11.2
type Notice struct {
	EventBridge *Event       `json:"eventBridge,omitempty"`
	SNS         *Publication `json:"sns,omitempty"`
}

// Notices makes notices of the records of a run while they pass. It reads the
// journal, and of the view only what does not change any more.
type Notices struct {
	w               *sim.World
	account, region string
	send            func(Notice)
	triggers        [][]codedeploy.Trigger // of each group at present
	call            uint32                 // the input of the latest call
	steps           map[uint32][]step      // lifecycle events of targets in progress
	begun           map[uint32]bool        // deployments whose START was told before they had targets
}

// NewNotices returns the notices of a world that has not run yet, in an account
// and a Region. Let it observe the journal at level all; send takes each notice.
func NewNotices(w *sim.World, account, region string, send func(Notice)) *Notices {
	n := &Notices{w: w, account: account, region: region, send: send, begun: map[uint32]bool{}}
	told := false
	for g := range w.Setup().CodeDeploy.Groups {
		list := w.CodeDeploy().Group(int32(g)).Settings.Triggers
		n.triggers, told = append(n.triggers, list), told || len(list) > 0
	}
	for i := range w.Setup().Inputs {
		call := w.Setup().Inputs[i].Call
		told = told || call != nil && len(call.Update.Triggers) > 0
	}
	if told {
		n.steps = map[uint32][]step{}
	}
	return n
}

// Observe takes the records of a run in order, in any number of pieces.
func (n *Notices) Observe(rows []kernel.Record) {
	for _, row := range rows {
		n.observe(events.Record(row))
	}
}

// observe takes one record. The order is that of the journal: a target ends
// before its deployment, and a deployment fails before its rollback is made.
func (n *Notices) observe(r events.Record) {
	switch r.Kind {
	case events.CallMade:
		n.call = r.Index()
	case events.GroupUpdated:
		if u := n.w.Setup().Inputs[n.call].Call.Update; u.Triggers != nil {
			n.triggers[r.Index()] = u.Triggers // CD-1.14
		}
	case events.GroupDeleted, events.ApplicationGone:
		n.triggers[r.Index()] = nil
	case events.DeploymentMade:
		n.deployment(r, events.DeploymentCreated)
	case events.DeploymentBegun:
		if !n.begun[r.Index()] {
			n.deployment(r, events.DeploymentInProgress)
		}
	case events.StageBegun:
		if events.Stage(r.A) == events.Provisioning { // a copy is launched first (CD-3.3)
			n.begun[r.Index()] = true
			n.deployment(r, events.DeploymentInProgress)
		}
	case events.DeploymentEnded:
		n.deployment(r, r.Status())
	case events.DeploymentQueuedUp:
		n.deployment(r, events.DeploymentQueued)
	case events.DeploymentWaits:
		if events.Stage(r.A) == events.WaitingToReroute {
			n.deployment(r, events.DeploymentReady)
		}
	case events.TargetStarted:
		n.target(r, events.TargetInProgress)
	case events.TargetReadied:
		n.target(r, events.TargetReady)
	case events.TargetResumed:
		if r.Rule != rules.CD_3_7 { // a replacement that was Ready has started before
			n.target(r, events.TargetInProgress)
		}
	case events.TargetEnded:
		n.target(r, r.TargetStatus())
	case events.EventStarted, events.EventEnded:
		n.step(r)
	}
}

// deployment tells that a deployment has reached a status.
func (n *Notices) deployment(r events.Record, s events.DeploymentStatus) {
	d := n.w.DeploymentAt(int32(r.Index()))
	if state := deploymentStates[s]; state != "" {
		n.send(Notice{EventBridge: n.deploymentEvent(d, r.At, state)})
	}
	for _, e := range deploymentTriggers(d, s) {
		n.publish(d.Group, e, func(trigger string) any { return n.deploymentMessage(d, r, s, trigger) })
	}
}

// target tells that a target has reached a status.
func (n *Notices) target(r events.Record, s events.TargetStatus) {
	t := n.w.CodeDeploy().Target(r.Index())
	if t.Instance == codedeploy.NoInstance {
		return // there is no instance to speak of
	}
	d := n.w.DeploymentAt(t.Deployment)
	if state := targetStates[s]; state != "" {
		n.send(Notice{EventBridge: n.targetEvent(d, t.Instance, r.At, state)})
	}
	if e, ok := targetTriggers[s]; ok {
		n.publish(d.Group, e, func(trigger string) any { return n.instanceMessage(d, t.Instance, r, s, trigger) })
	}
	if s != events.TargetInProgress && s != events.TargetReady {
		delete(n.steps, r.Index())
	}
}
