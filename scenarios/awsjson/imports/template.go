package imports

// CloudFormation templates: which resources become what. Their properties have
// the names of the API, so that what the API prints and what a template says
// go the same way from here.

import (
	"maps"
	"slices"
	"strings"

	"github.com/seed-11de0fc1/rehearse/scenarios/source"
)

// template is one CloudFormation template.
type template struct {
	*account
	root      *source.Node
	decided   map[string]decision
	names     map[string]string
	naming    map[string]bool // resources whose names are being looked up
	size      int             // bytes of texts made so far
	defaulted bool            // a value of the account was made up
}

// nameProperties are the properties that name a resource. A resource without
// goes by its logical id.
var nameProperties = map[string]string{
	"AWS::CodeDeploy::Application":              "ApplicationName",
	"AWS::CodeDeploy::DeploymentGroup":          "DeploymentGroupName",
	"AWS::CodeDeploy::DeploymentConfig":         "DeploymentConfigName",
	"AWS::AutoScaling::AutoScalingGroup":        "AutoScalingGroupName",
	"AWS::ElasticLoadBalancing::LoadBalancer":   "LoadBalancerName",
	"AWS::ElasticLoadBalancingV2::TargetGroup":  "Name",
	"AWS::ElasticLoadBalancingV2::LoadBalancer": "Name",
	"AWS::CloudWatch::Alarm":                    "AlarmName",
	"AWS::CloudWatch::CompositeAlarm":           "AlarmName",
	"AWS::Lambda::Function":                     "FunctionName",
	"AWS::Lambda::Alias":                        "Name",
	"AWS::Serverless::Function":                 "FunctionName",
	"AWS::ECS::Cluster":                         "ClusterName",
	"AWS::ECS::Service":                         "ServiceName",
}

// maxResources is four times what CloudFormation takes.
const maxResources = 2000

// addTemplates reads the templates, when it is known what the account itself
// printed.
func (a *account) addTemplates() {
	told := a.fleetTold
	a.knowParameters()
	for _, root := range a.templates {
		t := &template{account: a, root: root, decided: map[string]decision{}, names: map[string]string{}, naming: map[string]bool{}}
		resources := a.Entries(get(root, "Resources"))
		if len(resources) > maxResources {
			a.Errorf(root.Position, "import a part of it", "the template has more than %d resources", maxResources)
			continue
		}
		for _, e := range resources {
			t.resource(e.Key, e.Value, told)
		}
		if t.defaulted {
			a.Notef(root.Position, "give them with --parameter AWS::Region=…", "the template asks for its region, account or stack: us-east-1, 123456789012 and stack are taken")
		}
	}
}

// knowParameters reports values for parameters that no template has.
func (a *account) knowParameters() {
	known := slices.Sorted(maps.Keys(pseudo))
	for _, root := range a.templates {
		for _, e := range a.Entries(get(root, "Parameters")) {
			known = append(known, e.Key.Text)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(a.parameters)) {
		if !slices.Contains(known, name) {
			a.Unknown(&source.Node{Text: name, Position: source.Position{File: "--parameter"}}, "parameter", known)
		}
	}
}

func (t *template) resource(id, n *source.Node, told bool) {
	if condition := get(n, "Condition"); condition != nil && !t.condition(condition) {
		return
	}
	properties := get(n, "Properties")
	if properties == nil {
		properties = &source.Node{Position: n.Position, Kind: source.Mapping}
	}
	switch text(n, "Type") {
	case "AWS::CodeDeploy::DeploymentGroup":
		t.deploymentGroup(t.evaluated(properties, "ApplicationName", "DeploymentConfigName", "Ec2TagFilters", "Ec2TagSet",
			"OnPremisesInstanceTagFilters", "OnPremisesTagSet", "DeploymentStyle", "LoadBalancerInfo", "AutoRollbackConfiguration",
			"AutoScalingGroups", "AlarmConfiguration", "ECSServices", "OutdatedInstancesStrategy", "TerminationHookEnabled",
			"BlueGreenDeploymentConfiguration"), id)
	case "AWS::CodeDeploy::DeploymentConfig":
		made := t.evaluated(properties, "ComputePlatform", "MinimumHealthyHosts", "ZonalConfig", "TrafficRoutingConfig")
		t.account.deploymentConfig(withName(made, "DeploymentConfigName", at(id, t.name(id.Text))))
	case "AWS::ElasticLoadBalancingV2::TargetGroup":
		made := t.evaluated(properties, "Protocol", "Port", "TargetType", "HealthCheckIntervalSeconds", "HealthyThresholdCount",
			"UnhealthyThresholdCount", "TargetGroupAttributes")
		t.account.targetGroup(withName(made, "TargetGroupName", at(id, t.name(id.Text))))
	case "AWS::CloudWatch::Alarm", "AWS::CloudWatch::CompositeAlarm":
		made := t.evaluated(properties, "MetricName", "Namespace")
		t.account.metricAlarm(withName(made, "AlarmName", at(id, t.name(id.Text))))
	case "AWS::AutoScaling::AutoScalingGroup":
		t.autoScalingGroup(properties, id)
	case "AWS::Lambda::Alias":
		t.lambdaAlias(properties, id, n)
	case "AWS::Serverless::Function":
		t.serverlessFunction(properties, id)
	case "AWS::ECS::Service":
		t.ecsService(properties, id)
	case "AWS::EC2::Instance":
		if told {
			t.Notef(id.Position, "", "the instance %s of the template is left out: other documents list the instances there are", id.Text)
			return
		}
		t.ec2Instance(properties, id)
	}
}

// evaluated returns a copy of a mapping with the values of some keys worked
// out; all others stay as they are.
func (t *template) evaluated(n *source.Node, keys ...string) *source.Node {
	made := *n
	made.Entries = nil
	for _, e := range n.Entries {
		value := e.Value
		if slices.Contains(keys, e.Key.Text) {
			value = t.value(value)
		}
		if value != nil {
			made.Entries = append(made.Entries, source.Entry{Key: e.Key, Value: value})
		}
	}
	return &made
}

// withName returns a copy of a mapping with a name under key.
func withName(n *source.Node, key string, name *source.Node) *source.Node {
	made := *n
	made.Entries = slices.DeleteFunc(slices.Clone(n.Entries), func(e source.Entry) bool { return e.Key.Text == key })
	made.Entries = append(made.Entries, source.Entry{Key: at(name, key), Value: name})
	return &made
}

// platformOf is the compute platform of the application of a group; if the
// template does not have it, what the group has of a platform tells.
func (t *template) platformOf(group *source.Node) string {
	application, config := text(group, "ApplicationName"), text(group, "DeploymentConfigName")
	for _, e := range get(t.root, "Resources").Entries {
		if text(e.Value, "Type") == "AWS::CodeDeploy::Application" && t.name(e.Key.Text) == application {
			return text(t.value(get(e.Value, "Properties", "ComputePlatform")))
		}
	}
	switch {
	case group.Get("ECSServices") != nil, strings.HasPrefix(config, "CodeDeployDefault.ECS"):
		return onECS
	case strings.HasPrefix(config, "CodeDeployDefault.Lambda"):
		return onLambda
	}
	return ""
}

// deploymentGroup turns the sets of tag groups and the service role into what
// the API has.
func (t *template) deploymentGroup(n, id *source.Node) {
	made := withName(n, "DeploymentGroupName", at(id, t.name(id.Text)))
	if platform := t.platformOf(n); platform != "" {
		made = withName(made, "ComputePlatform", at(id, platform))
	}
	for i, e := range made.Entries {
		switch e.Key.Text {
		case "ECSServices": // the API begins it with a small letter, CloudFormation with three large ones
			made.Entries[i].Key = at(e.Key, "ecsServices")
		case "Ec2TagSet":
			made.Entries[i].Value = unwrapped(e.Value, "Ec2TagSetList", "Ec2TagGroup")
		case "OnPremisesTagSet":
			made.Entries[i].Value = unwrapped(e.Value, "OnPremisesTagSetList", "OnPremisesTagGroup")
		case "ServiceRoleArn": // an intrinsic as a rule, and it decides nothing
			made.Entries[i].Value = at(e.Value, "")
		}
	}
	t.account.deploymentGroup(made)
}

// unwrapped turns {List: [{Group: [filters]}]} into {List: [[filters]]}.
func unwrapped(n *source.Node, list, group string) *source.Node {
	groups := get(n, list)
	if groups == nil {
		return n
	}
	lists := source.Seq()
	lists.Position = groups.Position
	for _, item := range groups.Items {
		if filters := get(item, group); filters != nil {
			item = filters
		}
		lists.Items = append(lists.Items, item)
	}
	made := source.Map(source.Pair(list, lists))
	made.Position = n.Position
	return made
}

// autoScalingGroup adds a group with as many instances as it will launch, unless
// the account has printed it.
func (t *template) autoScalingGroup(n, id *source.Node) {
	name := at(id, t.name(id.Text))
	if t.scaling(name.Text) != nil {
		return
	}
	t.fleetTold = true
	t.scalingGroup(t.evaluated(n, "MinSize", "MaxSize", "DesiredCapacity", "AvailabilityZones", "HealthCheckType", "HealthCheckGracePeriod",
		"LoadBalancerNames", "TargetGroupARNs", "Tags", "LifecycleHookSpecificationList"), name, false)
}

// ec2Instance adds a host that goes by its logical id.
func (t *template) ec2Instance(n, id *source.Node) {
	t.fleetTold = true
	n = t.evaluated(n, "AvailabilityZone", "Tags")
	in := &instance{node: n, id: id.Text, zone: zone(get(n, "AvailabilityZone")), noProfile: !t.present(get(n, "IamInstanceProfile"))}
	t.tags(in, get(n, "Tags"))
	t.putInstance(in)
}

// present tells whether a property will have a value, whatever it is.
func (t *template) present(n *source.Node) bool {
	switch name, argument := intrinsic(n); {
	case n == nil, name == "Ref" && text(argument) == "AWS::NoValue":
		return false
	case name == "Fn::If" && len(argument.Items) == 3:
		return t.present(t.branch(argument))
	}
	return true
}

// name is what a resource will be called.
func (t *template) name(id string) string {
	if known, ok := t.names[id]; ok {
		return known
	}
	resource := exactly(get(t.root, "Resources"), id)
	property := exactly(get(resource, "Properties"), nameProperties[text(resource, "Type")])
	name := id
	if property != nil {
		if t.naming[id] {
			t.Errorf(property.Position, "write the name out", "the name of %s is made of itself", id)
			return id
		}
		t.naming[id] = true
		if value := t.value(property); value != nil && value.Kind == source.Scalar {
			name = value.Text
		}
	}
	t.names[id] = name
	return name
}

// exactly returns the value under a key in just this spelling.
func exactly(n *source.Node, key string) *source.Node {
	if n == nil || key == "" {
		return nil
	}
	return n.Get(key)
}

// known are the names of what a template can refer to.
func (t *template) known() []string {
	var names []string
	for _, section := range []string{"Parameters", "Resources"} {
		if n := exactly(t.root, section); n != nil {
			for _, e := range n.Entries {
				names = append(names, e.Key.Text)
			}
		}
	}
	return names
}

// unknown reports a reference to nothing.
func (t *template) unknown(n *source.Node, name string) {
	t.Unknown(at(n, name), "parameter or resource", t.known())
}

// isList tells whether the default of a parameter is a list with commas.
func isList(kind string) bool {
	return kind == "CommaDelimitedList" || strings.HasPrefix(kind, "List<") || strings.Contains(kind, "Value<List")
}
