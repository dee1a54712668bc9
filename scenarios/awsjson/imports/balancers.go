package imports

// Entries of the load balancers that deployment groups use.

import (
	"strings"

	"github.com/seed-11de0fc1/rehearse/scenarios/source"
)

// use adds a load balancer to those of the scenario.
func (d *draft) use(name *source.Node, classic bool) {
	for _, b := range d.used {
		if b.classic == classic && b.name.Text == name.Text {
			return
		}
	}
	b := &balancer{name: name, classic: classic}
	for _, described := range d.balancers {
		if described.classic == classic && described.name.Text == name.Text {
			b = described
		}
	}
	if b.node == nil {
		d.Notef(name.Position, "add what `aws "+describes(classic)+"` prints", "%s is not described; AWS's defaults are taken", b.what())
	}
	d.used = append(d.used, b)
}

func describes(classic bool) string {
	if classic {
		return "elb describe-load-balancers"
	}
	return "elbv2 describe-target-groups"
}

// loadBalancers makes the entries of one sort.
func (d *draft) loadBalancers(section string, classic bool) (list []*source.Node) {
	for _, b := range d.used {
		if b.classic != classic {
			continue
		}
		path := []string{"fleet", section, number(len(list))}
		before := d.serversBefore(b)
		d.comment(path, b.comments(before != nil)...)
		list = append(list, d.balancerEntry(b, path, before))
	}
	return list
}

// balancerEntry writes a load balancer; before are its hosts if those that AWS
// printed are not the ones to begin with.
func (d *draft) balancerEntry(b *balancer, path []string, before []*source.Node) *source.Node {
	made, members := newBlock(), "members"
	made.Position = b.name.Position
	if b.classic {
		made.add("LoadBalancerName", b.name)
		members = "instances"
	} else {
		made.add("TargetGroupName", b.name)
	}
	if b.taken != nil {
		made.Entries = append(made.Entries, b.taken.Entries...)
	}
	switch {
	case b.drains != nil && b.classic:
		made.add("ConnectionDraining", b.drains)
	case b.drains != nil:
		made.add("deregistrationDelay", at(b.drains, b.drains.Text+"s"))
	}
	switch {
	case before != nil:
		made.add(members, source.Seq(before...))
	case b.listed:
		hosts := d.hostsOf(b, b.members, path)
		made.add(members, source.Seq(hosts...))
		made.addList("unhealthy", d.hostsOf(b, b.unhealthy, nil))
	}
	return made.Node
}

// hostsOf are the hosts with these ids; those that no document lists are left
// out, with a comment if there is a path.
func (d *draft) hostsOf(b *balancer, ids []*source.Node, path []string) (hosts []*source.Node) {
	var gone []string
	for _, id := range ids {
		if in := d.instance(id.Text); in != nil {
			hosts = append(hosts, at(id, in.host))
		} else {
			gone = append(gone, id.Text)
		}
	}
	if gone != nil && path != nil {
		d.Notef(b.node.Position, "", "%s has members that are not among the instances; they are left out", b.what())
		d.comment(path, "Left out, as no document lists them: "+strings.Join(gone, ", "))
	}
	return hosts
}

// comments says what is not known of a load balancer.
func (b *balancer) comments(before bool) (lines []string) {
	if b.node == nil {
		lines = append(lines, "Unknown: its health check; AWS's defaults count.")
	}
	if b.drains == nil {
		command := "elbv2 describe-target-group-attributes"
		if b.classic {
			command = "elb describe-load-balancer-attributes"
		}
		lines = append(lines, "Unknown: how long it drains (`aws "+command+"` prints it); 300 s is AWS's default.")
	}
	switch {
	case before && b.listed:
		lines = append(lines, "Differs: before the deployment only the originals are registered, whatever was printed after it.")
	case before:
		lines = append(lines, "Unknown: which hosts are registered; the originals are.")
	case !b.listed:
		lines = append(lines, "Unknown: which hosts are registered; all are.")
	}
	return lines
}
