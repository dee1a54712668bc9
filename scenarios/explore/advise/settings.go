package advise

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/seed-11de0fc1/rehearse/scenarios"
	"github.com/seed-11de0fc1/rehearse/scenarios/explore"
)

// Settings are what is tried of a group.
type Settings struct {
	Config     scenarios.DeploymentConfig // of a predefined one the name alone
	Predefined bool
	Rollback   []string // the events that are rolled back; none for no rollback
	Alarms     []string // that stop deployments
	BlueGreen  bool
	Present    bool // the group has them already
	minimum    minimum
}

// Label is the configuration in a few words.
func (s *Settings) Label() string {
	text := s.minimum.String()
	if z := s.Config.ZonalConfig; z != nil {
		text += ", zonal"
		if m := z.MinimumHealthyHostsPerZone; m != nil {
			text += " " + amount(m)
		}
	}
	if s.BlueGreen {
		text += ", blue/green"
	}
	return text
}

// Name is the name of the configuration as AWS has it.
func (s *Settings) Name() string { return s.Config.DeploymentConfigName.Text }

// Width is how many hosts the configuration lets be offline at once, by its
// minimum of the whole fleet of n. CD-2.3
func (s *Settings) Width(n int) int { return n - s.minimum.hosts }

// settings are all that is tried, in order, and what is not, in words.
func (g *group) settings(o *Options) (list []*Settings, untried []string) {
	for _, m := range minimums(g.hosts, o.Keep, o.Tolerate) {
		if m.value.Type == "HOST_COUNT" && !g.shrinks(o) {
			continue
		}
		for _, z := range g.zonals(&m) {
			list = append(list, g.variants(&m, z)...)
		}
	}
	blueGreen, why := g.blueGreen()
	if blueGreen {
		for _, name := range []string{"AllAtOnce", "HalfAtATime", "OneAtATime"} {
			list = append(list, &Settings{minimum: minimum{predefined: name}, BlueGreen: true, Rollback: rolledBack(g.watched()), Alarms: g.watched()})
		}
		why = "blue/green with other minimums than the predefined ones, which count the replacements (CD-3.5)"
	}
	for _, one := range list {
		g.christen(one)
	}
	untried = append(untried, why)
	if more := skippedCounts(g.hosts, o.Keep, o.Tolerate); more != "" {
		untried = append(untried, more)
	}
	return g.withPresent(list), append(untried, g.untried(o)...)
}

// variants are the settings of one configuration: with and without rollbacks, and
// with and without alarms where there are some. Without a rollback a number of
// hosts does what the percentage does, as one deployment has one N.
func (g *group) variants(m *minimum, z *scenarios.ZonalConfig) (list []*Settings) {
	config := scenarios.DeploymentConfig{ZonalConfig: z}
	if m.predefined == "" {
		value := m.value
		config.MinimumHealthyHosts = &value
	}
	add := func(rollback, alarms []string) {
		list = append(list, &Settings{Config: config, minimum: *m, Rollback: rollback, Alarms: alarms})
	}
	add(rolledBack(nil), nil)
	if watched := g.watched(); watched != nil {
		add(rolledBack(watched), watched)
	}
	if z == nil && m.value.Type != "HOST_COUNT" {
		add(nil, nil)
	}
	return list
}

// rolledBack are the events that lead to a rollback. CD-5.2
func rolledBack(alarms []string) []string {
	if len(alarms) > 0 {
		return []string{"DEPLOYMENT_FAILURE", "DEPLOYMENT_STOP_ON_ALARM"}
	}
	return []string{"DEPLOYMENT_FAILURE"}
}

// watched are the alarms that can stop deployments: those that the group lists,
// or else all that there are, up to ten (CD-6.3).
func (g *group) watched() (names []string) {
	if a := g.now().AlarmConfiguration; a != nil {
		for i := range a.Alarms {
			names = append(names, a.Alarms[i].Name.Text)
		}
	}
	if len(names) == 0 {
		for i := range g.scenario.Alarms {
			names = append(names, g.scenario.Alarms[i].AlarmName.Text)
		}
	}
	return names[:min(len(names), 10)]
}

// blueGreen says whether the group could deploy blue/green, or why not.
func (g *group) blueGreen() (can bool, why string) {
	set := &g.now().GroupSettings
	switch lb := set.LoadBalancerInfo; {
	case len(set.OnPremisesInstanceTagFilters) > 0 || set.OnPremisesTagSet != nil:
		return false, "blue/green: the group has on-premises hosts (CD-3.1)"
	case lb == nil || len(lb.ELBInfoList)+len(lb.TargetGroupInfoList) == 0:
		return false, "blue/green: the group has no load balancer (CD-3.1)"
	case len(set.AutoScalingGroups) == 1, g.namesReplacements():
		return true, ""
	}
	return false, "blue/green: there are no replacements, as the group has not one Auto Scaling group to copy and the request names no targetInstances (CD-3.2)"
}

// namesReplacements says whether the timeline names replacements for the group.
func (g *group) namesReplacements() bool {
	return slices.ContainsFunc(g.scenario.Timeline, func(e scenarios.Entry) bool { return g.deploys(&e) && e.CreateDeployment.TargetInstances != nil })
}

// deploys says whether an entry of the timeline deploys to the group.
func (g *group) deploys(e *scenarios.Entry) bool {
	c := e.CreateDeployment
	return c != nil && c.ApplicationName.Text+"/"+c.DeploymentGroupName.Text == g.name()
}

// untried is what is tried in no case, or not here.
func (g *group) untried(o *Options) (list []string) {
	if g.zones >= 2 {
		list = append(list, "zonal configurations beside a number of hosts or without a rollback, with monitor durations (CD-2.27) or other minimums in each zone than 0% and 50%")
	} else {
		list = append(list, "zonal configurations: the hosts are not in two zones or more (CD-2.25)")
	}
	if g.watched() == nil {
		list = append(list, "alarms: the scenario has none (CD-6.1)")
	}
	if slices.ContainsFunc(g.scenario.Timeline, g.updates) {
		list = append(list, "what the group is like after the updateDeploymentGroup of the timeline, which replaces what is tried")
	}
	if !g.shrinks(o) {
		return append(list, "numbers of hosts: no fault of these kinds takes hosts away, so that the percentage does the same (CD-2.2)")
	}
	return append(list, "numbers of hosts without a rollback: one deployment has one N, so that the percentage does the same (CD-2.2)")
}

// shrinks says whether there may be fewer hosts for a rollback than there were
// before, so that a number of hosts and a percentage of them part.
func (g *group) shrinks(o *Options) bool {
	return slices.Contains(o.Kinds, explore.Terminate) || len(g.scenario.Fleet.AutoScalingGroups) > 0 ||
		slices.ContainsFunc(g.scenario.Timeline, func(e scenarios.Entry) bool { return e.CreateDeployment == nil })
}

// updates says whether an entry of the timeline changes the group.
func (g *group) updates(e scenarios.Entry) bool {
	u := e.UpdateDeploymentGroup
	return u != nil && u.ApplicationName.Text+"/"+u.CurrentDeploymentGroupName.Text == g.name()
}

// christen gives a configuration its name: that of one of the scenario that says
// the same, or else a new one.
func (g *group) christen(s *Settings) {
	if s.Predefined = s.minimum.predefined != ""; s.Predefined {
		s.Config = scenarios.DeploymentConfig{DeploymentConfigName: scenarios.Named("CodeDeployDefault." + s.minimum.predefined)}
		return
	}
	name := "keep-" + strconv.FormatInt(s.minimum.value.Value, 10) + map[string]string{"FLEET_PERCENT": "-percent", "HOST_COUNT": "-hosts"}[s.minimum.value.Type]
	if z := s.Config.ZonalConfig; z != nil {
		name += "-by-zone"
		if z.MinimumHealthyHostsPerZone != nil {
			name += "-half"
		}
	}
	for i := range g.scenario.DeploymentConfigs {
		if c := &g.scenario.DeploymentConfigs[i]; same(c, &s.Config) {
			s.Config.DeploymentConfigName = c.DeploymentConfigName
			return
		}
	}
	for taken := func(c scenarios.DeploymentConfig) bool { return c.DeploymentConfigName.Text == name }; slices.ContainsFunc(g.scenario.DeploymentConfigs, taken); {
		name += "-x"
	}
	s.Config.DeploymentConfigName = scenarios.Named(name)
}

// same says whether two configurations say the same under whatever names.
func same(a, b *scenarios.DeploymentConfig) bool { return sense(a) == sense(b) }

// sense is what a configuration says, as a text to compare.
func sense(c *scenarios.DeploymentConfig) string {
	value := func(m *scenarios.MinimumHealthyHosts) string {
		if m == nil {
			return "none"
		}
		return fmt.Sprint(m.Type, m.Value)
	}
	text := value(c.MinimumHealthyHosts) + fmt.Sprint(c.MadeBeforeJune2023)
	if z := c.ZonalConfig; z != nil {
		text += " zonal " + value(z.MinimumHealthyHostsPerZone) + seconds(z.FirstZoneMonitorDurationInSeconds) + seconds(z.MonitorDurationInSeconds)
	}
	return text
}

func seconds(n *int64) string {
	if n == nil {
		return " 0"
	}
	return " " + strconv.FormatInt(*n, 10)
}

// key is all that tells settings apart, as a text.
func (s *Settings) key() string {
	text := s.Name()
	if !s.Predefined {
		text = sense(&s.Config)
	}
	return fmt.Sprint(text, "|", strings.Join(s.Rollback, ","), "|", strings.Join(s.Alarms, ","), "|", s.BlueGreen)
}
