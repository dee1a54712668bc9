package scenarios

import (
	"regexp"

	"github.com/seed-11de0fc1/rehearse/fleet"
	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// awsName is what applications and groups may be called (CD-1.1, CD-1.2).
var awsName = regexp.MustCompile(`^[A-Za-z0-9._+=,@-]{1,100}$`)

func (b *builder) checkAWSName(name Name, rule string) {
	if !name.IsZero() && !awsName.MatchString(name.Text) {
		b.Under(rule).Errorf(name.Pos.Position, "use up to 100 letters, digits and . _ + = , @ -", "%q can not be a name at AWS", name.Text)
	}
}

func (b *builder) deploymentConfigs() {
	for _, predefined := range codedeploy.Predefined {
		b.configs.add(predefined.Name)
		b.setup.CodeDeploy.Configs = append(b.setup.CodeDeploy.Configs, predefined)
	}
	for i := range b.s.DeploymentConfigs {
		c := &b.s.DeploymentConfigs[i]
		b.checkAWSName(c.DeploymentConfigName, "CD-2.24")
		if len(c.DeploymentConfigName.Text) >= 18 && c.DeploymentConfigName.Text[:18] == "CodeDeployDefault." {
			b.Under("CD-2.24").Errorf(c.DeploymentConfigName.Pos.Position, "choose another name; the predefined ones need no definition",
				"%q begins with CodeDeployDefault.", c.DeploymentConfigName.Text)
		}
		b.define(&b.configs, c.DeploymentConfigName)
		b.checkZones(c)
		b.setup.CodeDeploy.Configs = append(b.setup.CodeDeploy.Configs, codedeploy.Config{
			Name: c.DeploymentConfigName.Text, Min: c.MinimumHealthyHosts.build(), Zonal: c.ZonalConfig.build(), Old: c.MadeBeforeJune2023,
			Platform: platformOf(c.ComputePlatform), Routing: c.TrafficRoutingConfig.build()})
	}
}

// checkZones warns of hosts without a zone where deployments go by zone: they
// are taken together, and go first. CD-2.28
func (b *builder) checkZones(c *DeploymentConfig) {
	for i := range b.s.Fleet.Instances {
		in := &b.s.Fleet.Instances[i]
		if c.ZonalConfig != nil && in.Zone.IsZero() && len(in.Zones) == 0 && !in.OnPremises {
			b.Under("CD-2.28").Warnf(in.Pos.Position, "give it a zone", "%s goes zone by zone, and %s has none: such hosts go first, together",
				c.DeploymentConfigName.Text, in.Name.Text)
			return
		}
	}
}

func (m *MinimumHealthyHosts) build() codedeploy.Minimum {
	if m == nil {
		return codedeploy.Minimum{}
	}
	made := codedeploy.Minimum{Type: codedeploy.HostCount, Value: int(m.Value)}
	if m.Type == "FLEET_PERCENT" {
		made.Type = codedeploy.FleetPercent
	}
	return made
}

func (z *ZonalConfig) build() *codedeploy.Zonal {
	if z == nil {
		return nil
	}
	monitor := orElse(z.MonitorDurationInSeconds, 0)
	made := &codedeploy.Zonal{
		Min:          codedeploy.Minimum{Type: codedeploy.FleetPercent}, // CD-2.25
		Monitor:      kernel.Time(monitor) * kernel.Second,
		FirstMonitor: kernel.Time(orElse(z.FirstZoneMonitorDurationInSeconds, monitor)) * kernel.Second, // CD-2.27
	}
	if z.MinimumHealthyHostsPerZone != nil {
		made.Min = z.MinimumHealthyHostsPerZone.build()
	}
	return made
}

func (b *builder) applications() {
	for i := range b.s.Applications {
		app := &b.s.Applications[i]
		b.checkAWSName(app.ApplicationName, "CD-1.1")
		b.define(&b.apps, app.ApplicationName)
		b.setup.CodeDeploy.Applications = append(b.setup.CodeDeploy.Applications, codedeploy.Application{
			Name: app.ApplicationName.Text, Platform: platformOf(app.ComputePlatform)})
		for j := range app.DeploymentGroups {
			b.deploymentGroup(app, &app.DeploymentGroups[j], int32(i))
		}
	}
}

func (b *builder) deploymentGroup(app *Application, g *DeploymentGroup, application int32) {
	name := g.DeploymentGroupName
	b.checkAWSName(name, "CD-1.2")
	b.define(&b.groups, Name{app.ApplicationName.Text + "/" + name.Text, name.Pos})
	if !g.ApplicationName.IsZero() && g.ApplicationName.Text != app.ApplicationName.Text {
		b.Errorf(g.ApplicationName.Pos.Position, "put the group under that application", "the group is under the application %q, not %q",
			app.ApplicationName.Text, g.ApplicationName.Text)
	}
	b.checkTriggers(g)
	platform := platformOf(app.ComputePlatform)
	if g.ComputePlatform != "" && platformOf(g.ComputePlatform) != platform {
		b.Under("CD-1.1").Errorf(g.Pos.Position, "leave computePlatform out of the group", "the application is for %s, and a group is for the same", platform)
	}
	settings := codedeploy.Settings{Config: codedeploy.AtOnce(platform)}
	if platform == codedeploy.Server {
		b.blueGreen(&g.GroupSettings, g.Pos)
	}
	change := b.change(&g.GroupSettings, platform, g.Pos)
	b.groupBalancers(g.LoadBalancerInfo)
	b.groupAlarms(g.AlarmConfiguration, change.Alarms)
	change.Apply(&settings)
	b.checkGroup(g, &settings, platform)
	b.setup.CodeDeploy.Groups = append(b.setup.CodeDeploy.Groups, codedeploy.Group{Name: name.Text, Application: application, Settings: settings})
}

// change is what is there of the settings of a group.
func (b *builder) change(from *GroupSettings, platform codedeploy.Platform, at Pos) codedeploy.SettingsUpdate {
	u := codedeploy.SettingsUpdate{Config: codedeploy.None}
	b.checkPlatform(from, platform, at)
	if !from.DeploymentConfigName.IsZero() {
		u.Config = b.find(&b.configs, from.DeploymentConfigName)
	}
	u.EC2Tags = b.tags(from.EC2TagFilters, from.EC2TagSet.lists(), from.EC2TagSet != nil, at, "ec2TagFilters and ec2TagSet")
	u.OnPremisesTags = b.tags(from.OnPremisesInstanceTagFilters, from.OnPremisesTagSet.lists(), from.OnPremisesTagSet != nil, at,
		"onPremisesInstanceTagFilters and onPremisesTagSet")
	if from.DeploymentStyle != nil && platform == codedeploy.Server {
		with := from.DeploymentStyle.DeploymentOption == "WITH_TRAFFIC_CONTROL"
		blueGreen := from.DeploymentStyle.DeploymentType == "BLUE_GREEN"
		u.TrafficControl, u.BlueGreenType = &with, &blueGreen
	}
	if from.LoadBalancerInfo != nil {
		u.LoadBalancers = []int32{}
		for _, info := range from.LoadBalancerInfo.ELBInfoList {
			u.LoadBalancers = append(u.LoadBalancers, b.find(&b.balancers, info.Name))
		}
		for _, info := range from.LoadBalancerInfo.TargetGroupInfoList {
			u.LoadBalancers = append(u.LoadBalancers, b.find(&b.targetGroups, info.Name)+int32(len(b.s.Fleet.LoadBalancers)))
		}
		u.Pairs = b.pairs(from.LoadBalancerInfo)
	}
	u.AutoScalingGroups, u.TerminationHook = b.scalingGroups(from.AutoScalingGroups), from.TerminationHookEnabled
	if from.OutdatedInstancesStrategy != "" {
		ignore := from.OutdatedInstancesStrategy == "IGNORE"
		u.LeaveOutdated = &ignore
	}
	u.Alarms = b.alarmConfig(from.AlarmConfiguration)
	u.ECSServices = b.serviceList(from.ECSServices)
	u.Rollback = b.rollback(from.AutoRollbackConfiguration, at)
	u.BlueGreen = from.BlueGreenDeploymentConfiguration.build(platform)
	u.Triggers = b.triggers(from.TriggerConfigurations)
	if role, known := roles[from.ServiceRole]; known {
		u.Role = &role
	}
	return u
}

var roles = map[string]codedeploy.Role{"fine": codedeploy.RoleFine, "missing": codedeploy.RoleMissing, "weak": codedeploy.RoleWeak, "managed": codedeploy.RoleManaged}

func (t *EC2TagSet) lists() [][]TagFilter {
	if t == nil {
		return nil
	}
	return t.EC2TagSetList
}

func (t *OnPremisesTagSet) lists() [][]TagFilter {
	if t == nil {
		return nil
	}
	return t.OnPremisesTagSetList
}

// tags are the lists of filters that a group is given: filters are one list, a
// set is several; nil if neither is there. AWS takes three lists of ten.
// both names the two keys. CD-10.1
func (b *builder) tags(filters []TagFilter, set [][]TagFilter, isSet bool, at Pos, both string) [][]fleet.TagFilter {
	switch {
	case len(filters) > 0 && isSet:
		b.Under("CD-10.1").Errorf(at.Position, "keep one of them", "%s exclude each other", both)
	case filters == nil && !isSet:
		return nil
	case len(filters) > 0:
		set = [][]TagFilter{filters}
	}
	if len(set) > 3 {
		b.Under("CD-10.1").Errorf(at.Position, "keep three", "a tag set of more than three lists")
	}
	made := [][]fleet.TagFilter{}
	for _, list := range set {
		if len(list) > 10 {
			b.Under("CD-10.1").Errorf(at.Position, "keep ten", "a list of more than ten tag filters")
		}
		var one []fleet.TagFilter
		for _, f := range list {
			one = append(one, f.build())
		}
		made = append(made, one)
	}
	return made
}

func (f TagFilter) build() fleet.TagFilter {
	made := fleet.TagFilter{Key: f.Key, Value: f.Value}
	switch {
	case f.Type == "KEY_ONLY", f.Type == "" && f.Value == "":
		made.Type = fleet.KeyOnly
	case f.Type == "VALUE_ONLY", f.Type == "" && f.Key == "":
		made.Type = fleet.ValueOnly
	}
	return made
}

// rollback is the setting of a group or of a call. CD-5.2
func (b *builder) rollback(a *AutoRollbackConfiguration, at Pos) *codedeploy.AutoRollback {
	if a == nil {
		return nil
	}
	if a.Enabled && len(a.Events) == 0 {
		b.Under("CD-5.2").Errorf(at.Position, "add events, such as [DEPLOYMENT_FAILURE]", "automatic rollback is enabled for no event")
	}
	made := &codedeploy.AutoRollback{Enabled: a.Enabled}
	for _, event := range a.Events {
		switch event {
		case "DEPLOYMENT_FAILURE":
			made.OnFailure = true
		case "DEPLOYMENT_STOP_ON_REQUEST":
			made.OnStop = true
		case "DEPLOYMENT_STOP_ON_ALARM":
			made.OnAlarm = true
		}
	}
	return made
}
