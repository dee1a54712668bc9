package imports

// Deployment groups and configurations.

import (
	"fmt"
	"strings"
	"time"

	"github.com/seed-11de0fc1/rehearse/scenarios/source"
)

var (
	groupShape = mappingOf(map[string]*shape{
		"applicationName": nil, "deploymentGroupName": aWord, "computePlatform": nil, "deploymentConfigName": aWord, "serviceRoleArn": aWord,
		"ec2TagFilters": tagFilters, "onPremisesInstanceTagFilters": tagFilters,
		"ec2TagSet":                 mappingOf(map[string]*shape{"ec2TagSetList": listOf(tagFilters)}),
		"onPremisesTagSet":          mappingOf(map[string]*shape{"onPremisesTagSetList": listOf(tagFilters)}),
		"autoRollbackConfiguration": rollback, "alarmConfiguration": alarmList,
		"deploymentStyle": nil, "loadBalancerInfo": nil, "autoScalingGroups": nil, "triggerConfigurations": nil,
		"ecsServices": nil, "blueGreenDeploymentConfiguration": nil,
		"lastSuccessfulDeployment": nil, "targetRevision": nil, "outdatedInstancesStrategy": nil, "terminationHookEnabled": nil,
	})
	configShape = mappingOf(map[string]*shape{
		"deploymentConfigName": aWord, "computePlatform": nil, "minimumHealthyHosts": minimum, "deploymentConfigId": nil, "createTime": nil,
		"zonalConfig": mappingOf(map[string]*shape{
			"firstZoneMonitorDurationInSeconds": aValue, "monitorDurationInSeconds": aValue, "minimumHealthyHostsPerZone": minimum}),
	})
	shiftConfigShape = mappingOf(map[string]*shape{
		"deploymentConfigName": aWord, "computePlatform": aWord, "deploymentConfigId": nil, "createTime": nil,
		"trafficRoutingConfig": mappingOf(map[string]*shape{
			"type":            aWord,
			"timeBasedCanary": mappingOf(map[string]*shape{"canaryPercentage": aValue, "canaryInterval": aValue}),
			"timeBasedLinear": mappingOf(map[string]*shape{"linearPercentage": aValue, "linearInterval": aValue})}),
	})
)

// named returns the name under key, and reports if there is none.
func (a *account) named(n *source.Node, key string) *source.Node {
	if a.Entries(n); n == nil || n.Kind != source.Mapping {
		return nil
	}
	name := get(n, key)
	if name == nil {
		a.Errorf(n.Position, "give the whole of what the command printed", "the key %s is missing", key)
		return nil
	}
	if a.Name(name) == "" {
		return nil
	}
	return at(name, name.Text)
}

func (a *account) deploymentGroup(n *source.Node) {
	g := &group{node: n, application: a.named(n, "applicationName"), name: a.named(n, "deploymentGroupName"), config: get(n, "deploymentConfigName")}
	if g.application == nil || g.name == nil {
		return
	}
	known := false
	if g.platform, known = a.platform(n, "the deployment group "+g.name.Text); !known {
		return
	}
	g.settings = g.left.take(n, groupShape, "")
	g.dropHosts()
	g.takeStyle()
	g.takeBlueGreen()
	g.takeServices()
	a.scalesWith(g)
	a.trafficOf(g)
	a.triggers(g)
	a.groups = put(a, a.groups, g, func(old *group) bool { return old.String() == g.String() },
		func(g *group) *source.Node { return g.node }, "the deployment group "+g.String())
}

// set adds a key to the settings.
func (g *group) set(key string, value *source.Node) {
	g.settings.Entries = append(g.settings.Entries, source.Pair(key, value))
}

// takeStyle takes the deployment style, of which CloudFormation may leave out
// either part. Lambda and ECS have but one (CD-9.12).
func (g *group) takeStyle() {
	style := get(g.node, "deploymentStyle")
	if style == nil {
		return
	}
	kind, option := get(style, "deploymentType"), get(style, "deploymentOption")
	if g.shifts() {
		if kind != nil && kind.Text != "BLUE_GREEN" || option != nil && option.Text != "WITH_TRAFFIC_CONTROL" {
			g.leave("deploymentStyle", style)
		}
		kind, option = at(style, "BLUE_GREEN"), at(style, "WITH_TRAFFIC_CONTROL")
	}
	if kind == nil {
		kind = at(style, "IN_PLACE")
	}
	if option == nil {
		option = at(style, "WITHOUT_TRAFFIC_CONTROL")
	}
	g.blueGreen = kind.Text == "BLUE_GREEN"
	g.set("deploymentStyle", source.Map(source.Pair("deploymentType", kind), source.Pair("deploymentOption", option)))
}

// scalesWith takes the Auto Scaling groups, which stand as names or as mappings.
func (a *account) scalesWith(g *group) {
	if g.shifts() {
		return
	}
	for _, item := range a.list(g.node, "autoScalingGroups") {
		name := item
		if item.Kind == source.Mapping {
			name = get(item, "name")
		}
		if name != nil && name.Kind == source.Scalar {
			g.scaling = append(g.scaling, name)
		}
	}
}

// triggers takes the triggers whose topics have an ARN; what a template makes
// has none yet.
func (a *account) triggers(g *group) {
	kept := source.Seq()
	for _, item := range a.list(g.node, "triggerConfigurations") {
		if parts := strings.Split(text(item, "triggerTargetArn"), ":"); len(parts) != 6 || parts[2] != "sns" {
			g.notes = append(g.notes, "Differs: a trigger is left out, as its topic has no ARN here: "+compact(item))
			continue
		}
		kept.Items = append(kept.Items, g.left.take(item, trigger, "triggerConfigurations."))
	}
	if len(kept.Items) > 0 {
		g.set("triggerConfigurations", kept)
	}
}

// list returns the items under a key, and reports if it holds no list.
func (a *account) list(n *source.Node, path ...string) []*source.Node {
	return a.List(get(n, path...))
}

func join(names []*source.Node) string {
	var texts []string
	for _, name := range names {
		texts = append(texts, name.Text)
	}
	return strings.Join(texts, ", ")
}

func (a *account) deploymentConfig(n *source.Node) {
	name := a.named(n, "deploymentConfigName")
	if name == nil || strings.HasPrefix(name.Text, "CodeDeployDefault.") {
		return
	}
	platform, known := a.platform(n, "the deployment configuration "+name.Text)
	if !known {
		return
	}
	c := &config{node: n, name: name.Text}
	if platform == onServer {
		c.taken = c.left.take(n, configShape, "")
	} else {
		c.taken = c.left.take(n, shiftConfigShape, "")
	}
	if made, ok := instant(get(n, "createTime")); ok && made < beforeJune2023 && platform == onServer {
		c.taken.Entries = append(c.taken.Entries, source.Pair("madeBeforeJune2023", source.Bool(true)))
	}
	a.configs = put(a, a.configs, c, func(old *config) bool { return old.name == c.name },
		func(c *config) *source.Node { return c.node }, "the deployment configuration "+c.name)
}

// beforeJune2023 ends the time in which configurations were made that give
// deployments 8 hours (CD-2.18).
var beforeJune2023 = time.Date(2023, time.June, 1, 0, 0, 0, 0, time.UTC).UnixMilli()

// needConfig reports a custom configuration that no document shows.
func (a *account) needConfig(name *source.Node) {
	if name == nil || name.Kind != source.Scalar || strings.HasPrefix(name.Text, "CodeDeployDefault.") {
		return
	}
	for _, c := range a.configs {
		if c.name == name.Text {
			return
		}
	}
	a.Errorf(name.Position, fmt.Sprintf("add what `aws deploy get-deployment-config --deployment-config-name %s` prints", name.Text),
		"the deployment configuration %q is custom, and none of the documents shows it", name.Text)
}
