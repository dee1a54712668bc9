package imports

// Hosts for a scenario to run on where no document lists any.

import (
	"cmp"
	"fmt"

	"github.com/seed-11de0fc1/rehearse/scenarios/source"
)

// madeUp is how many hosts a group gets of which nothing is known.
const madeUp = 3

// makeUpHosts gives each group the targets of its last deployment, or three
// hosts that match, if no document lists instances. A fleet must have a host,
// so one that matches nothing stands in for an empty one.
func (d *draft) makeUpHosts() {
	for _, g := range d.ordered {
		if !d.fleetTold && !g.shifts() && get(g.settings, "autoScalingGroups") == nil {
			d.makeUp(g)
		}
	}
	d.addReplacements(d.rehearsed)
	if len(d.instances)+len(d.scalingGroups) == 0 && d.servesHosts() {
		d.comment([]string{"fleet"}, "The documents list no instance. A fleet must have one, so this one stands in; it has no tags.")
		d.instances = append(d.instances, &instance{id: "placeholder", registered: true})
	}
}

func (d *draft) makeUp(g *group) {
	tags, onPremises := g.matching()
	first := len(d.instances)
	add := func(id, base string, node *source.Node) {
		if d.instance(id) == nil {
			d.instances = append(d.instances, &instance{node: node, id: id, base: base, tags: tags, onPremises: onPremises, registered: true})
		}
	}
	if runs := d.runsOf[g]; len(runs) > 0 {
		for _, t := range runs[len(runs)-1].targets {
			if !t.green || !g.discovers() {
				add(t.instance, "", t.node)
			}
		}
	}
	what := "the targets of its last deployment are taken"
	if len(d.instances) == first {
		base := cmp.Or(validHost(g.name.Text), "host")
		for n := range madeUp {
			add(fmt.Sprintf("%s-%d", base, n+1), base, nil)
		}
		what = fmt.Sprintf("%d hosts that match its tags are made up", madeUp)
	}
	d.Notef(g.node.Position, "add what `aws ec2 describe-instances` prints", "no document lists the instances of %s; %s", g, what)
	d.comment([]string{"fleet"}, "Unknown: the instances of "+g.String()+"; "+what+".")
}

func validHost(name string) string {
	if isHostName(name) {
		return name
	}
	return ""
}

// matching returns tags that match all that the group wants, and whether it
// wants on-premises hosts.
func (g *group) matching() (tags []tag, onPremises bool) {
	add := func(filters *source.Node) {
		if filters != nil && len(filters.Items) > 0 {
			tags = withMatch(tags, filters.Items[0])
		}
	}
	sets := func(path ...string) {
		if lists := get(g.settings, path...); lists != nil {
			for _, filters := range lists.Items {
				add(filters)
			}
		}
	}
	add(get(g.settings, "ec2TagFilters"))
	sets("ec2TagSet", "ec2TagSetList")
	if len(tags) == 0 && len(g.scaling) > 0 {
		tags = append(tags, tag{source.Str(scalingTag), g.scaling[0]})
	}
	if len(tags) > 0 {
		return tags, false
	}
	add(get(g.settings, "onPremisesInstanceTagFilters"))
	sets("onPremisesTagSet", "onPremisesTagSetList")
	return tags, len(tags) > 0
}

// withMatch adds a tag that a filter matches.
func withMatch(tags []tag, filter *source.Node) []tag {
	key, value := text(filter, "Key"), text(filter, "Value")
	if text(filter, "Type") == "KEY_ONLY" {
		value = ""
	}
	if text(filter, "Type") == "VALUE_ONLY" || key == "" {
		key = "any"
	}
	for _, t := range tags {
		if t.key.Text == key {
			return tags
		}
	}
	if !isName(key) {
		return tags
	}
	return append(tags, tag{at(filter, key), at(filter, value)})
}
