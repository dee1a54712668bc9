package imports

// Auto Scaling groups: as the CLI prints them, with their instances, or as a
// template makes them, with as many as they will want.

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/seed-11de0fc1/rehearse/scenarios/source"
)

// scalingGroup is an Auto Scaling group.
type scalingGroup struct {
	node, name       *source.Node
	taken            *source.Node
	classic, targets []*source.Node // names of load balancers and of target groups
	members          []*instance
	described        bool // its instances are known
	base             string
	notes            []string
	left             leftovers
}

// What describe-auto-scaling-groups prints besides, and what templates say, of
// which nothing decides a deployment.
const scalingFields = `AutoScalingGroupName AutoScalingGroupARN Instances LoadBalancerNames TargetGroupARNs LaunchConfigurationName LaunchTemplate
MixedInstancesPolicy DefaultCooldown Cooldown CreatedTime PlacementGroup VPCZoneIdentifier EnabledMetrics MetricsCollection Status
TerminationPolicies NewInstancesProtectedFromScaleIn ServiceLinkedRoleARN MaxInstanceLifetime CapacityRebalance Context DesiredCapacityType
DefaultInstanceWarmup InstanceMaintenancePolicy AvailabilityZoneDistribution AvailabilityZoneImpairmentPolicy
CapacityReservationSpecification DeletionProtection TrafficSources PredictedCapacity InstanceLifecyclePolicy AvailabilityZoneIds
NotificationConfigurations InstanceId SkipZonalShiftValidation`

var scalingShape = func() *shape {
	s := knownFields(scalingFields)
	for _, number := range []string{"MinSize", "MaxSize", "DesiredCapacity", "HealthCheckGracePeriod"} {
		s.keys[number] = aValue
	}
	s.keys["AvailabilityZones"], s.keys["HealthCheckType"] = listOf(aWord), aWord
	s.keys["SuspendedProcesses"] = listOf(mappingOf(map[string]*shape{"ProcessName": aWord, "SuspensionReason": nil}))
	s.keys["Tags"] = listOf(mappingOf(map[string]*shape{"Key": aWord, "Value": aWord, "PropagateAtLaunch": aValue, "ResourceId": nil, "ResourceType": nil}))
	s.keys["LifecycleHookSpecificationList"] = listOf(mappingOf(map[string]*shape{
		"LifecycleHookName": aWord, "LifecycleTransition": aWord, "HeartbeatTimeout": aValue, "DefaultResult": aWord}))
	return s
}()

// autoScalingGroups takes the groups that an account has.
func (a *account) autoScalingGroups(n *source.Node) {
	a.fleetTold = true
	for _, item := range a.List(n) {
		if name := a.named(item, "AutoScalingGroupName"); name != nil {
			a.scalingGroup(item, name, true)
		}
	}
}

// scalingGroup takes one group; described says that its instances are listed.
func (a *account) scalingGroup(n, name *source.Node, described bool) {
	g := &scalingGroup{node: n, name: name, described: described}
	g.taken = g.left.take(n, scalingShape, "")
	g.classic = append(g.classic, a.list(n, "LoadBalancerNames")...)
	for _, arn := range a.list(n, "TargetGroupARNs") {
		target := arn.Text
		if _, rest, ok := strings.Cut(target, "targetgroup/"); ok {
			target, _, _ = strings.Cut(rest, "/")
		}
		g.targets = append(g.targets, at(arn, target))
	}
	a.scalingGroups = put(a, a.scalingGroups, g, func(old *scalingGroup) bool { return old.name.Text == name.Text },
		func(g *scalingGroup) *source.Node { return g.node }, "the Auto Scaling group "+name.Text)
}

// scaling returns the Auto Scaling group of a name, or nil.
func (a *account) scaling(name string) *scalingGroup {
	i := slices.IndexFunc(a.scalingGroups, func(g *scalingGroup) bool { return g.name.Text == name })
	if i < 0 {
		return nil
	}
	return a.scalingGroups[i]
}

// addScaling is for when all documents are read, as they come in any order: it
// finds the instances of each Auto Scaling group.
func (a *account) addScaling() {
	for _, g := range a.scalingGroups {
		for _, member := range a.list(g.node, "Instances") {
			if id := a.named(member, "InstanceId"); id != nil {
				a.addMember(g, id, member)
			}
		}
	}
}

func (a *account) addMember(g *scalingGroup, id, member *source.Node) {
	in := a.instance(id.Text)
	if state := text(member, "LifecycleState"); state != "" && state != "InService" {
		a.Notef(member.Position, "", "%s is %s in %s; it is left out", id.Text, state, g.name.Text)
		a.instances = slices.DeleteFunc(a.instances, func(other *instance) bool { return other == in })
		return
	}
	if in == nil {
		in = &instance{node: member, id: id.Text, zone: zone(get(member, "AvailabilityZone")), unlisted: true}
		a.instances = append(a.instances, in)
	}
	if in.stopped {
		g.notes = append(g.notes, "Differs: "+in.id+" is stopped; here it runs.")
	}
	in.scaled = g
	g.members = append(g.members, in)
}

// nameScaled calls the instances of Auto Scaling groups by the names of the groups.
func (d *draft) nameScaled(names hostNames) {
	for n, g := range d.scalingGroups {
		for g.base = g.name.Text; !isHostName(g.base) || !names.takeBase(g.base); n++ {
			g.base = "scaled" + number(n+1)
		}
		for i, in := range g.members {
			in.host = fmt.Sprintf("%s-%d", g.base, i+1)
		}
	}
}

// scalingEntries makes the entries of the Auto Scaling groups.
func (d *draft) scalingEntries() (list []*source.Node) {
	for _, g := range d.scalingGroups {
		path := []string{"fleet", "autoScalingGroups", number(len(list))}
		list = append(list, d.scalingEntry(g))
		d.comment(path, g.notes...)
		d.comment(path, leftOver(g.left)...)
		d.comment(path, ids(g.members)...)
	}
	return list
}

func (d *draft) scalingEntry(g *scalingGroup) *source.Node {
	made := newBlock()
	made.Position = g.node.Position
	made.add("AutoScalingGroupName", g.name)
	g.bound()
	for _, e := range g.taken.Entries {
		if e.Key.Text != "Tags" {
			made.Entries = append(made.Entries, e)
		}
	}
	made.addList("Tags", g.tags())
	made.addList("LoadBalancerNames", d.attached(g.classic, true))
	made.addList("TargetGroupARNs", d.attached(g.targets, false))
	if g.base != g.name.Text {
		made.add("name", source.Str(g.base))
	}
	if g.all(func(in *instance) bool { return in.windows }) {
		made.add("platform", source.Str("windows"))
	}
	if g.all(func(in *instance) bool { return in.noProfile }) {
		made.add("instanceProfile", source.Str("none"))
	}
	return made.Node
}

// attached names the load balancers of an Auto Scaling group.
func (d *draft) attached(names []*source.Node, classic bool) (list []*source.Node) {
	for _, name := range names {
		d.use(name, classic)
		list = append(list, at(name, name.Text))
	}
	return list
}

// all says whether something holds for all instances of which more is known than
// that they are there.
func (g *scalingGroup) all(is func(in *instance) bool) bool {
	listed := func(in *instance) bool { return !in.unlisted }
	return slices.ContainsFunc(g.members, listed) && !slices.ContainsFunc(g.members, func(in *instance) bool { return listed(in) && !is(in) })
}

// bound makes the desired capacity that of the instances there are, and widens
// the bounds to it.
func (g *scalingGroup) bound() {
	if !g.described {
		return
	}
	count := len(g.members)
	if was := text(g.taken, "DesiredCapacity"); was != "" && was != strconv.Itoa(count) {
		g.notes = append(g.notes, fmt.Sprintf("Differs: DesiredCapacity is %s; %d instances were in service.", was, count))
	}
	g.limit("MinSize", func(n int) int { return min(n, count) })
	g.limit("MaxSize", func(n int) int { return max(n, count) })
	if get(g.taken, "DesiredCapacity") == nil {
		g.taken.Entries = append(g.taken.Entries, source.Pair("DesiredCapacity", source.Int(int64(count))))
	}
	g.limit("DesiredCapacity", func(int) int { return count })
}

// limit changes a number, if there is one.
func (g *scalingGroup) limit(key string, change func(int) int) {
	for i, e := range g.taken.Entries {
		if n, err := strconv.Atoi(e.Value.Text); e.Key.Text == key && err == nil && change(n) != n {
			value := *e.Value
			value.Text = strconv.Itoa(change(n))
			g.taken.Entries[i].Value = &value
		}
	}
}

// tags are those of the group, and those that all of its instances have
// besides.
func (g *scalingGroup) tags() (list []*source.Node) {
	known := map[string]bool{}
	if tags := get(g.taken, "Tags"); tags != nil {
		for _, t := range tags.Items {
			list = append(list, t)
			known[text(t, "Key")] = true
		}
	}
	first := slices.IndexFunc(g.members, func(in *instance) bool { return !in.unlisted })
	if first < 0 {
		return list
	}
	for _, t := range g.members[first].tags {
		if !known[t.key.Text] && g.all(func(in *instance) bool { return in.tag(t.key.Text) == t.value.Text }) {
			list = append(list, source.Map(source.Pair("Key", t.key), source.Pair("Value", t.value)))
		}
	}
	return list
}

// makeUpScaling makes up the Auto Scaling group that a deployment group copies:
// of the instances that have its tag, or else of three.
func (d *draft) makeUpScaling(g *group, name *source.Node) bool {
	made := &scalingGroup{node: g.node, name: at(name, name.Text)}
	for _, in := range d.instances {
		if in.scaled == nil && !in.onPremises && in.tag(scalingTag) == name.Text {
			in.scaled, made.described = made, true
			made.members = append(made.members, in)
		}
	}
	count, what := madeUp, fmt.Sprintf("%d instances are made up", madeUp)
	if made.described {
		count, what = len(made.members), "it has the instances with its tag"
	}
	made.taken = source.Map(source.Pair("MinSize", source.Int(int64(count))), source.Pair("MaxSize", source.Int(int64(count))),
		source.Pair("DesiredCapacity", source.Int(int64(count))))
	made.notes = append(made.notes, "Unknown: the settings of "+name.Text+"; "+what+".")
	d.Notef(name.Position, "add what `aws autoscaling describe-auto-scaling-groups` prints", "%s copies the Auto Scaling group %s, which no document shows; %s", g, name.Text, what)
	d.scalingGroups = append(d.scalingGroups, made)
	return true
}

// scaleGroup lets a deployment group have its Auto Scaling groups; of those that
// no document shows, the tag that their instances have stands in.
func (d *draft) scaleGroup(g *group) {
	known := source.Seq()
	var unknown []*source.Node
	for _, name := range g.scaling {
		if d.scaling(name.Text) != nil || g.copies() && d.makeUpScaling(g, name) {
			known.Items = append(known.Items, name)
		} else {
			unknown = append(unknown, name)
		}
	}
	if len(known.Items) > 0 {
		g.set("autoScalingGroups", known)
		if text(g.node, "outdatedInstancesStrategy") == "IGNORE" {
			g.set("outdatedInstancesStrategy", get(g.node, "outdatedInstancesStrategy"))
		}
		if text(g.node, "terminationHookEnabled") == "true" {
			g.set("terminationHookEnabled", source.Bool(true))
		}
	}
	if g.scaling = unknown; len(unknown) == 0 {
		return
	}
	names := join(unknown)
	d.Notef(unknown[0].Position, "add what `aws autoscaling describe-auto-scaling-groups` prints",
		"%s deploys to Auto Scaling groups that no document shows (%s); their instances are found by their tag", g, names)
	g.notes = append([]string{"Differs: autoScalingGroups is " + names + ", which no document shows. The tag filters on " + scalingTag,
		"stand in for it: they find the instances that were in it; nothing is launched or terminated."}, g.notes...)
}
