package gen

import (
	"pgregory.net/rapid"

	"github.com/seed-11de0fc1/rehearse/scenarios"
)

// Config draws a deployment configuration: a minimum in hosts or in per cent,
// which few or no fleets can fulfil now and then, and with Zones perhaps one
// Availability Zone after another (CD-2.2, CD-2.25).
func Config(options ...Option) *rapid.Generator[scenarios.DeploymentConfig] {
	s := spaceOf(options)
	return rapid.Custom(func(t *rapid.T) scenarios.DeploymentConfig {
		has, _ := s.swarm(t)
		return s.config(t, has)
	})
}

func (s *space) config(t *rapid.T, has traits) scenarios.DeploymentConfig {
	c := scenarios.DeploymentConfig{DeploymentConfigName: scenarios.Named("own"), MinimumHealthyHosts: s.minimum(t),
		MadeBeforeJune2023: rapid.Bool().Draw(t, "made before June 2023")}
	if has[Zones] && rapid.Bool().Draw(t, "zonal") {
		c.ZonalConfig = &scenarios.ZonalConfig{
			FirstZoneMonitorDurationInSeconds: rapid.Ptr(rapid.Int64Range(0, 600), true).Draw(t, "first monitor"),
			MonitorDurationInSeconds:          rapid.Ptr(rapid.Int64Range(0, 600), true).Draw(t, "monitor"),
		}
		if rapid.Bool().Draw(t, "minimum of a zone") {
			c.ZonalConfig.MinimumHealthyHostsPerZone = s.minimum(t)
		}
	}
	return c
}

func (s *space) minimum(t *rapid.T) *scenarios.MinimumHealthyHosts {
	if rapid.Bool().Draw(t, "per cent") {
		return &scenarios.MinimumHealthyHosts{Type: "FLEET_PERCENT", Value: rapid.Int64Range(0, 99).Draw(t, "percentage")}
	}
	most := int64(s.hosts) / 2
	if oddly(t, "many") {
		most = int64(s.hosts)
	}
	return &scenarios.MinimumHealthyHosts{Type: "HOST_COUNT", Value: rapid.Int64Range(0, most).Draw(t, "hosts")}
}

// anyConfig draws a predefined configuration or one of those defined.
func anyConfig(t *rapid.T, own []scenarios.DeploymentConfig) scenarios.Name {
	list := scenarios.Names("CodeDeployDefault.OneAtATime", "CodeDeployDefault.HalfAtATime", "CodeDeployDefault.AllAtOnce")
	for i := range own {
		list = append(list, own[i].DeploymentConfigName)
	}
	return rapid.SampledFrom(list).Draw(t, "configuration")
}

// Group draws the deployment group prod for a fleet that Fleet drew with the
// same options. Its configuration is a predefined one or one of own. With Alarms
// it heeds an alarm errors.
func Group(f *scenarios.Fleet, own []scenarios.DeploymentConfig, options ...Option) *rapid.Generator[scenarios.DeploymentGroup] {
	s := spaceOf(options)
	return rapid.Custom(func(t *rapid.T) scenarios.DeploymentGroup {
		has, _ := s.swarm(t)
		return group(t, has, f, own)
	})
}

func group(t *rapid.T, has traits, f *scenarios.Fleet, own []scenarios.DeploymentConfig) scenarios.DeploymentGroup {
	g := scenarios.DeploymentGroup{DeploymentGroupName: scenarios.Named("prod")}
	g.DeploymentConfigName = anyConfig(t, own)
	g.EC2TagFilters = tagged("prod")
	if has[OnPremises] {
		g.OnPremisesInstanceTagFilters = tagged("prod")
	}
	if len(f.AutoScalingGroups) > 0 {
		scaled(t, &g, f)
	}
	balanced(&g, f)
	if has[BlueGreen] {
		blueGreen(t, &g)
	}
	if has[Rollback] {
		g.AutoRollbackConfiguration = rollback(t)
	}
	if has[Alarms] {
		g.AlarmConfiguration = heeded(t)
	}
	return g
}

func tagged(env string) []scenarios.TagFilter {
	return []scenarios.TagFilter{{Key: "Env", Value: env, Type: "KEY_AND_VALUE"}}
}

// scaled makes the Auto Scaling group the whole fleet of the group, or a part.
func scaled(t *rapid.T, g *scenarios.DeploymentGroup, f *scenarios.Fleet) {
	g.AutoScalingGroups = scenarios.ScalingGroups{f.AutoScalingGroups[0].AutoScalingGroupName}
	if rapid.Bool().Draw(t, "no tags") {
		g.EC2TagFilters = nil
	}
	g.TerminationHookEnabled = rapid.Ptr(rapid.Bool(), true).Draw(t, "termination hook")
	g.OutdatedInstancesStrategy = rapid.SampledFrom([]string{"", "UPDATE", "IGNORE"}).Draw(t, "outdated instances")
}

// balanced puts the group behind all load balancers of the fleet.
func balanced(g *scenarios.DeploymentGroup, f *scenarios.Fleet) {
	info := &scenarios.LoadBalancerInfo{}
	for i := range f.LoadBalancers {
		info.ELBInfoList = append(info.ELBInfoList, scenarios.ELBInfo{Name: f.LoadBalancers[i].LoadBalancerName})
	}
	for i := range f.TargetGroups {
		info.TargetGroupInfoList = append(info.TargetGroupInfoList, scenarios.TargetGroupInfo{Name: f.TargetGroups[i].TargetGroupName})
	}
	if len(f.LoadBalancers)+len(f.TargetGroups) > 0 {
		g.LoadBalancerInfo = info
		g.DeploymentStyle = &scenarios.DeploymentStyle{DeploymentType: "IN_PLACE", DeploymentOption: "WITH_TRAFFIC_CONTROL"}
	}
}

func blueGreen(t *rapid.T, g *scenarios.DeploymentGroup) {
	g.DeploymentStyle = &scenarios.DeploymentStyle{DeploymentType: "BLUE_GREEN", DeploymentOption: "WITH_TRAFFIC_CONTROL"}
	minutes := rapid.Int64Range(0, 30)
	kept := minutes.Draw(t, "termination wait")
	c := &scenarios.BlueGreenDeploymentConfiguration{
		TerminateBlueInstancesOnDeploymentSuccess: &scenarios.BlueInstanceTerminationOption{
			Action: rapid.SampledFrom([]string{"TERMINATE", "KEEP_ALIVE"}).Draw(t, "originals"), TerminationWaitTimeInMinutes: &kept},
		GreenFleetProvisioningOption: &scenarios.GreenFleetProvisioningOption{Action: "DISCOVER_EXISTING"},
	}
	if len(g.AutoScalingGroups) == 1 && rapid.Bool().Draw(t, "copy") {
		c.GreenFleetProvisioningOption.Action = "COPY_AUTO_SCALING_GROUP"
	}
	if rapid.Bool().Draw(t, "stops when ready") {
		c.DeploymentReadyOption = &scenarios.DeploymentReadyOption{ActionOnTimeout: "STOP_DEPLOYMENT",
			WaitTimeInMinutes: rapid.Ptr(minutes, true).Draw(t, "ready wait")}
	}
	g.BlueGreenDeploymentConfiguration = c
}

var rollbackEvents = []string{"DEPLOYMENT_FAILURE", "DEPLOYMENT_STOP_ON_REQUEST", "DEPLOYMENT_STOP_ON_ALARM"}

func rollback(t *rapid.T) *scenarios.AutoRollbackConfiguration {
	return &scenarios.AutoRollbackConfiguration{Enabled: true,
		Events: rapid.SliceOfNDistinct(rapid.SampledFrom(rollbackEvents), 1, 3, rapid.ID).Draw(t, "roll back on")}
}

func heeded(t *rapid.T) *scenarios.AlarmConfiguration {
	return &scenarios.AlarmConfiguration{Enabled: true, IgnorePollAlarmFailure: rapid.Bool().Draw(t, "ignore poll failure"),
		Alarms: []scenarios.AlarmName{{Name: scenarios.Named("errors")}}}
}

// alarm draws the alarm errors: states at times, or what it measures.
func alarm(t *rapid.T) scenarios.Alarm {
	state := rapid.SampledFrom([]string{"OK", "OK", "OK", "OK", "ALARM", "INSUFFICIENT_DATA", "OK", "OK"})
	turn := rapid.Custom(func(t *rapid.T) scenarios.AlarmTurn {
		return scenarios.AlarmTurn{At: duration.Draw(t, "at"), StateValue: state.Draw(t, "state")}
	})
	a := scenarios.Alarm{AlarmName: scenarios.Named("errors"), StateValue: state.Draw(t, "state"),
		States: rapid.SliceOfNDistinct(turn, 0, 2, func(a scenarios.AlarmTurn) int64 { return int64(a.At) }).Draw(t, "states")}
	if rapid.Bool().Draw(t, "unreadable") {
		a.Unreadable = []scenarios.AlarmOutage{{From: duration.Draw(t, "from")}}
	}
	if rapid.Bool().Draw(t, "measures") {
		measured(t, &a)
	}
	return a
}

func measured(t *rapid.T, a *scenarios.Alarm) {
	threshold, period := scenarios.Threshold(rapid.Int64Range(0, 50).Draw(t, "threshold")), int64(10)
	a.StateValue, a.States, a.Threshold, a.Period = "OK", nil, &threshold, &period
	a.Measures = rapid.SampledFrom([]string{"errorShare", "hostsInService", "latency"}).Draw(t, "measure")
	a.ComparisonOperator = "GreaterThanThreshold"
	if a.Measures == "hostsInService" {
		a.ComparisonOperator, threshold = "LessThanThreshold", threshold/10
	}
	a.TreatMissingData = rapid.SampledFrom([]string{"missing", "ignore", "breaching", "notBreaching"}).Draw(t, "missing data")
}
