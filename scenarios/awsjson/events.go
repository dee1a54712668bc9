package awsjson

import (
	"strings"

	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// What EventBridge is told: CD-11.1.

// Event is an event of the source aws.codedeploy.
type Event struct {
	Version    string   `json:"version"`
	ID         string   `json:"id"`
	DetailType string   `json:"detail-type"`
	Source     string   `json:"source"`
	Account    string   `json:"account"`
	Time       string   `json:"time"`
	Region     string   `json:"region"`
	Resources  []string `json:"resources"`
	Detail     Detail   `json:"detail"`
}

// Detail is the detail of an event, with an instanceId if it is about an
// instance.
type Detail struct {
	Region          string `json:"region"`
	DeploymentID    string `json:"deploymentId"`
	InstanceID      string `json:"instanceId,omitempty"`
	InstanceGroupID string `json:"instanceGroupId"`
	DeploymentGroup string `json:"deploymentGroup"`
	State           string `json:"state"`
	Application     string `json:"application"`
}

// deploymentStates are the states that EventBridge hears of when a deployment
// reaches a status; Created and Baking have none.
var deploymentStates = map[events.DeploymentStatus]string{
	events.DeploymentQueued: "QUEUED", events.DeploymentInProgress: "START", events.DeploymentReady: "READY",
	events.DeploymentSucceeded: "SUCCESS", events.DeploymentFailed: "FAILURE", events.DeploymentStopped: "STOP",
}

// targetStates are the same for targets; a skipped one is not reported.
var targetStates = map[events.TargetStatus]string{
	events.TargetInProgress: "START", events.TargetReady: "READY", events.TargetSucceeded: "SUCCESS", events.TargetFailed: "FAILURE",
}

func (n *Notices) deploymentEvent(d sim.Deployment, at kernel.Time, state string) *Event {
	e := n.event(d, "", at, state)
	e.DetailType = "CodeDeploy Deployment State-change Notification"
	e.Resources = []string{n.applicationARN(d), n.groupARN(d)}
	return e
}

func (n *Notices) targetEvent(d sim.Deployment, i uint32, at kernel.Time, state string) *Event {
	e := n.event(d, n.w.Fleet().ID(i), at, state)
	e.DetailType = "CodeDeploy Instance State-change Notification"
	e.Resources = []string{n.instanceARN(i), n.groupARN(d), n.applicationARN(d)}
	return e
}

func (n *Notices) event(d sim.Deployment, instance string, at kernel.Time, state string) *Event {
	return &Event{
		Version: "0", ID: n.w.EventID(d.ID, instance, state), Source: "aws.codedeploy", Account: n.account,
		Time: timestamp(at)[:len("2026-01-01T00:00:00")] + "Z", Region: n.region,
		Detail: Detail{Region: n.region, DeploymentID: d.ID, InstanceID: instance, InstanceGroupID: n.w.GroupID(d.Group),
			DeploymentGroup: d.GroupName, State: state, Application: d.Application},
	}
}

func (n *Notices) applicationARN(d sim.Deployment) string {
	return n.arn("codedeploy", "application:"+d.Application)
}

func (n *Notices) groupARN(d sim.Deployment) string {
	return n.arn("codedeploy", "deploymentgroup:"+d.Application+"/"+d.GroupName)
}

// instanceARN is that of EC2, or of CodeDeploy for an on-premises host.
func (n *Notices) instanceARN(i uint32) string {
	service := "ec2"
	if f := n.w.Fleet(); f.Groups()[f.GroupOf(i)].OnPremises {
		service = "codedeploy"
	}
	return n.arn(service, "instance/"+n.w.Fleet().ID(i))
}

func (n *Notices) arn(service, resource string) string {
	partition := "aws"
	switch {
	case strings.HasPrefix(n.region, "cn-"):
		partition = "aws-cn"
	case strings.HasPrefix(n.region, "us-gov-"):
		partition = "aws-us-gov"
	}
	return "arn:" + partition + ":" + service + ":" + n.region + ":" + n.account + ":" + resource
}
