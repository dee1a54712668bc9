package imports

// The scenario takes shape: a tree of nodes that keep the places of what AWS
// printed, so that scenarios itself explains what is wrong with it.

import (
	"github.com/seed-11de0fc1/rehearse/scenarios/source"
)

type draft struct {
	*account
	comments []comment
	ordered  []*group    // as the scenario lists them
	used     []*balancer // by the groups
	heeded   []alarm     // by the groups and calls
	runsOf   map[*group][]*deployment
	versions []*revision
	past     []past
	bases    map[string][]*instance

	rehearsed *rehearsal           // or nil
	next      map[*group]*revision // what else could be deployed to Lambda and ECS
}

// past is a deployment that ended before time 0.
type past struct {
	group    *group
	revision *revision
	failed   []string // hosts
	notes    []string
}

// block builds a mapping key by key.
type block struct{ *source.Node }

func newBlock() block { return block{source.Map()} }

// add leaves out a key whose value is nil.
func (b block) add(key string, value *source.Node) {
	if value != nil {
		b.Entries = append(b.Entries, source.Pair(key, value))
	}
}

// addList leaves out a list without items.
func (b block) addList(key string, items []*source.Node) {
	if len(items) > 0 {
		b.add(key, source.Seq(items...))
	}
}

func (d *draft) scenario() *source.Node {
	d.addScaling()
	for _, g := range d.groups {
		d.scaleGroup(g)
	}
	d.joinTargets()
	d.order()
	d.choose()
	d.makeUpHosts()
	d.nameHosts()
	d.comment(nil, d.head()...)
	deployed := d.deploy()

	root := newBlock()
	root.add("rehearse", source.Int(1))
	root.add("title", source.Str(d.title(deployed)))
	applications := d.applications()
	if fleet := d.fleet(); len(fleet.Entries) > 0 {
		root.add("fleet", fleet)
	}
	if functions := d.functionEntries(); len(functions.Entries) > 0 {
		root.add("functions", functions.Node)
	}
	root.addList("services", d.serviceEntries())
	if deployed != nil && deployed.run != nil {
		d.heed(get(deployed.run.node, "overrideAlarmConfiguration"))
	}
	root.addList("alarms", d.alarmEntries())
	root.addList("applications", applications)
	root.addList("deploymentConfigs", d.deploymentConfigs())
	if deployed != nil {
		root.add("revisions", d.revisions(deployed))
		root.addList("history", d.history())
		root.addList("timeline", d.timeline(deployed))
	}
	return root.Node
}

// order brings the groups of one application together.
func (d *draft) order() {
	d.runsOf = map[*group][]*deployment{}
	done := map[string]bool{}
	for _, first := range d.groups {
		if done[first.application.Text] {
			continue
		}
		done[first.application.Text] = true
		for _, g := range d.groups {
			if g.application.Text == first.application.Text {
				d.ordered = append(d.ordered, g)
				d.runsOf[g] = d.runs(g)
			}
		}
	}
	if len(d.groups) == 0 {
		d.Notef(source.Position{}, "`aws deploy get-deployment-group` prints one", "no deployment group is among the documents; the scenario deploys nothing")
	}
}

func (d *draft) title(deployed *rehearsal) string {
	if deployed == nil {
		return "A fleet imported from AWS"
	}
	if title := deployed.group.String() + " as imported from AWS"; isName(title) {
		return title
	}
	return "Imported from AWS"
}

// applications makes the entries of d.ordered.
func (d *draft) applications() (list []*source.Node) {
	groups := []*source.Node{}
	for i, g := range d.ordered {
		path := []string{"applications", number(len(list)), "deploymentGroups", number(len(groups))}
		d.comment(path, g.notes...)
		d.comment(path, leftOver(g.left)...)
		groups = append(groups, d.group(g))
		if first := d.ordered[i-len(groups)+1]; g.platform != first.platform {
			g.set("computePlatform", at(g.name, g.platform))
		}
		if i+1 < len(d.ordered) && d.ordered[i+1].application.Text == g.application.Text {
			continue
		}
		application := newBlock()
		application.add("applicationName", g.application)
		application.add("computePlatform", source.Str(d.ordered[i-len(groups)+1].platform))
		application.addList("deploymentGroups", groups)
		list, groups = append(list, application.Node), nil
	}
	return list
}

// group finishes the settings of a deployment group.
func (d *draft) group(g *group) *source.Node {
	d.needConfig(g.config)
	g.settings.Entries = withoutEmptyTags(g.settings.Entries)
	for _, name := range g.scaling {
		g.addFilter(source.Map(source.Pair("Key", source.Str(scalingTag)), source.Pair("Value", at(name, name.Text)), source.Pair("Type", source.Str("KEY_AND_VALUE"))))
	}
	info := newBlock()
	info.addList("elbInfoList", d.balancersOf(g.classic, true))
	info.addList("targetGroupInfoList", d.balancersOf(g.targets, false))
	info.add("targetGroupPairInfoList", g.pairs)
	if len(info.Entries) > 0 {
		g.set("loadBalancerInfo", info.Node)
	}
	g.settings.Entries = withoutIdleAlarms(g.settings.Entries)
	d.heed(get(g.settings, "alarmConfiguration"))
	return g.settings
}

// balancersOf names the load balancers of a group.
func (d *draft) balancersOf(names []*source.Node, classic bool) (list []*source.Node) {
	for _, name := range names {
		d.use(name, classic)
		list = append(list, source.Map(source.Pair("name", at(name, name.Text))))
	}
	return list
}

// withoutEmptyTags leaves out lists and sets of tag filters that hold nothing.
func withoutEmptyTags(entries []source.Entry) []source.Entry {
	var kept []source.Entry
	for _, e := range entries {
		lists := e.Value
		switch e.Key.Text {
		case "ec2TagSet":
			lists = get(e.Value, "ec2TagSetList")
		case "onPremisesTagSet":
			lists = get(e.Value, "onPremisesTagSetList")
		case "ec2TagFilters", "onPremisesInstanceTagFilters":
		default:
			kept = append(kept, e)
			continue
		}
		if lists != nil && (lists.Kind == source.Scalar || len(lists.Items)+len(lists.Entries) > 0) {
			kept = append(kept, e)
		}
	}
	return kept
}

// addFilter lets one more kind of EC2 instances match: it is one more filter
// of each list of a tag set, of which one must match, or of the filters.
func (g *group) addFilter(filter *source.Node) {
	if lists := get(g.settings, "ec2TagSet", "ec2TagSetList"); lists != nil {
		for _, filters := range lists.Items {
			filters.Items = append(filters.Items, filter)
		}
		return
	}
	if filters := get(g.settings, "ec2TagFilters"); filters != nil {
		filters.Items = append(filters.Items, filter)
		return
	}
	g.set("ec2TagFilters", source.Seq(filter))
}

func (d *draft) deploymentConfigs() (list []*source.Node) {
	for _, c := range d.configs {
		d.comment([]string{"deploymentConfigs", number(len(list))}, leftOver(c.left)...)
		list = append(list, c.taken)
	}
	return list
}
