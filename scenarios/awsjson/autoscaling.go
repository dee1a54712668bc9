package awsjson

import (
	"github.com/seed-11de0fc1/rehearse/fleet"
	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// AutoScalingGroup is what DescribeAutoScalingGroups prints, as far as a run
// changes it.
type AutoScalingGroup struct {
	AutoScalingGroupName   string             `json:"AutoScalingGroupName"`
	MinSize                int                `json:"MinSize"`
	MaxSize                int                `json:"MaxSize"`
	DesiredCapacity        int                `json:"DesiredCapacity"`
	AvailabilityZones      []string           `json:"AvailabilityZones"`
	LoadBalancerNames      []string           `json:"LoadBalancerNames"`
	TargetGroupARNs        []string           `json:"TargetGroupARNs"`
	HealthCheckType        string             `json:"HealthCheckType"`
	HealthCheckGracePeriod int64              `json:"HealthCheckGracePeriod"`
	Instances              []ScaledInstance   `json:"Instances"`
	SuspendedProcesses     []SuspendedProcess `json:"SuspendedProcesses"`
	LifecycleHooks         []LifecycleHook    `json:"lifecycleHooks"` // as DescribeLifecycleHooks prints them
}

// ScaledInstance is an instance of an Auto Scaling group.
type ScaledInstance struct {
	InstanceID       string `json:"InstanceId"`
	AvailabilityZone string `json:"AvailabilityZone,omitempty"`
	LifecycleState   string `json:"LifecycleState"`
	HealthStatus     string `json:"HealthStatus"`
}

// SuspendedProcess is a process that is suspended.
type SuspendedProcess struct {
	ProcessName string `json:"ProcessName"`
}

// LifecycleHook is a hook of an Auto Scaling group.
type LifecycleHook struct {
	LifecycleHookName    string `json:"LifecycleHookName"`
	AutoScalingGroupName string `json:"AutoScalingGroupName"`
	LifecycleTransition  string `json:"LifecycleTransition"`
	HeartbeatTimeout     int64  `json:"HeartbeatTimeout"`
	GlobalTimeout        int64  `json:"GlobalTimeout"`
	DefaultResult        string `json:"DefaultResult"`
}

// ScalingActivity is what DescribeScalingActivities prints.
type ScalingActivity struct {
	ActivityID           string `json:"ActivityId"`
	AutoScalingGroupName string `json:"AutoScalingGroupName"`
	Description          string `json:"Description"`
	Cause                string `json:"Cause"`
	StartTime            string `json:"StartTime"`
	EndTime              string `json:"EndTime,omitempty"`
	StatusCode           string `json:"StatusCode"`
	StatusMessage        string `json:"StatusMessage,omitempty"`
	Progress             int    `json:"Progress"`
}

// ScalingGroupRef is an Auto Scaling group of a deployment group, with the
// hooks that CodeDeploy has on it.
type ScalingGroupRef struct {
	Name            string `json:"name"`
	Hook            string `json:"hook,omitempty"`
	TerminationHook string `json:"terminationHook,omitempty"`
}

// RelatedDeployments links a deployment and its follow-ups (CD-6.9).
type RelatedDeployments struct {
	Root      string   `json:"autoUpdateOutdatedInstancesRootDeploymentId,omitempty"`
	FollowUps []string `json:"autoUpdateOutdatedInstancesDeploymentIds,omitempty"`
}

func scalingGroups(w *sim.World) (list []AutoScalingGroup) {
	f := w.Fleet()
	for g := range f.AutoScalingGroups() {
		if f.AutoScalingGroupDeleted(g) {
			continue
		}
		a := f.AutoScalingGroup(g)
		out := AutoScalingGroup{
			AutoScalingGroupName: a.Name, MinSize: a.Min, MaxSize: a.Max, DesiredCapacity: a.Desired,
			AvailabilityZones: append([]string{}, a.Zones...), LoadBalancerNames: []string{}, TargetGroupARNs: []string{}, HealthCheckType: a.HealthCheck.String(),
			HealthCheckGracePeriod: int64(a.Grace / kernel.Second), Instances: []ScaledInstance{}, SuspendedProcesses: []SuspendedProcess{},
			LifecycleHooks: hooks(a),
		}
		for _, l := range a.LoadBalancers {
			if lb := f.LoadBalancer(l); lb.TargetGroup {
				out.TargetGroupARNs = append(out.TargetGroupARNs, lb.Name)
			} else {
				out.LoadBalancerNames = append(out.LoadBalancerNames, lb.Name)
			}
		}
		for _, name := range a.Suspended.Names() {
			out.SuspendedProcesses = append(out.SuspendedProcesses, SuspendedProcess{name})
		}
		for _, i := range f.Hosts(g) {
			health := "Healthy"
			if !f.Healthy(i) {
				health = "Unhealthy"
			}
			out.Instances = append(out.Instances, ScaledInstance{f.ID(i), f.Zone(i), f.Lifecycle(i).String(), health})
		}
		list = append(list, out)
	}
	return list
}

func hooks(a *fleet.AutoScalingGroup) []LifecycleHook {
	list := []LifecycleHook{}
	for i := range a.Hooks {
		if h := &a.Hooks[i]; !h.Deleted {
			list = append(list, LifecycleHook{h.Name, a.Name, h.Transition.String(), int64(h.Heartbeat / kernel.Second), int64(h.GlobalTimeout() / kernel.Second), h.Default.String()})
		}
	}
	return list
}

func activities(w *sim.World) (list []ScalingActivity) {
	for _, a := range w.Activities() {
		out := ScalingActivity{
			ActivityID: a.ID, AutoScalingGroupName: a.Group, Description: a.Description, Cause: "At " + timestamp(a.Start) + " " + a.Cause,
			StartTime: timestamp(a.Start), StatusCode: a.Status.String(), StatusMessage: a.StatusMessage,
		}
		if a.Status >= fleet.Successful {
			out.EndTime, out.Progress = timestamp(a.End), 100
		}
		list = append(list, out)
	}
	return list
}

// scalingRefs are the Auto Scaling groups of deployment group g.
func scalingRefs(w *sim.World, g int32, groups []int32) (list []ScalingGroupRef) {
	for _, n := range groups {
		a := w.Fleet().AutoScalingGroup(n)
		out := ScalingGroupRef{Name: a.Name}
		for i := range a.Hooks {
			switch h := &a.Hooks[i]; {
			case h.Owner != g || h.Deleted:
			case h.Transition == fleet.Launching:
				out.Hook = h.Name
			default:
				out.TerminationHook = h.Name
			}
		}
		list = append(list, out)
	}
	return list
}

// hooksLeft are the hooksNotCleanedUp of an answer (CD-6.14).
func hooksLeft(w *sim.World, left []codedeploy.HookLeft) (list []ScalingGroupRef) {
	for _, h := range left {
		a := w.Fleet().AutoScalingGroup(h.Group)
		list = append(list, ScalingGroupRef{Name: a.Name, Hook: a.Hooks[h.Hook].Name})
	}
	return list
}

func related(w *sim.World, d sim.Deployment) *RelatedDeployments {
	out := RelatedDeployments{}
	if d.Root != codedeploy.None {
		out.Root = w.DeploymentAt(d.Root).ID
	}
	for _, n := range w.CodeDeploy().FollowUps(d.Index) {
		out.FollowUps = append(out.FollowUps, w.DeploymentAt(n).ID)
	}
	if out.Root == "" && out.FollowUps == nil {
		return nil
	}
	return &out
}
