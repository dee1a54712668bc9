package imports

// Classic load balancers, and target groups, for which a Classic load balancer
// of the same timing stands in.

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/seed-11de0fc1/rehearse/scenarios/source"
)

// balancer is a Classic load balancer or a target group.
type balancer struct {
	node      *source.Node
	name      *source.Node
	classic   bool
	interval  *source.Node // seconds between two checks
	threshold *source.Node // checks in a row that must pass
	members   []*source.Node
	listed    bool // the members are known
	unhealthy []string
}

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
		b := &balancer{node: item, name: name, classic: true, listed: true,
			interval: get(item, "HealthCheck", "Interval"), threshold: get(item, "HealthCheck", "HealthyThreshold")}
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
		a.putBalancer(&balancer{node: n, name: name, interval: get(n, "HealthCheckIntervalSeconds"), threshold: get(n, "HealthyThresholdCount")})
	}
}

func (a *account) putBalancer(b *balancer) {
	a.balancers = put(a, a.balancers, b, func(old *balancer) bool { return old.classic == b.classic && old.name.Text == b.name.Text },
		func(b *balancer) *source.Node { return b.node }, b.what())
}

// targetHealth is what describe-target-health prints. It does not name the
// target group, so it belongs to the one that was described last.
func (a *account) targetHealth(n *source.Node) {
	i := len(a.balancers) - 1
	for i >= 0 && a.balancers[i].classic {
		i--
	}
	if i < 0 {
		a.Notef(n.Position, "give it behind what `aws elbv2 describe-target-groups` prints of its group",
			"the health of targets does not say of which target group; it is left out")
		return
	}
	b := a.balancers[i]
	if a.targetGroups() > 1 {
		a.Notef(n.Position, "", "the health of targets does not say of which target group; taken for %s, which comes before it", b.name.Text)
	}
	b.listed = true
	for _, item := range a.List(n) {
		id := get(item, "Target", "Id")
		if id == nil || slices.ContainsFunc(b.members, func(m *source.Node) bool { return m.Text == id.Text }) {
			continue
		}
		b.members = append(b.members, id)
		if text(item, "TargetHealth", "State") == "unhealthy" {
			b.unhealthy = append(b.unhealthy, id.Text)
		}
	}
}

func (a *account) targetGroups() int {
	count := 0
	for _, b := range a.balancers {
		if !b.classic {
			count++
		}
	}
	return count
}

// trafficOf takes the load balancers of a deployment group.
func (a *account) trafficOf(g *group) {
	info := get(g.node, "loadBalancerInfo")
	if info == nil {
		return
	}
	g.left.take(info, knownFields("elbInfoList targetGroupInfoList"), "loadBalancerInfo.")
	g.classic, g.targets = a.infoNames(info, "elbInfoList"), a.infoNames(info, "targetGroupInfoList")
	option := text(g.node, "deploymentStyle", "deploymentOption")
	g.traffic = option == "WITH_TRAFFIC_CONTROL" && len(g.classic)+len(g.targets) > 0
	if len(g.targets) > 0 {
		a.Notef(g.targets[0].Position, "", "%s uses target groups (%s), which can not be simulated yet; Classic load balancers of the same timing stand in", g, join(g.targets))
		g.notes = append(g.notes, "Differs: targetGroupInfoList is "+join(g.targets)+"; Classic load balancers of the same timing stand in.")
	}
}

func (a *account) infoNames(info *source.Node, key string) (names []*source.Node) {
	for _, item := range a.list(info, key) {
		if name := a.named(item, "name"); name != nil {
			names = append(names, name)
		}
	}
	return names
}

// standIns are the load balancers of the scenario, by what they stand for.
type standIns struct {
	made  []*balancer
	names map[string]string // "classic name" or "target name" to the name in the scenario
}

// use returns the name under which the scenario has a load balancer.
func (s *standIns) use(a *account, name *source.Node, classic bool) string {
	key := fmt.Sprint(classic, " ", name.Text)
	if known, ok := s.names[key]; ok {
		return known
	}
	b := &balancer{name: name, classic: classic}
	for _, described := range a.balancers {
		if described.classic == classic && described.name.Text == name.Text {
			b = described
		}
	}
	if b.node == nil {
		a.Notef(name.Position, "add what `aws "+describes(classic)+"` prints", "%s is not described; AWS's defaults are taken", b.what())
	}
	unique := name.Text
	for n := 2; s.taken(unique); n++ {
		unique = name.Text + "-" + strconv.Itoa(n)
	}
	if s.names == nil {
		s.names = map[string]string{}
	}
	s.names[key] = unique
	s.made = append(s.made, b)
	return unique
}

func (s *standIns) taken(name string) bool {
	for _, b := range s.made {
		if s.names[fmt.Sprint(b.classic, " ", b.name.Text)] == name {
			return true
		}
	}
	return false
}

func describes(classic bool) string {
	if classic {
		return "elb describe-load-balancers"
	}
	return "elbv2 describe-target-groups"
}

// comments says what is not known of a load balancer.
func (b *balancer) comments(hosts func(id string) string) []string {
	var lines []string
	if !b.classic {
		lines = append(lines, "Stands in for "+b.what()+".")
	}
	if b.node == nil {
		lines = append(lines, "Unknown: its health check; AWS's defaults count.")
	}
	lines = append(lines, "Unknown: how long it drains (the describe commands do not print it); 300 s is AWS's default.")
	if !b.listed {
		lines = append(lines, "Unknown: which hosts are registered; all are.")
	}
	if len(b.unhealthy) > 0 {
		var names []string
		for _, id := range b.unhealthy {
			names = append(names, hosts(id))
		}
		lines = append(lines, "Unhealthy when this was printed: "+strings.Join(names, ", ")+"; neverHealthy: [...] would keep it so.")
	}
	return lines
}
