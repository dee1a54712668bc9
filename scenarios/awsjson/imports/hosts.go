package imports

// Instances become hosts: what they are called, and which of them are written
// as one entry.

import (
	"fmt"
	"slices"
	"strings"

	"github.com/seed-11de0fc1/rehearse/scenarios/source"
)

// nameHosts calls hosts by their Name tags. Several of one name that differ in
// nothing but their zones become name-1, name-2 and so on, and make one entry;
// all others go by their ids.
func (d *draft) nameHosts() {
	names := hostNames{used: map[string]bool{}, bases: map[string]bool{}}
	d.nameScaled(names)
	byName := map[string][]*instance{}
	for _, in := range d.instances {
		if in.scaled != nil {
			continue
		}
		byName[in.wants()] = append(byName[in.wants()], in)
	}
	for _, in := range d.instances {
		alike := byName[in.wants()]
		if in.scaled != nil || in != alike[0] || !isHostName(in.wants()) || len(alike) == 1 || !areAlike(alike) || !names.takeBase(in.wants()) {
			continue
		}
		for i, member := range alike {
			member.base, member.host = in.wants(), fmt.Sprintf("%s-%d", in.wants(), i+1)
		}
	}
	for _, in := range d.instances {
		if in.host != "" {
			continue
		}
		in.base = ""
		if in.host = in.wants(); len(byName[in.host]) > 1 || !names.take(in.host) {
			in.host = names.unique(in.id)
		}
	}
}

// wants is what a host would like to be called.
func (in *instance) wants() string {
	if in.base != "" {
		return in.base
	}
	return in.tag("Name")
}

// areAlike tells whether hosts differ in nothing that a scenario says but
// their zones.
func areAlike(list []*instance) bool {
	return !slices.ContainsFunc(list, func(in *instance) bool { return in.signature() != list[0].signature() })
}

func (in *instance) signature() string {
	var tags []string
	for _, t := range in.tags {
		tags = append(tags, fmt.Sprintf("%q", []string{t.key.Text, t.value.Text}))
	}
	slices.Sort(tags)
	return fmt.Sprint(tags, in.noProfile, in.stopped, in.windows, in.onPremises, in.registered, in.zone == nil, len(in.notes) > 0, in.base)
}

// isHostName tells whether a scenario can call a host so.
func isHostName(text string) bool { return isName(text) && !strings.Contains(text, "..") }

// hostNames are the names in use.
type hostNames struct{ used, bases map[string]bool }

// numbered tells whether name is base with a dash and a number.
func numbered(name, base string) bool {
	digits, ok := strings.CutPrefix(name, base+"-")
	return ok && digits != "" && strings.Trim(digits, "0123456789") == ""
}

// take claims a name, unless it is taken or no name at all.
func (h hostNames) take(name string) bool {
	if !isHostName(name) || h.used[name] || h.bases[name] || h.bases[trimNumber(name)] {
		return false
	}
	h.used[name] = true
	return true
}

// takeBase claims a name with all numbers behind it.
func (h hostNames) takeBase(base string) bool {
	for other := range h.bases {
		if other == base || numbered(other, base) || numbered(base, other) {
			return false
		}
	}
	h.bases[base] = true
	return true
}

// trimNumber cuts a dash with a number off the end.
func trimNumber(name string) string {
	if dash := strings.LastIndexByte(name, '-'); dash >= 0 && numbered(name, name[:dash]) {
		return name[:dash]
	}
	return ""
}

// unique claims the id, or else the first number that is free.
func (h hostNames) unique(id string) string {
	for n := 1; !h.take(id); n++ {
		id = fmt.Sprintf("instance%d", n)
	}
	return id
}

// fleet makes the entries of the hosts and of the load balancers.
func (d *draft) fleet() *source.Node {
	var list []*source.Node
	for i := 0; i < len(d.instances); i++ {
		in := d.instances[i]
		members := d.members(in)
		if in.scaled != nil || members[0] != in {
			continue
		}
		path := []string{"fleet", "instances", number(len(list))}
		for _, member := range members {
			d.comment(path, member.notes...)
			d.comment(path, leftOver(member.left)...)
		}
		d.comment(path, ids(members)...)
		list = append(list, entry(members))
	}
	made := newBlock()
	made.addList("instances", list)
	made.addList("autoScalingGroups", d.scalingEntries())
	made.addList("loadBalancers", d.loadBalancers("loadBalancers", true))
	made.addList("targetGroups", d.loadBalancers("targetGroups", false))
	return made.Node
}

// members are the hosts that make one entry with in.
func (d *draft) members(in *instance) []*instance {
	if in.base == "" {
		return []*instance{in}
	}
	return d.byBase()[in.base]
}

// byBase are the hosts of each entry of several.
func (d *draft) byBase() map[string][]*instance {
	if d.bases == nil {
		d.bases = map[string][]*instance{}
		for _, in := range d.instances {
			if in.base != "" {
				d.bases[in.base] = append(d.bases[in.base], in)
			}
		}
	}
	return d.bases
}

// ids says which instances the hosts were, where their names do not.
func ids(members []*instance) (lines []string) {
	var parts []string
	for i, in := range members {
		if in.id == in.host || in.node == nil {
			continue
		}
		parts = append(parts, in.host+" is "+in.id)
		if len(parts) == 3 || i == len(members)-1 {
			lines, parts = append(lines, strings.Join(parts, ", ")), nil
		}
	}
	if parts != nil {
		lines = append(lines, strings.Join(parts, ", "))
	}
	return lines
}

// entry writes hosts as one entry.
func entry(members []*instance) *source.Node {
	in, made := members[0], newBlock()
	if in.node != nil {
		made.Position = in.node.Position
	}
	name := in.host
	if in.base != "" {
		name = in.base
	}
	made.add("name", at(in.node, name))
	if in.base != "" {
		made.add("count", source.Int(int64(len(members))))
	}
	addZones(made, members)
	var tags []*source.Node
	for _, t := range in.tags {
		tag := source.Map(source.Pair("Key", t.key), source.Pair("Value", t.value))
		tag.Position = t.key.Position
		tags = append(tags, tag)
	}
	made.addList("tags", tags)
	if in.onPremises {
		made.add("onPremises", source.Bool(true))
		if !in.registered {
			made.add("registered", source.Bool(false))
		}
	}
	if in.noProfile && !in.onPremises {
		made.add("instanceProfile", source.Str("none"))
	}
	if in.stopped {
		made.add("state", source.Str("stopped"))
	}
	return made.Node
}

// addZones says the zones in turn, no longer than they take to come round.
func addZones(made block, members []*instance) {
	var zones []*source.Node
	for _, in := range members {
		if in.zone != nil {
			zones = append(zones, in.zone)
		}
	}
	period := 1
	for i := 0; i < len(zones); i++ {
		if zones[i].Text != zones[i%period].Text {
			period, i = period+1, -1
		}
	}
	switch {
	case len(zones) == 0:
	case period == 1:
		made.add("zone", zones[0])
	default:
		made.add("zones", source.Seq(zones[:period]...))
	}
}
