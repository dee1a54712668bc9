package imports

import (
	"strings"

	"github.com/seed-11de0fc1/rehearse/scenarios/source"
)

// loadBalancers makes the entries of the load balancers that deployment groups
// use.
func (d *draft) loadBalancers() (list []*source.Node) {
	for _, b := range d.standIns.made {
		path := []string{"fleet", "loadBalancers", number(len(list))}
		d.comment(path, b.comments(d.hostName)...)
		made := newBlock()
		made.Position = b.name.Position
		made.add("LoadBalancerName", at(b.name, d.standIns.use(d.account, b.name, b.classic)))
		made.add("HealthCheck", b.healthCheck())
		made.add("ConnectionDraining", source.Map(source.Pair("Enabled", source.Bool(true)), source.Pair("Timeout", source.Int(300))))
		if b.listed {
			made.add("instances", d.membersOf(b, path))
		}
		list = append(list, made.Node)
	}
	return list
}

// healthCheck is how soon a target is in service (CD-7.3). A target group of
// which nothing is known checks five times, 30 seconds apart.
func (b *balancer) healthCheck() *source.Node {
	interval, threshold := b.interval, b.threshold
	if b.node == nil && !b.classic {
		interval, threshold = source.Int(30), source.Int(5)
	}
	var none leftovers
	check := newBlock()
	check.add("Interval", none.take(interval, aValue, ""))
	check.add("HealthyThreshold", none.take(threshold, aValue, ""))
	if len(check.Entries) == 0 {
		return nil
	}
	return check.Node
}

// membersOf lists the hosts that are registered; those that no document lists
// are left out with a comment.
func (d *draft) membersOf(b *balancer, path []string) *source.Node {
	hosts := source.Seq()
	var gone []string
	for _, id := range b.members {
		if in := d.instance(id.Text); in != nil {
			hosts.Items = append(hosts.Items, at(id, in.host))
		} else {
			gone = append(gone, id.Text)
		}
	}
	if gone != nil {
		d.Notef(b.node.Position, "", "%s has members that are not among the instances; they are left out", b.what())
		d.comment(path, "Left out, as no document lists them: "+strings.Join(gone, ", "))
	}
	return hosts
}
