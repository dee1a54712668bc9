package imports

// Classic load balancers and target groups, with the health of their targets.

import (
	"slices"

	"github.com/seed-11de0fc1/rehearse/scenarios/source"
)

// balancer is a Classic load balancer or a target group.
type balancer struct {
	node      *source.Node
	name      *source.Node
	classic   bool
	taken     *source.Node // what a scenario has of it in AWS's words
	drains    *source.Node // ConnectionDraining, or the seconds of a deregistration delay
	members   []*source.Node
	listed    bool // the members are known
	unhealthy []*source.Node
}

// What is taken of a target group and of a Classic load balancer.
var (
	targetGroupShape = &shape{sort: mapping, mostly: true, keys: map[string]*shape{
		"TargetGroupArn": aWord, "Protocol": aWord, "Port": aValue, "TargetType": aWord,
		"HealthCheckIntervalSeconds": aValue, "HealthyThresholdCount": aValue, "UnhealthyThresholdCount": aValue,
	}}
	classicShape = &shape{sort: mapping, mostly: true, keys: map[string]*shape{
		"HealthCheck": {sort: mapping, mostly: true, keys: map[string]*shape{
			"Interval": aValue, "HealthyThreshold": aValue, "UnhealthyThreshold": aValue}},
	}}
	drainingShape = &shape{sort: mapping, mostly: true, keys: map[string]*shape{"Enabled": aValue, "Timeout": aValue}}
)

func (b *balancer) what() string {
	if b.classic {
		return "the Classic load balancer " + b.name.Text
	}
	return "the target group " + b.name.Text
}

func (a *account) classicLoadBalancers(n *source.Node) {
	for _, item := range a.List(n) {
		name := a.named(item, "LoadBalancerName")
		if name == nil {
			continue
		}
		b := &balancer{node: item, name: name, classic: true, listed: true, taken: new(leftovers).take(item, classicShape, "")}
		for _, member := range a.list(item, "Instances") {
			if id := get(member, "InstanceId"); id != nil {
				b.members = append(b.members, id)
			}
		}
		a.putBalancer(b)
	}
}

func (a *account) targetGroup(n *source.Node) {
	if name := a.named(n, "TargetGroupName"); name != nil {
		b := &balancer{node: n, name: name, taken: new(leftovers).take(n, targetGroupShape, "")}
		b.drains = delayAmong(a.list(n, "TargetGroupAttributes"))
		a.putBalancer(b)
	}
}

func (a *account) putBalancer(b *balancer) {
	a.balancers = put(a, a.balancers, b, func(old *balancer) bool { return old.classic == b.classic && old.name.Text == b.name.Text },
		func(b *balancer) *source.Node { return b.node }, b.what())
}

// describedLast is the load balancer that was described last, to which what
// does not name one belongs; nil if there is none. command is what prints one.
func (a *account) describedLast(n *source.Node, classic bool, what, command string) *balancer {
	var last *balancer
	count := 0
	for _, b := range a.balancers {
		if b.classic == classic {
			last, count = b, count+1
		}
	}
	switch {
	case last == nil:
		a.Notef(n.Position, "give it behind what `aws "+command+"` prints", "%s does not say of which; it is left out", what)
	case count > 1:
		a.Notef(n.Position, "", "%s does not say of which; taken for %s, which comes before it", what, last.name.Text)
	}
	return last
}

// targetHealth is what describe-target-health prints. A target that is draining
// is on its way out.
func (a *account) targetHealth(n *source.Node) {
	b := a.describedLast(n, false, "the health of targets of a target group", "elbv2 describe-target-groups")
	if b == nil {
		return
	}
	b.listed = true
	for _, item := range a.List(n) {
		id, state := get(item, "Target", "Id"), text(item, "TargetHealth", "State")
		if id == nil || state == "draining" || slices.ContainsFunc(b.members, func(m *source.Node) bool { return m.Text == id.Text }) {
			continue
		}
		b.members = append(b.members, id)
		if state == "unhealthy" {
			b.unhealthy = append(b.unhealthy, id)
		}
	}
}

// targetGroupAttributes is what describe-target-group-attributes prints.
func (a *account) targetGroupAttributes(n *source.Node) {
	delay := delayAmong(a.List(n))
	if delay == nil {
		return
	}
	if b := a.describedLast(n, false, "the attributes of a target group", "elbv2 describe-target-groups"); b != nil {
		b.drains = delay
	}
}

// delayAmong is the deregistration delay among attributes, nil if it is not
// there.
func delayAmong(attributes []*source.Node) *source.Node {
	for _, item := range attributes {
		if text(item, "Key") == "deregistration_delay.timeout_seconds" {
			return get(item, "Value")
		}
	}
	return nil
}

// classicAttributes is what describe-load-balancer-attributes prints of a
// Classic load balancer.
func (a *account) classicAttributes(n *source.Node) {
	draining := get(n, "ConnectionDraining")
	if draining == nil {
		return
	}
	if b := a.describedLast(n, true, "the attributes of a Classic load balancer", "elb describe-load-balancers"); b != nil {
		b.drains = new(leftovers).take(draining, drainingShape, "")
	}
}

// trafficOf takes the load balancers of a deployment group.
func (a *account) trafficOf(g *group) {
	info := get(g.node, "loadBalancerInfo")
	if info == nil {
		return
	}
	if g.shifts() {
		g.takePairs(info)
		return
	}
	g.left.take(info, knownFields("elbInfoList targetGroupInfoList"), "loadBalancerInfo.")
	g.classic, g.targets = a.infoNames(info, "elbInfoList"), a.infoNames(info, "targetGroupInfoList")
	option := text(g.node, "deploymentStyle", "deploymentOption")
	g.traffic = option == "WITH_TRAFFIC_CONTROL" && len(g.classic)+len(g.targets) > 0
}

func (a *account) infoNames(info *source.Node, key string) (names []*source.Node) {
	for _, item := range a.list(info, key) {
		if name := a.named(item, "name"); name != nil {
			names = append(names, name)
		}
	}
	return names
}
