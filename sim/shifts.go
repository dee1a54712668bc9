package sim

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// Traffic that Lambda and ECS deployments move, and between what.

// LambdaTarget is what a Lambda deployment moves (CD-9.3).
type LambdaTarget struct {
	Function, Alias string
	Current, Target int64 // versions
	Weight          int   // of the target version, as this deployment left it
}

// ECSTarget is what an ECS deployment moves traffic between (CD-9.4).
type ECSTarget struct {
	Cluster, Service string
	TaskSets         []TaskSet // the original, and the replacement if there is one
}

// TaskSet is a task set at present.
type TaskSet struct {
	codedeploy.TaskSetInfo
	ID           string // drawn from the seed
	RevisionName string // empty if it is from before time 0 and nobody knows
	TargetGroup  string
	Green        bool // the replacement of the deployment that is looked at
}

// Status is the task set's status in the API.
func (t *TaskSet) Status() string {
	switch {
	case t.Gone:
		return "DRAINING"
	case t.Primary:
		return "PRIMARY"
	}
	return "ACTIVE"
}

// TargetName is the name of a target: the scenario's of a host, the function
// of a Lambda deployment, the cluster and the service of an ECS one (CD-12.5).
func (w *World) TargetName(t uint32) string {
	info := w.deploy.Target(t)
	if info.Instance != codedeploy.NoInstance {
		return w.fleet.Name(info.Instance)
	}
	d := w.DeploymentAt(info.Deployment)
	if x := w.lambdaTarget(d); x != nil && x.Function != "" {
		return x.Function
	}
	if x := w.ecsTarget(d); x != nil && x.Service != "" {
		return x.Cluster + ":" + x.Service
	}
	return d.Application + "/" + d.GroupName
}

func (w *World) lambdaTarget(d Deployment) *LambdaTarget {
	if d.Platform != codedeploy.Lambda {
		return nil
	}
	out := &LambdaTarget{Weight: d.Share}
	if spec := w.setup.CodeDeploy.Revisions[d.Revision].Lambda; spec != nil {
		out.Function, out.Alias, out.Current, out.Target = spec.Name, spec.Alias, spec.Current, spec.Target
	}
	if info := w.deploy.LambdaInfo(d.Index); info.Alias != codedeploy.None {
		a := w.deploy.Aliases()[info.Alias]
		out.Function, out.Alias, out.Current, out.Target = w.setup.CodeDeploy.Functions[a.Function].Name, a.Name, info.From, info.To
	}
	return out
}

func (w *World) ecsTarget(d Deployment) *ECSTarget {
	if d.Platform != codedeploy.ECS {
		return nil
	}
	info := w.deploy.ECSInfo(d.Index)
	out := &ECSTarget{}
	if list := d.Settings.ECSServices; info.Service == codedeploy.None && len(list) > 0 {
		info.Service = list[0]
	}
	if info.Service == codedeploy.None {
		return out
	}
	service := &w.setup.CodeDeploy.ECSServices[info.Service]
	out.Cluster, out.Service = service.Cluster, service.Name
	blue, green := info.Original, info.Replacement
	if d.RollbackOf != codedeploy.None {
		blue, green = green, blue // the original is what it goes back to
	}
	for _, i := range []int32{blue, green} {
		if i != codedeploy.None {
			x := w.taskSet(w.deploy.TaskSet(i), d.Settings)
			x.Green = i == green
			out.TaskSets = append(out.TaskSets, x)
		}
	}
	return out
}

const purposeTaskSetID = 0x7a

// taskSet gives a task set its names.
func (w *World) taskSet(info codedeploy.TaskSetInfo, set *codedeploy.Settings) TaskSet {
	service := &w.setup.CodeDeploy.ECSServices[info.Service]
	draw := kernel.NewStream(w.Seed(), kernel.HashString(service.Cluster+":"+service.Name), kernel.Mix(purposeTaskSetID, uint64(info.Index)))
	out := TaskSet{TaskSetInfo: info, ID: fmt.Sprintf("ecs-svc/%019d", draw.Below(1e19))}
	if info.Revision != codedeploy.None {
		out.RevisionName = w.setup.CodeDeploy.Revisions[info.Revision].Name
	}
	if len(set.Pairs) > 0 {
		out.TargetGroup = set.Pairs[0].Groups[info.Group]
	}
	return out
}

// aliasName is the name of an alias with its function.
func (w *World) aliasName(i int32) string {
	a := w.deploy.Aliases()[i]
	return w.setup.CodeDeploy.Functions[a.Function].Name + ":" + a.Name
}

// hookName is the function that a record says was called.
func (w *World) hookName(r events.Record) string {
	d := w.deploy.Info(w.deploy.Target(r.Index()).Deployment)
	return w.setup.CodeDeploy.Revisions[d.Revision].Functions[r.B].Name
}

// TrafficMove is a moment at which the traffic of an alias or a service was
// given out anew.
type TrafficMove struct {
	At         kernel.Time
	Deployment int32 // index of the deployment that moved it, or None
	Share      int   // of its replacement from then on, in per cent
	Split      Split
}

// TrafficMoves are the moments at which traffic moved, from a journal at level
// all.
func (w *World) TrafficMoves() (list []TrafficMove) {
	for _, r := range w.Journal().Records() {
		switch rec := events.Record(r); r.Kind {
		case events.TrafficShifted:
			list = append(list, w.moveOf(rec))
		case events.AliasUpdated:
			split := Split{w.aliasName(int32(rec.Index())), []VersionShare{{Version: strconv.FormatInt(r.A, 10), Share: 100}}}
			list = append(list, TrafficMove{r.At, codedeploy.None, 100, split})
		}
	}
	return list
}

// Shifts are the moments at which a deployment moved traffic.
func (w *World) Shifts(d Deployment) (list []TrafficMove) {
	for _, m := range w.TrafficMoves() {
		if m.Deployment == d.Index {
			list = append(list, m)
		}
	}
	return list
}

// moveOf is what a record says of traffic.
func (w *World) moveOf(r events.Record) TrafficMove {
	n := w.deploy.Target(r.Index()).Deployment
	d := w.DeploymentAt(n)
	share := int(r.A)
	out := TrafficMove{r.At, n, share, Split{}}
	to, from := VersionShare{Share: share}, VersionShare{Share: 100 - share}
	if x := w.lambdaTarget(d); x != nil {
		out.Split.What = x.Function + ":" + x.Alias
		to.Version, from.Version = strconv.FormatInt(x.Target, 10), strconv.FormatInt(x.Current, 10)
	} else {
		x, info := w.ecsTarget(d), w.deploy.ECSInfo(n)
		out.Split.What = x.Cluster + ":" + x.Service
		from.Version = w.taskSet(w.deploy.TaskSet(info.Original), d.Settings).revisionOr()
		to.Version = w.taskSet(w.deploy.TaskSet(info.Replacement), d.Settings).revisionOr()
	}
	out.Split.Shares = []VersionShare{from, to}
	return out
}

// Split is who gets how much of the traffic of an alias or a service.
type Split struct {
	What   string // function:alias, or cluster:service
	Shares []VersionShare
}

// VersionShare is the share of a version, or of a revision's task set.
type VersionShare struct {
	Version string // the number of a version, or the name of a revision
	Share   int    // in per cent
	Running int    // tasks that run, of ECS
	Healthy int    // of which the load balancer sends traffic to so many
}

// Splits are the aliases and services with their traffic at present.
func (w *World) Splits() (list []Split) {
	for i, a := range w.deploy.Aliases() {
		x := Split{What: w.aliasName(int32(i)), Shares: []VersionShare{{Version: strconv.FormatInt(a.Version, 10), Share: 100 - a.Share}}}
		if a.Other != 0 {
			x.Shares = append(x.Shares, VersionShare{Version: strconv.FormatInt(a.Other, 10), Share: a.Share})
		}
		list = append(list, x)
	}
	for i := range w.setup.CodeDeploy.ECSServices {
		service := &w.setup.CodeDeploy.ECSServices[i]
		x := Split{What: service.Cluster + ":" + service.Name}
		for _, info := range w.deploy.TaskSets(int32(i)) {
			if !info.Gone {
				x.Shares = append(x.Shares, VersionShare{w.taskSet(info, &codedeploy.Settings{}).revisionOr(), info.Weight, info.Running, info.Healthy})
			}
		}
		list = append(list, x)
	}
	return list
}

// SplitsAtStart are the same with their traffic at time 0. The world is built once
// more for them, but only if it has any.
func (w *World) SplitsAtStart() []Split {
	if len(w.deploy.Aliases()) == 0 && len(w.setup.CodeDeploy.ECSServices) == 0 {
		return nil
	}
	return New(w.setup).Splits()
}

// revisionOr is the revision of a task set, or what stands for it.
func (t TaskSet) revisionOr() string {
	if t.RevisionName == "" {
		return "original"
	}
	return t.RevisionName
}

// standing says in a line who gets the traffic at present.
func (w *World) standing() string {
	var list []string
	for _, x := range w.Splits() {
		for _, v := range x.Shares {
			list = append(list, fmt.Sprintf("%s %s %d%%", x.What, v.Version, v.Share))
		}
	}
	return strings.Join(list, ", ")
}
