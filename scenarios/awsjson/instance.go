package awsjson

import (
	"github.com/seed-11de0fc1/rehearse/fleet"
	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
)

// Instance is a host at the end of a run. Healths are those in the first
// deployment group it belongs to.
type Instance struct {
	InstanceID     string `json:"instanceId"`
	Name           string `json:"name"`
	State          string `json:"state"`
	Zone           string `json:"availabilityZone,omitempty"`
	Revision       string `json:"revision"`
	InstanceHealth string `json:"instanceHealth"`
	RevisionHealth string `json:"revisionHealth"`
	InService      bool   `json:"inService"`
	// AutoScalingGroupName and LifecycleState are as DescribeAutoScalingInstances prints them.
	AutoScalingGroupName string   `json:"autoScalingGroupName,omitempty"`
	LifecycleState       string   `json:"lifecycleState,omitempty"`
	Files                []File   `json:"files"`
	Archives             []string `json:"archives"` // deployment ids, oldest first
}

// File is a file on a host and what brought it: a revision, scenario or script.
type File struct {
	Path string `json:"path"`
	From string `json:"from"`
}

func instances(w *sim.World) []Instance {
	list := []Instance{}
	for i := range uint32(w.Fleet().Len()) {
		in := w.Instance(i)
		out := Instance{
			InstanceID: in.ID, Name: in.Name, State: in.State.String(), Zone: in.Zone, Revision: in.Revision,
			AutoScalingGroupName: in.AutoScalingGroup, LifecycleState: in.Lifecycle.String(), InService: in.InService, Files: []File{}, Archives: []string{},
		}
		for n, g := range in.Groups {
			if n == 0 {
				out.InstanceHealth, out.RevisionHealth = g.InstanceHealth.String(), g.RevisionHealth.String()
			}
			out.Archives = append(out.Archives, g.Archives...)
		}
		for _, f := range in.Files {
			out.Files = append(out.Files, File{f.Path, from(w, f)})
		}
		list = append(list, out)
	}
	return list
}

func from(w *sim.World, f fleet.File) string {
	switch f.From {
	case fleet.FromScenario:
		return "scenario"
	case fleet.FromScript:
		return "script"
	}
	return w.Setup().CodeDeploy.Revisions[f.From].Name
}

// DeploymentGroup is what GetDeploymentGroup prints, as far as a run changes
// it.
type DeploymentGroup struct {
	ApplicationName          string              `json:"applicationName"`
	DeploymentGroupID        string              `json:"deploymentGroupId"`
	DeploymentGroupName      string              `json:"deploymentGroupName"`
	DeploymentConfigName     string              `json:"deploymentConfigName"`
	EC2TagFilters            []TagFilter         `json:"ec2TagFilters,omitempty"`
	EC2TagSet                *EC2TagSet          `json:"ec2TagSet,omitempty"`
	OnPremisesTagFilters     []TagFilter         `json:"onPremisesInstanceTagFilters,omitempty"`
	OnPremisesTagSet         *OnPremisesSet      `json:"onPremisesTagSet,omitempty"`
	LoadBalancerInfo         *LoadBalancers      `json:"loadBalancerInfo,omitempty"`
	AlarmConfiguration       *AlarmConfiguration `json:"alarmConfiguration,omitempty"`
	DeploymentStyle          DeploymentStyle     `json:"deploymentStyle"`
	BlueGreen                *BlueGreen          `json:"blueGreenDeploymentConfiguration,omitempty"`
	ECSServices              []ECSService        `json:"ecsServices,omitempty"`
	AutoRollback             AutoRollback        `json:"autoRollbackConfiguration"`
	TriggerConfigurations    []Trigger           `json:"triggerConfigurations,omitempty"`
	TargetRevision           *Revision           `json:"targetRevision,omitempty"`
	LastSuccessfulDeployment *Last               `json:"lastSuccessfulDeployment,omitempty"`
	LastAttemptedDeployment  *Last               `json:"lastAttemptedDeployment,omitempty"`
	ComputePlatform          string              `json:"computePlatform"`

	AutoScalingGroups         []ScalingGroupRef `json:"autoScalingGroups,omitempty"`
	OutdatedInstancesStrategy string            `json:"outdatedInstancesStrategy,omitempty"`
	TerminationHookEnabled    bool              `json:"terminationHookEnabled,omitempty"`
}

// Last is a LastDeploymentInfo.
type Last struct {
	DeploymentID string `json:"deploymentId"`
	Status       string `json:"status"`
	CreateTime   string `json:"createTime"`
	EndTime      string `json:"endTime,omitempty"`
}

func groups(w *sim.World) []DeploymentGroup {
	list := []DeploymentGroup{}
	set := &w.Setup().CodeDeploy
	for g := range set.Groups {
		info := w.CodeDeploy().Group(int32(g))
		if info.Deleted {
			continue
		}
		application, platform := set.Applications[set.Groups[g].Application].Name, set.Applications[set.Groups[g].Application].Platform
		out := DeploymentGroup{
			ApplicationName: application, DeploymentGroupID: w.GroupID(int32(g)), DeploymentGroupName: set.Groups[g].Name,
			DeploymentStyle: style(info.Settings, info.BlueGreen), BlueGreen: blueGreen(info.Settings.BlueGreen, platform), AutoRollback: rollback(info.Settings.Rollback),
			LastSuccessfulDeployment: last(w, info.LastSuccessful), LastAttemptedDeployment: last(w, info.LastAttempted),
			ComputePlatform: platform.String(),
		}
		if info.LastAttempted != codedeploy.None {
			r := revision(application, w.DeploymentAt(info.LastAttempted).RevisionName, platform)
			out.TargetRevision = &r
		}
		settings(w, &out, info.Settings)
		scaling(w, &out, int32(g), info.Settings)
		list = append(list, out)
	}
	return list
}

// scaling adds what a group with Auto Scaling groups has beside (CD-6.6, CD-6.9,
// CD-6.11).
func scaling(w *sim.World, out *DeploymentGroup, g int32, s *codedeploy.Settings) {
	out.AutoScalingGroups, out.TerminationHookEnabled = scalingRefs(w, g, s.AutoScalingGroups), s.TerminationHook
	switch {
	case s.LeaveOutdated:
		out.OutdatedInstancesStrategy = "IGNORE"
	case len(s.AutoScalingGroups) > 0:
		out.OutdatedInstancesStrategy = "UPDATE"
	}
}

func last(w *sim.World, n int32) *Last {
	if n == codedeploy.None {
		return nil
	}
	d := w.DeploymentAt(n)
	out := &Last{DeploymentID: d.ID, Status: d.Status.String(), CreateTime: timestamp(d.Created)}
	if d.Status.Final() {
		out.EndTime = timestamp(d.Ended)
	}
	return out
}
