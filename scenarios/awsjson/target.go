package awsjson

import (
	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/events"
)

// Target is a deploymentTarget as BatchGetDeploymentTargets prints it.
type Target struct {
	DeploymentTargetType string          `json:"deploymentTargetType"`
	InstanceTarget       *InstanceTarget `json:"instanceTarget,omitempty"`
	LambdaTarget         *LambdaTarget   `json:"lambdaTarget,omitempty"`
	ECSTarget            *ECSTarget      `json:"ecsTarget,omitempty"`
}

// InstanceTarget is a host as a target; name is the scenario's.
type InstanceTarget struct {
	DeploymentID    string           `json:"deploymentId"`
	TargetID        string           `json:"targetId"`
	TargetARN       string           `json:"targetArn"`
	Name            string           `json:"name"`
	Status          string           `json:"status"`
	LastUpdatedAt   string           `json:"lastUpdatedAt"`
	LifecycleEvents []LifecycleEvent `json:"lifecycleEvents"`
	InstanceLabel   string           `json:"instanceLabel,omitempty"` // Blue or Green (CD-3.14)
}

// LifecycleEvent is a lifecycle event; scripts and function are ours.
type LifecycleEvent struct {
	LifecycleEventName string       `json:"lifecycleEventName"`
	Status             string       `json:"status"`
	StartTime          string       `json:"startTime,omitempty"`
	EndTime            string       `json:"endTime,omitempty"`
	Diagnostics        *Diagnostics `json:"diagnostics,omitempty"`
	Scripts            []Script     `json:"scripts,omitempty"`
	Function           string       `json:"function,omitempty"`
}

// Diagnostics say how an event ended (CD-1.9).
type Diagnostics struct {
	ErrorCode  string `json:"errorCode"`
	ScriptName string `json:"scriptName"`
	Message    string `json:"message"`
	LogTail    string `json:"logTail"`
}

// Script is a script that ran.
type Script struct {
	Location  string `json:"location"`
	Revision  string `json:"revision"`
	StartTime string `json:"startTime"`
	EndTime   string `json:"endTime,omitempty"`
	ExitCode  *int64 `json:"exitCode"` // null if it did not end by itself
}

func target(w *sim.World, d sim.Deployment, t *sim.Target, place string) Target {
	list := []LifecycleEvent{}
	for i := range t.Events {
		list = append(list, lifecycleEvent(w, t, &t.Events[i]))
	}
	switch {
	case t.Lambda != nil:
		return Target{DeploymentTargetType: "LambdaTarget", LambdaTarget: lambdaTarget(d, t, list, place)}
	case t.ECS != nil:
		return Target{DeploymentTargetType: "ECSTarget", ECSTarget: ecsTarget(d, t, list, place)}
	}
	return Target{DeploymentTargetType: "InstanceTarget", InstanceTarget: &InstanceTarget{
		DeploymentID: d.ID, TargetID: t.InstanceID, TargetARN: instanceARN(w, t, place), Name: t.Name, Status: t.Status.String(), LastUpdatedAt: timestamp(t.Updated),
		LifecycleEvents: list, InstanceLabel: t.Course.Label(),
	}}
}

// instanceARN names a host: EC2's instances as EC2 does, on-premises ones as
// CodeDeploy.
func instanceARN(w *sim.World, t *sim.Target, place string) string {
	service := "ec2"
	if w.Fleet().Groups()[w.Fleet().GroupOf(t.Instance)].OnPremises {
		service = "codedeploy"
	}
	return "arn:aws:" + service + ":" + place + ":instance/" + t.InstanceID
}

func lifecycleEvent(w *sim.World, t *sim.Target, e *sim.LifecycleEvent) LifecycleEvent {
	out := LifecycleEvent{LifecycleEventName: e.Event.String(), Status: e.Status.String(), Function: e.Function}
	if e.Started {
		out.StartTime = timestamp(e.Start)
	}
	if e.Status == events.LifecycleSucceeded || e.Status == events.LifecycleFailed {
		out.EndTime = timestamp(e.End)
		out.Diagnostics = &Diagnostics{ErrorCode: e.Outcome.Code.String(), Message: w.Message(t, e), LogTail: w.LogTail(e)}
		out.Diagnostics.ScriptName = w.FailedScript(e).Location
	}
	for _, s := range e.Scripts {
		out.Scripts = append(out.Scripts, script(s))
	}
	return out
}

func script(s sim.ScriptRun) Script {
	out := Script{Location: s.Location, Revision: s.Revision, StartTime: timestamp(s.Start)}
	if s.Ended || s.End > 0 {
		out.EndTime = timestamp(s.End)
	}
	if s.Ended {
		out.ExitCode = &s.ExitCode
	}
	return out
}
