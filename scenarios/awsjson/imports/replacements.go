package imports

// Who replaces whom in the blue/green deployment that is rehearsed: the hosts
// that its request names, those that were its targets, or made-up ones. CD-3.2

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"

	"github.com/seed-11de0fc1/rehearse/scenarios/source"
)

// greenTag is the tag of replacements that no tag of theirs finds.
const greenTag = "Replaces"

// addReplacements finds the replacements of a deployment that discovers them.
func (d *draft) addReplacements(r *rehearsal) {
	if r == nil || !r.group.discovers() {
		return
	}
	r.named = d.namedBy(r.run)
	d.restore(r, false)
	var known bool
	if r.named != nil {
		known = d.restore(r, true) || len(d.matching(filtersOf(r.named, "tagFilters", "ec2TagSet"))) > 0 || get(r.named, "autoScalingGroups") != nil
	} else {
		r.named = source.Map(source.Pair("tagFilters", source.Seq(source.Map(
			source.Pair("Key", source.Str(greenTag)), source.Pair("Value", source.Str(r.group.name.Text)), source.Pair("Type", source.Str("KEY_AND_VALUE"))))))
		known = d.restore(r, true)
		r.notes = append(r.notes, "Unknown: what targetInstances names; the tag "+greenTag+" is taken.")
	}
	if !known {
		d.makeUpGreen(r)
	}
}

var namedShape = mappingOf(map[string]*shape{"tagFilters": tagFilters,
	"ec2TagSet": mappingOf(map[string]*shape{"ec2TagSetList": listOf(tagFilters)}), "autoScalingGroups": nil})

// namedBy is the targetInstances of a deployment, or nil. Of an Auto Scaling
// group that no document shows, the tag of its instances stands in.
func (d *draft) namedBy(run *deployment) *source.Node {
	if run == nil || run.node == nil {
		return nil
	}
	n := get(run.node, "targetInstances")
	if n == nil || saysNothing(n) {
		return nil
	}
	taken, made := run.left.take(n, namedShape, "targetInstances."), newBlock()
	made.Position = n.Position
	filters := d.list(taken, "tagFilters")
	var scaling []*source.Node
	for _, item := range d.list(n, "autoScalingGroups") {
		name := item
		if item.Kind == source.Mapping {
			name = get(item, "name")
		}
		switch {
		case name == nil || name.Kind != source.Scalar:
		case d.scaling(name.Text) != nil:
			scaling = append(scaling, name)
		default:
			filters = append(filters, source.Map(source.Pair("Key", source.Str(scalingTag)), source.Pair("Value", at(name, name.Text)), source.Pair("Type", source.Str("KEY_AND_VALUE"))))
		}
	}
	made.addList("tagFilters", filters)
	if sets := get(taken, "ec2TagSet", "ec2TagSetList"); sets != nil && len(sets.Items) > 0 {
		made.add("ec2TagSet", get(taken, "ec2TagSet"))
	}
	made.addList("autoScalingGroups", scaling)
	if len(made.Entries) == 0 {
		return nil
	}
	return made.Node
}

// restore puts targets of the deployment back that no document lists any more,
// and lets them have the tags by which they are found. It tells whether there
// are any.
func (d *draft) restore(r *rehearsal, green bool) (some bool) {
	if r.run == nil {
		return false
	}
	lists := filtersOf(r.group.settings, "ec2TagFilters", "ec2TagSet")
	if green {
		lists = filtersOf(r.named, "tagFilters", "ec2TagSet")
	}
	for _, t := range r.run.targets {
		if t.green != green || t.platform != onServer || len(lists) == 0 {
			continue
		}
		in := d.instance(t.instance)
		switch {
		case in == nil:
			in = &instance{node: t.node, id: t.instance}
			if d.fleetTold {
				in.notes = append(in.notes, "Differs: "+t.instance+" is gone since "+r.run.id+"; it stands here again.")
			}
			d.instances = append(d.instances, in)
		case in.fits(lists), in.onPremises:
			r.greens(in, green)
			some = true
			continue
		case d.fleetTold:
			in.notes = append(in.notes, "Unknown: the tags of "+in.id+" in "+r.run.id+"; one by which it is found is added.")
		}
		in.tags = withMatches(in.tags, lists)
		r.greens(in, green)
		some = true
	}
	return some
}

// greens remembers who replaces and who is replaced.
func (r *rehearsal) greens(in *instance, green bool) {
	if green {
		r.green = append(r.green, in)
	} else {
		r.blue = append(r.blue, in)
	}
}

// makeUpGreen makes up as many replacements as there are originals.
func (d *draft) makeUpGreen(r *rehearsal) {
	originals := d.originals(r)
	count := min(cmp.Or(d.scaledSize(r.group)+len(originals), madeUp), mostMadeUp)
	base := cmp.Or(validHost(r.group.name.Text+"-green"), "green")
	tags := withMatches(nil, filtersOf(r.named, "tagFilters", "ec2TagSet"))
	for n := range count {
		in := &instance{id: fmt.Sprintf("%s-%d", base, n+1), base: base, tags: tags}
		if n < len(originals) {
			in.zone, in.windows = originals[n].zone, originals[n].windows
		}
		if d.instance(in.id) == nil {
			d.instances = append(d.instances, in)
			r.green = append(r.green, in)
		}
	}
	d.comment([]string{"fleet"}, fmt.Sprintf("Unknown: the instances that replace those of %s; %d are made up, and targetInstances finds them by their tag.", r.group, count))
	d.Notef(r.group.node.Position, "put into targetInstances what your deployments name", "which instances replace those of %s is not known; %d are made up", r.group, count)
}

// mostMadeUp keeps a large Auto Scaling group from becoming thousands of
// entries.
const mostMadeUp = 1000

// originals are the hosts that are replaced, without those of Auto Scaling
// groups.
func (d *draft) originals(r *rehearsal) []*instance {
	if len(r.blue) > 0 {
		return r.blue
	}
	found := d.matching(filtersOf(r.group.settings, "ec2TagFilters", "ec2TagSet"))
	for _, name := range r.group.scaling {
		for _, in := range d.instances {
			if in.tag(scalingTag) == name.Text && !slices.Contains(found, in) {
				found = append(found, in)
			}
		}
	}
	return slices.DeleteFunc(found, func(in *instance) bool { return slices.Contains(r.green, in) })
}

// scaledBy are the Auto Scaling groups of a group.
func (d *draft) scaledBy(g *group) (list []*scalingGroup) {
	for _, name := range d.list(g.settings, "autoScalingGroups") {
		if s := d.scaling(name.Text); s != nil {
			list = append(list, s)
		}
	}
	return list
}

// scaledSize is how many instances the Auto Scaling groups of a group have.
func (d *draft) scaledSize(g *group) (size int) {
	for _, s := range d.scaledBy(g) {
		count, err := strconv.Atoi(cmp.Or(text(s.taken, "DesiredCapacity"), text(s.taken, "MinSize")))
		if s.described || err != nil {
			count = len(s.members)
		}
		size += max(0, min(count, mostMadeUp))
	}
	return size
}

// matching are the instances, outside of Auto Scaling groups, that one filter
// of each list finds.
func (d *draft) matching(lists []*source.Node) (found []*instance) {
	for _, in := range d.instances {
		if in.scaled == nil && !in.onPremises && in.fits(lists) {
			found = append(found, in)
		}
	}
	return found
}

// filtersOf are the lists of filters of a mapping: the flat one, or those of a
// set.
func filtersOf(n *source.Node, flat, set string) (lists []*source.Node) {
	if list := get(n, flat); list != nil && len(list.Items) > 0 {
		lists = append(lists, list)
	}
	if sets := get(n, set, set+"List"); sets != nil {
		for _, list := range sets.Items {
			if len(list.Items) > 0 {
				lists = append(lists, list)
			}
		}
	}
	return lists
}

// fits tells whether a host matches a filter of each list (CD-10.1).
func (in *instance) fits(lists []*source.Node) bool {
	for _, list := range lists {
		if !slices.ContainsFunc(list.Items, in.fitsOne) {
			return false
		}
	}
	return len(lists) > 0
}

func (in *instance) fitsOne(filter *source.Node) bool {
	key, value, kind := text(filter, "Key"), text(filter, "Value"), text(filter, "Type")
	return slices.ContainsFunc(in.tags, func(t tag) bool {
		return (kind == "VALUE_ONLY" || t.key.Text == key) && (kind == "KEY_ONLY" || t.value.Text == value)
	})
}

// withMatches adds tags that the first filter of each list matches.
func withMatches(tags []tag, lists []*source.Node) []tag {
	for _, list := range lists {
		tags = withMatch(tags, list.Items[0])
	}
	return tags
}

// serversBefore are the hosts that a load balancer of the rehearsed group has
// before a blue/green deployment: the originals. They are nil if the documents
// tell, or if it is another load balancer.
func (d *draft) serversBefore(b *balancer) (names []*source.Node) {
	r := d.rehearsed
	if r == nil || !r.group.discovers() || b.listed && len(r.green)+len(r.blue) == 0 {
		return nil
	}
	of := r.group.targets
	if b.classic {
		of = r.group.classic
	}
	if !slices.ContainsFunc(of, func(n *source.Node) bool { return n.Text == b.name.Text }) {
		return nil
	}
	for _, s := range d.scaledBy(r.group) {
		names = append(names, source.Str(s.base))
	}
	for _, in := range d.originals(r) {
		names = append(names, source.Str(in.host))
	}
	return names
}
