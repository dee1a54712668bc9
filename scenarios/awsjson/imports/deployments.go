package imports

// Deployments that ran, and how they went on their targets.

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/seed-11de0fc1/rehearse/scenarios/source"
)

// deployment is one that ran, or runs.
type deployment struct {
	node    *source.Node // nil: known from its targets alone
	id      string
	group   string // application/group
	created int64
	targets []*target
	left    leftovers
}

// target is one host of a deployment, or its function or service.
type target struct {
	node       *source.Node
	deployment string
	platform   string
	instance   string // the id of the host, or what Lambda and ECS have instead
	events     []*source.Node
	green      bool // a replacement (CD-3.14)
}

// What is taken of a deployment, besides what is read one by one.
var (
	createShape = mappingOf(map[string]*shape{
		"deploymentConfigName": aWord, "description": aWord, "ignoreApplicationStopFailures": aValue, "fileExistsBehavior": aWord,
		"updateOutdatedInstancesOnly": aValue, "autoRollbackConfiguration": rollback, "overrideAlarmConfiguration": alarmList,
		"applicationName": nil, "deploymentGroupName": nil, "deploymentId": nil, "status": nil, "errorInformation": nil, "deploymentOverview": nil,
		"revision": nil, "previousRevision": nil, "createTime": nil, "startTime": nil, "completeTime": nil, "creator": nil,
		"deploymentStyle": nil, "loadBalancerInfo": nil, "computePlatform": nil, "rollbackInfo": nil, "deploymentStatusMessages": nil,
		"instanceTerminationWaitTimeStarted": nil, "blueGreenDeploymentConfiguration": nil, "targetInstances": nil,
	})
	targetShape = knownFields("deploymentId targetId targetArn status lastUpdatedAt lifecycleEvents instanceLabel lambdaFunctionInfo taskSetsInfo")
)

func (a *account) deployment(n *source.Node) {
	id, application, name := a.named(n, "deploymentId"), a.named(n, "applicationName"), a.named(n, "deploymentGroupName")
	if id == nil || application == nil || name == nil {
		return
	}
	if _, known := a.platform(n, "the deployment "+id.Text); !known {
		return
	}
	d := &deployment{node: n, id: id.Text, group: application.Text + "/" + name.Text}
	d.created, _ = instant(get(n, "createTime"))
	a.deployments = put(a, a.deployments, d, func(old *deployment) bool { return old.id == d.id },
		func(d *deployment) *source.Node { return d.node }, "the deployment "+d.id)
}

func (a *account) target(n *source.Node) {
	in, platform := targetIn(n)
	if in == nil {
		a.Notef(n.Position, "", "a target that is no instance, no function and no service is left out")
		return
	}
	id, deployment := a.named(in, "targetId"), a.named(in, "deploymentId")
	if id == nil || deployment == nil {
		return
	}
	t := &target{node: in, platform: platform, deployment: deployment.Text, instance: id.Text, events: a.list(in, "lifecycleEvents"), green: text(in, "instanceLabel") == "Green"}
	if _, after, ok := strings.Cut(t.instance, ":instance/"); ok {
		t.instance = after
	}
	a.left.take(in, targetShape, "")
	a.targets = put(a, a.targets, t, func(old *target) bool { return old.deployment == t.deployment && old.instance == t.instance },
		func(t *target) *source.Node { return t.node }, "the target "+t.instance)
}

// targetIn is what a deploymentTarget holds, or nil.
func targetIn(n *source.Node) (in *source.Node, platform string) {
	for _, x := range []struct{ key, platform string }{{"instanceTarget", onServer}, {"lambdaTarget", onLambda}, {"ecsTarget", onECS}} {
		if in := get(n, x.key); in != nil {
			return in, x.platform
		}
	}
	return nil, ""
}

func (d *deployment) status() string { return text(d.node, "status") }

// isRollback tells whether CodeDeploy made it by itself, as the simulated one
// will again.
func (d *deployment) isRollback() bool { return text(d.node, "creator") == "codeDeployRollback" }

// summary says how it went.
func (d *deployment) summary() (lines []string) {
	lines = append(lines, d.id+" of "+cmp.Or(text(d.node, "creator"), "an unknown creator")+": "+cmp.Or(d.status(), "status unknown"))
	if code := text(d.node, "errorInformation", "code"); code != "" {
		lines = append(lines, "AWS said "+code+": "+text(d.node, "errorInformation", "message"))
	}
	if d.ended() {
		lines = append(lines, "To hold the rehearsal against it, add: expect: [{deployment: 1, status: "+d.status()+d.overview()+"}]")
	}
	return lines
}

func (d *deployment) ended() bool {
	return d.status() == "Succeeded" || d.status() == "Failed" || d.status() == "Stopped"
}

// overview says how many targets had which status, as expectations do.
func (d *deployment) overview() string {
	var parts []string
	for _, status := range []string{"Succeeded", "Failed", "Skipped"} {
		count, err := strconv.ParseUint(text(d.node, "deploymentOverview", status), 10, 24)
		if err == nil && count > 0 {
			parts = append(parts, fmt.Sprintf("%s: %d", status, count))
		}
	}
	if parts == nil {
		return ""
	}
	return ", overview: {" + strings.Join(parts, ", ") + "}"
}

// runs sorts the deployments of a group, the oldest first. Automatic rollbacks
// behind the last one by somebody else are left out: the simulation makes them
// by itself.
func (a *account) runs(g *group) (list []*deployment) {
	for _, d := range a.deployments {
		if d.group == g.String() {
			list = append(list, d)
		}
	}
	slices.SortStableFunc(list, func(x, y *deployment) int { return cmp.Compare(x.created, y.created) })
	for n := len(list); n > 0 && list[n-1].isRollback(); n-- {
		d := list[n-1]
		a.Notef(d.node.Position, "", "%s was an automatic rollback; the simulation makes it by itself if it comes to it", d.id)
		list = list[:n-1]
	}
	return list
}

// joinTargets gives each deployment its targets. Targets of one deployment
// that no document shows make one of the first group.
func (a *account) joinTargets() {
	byID := map[string]*deployment{}
	for _, d := range a.deployments {
		byID[d.id] = d
		if !slices.ContainsFunc(a.groups, func(g *group) bool { return g.String() == d.group }) {
			a.Errorf(d.node.Position, getGroup(d.group), "the deployment group %s of %s is in none of the documents", d.group, d.id)
		}
	}
	for _, t := range a.targets {
		first := slices.IndexFunc(a.groups, func(g *group) bool { return g.platform == t.platform })
		if byID[t.deployment] == nil && len(a.deployments) == 0 && first >= 0 {
			d := &deployment{id: t.deployment, group: a.groups[first].String()}
			a.deployments, byID[d.id] = append(a.deployments, d), d
		}
		if d := byID[t.deployment]; d != nil {
			d.targets = append(d.targets, t)
			continue
		}
		a.Notef(t.node.Position, "add what `aws deploy get-deployment --deployment-id "+t.deployment+"` prints",
			"%s is a target of %s, which no document shows; it is left out", t.instance, t.deployment)
	}
}

func getGroup(name string) string {
	application, group, _ := strings.Cut(name, "/")
	return "add what `aws deploy get-deployment-group --application-name " + application + " --deployment-group-name " + group + "` prints"
}
