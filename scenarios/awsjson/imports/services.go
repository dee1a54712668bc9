package imports

// ECS services, as describe-services prints them, and what groups have for them.

import (
	"slices"
	"strings"

	"github.com/seed-11de0fc1/rehearse/scenarios/source"
)

// service is an ECS service.
type service struct {
	node            *source.Node // or nil
	cluster, name   *source.Node
	desired         *source.Node // or nil
	task            string       // the ARN of its task definition, or nothing
	container, port string       // or nothing
	tasks           []*source.Node
	used            bool
	notes           []string
}

var (
	route    = mappingOf(map[string]*shape{"listenerArns": listOf(aWord)})
	pairList = listOf(mappingOf(map[string]*shape{
		"targetGroups": listOf(mappingOf(map[string]*shape{"name": aWord})), "prodTrafficRoute": route, "testTrafficRoute": route}))
	serviceNames = listOf(mappingOf(map[string]*shape{"clusterName": aWord, "serviceName": aWord}))
)

// takePairs takes the target groups of a group for ECS; Lambda has none.
func (g *group) takePairs(info *source.Node) {
	const key = "targetGroupPairInfoList"
	for _, e := range info.Entries {
		if g.platform != onECS || !sameKey(e.Key.Text, key) {
			g.leave("loadBalancerInfo."+e.Key.Text, e.Value)
		}
	}
	if g.platform != onECS || get(info, key) == nil {
		return
	}
	g.pairs = g.left.take(get(info, key), pairList, "loadBalancerInfo."+key+".")
	for _, pair := range g.pairs.Items {
		pair.Entries = slices.DeleteFunc(pair.Entries, func(e source.Entry) bool { return e.Key.Text == "testTrafficRoute" && saysNothing(e.Value) })
	}
}

// takeServices takes the services of a group for ECS.
func (g *group) takeServices() {
	const key = "ecsServices"
	n := get(g.node, key)
	switch {
	case n == nil:
	case g.platform == onECS:
		g.set(key, g.left.take(n, serviceNames, key+"."))
	default:
		g.leave(key, n)
	}
}

// ecsService takes one service.
func (a *account) ecsService(n *source.Node) {
	name := a.named(n, "serviceName")
	if name == nil {
		return
	}
	cluster := text(n, "clusterArn")
	cluster = cluster[strings.LastIndexByte(cluster, '/')+1:]
	if cluster == "" {
		cluster = "default"
	}
	x := &service{node: n, cluster: at(name, cluster), name: name, desired: get(n, "desiredCount"), task: text(n, "taskDefinition")}
	x.balanced(a.list(n, "loadBalancers"))
	for _, set := range a.list(n, "taskSets") {
		x.balanced(a.list(set, "loadBalancers"))
		if text(set, "status") == "PRIMARY" && text(set, "taskDefinition") != "" {
			x.task = text(set, "taskDefinition")
		}
	}
	if status := text(n, "status"); status == "INACTIVE" || status == "DRAINING" {
		a.Notef(n.Position, "", "the service %s is %s; it is left out", name.Text, status)
		return
	}
	if kind := text(n, "deploymentController", "type"); kind != "CODE_DEPLOY" {
		x.notes = append(x.notes, "Differs: its deployment controller is not CODE_DEPLOY, and AWS would refuse to deploy to it; here it takes deployments.")
	}
	a.services = put(a, a.services, x, func(old *service) bool { return old.cluster.Text == cluster && old.name.Text == name.Text },
		func(x *service) *source.Node { return x.node }, "the service "+name.Text)
}

// balanced takes the container that load balancers reach.
func (x *service) balanced(list []*source.Node) {
	if len(list) > 0 && x.container == "" {
		x.container, x.port = text(list[0], "containerName"), text(list[0], "containerPort")
	}
}

// serviceOf is the service of a group, made up if no document shows it; nil if
// the group names none.
func (d *draft) serviceOf(g *group) *service {
	names := get(g.settings, "ecsServices")
	if names == nil || len(names.Items) == 0 {
		return nil
	}
	cluster, name := get(names.Items[0], "clusterName"), get(names.Items[0], "serviceName")
	if cluster == nil || name == nil || cluster.Kind != source.Scalar || name.Kind != source.Scalar {
		return nil
	}
	for _, x := range d.services {
		if x.name.Text == name.Text && x.cluster.Text == cluster.Text {
			x.used = true
			return x
		}
	}
	x := &service{cluster: cluster, name: name, used: true}
	x.notes = append(x.notes, "Unknown: how many tasks it has; 1 is taken (`aws ecs describe-services` prints it).")
	d.Notef(name.Position, "add what `aws ecs describe-services` prints", "no document shows the service %s of %s; one task is taken", name.Text, g)
	d.services = append(d.services, x)
	return x
}

// serviceEntries makes the entries of the services that are deployed to.
func (d *draft) serviceEntries() (list []*source.Node) {
	for _, x := range d.services {
		if !x.used {
			d.Notef(x.node.Position, "", "the service %s is left out: no deployment group of the documents deploys to it", x.name.Text)
			continue
		}
		path := []string{"services", number(len(list))}
		d.comment(path, x.notes...)
		made := newBlock()
		made.Position = x.name.Position
		made.add("cluster", at(x.cluster, x.cluster.Text))
		made.add("serviceName", at(x.name, x.name.Text))
		if x.desired != nil {
			made.add("desiredCount", &source.Node{Position: x.desired.Position, Kind: source.Scalar, Text: x.desired.Text})
		}
		made.addList("tasks", x.tasks)
		if x.tasks == nil {
			d.comment(path, "Unknown: what becomes of the tasks of a new task set; they run after 10s and are healthy after 30s, as a guess.",
				"`tasks: {healthyAfter: 2m}` says otherwise, and `tasks: {neverHealthy: true}` lets them fail.")
		}
		list = append(list, made.Node)
	}
	return list
}
