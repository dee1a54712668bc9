package advise

import (
	"cmp"
	"slices"
	"strings"

	"github.com/seed-11de0fc1/rehearse/scenarios"
	"github.com/seed-11de0fc1/rehearse/scenarios/property"
)

// under is the scenario with the group under some settings. What requests of the
// timeline say instead of the group is left out, so that the settings count.
func (g *group) under(s *Settings) *scenarios.Scenario {
	made := *g.scenario
	made.Expect, made.Properties = nil, nil
	if !s.Predefined && !g.has(s.Name()) {
		made.DeploymentConfigs = append(slices.Clone(made.DeploymentConfigs), s.Config)
	}
	made.Applications = slices.Clone(made.Applications)
	app := &made.Applications[g.application]
	app.DeploymentGroups = slices.Clone(app.DeploymentGroups)
	g.change(s).into(&app.DeploymentGroups[g.place].GroupSettings)
	made.Timeline = slices.Clone(made.Timeline)
	for i := range made.Timeline {
		if e := &made.Timeline[i]; g.deploys(e) {
			e.CreateDeployment = plain(*e.CreateDeployment, s)
		}
	}
	return &made
}

// plain is a request that leaves all to its group.
func plain(c scenarios.CreateDeployment, s *Settings) *scenarios.CreateDeployment {
	c.DeploymentConfigName, c.AutoRollbackConfiguration, c.OverrideAlarmConfiguration = scenarios.Name{}, nil, nil
	if !s.BlueGreen {
		c.TargetInstances = nil // CD-12.4
	}
	return &c
}

// into puts what there is of a change into settings.
func (c *groupChange) into(set *scenarios.GroupSettings) {
	set.DeploymentConfigName = c.config
	set.AutoRollbackConfiguration = c.rollback
	if c.alarms != nil {
		set.AlarmConfiguration = c.alarms
	}
	if c.style != nil {
		set.DeploymentStyle = c.style
	}
	if c.blueGreen != nil {
		set.BlueGreenDeploymentConfiguration = c.blueGreen
	}
}

// groupChange is what of a group is to be said anew.
type groupChange struct {
	config    scenarios.Name
	rollback  *scenarios.AutoRollbackConfiguration
	alarms    *scenarios.AlarmConfiguration               // nil if they stay
	style     *scenarios.DeploymentStyle                  // the same
	blueGreen *scenarios.BlueGreenDeploymentConfiguration // the same
}

// change is what of the group has to change for some settings.
func (g *group) change(s *Settings) *groupChange {
	now := &g.now().GroupSettings
	c := &groupChange{config: s.Config.DeploymentConfigName, rollback: &scenarios.AutoRollbackConfiguration{Enabled: len(s.Rollback) > 0, Events: s.Rollback}}
	if a := now.AlarmConfiguration; a != nil || s.Alarms != nil {
		c.alarms = &scenarios.AlarmConfiguration{Enabled: len(s.Alarms) > 0}
		if a != nil {
			c.alarms.IgnorePollAlarmFailure, c.alarms.Alarms = a.IgnorePollAlarmFailure, a.Alarms
		}
		if s.Alarms != nil {
			c.alarms.Alarms = nil
		}
		for _, name := range s.Alarms {
			c.alarms.Alarms = append(c.alarms.Alarms, scenarios.AlarmName{Name: scenarios.Named(name)})
		}
	}
	switch was := isBlueGreen(now); {
	case s.BlueGreen && !was:
		c.style = &scenarios.DeploymentStyle{DeploymentType: "BLUE_GREEN", DeploymentOption: "WITH_TRAFFIC_CONTROL"}
		c.blueGreen = cmp.Or(now.BlueGreenDeploymentConfiguration, g.provision())
	case s.Traffic:
		c.style = &scenarios.DeploymentStyle{DeploymentType: "IN_PLACE", DeploymentOption: "WITH_TRAFFIC_CONTROL"}
	case !s.BlueGreen && was:
		c.style = &scenarios.DeploymentStyle{DeploymentType: "IN_PLACE", DeploymentOption: now.DeploymentStyle.DeploymentOption}
	}
	if s.Originals != nil {
		made := *cmp.Or(c.blueGreen, now.BlueGreenDeploymentConfiguration, g.provision())
		made.TerminateBlueInstancesOnDeploymentSuccess = s.Originals
		c.blueGreen = &made
	}
	return c
}

// provision is a blue/green deployment that takes its replacements from where
// there are some, moves traffic at once and keeps the originals. CD-3.2
func (g *group) provision() *scenarios.BlueGreenDeploymentConfiguration {
	action := "COPY_AUTO_SCALING_GROUP"
	if g.namesReplacements() {
		action = "DISCOVER_EXISTING"
	}
	return &scenarios.BlueGreenDeploymentConfiguration{
		TerminateBlueInstancesOnDeploymentSuccess: &scenarios.BlueInstanceTerminationOption{Action: "KEEP_ALIVE"},
		DeploymentReadyOption:                     &scenarios.DeploymentReadyOption{ActionOnTimeout: "CONTINUE_DEPLOYMENT"},
		GreenFleetProvisioningOption:              &scenarios.GreenFleetProvisioningOption{Action: action},
	}
}

func isBlueGreen(set *scenarios.GroupSettings) bool {
	return set.DeploymentStyle != nil && set.DeploymentStyle.DeploymentType == "BLUE_GREEN"
}

// present are the settings that the group has.
func (g *group) present() *Settings {
	now := &g.now().GroupSettings
	s := &Settings{Present: true, BlueGreen: isBlueGreen(now)}
	name, rollback, alarms := now.DeploymentConfigName.Text, now.AutoRollbackConfiguration, now.AlarmConfiguration
	for i := range g.scenario.Timeline {
		if e := &g.scenario.Timeline[i]; g.deploys(e) {
			name = cmp.Or(e.CreateDeployment.DeploymentConfigName.Text, name)
			rollback = cmp.Or(e.CreateDeployment.AutoRollbackConfiguration, rollback)
			alarms = cmp.Or(e.CreateDeployment.OverrideAlarmConfiguration, alarms)
			break
		}
	}
	if rollback != nil && rollback.Enabled {
		s.Rollback = rollback.Events
	}
	if alarms != nil && alarms.Enabled {
		for _, a := range alarms.Alarms {
			s.Alarms = append(s.Alarms, a.Name.Text)
		}
	}
	g.configured(s, cmp.Or(name, "CodeDeployDefault.OneAtATime"))
	return s
}

// configured gives settings the configuration of a name.
func (g *group) configured(s *Settings, name string) {
	s.Config.DeploymentConfigName = scenarios.Named(name)
	if short, ok := strings.CutPrefix(name, "CodeDeployDefault."); ok {
		s.Predefined, s.minimum = true, minimum{predefined: short}
		for _, m := range predefined(g.hosts) {
			if m.predefined == short {
				s.minimum = m
			}
		}
	}
	for i := range g.scenario.DeploymentConfigs {
		if c := &g.scenario.DeploymentConfigs[i]; c.DeploymentConfigName.Text == name && c.MinimumHealthyHosts != nil {
			s.Config, s.minimum.value = *c, *c.MinimumHealthyHosts
			s.minimum.hosts = least(c.MinimumHealthyHosts, g.hosts)
		}
	}
}

// withPresent marks the settings that the group has among others, or puts them
// in front.
func (g *group) withPresent(list []*Settings) []*Settings {
	now := g.present()
	for _, s := range list {
		if s.key() == now.key() {
			s.Present = true
			return list
		}
	}
	return append([]*Settings{now}, list...)
}

// forgetZones takes the zones from the hosts of a scenario in which they decide
// nothing, so that a search can take hosts of different zones for alike.
func forgetZones(s *scenarios.Scenario, claims []*property.Property) {
	zonal := func(c scenarios.DeploymentConfig) bool {
		return c.ZonalConfig != nil && uses(s, c.DeploymentConfigName)
	}
	out := func(e scenarios.Entry) bool { return e.Fault != nil && !e.Fault.ZoneOutage.IsZero() }
	speaks := func(p *property.Property) bool {
		return p.Asks == nil || slices.Contains(p.Asks, "zone") || slices.Contains(p.Asks, "zonesInProgress")
	}
	if slices.ContainsFunc(s.DeploymentConfigs, zonal) || slices.ContainsFunc(s.Timeline, out) || slices.ContainsFunc(claims, speaks) || len(s.Fleet.AutoScalingGroups) > 0 {
		return
	}
	s.Fleet.Instances = slices.Clone(s.Fleet.Instances)
	for i := range s.Fleet.Instances {
		s.Fleet.Instances[i].Zone, s.Fleet.Instances[i].Zones = scenarios.Name{}, nil
	}
}

// forgetAlarms takes the alarms from a group that has switched them off: they
// decide nothing then (CD-6.2), and to be read every ten seconds makes many states
// of one.
func (g *group) forgetAlarms(s *scenarios.Scenario) {
	set := &s.Applications[g.application].DeploymentGroups[g.place].GroupSettings
	if a := set.AlarmConfiguration; a != nil && !a.Enabled && !slices.ContainsFunc(s.Timeline, g.updates) {
		set.AlarmConfiguration = nil
	}
}

// uses says whether deployments may go by a configuration.
func uses(s *scenarios.Scenario, config scenarios.Name) bool {
	for i := range s.Applications {
		for j := range s.Applications[i].DeploymentGroups {
			if s.Applications[i].DeploymentGroups[j].DeploymentConfigName.Text == config.Text {
				return true
			}
		}
	}
	return slices.ContainsFunc(s.Timeline, func(e scenarios.Entry) bool {
		return e.CreateDeployment != nil && e.CreateDeployment.DeploymentConfigName.Text == config.Text ||
			e.UpdateDeploymentGroup != nil && e.UpdateDeploymentGroup.DeploymentConfigName.Text == config.Text
	})
}
