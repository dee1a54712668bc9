package awsjson

import (
	"strconv"

	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
)

// LambdaTarget is a function as the target of a deployment. CD-12.5
type LambdaTarget struct {
	DeploymentID       string             `json:"deploymentId"`
	TargetID           string             `json:"targetId"`
	TargetARN          string             `json:"targetArn"`
	Status             string             `json:"status"`
	LastUpdatedAt      string             `json:"lastUpdatedAt"`
	LifecycleEvents    []LifecycleEvent   `json:"lifecycleEvents"`
	LambdaFunctionInfo LambdaFunctionInfo `json:"lambdaFunctionInfo"`
}

// LambdaFunctionInfo is what a deployment moves between. The weight is that of
// the target version when the deployment ended.
type LambdaFunctionInfo struct {
	FunctionName        string `json:"functionName"`
	FunctionAlias       string `json:"functionAlias"`
	CurrentVersion      string `json:"currentVersion"`
	TargetVersion       string `json:"targetVersion"`
	TargetVersionWeight int    `json:"targetVersionWeight"`
}

// ECSTarget is a service as the target of a deployment. CD-12.5
type ECSTarget struct {
	DeploymentID    string           `json:"deploymentId"`
	TargetID        string           `json:"targetId"`
	TargetARN       string           `json:"targetArn"`
	LastUpdatedAt   string           `json:"lastUpdatedAt"`
	LifecycleEvents []LifecycleEvent `json:"lifecycleEvents"`
	Status          string           `json:"status"`
	TaskSetsInfo    []ECSTaskSet     `json:"taskSetsInfo"`
}

// ECSTaskSet is a task set; identifer is how AWS spells it. CD-12.5
type ECSTaskSet struct {
	Identifer     string      `json:"identifer"`
	DesiredCount  int         `json:"desiredCount"`
	PendingCount  int         `json:"pendingCount"`
	RunningCount  int         `json:"runningCount"`
	Status        string      `json:"status"`
	TrafficWeight int         `json:"trafficWeight"`
	TargetGroup   TargetGroup `json:"targetGroup"`
	TaskSetLabel  string      `json:"taskSetLabel"`
}

// TargetGroup names a target group.
type TargetGroup struct {
	Name string `json:"name"`
}

func lambdaTarget(d sim.Deployment, t *sim.Target, list []LifecycleEvent, place string) *LambdaTarget {
	x := t.Lambda
	return &LambdaTarget{
		DeploymentID: d.ID, TargetID: t.InstanceID, TargetARN: "arn:aws:lambda:" + place + ":function:" + x.Function + ":" + x.Alias,
		Status: t.Status.String(), LastUpdatedAt: timestamp(t.Updated), LifecycleEvents: list,
		LambdaFunctionInfo: LambdaFunctionInfo{x.Function, x.Alias, strconv.FormatInt(x.Current, 10), strconv.FormatInt(x.Target, 10), x.Weight},
	}
}

func ecsTarget(d sim.Deployment, t *sim.Target, list []LifecycleEvent, place string) *ECSTarget {
	out := &ECSTarget{
		DeploymentID: d.ID, TargetID: t.InstanceID, TargetARN: "arn:aws:ecs:" + place + ":service/" + t.ECS.Cluster + "/" + t.ECS.Service,
		Status: t.Status.String(), LastUpdatedAt: timestamp(t.Updated), LifecycleEvents: list, TaskSetsInfo: []ECSTaskSet{},
	}
	for i := range t.ECS.TaskSets {
		x := &t.ECS.TaskSets[i]
		label := "Blue"
		if x.Green {
			label = "Green"
		}
		out.TaskSetsInfo = append(out.TaskSetsInfo, ECSTaskSet{x.ID, x.Desired, x.Desired - x.Running, x.Running, x.Status(), x.Weight, TargetGroup{x.TargetGroup}, label})
	}
	return out
}

// ECSService names a service.
type ECSService struct {
	ServiceName string `json:"serviceName"`
	ClusterName string `json:"clusterName"`
}

// TargetGroupPair is a targetGroupPairInfo.
type TargetGroupPair struct {
	TargetGroups     []TargetGroup `json:"targetGroups"`
	ProdTrafficRoute TrafficRoute  `json:"prodTrafficRoute"`
	TestTrafficRoute *TrafficRoute `json:"testTrafficRoute,omitempty"`
}

// TrafficRoute names a listener.
type TrafficRoute struct {
	ListenerArns []string `json:"listenerArns"`
}

func pairs(s *codedeploy.Settings) *LoadBalancers {
	if len(s.Pairs) == 0 {
		return nil
	}
	p := &s.Pairs[0]
	out := TargetGroupPair{TargetGroups: []TargetGroup{{p.Groups[0]}, {p.Groups[1]}}, ProdTrafficRoute: TrafficRoute{[]string{p.ProdListener}}}
	if p.TestListener != "" {
		out.TestTrafficRoute = &TrafficRoute{[]string{p.TestListener}}
	}
	return &LoadBalancers{TargetGroupPairInfoList: []TargetGroupPair{out}}
}

// Shift is a moment at which the traffic of an alias or a service was given out
// anew: to the versions of a function, or the revisions of a service.
type Shift struct {
	Time         string         `json:"time"`
	Traffic      string         `json:"traffic"` // function:alias or cluster:service
	DeploymentID string         `json:"deploymentId,omitempty"`
	Shares       map[string]int `json:"shares"` // in per cent
}

// shifts begins with how the traffic was at time 0.
func shifts(w *sim.World) (list []Shift) {
	for _, x := range w.SplitsAtStart() {
		list = append(list, Shift{Time: timestamp(0), Traffic: x.What, Shares: sharesOf(x)})
	}
	for _, m := range w.TrafficMoves() {
		out := Shift{Time: timestamp(m.At), Traffic: m.Split.What, Shares: sharesOf(m.Split)}
		if m.Deployment != codedeploy.None {
			out.DeploymentID = w.DeploymentAt(m.Deployment).ID
		}
		list = append(list, out)
	}
	return list
}

func sharesOf(x sim.Split) map[string]int {
	shares := map[string]int{}
	for _, v := range x.Shares {
		if v.Share > 0 {
			shares[v.Version] += v.Share
		}
	}
	return shares
}
