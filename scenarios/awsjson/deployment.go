package awsjson

import (
	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
	"github.com/seed-11de0fc1/rehearse/sim/events"
)

// Deployment is a deployment: AWS's two shapes, and our plan beside them.
type Deployment struct {
	DeploymentInfo    DeploymentInfo `json:"deploymentInfo"`
	DeploymentTargets []Target       `json:"deploymentTargets"`
	Plan              *Plan          `json:"plan,omitempty"` // Server
}

// Plan is what the configuration came to for this deployment (CD-2.2, CD-2.3).
type Plan struct {
	Targets             int `json:"targets"`
	MinimumHealthyHosts int `json:"minimumHealthyHosts"`
	Width               int `json:"width"`
}

// DeploymentInfo is what GetDeployment prints.
type DeploymentInfo struct {
	ApplicationName               string              `json:"applicationName"`
	DeploymentGroupName           string              `json:"deploymentGroupName"`
	DeploymentConfigName          string              `json:"deploymentConfigName"`
	DeploymentID                  string              `json:"deploymentId"`
	PreviousRevision              *Revision           `json:"previousRevision,omitempty"`
	Revision                      Revision            `json:"revision"`
	Status                        string              `json:"status"`
	ErrorInformation              *ErrorInformation   `json:"errorInformation,omitempty"`
	CreateTime                    string              `json:"createTime"`
	StartTime                     string              `json:"startTime,omitempty"`
	CompleteTime                  string              `json:"completeTime,omitempty"`
	DeploymentOverview            map[string]int      `json:"deploymentOverview"`
	Description                   string              `json:"description,omitempty"`
	Creator                       string              `json:"creator"`
	IgnoreApplicationStopFailures bool                `json:"ignoreApplicationStopFailures"`
	AutoRollbackConfiguration     AutoRollback        `json:"autoRollbackConfiguration"`
	UpdateOutdatedInstancesOnly   bool                `json:"updateOutdatedInstancesOnly"`
	RollbackInfo                  *RollbackInfo       `json:"rollbackInfo,omitempty"`
	DeploymentStyle               DeploymentStyle     `json:"deploymentStyle"`
	BlueGreen                     *BlueGreen          `json:"blueGreenDeploymentConfiguration,omitempty"`
	TargetInstances               *TargetInstances    `json:"targetInstances,omitempty"`
	LoadBalancerInfo              *LoadBalancers      `json:"loadBalancerInfo,omitempty"`
	OverrideAlarmConfiguration    *AlarmConfiguration `json:"overrideAlarmConfiguration,omitempty"`
	InstanceTerminationWait       bool                `json:"instanceTerminationWaitTimeStarted"`
	FileExistsBehavior            string              `json:"fileExistsBehavior"`
	DeploymentMode                string              `json:"deploymentMode,omitempty"`
	ComputePlatform               string              `json:"computePlatform"`
	RelatedDeployments            *RelatedDeployments `json:"relatedDeployments,omitempty"`
}

// Revision is a revisionLocation; ours stand in S3 under their names, as
// archives, or as AppSpec files for Lambda and ECS.
type Revision struct {
	RevisionType string     `json:"revisionType"`
	S3Location   S3Location `json:"s3Location"`
}

// S3Location is where a revision stands.
type S3Location struct {
	Bucket     string `json:"bucket"`
	Key        string `json:"key"`
	BundleType string `json:"bundleType"`
}

// ErrorInformation says why a deployment failed or stopped (CD-1.10).
type ErrorInformation struct {
	Code    string `json:"code"`
	Message string `json:"message"`
}

// RollbackInfo links a deployment and its rollback (CD-5.5).
type RollbackInfo struct {
	RollbackDeploymentID           string `json:"rollbackDeploymentId,omitempty"`
	RollbackTriggeringDeploymentID string `json:"rollbackTriggeringDeploymentId,omitempty"`
	RollbackMessage                string `json:"rollbackMessage,omitempty"`
}

// AutoRollback is an autoRollbackConfiguration.
type AutoRollback struct {
	Enabled bool     `json:"enabled"`
	Events  []string `json:"events"`
}

// DeploymentStyle is a deploymentStyle.
type DeploymentStyle struct {
	DeploymentType   string `json:"deploymentType"`
	DeploymentOption string `json:"deploymentOption"`
}

// deployment prints a deployment; place is the Region and the account in ARNs.
func deployment(w *sim.World, d sim.Deployment, place string) Deployment {
	out := Deployment{DeploymentInfo: info(w, d), DeploymentTargets: []Target{}}
	if d.Platform == codedeploy.Server {
		out.Plan = &Plan{Targets: d.Planned, MinimumHealthyHosts: d.Minimum, Width: max(0, d.Planned-d.Minimum)}
	}
	for _, t := range w.Targets(d) {
		out.DeploymentTargets = append(out.DeploymentTargets, target(w, d, &t, place))
	}
	return out
}

func info(w *sim.World, d sim.Deployment) DeploymentInfo {
	out := DeploymentInfo{
		ApplicationName: d.Application, DeploymentGroupName: d.GroupName, DeploymentConfigName: d.ConfigName, DeploymentID: d.ID,
		Revision: revision(d.Application, d.RevisionName, d.Platform), PreviousRevision: previous(w, d), Status: d.Status.String(),
		CreateTime: timestamp(d.Created), Description: d.Description, Creator: d.Creator.String(), IgnoreApplicationStopFailures: d.IgnoreStopFailures,
		DeploymentOverview:        overviewOf(d),
		AutoRollbackConfiguration: rollback(d.Rollback), UpdateOutdatedInstancesOnly: d.OutdatedOnly, RollbackInfo: link(w, d), RelatedDeployments: related(w, d),
		DeploymentStyle: style(d.Settings, d.BlueGreen), BlueGreen: blueGreen(d.Settings.BlueGreen, d.Platform), TargetInstances: targetInstances(d.Replacements),
		LoadBalancerInfo: loadBalancers(w, d.Settings), OverrideAlarmConfiguration: alarms(d.Alarms),
		InstanceTerminationWait: d.Terminating, FileExistsBehavior: fileExists(d.FileExists), ComputePlatform: d.Platform.String(),
	}
	if d.Begun {
		out.StartTime = timestamp(d.Started)
	}
	if d.Status.Final() {
		out.CompleteTime = timestamp(d.Ended)
	}
	if d.Code != events.NoError {
		out.ErrorInformation = &ErrorInformation{d.Code.String(), w.DeploymentMessage(d)}
	}
	if d.Restart {
		out.DeploymentMode = "RESTART"
	}
	return out
}

// overviewOf counts targets by status; that of Lambda and ECS is null while the
// deployment runs. CD-1.7
func overviewOf(d sim.Deployment) map[string]int {
	if d.Platform != codedeploy.Server && !d.Status.Final() {
		return nil
	}
	return map[string]int{"Pending": d.Pending, "InProgress": d.InProgress, "Succeeded": d.Succeeded,
		"Failed": d.Failed, "Skipped": d.Skipped, "Ready": d.Ready}
}

func revision(application, name string, p codedeploy.Platform) Revision {
	bundle := "zip"
	if p != codedeploy.Server {
		bundle = "YAML"
	}
	return Revision{"S3", S3Location{Bucket: application, Key: name, BundleType: bundle}}
}

// previous is the revision that was last deployed with success before (CD-12.6).
func previous(w *sim.World, d sim.Deployment) *Revision {
	for n := d.Index - 1; n >= 0; n-- {
		p := w.DeploymentAt(n)
		if p.Group == d.Group && !p.Lone && p.Status == events.DeploymentSucceeded {
			r := revision(p.Application, p.RevisionName, p.Platform)
			return &r
		}
	}
	return nil
}

func link(w *sim.World, d sim.Deployment) *RollbackInfo {
	message := w.RollbackMessage(d)
	if message == "" {
		return nil
	}
	return &RollbackInfo{d.RolledBackByID, d.RollbackOfID, message}
}

func rollback(r codedeploy.AutoRollback) AutoRollback {
	out := AutoRollback{Enabled: r.Enabled, Events: []string{}}
	for _, e := range []struct {
		on   bool
		name string
	}{{r.OnFailure, "DEPLOYMENT_FAILURE"}, {r.OnAlarm, "DEPLOYMENT_STOP_ON_ALARM"}, {r.OnStop, "DEPLOYMENT_STOP_ON_REQUEST"}} {
		if e.on {
			out.Events = append(out.Events, e.name)
		}
	}
	return out
}

func style(s *codedeploy.Settings, blueGreen bool) DeploymentStyle {
	style := DeploymentStyle{"IN_PLACE", "WITHOUT_TRAFFIC_CONTROL"}
	if s.TrafficControl || blueGreen {
		style.DeploymentOption = "WITH_TRAFFIC_CONTROL"
	}
	if s.BlueGreenType || blueGreen {
		style.DeploymentType = "BLUE_GREEN"
	}
	if s.BlueGreenType {
		style.DeploymentType = "BLUE_GREEN"
	}
	return style
}

func fileExists(f codedeploy.FileExists) string {
	switch f {
	case codedeploy.Overwrite:
		return "OVERWRITE"
	case codedeploy.Retain:
		return "RETAIN"
	}
	return "DISALLOW"
}
