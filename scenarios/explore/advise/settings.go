package advise

import (
	"fmt"
	"slices"
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
	Traffic    bool     // hosts are to leave the load balancers while they are deployed to, and do not now (CD-4.1)
	BlueGreen  bool
	Originals  *scenarios.BlueInstanceTerminationOption // what becomes of them; nil for what the group has (CD-3.9)
	Present    bool                                     // the group has them already
	Unwatched  bool                                     // alarms that the group has are switched off
	minimum    minimum
}

// Label is the configuration in a few words.
func (s *Settings) Label() string {
	text := s.minimum.String()
	if s.Config.ZonalConfig != nil {
		text += ", zonal" + zonalWords(s.Config.ZonalConfig)
	}
	if s.Traffic {
		text += ", traffic control"
	}
	if s.BlueGreen {
		text += ", blue/green" + waitWords(s.Originals)
	}
	return text
}

// Name is the name of the configuration as AWS has it.
func (s *Settings) Name() string { return s.Config.DeploymentConfigName.Text }

// settings are all that is tried, in order, and what is not, in words.
func (g *group) settings(o *Options) (list []*Settings, untried []string) {
	for _, traffic := range g.traffic() {
		list = append(list, g.inPlace(o, traffic)...)
	}
	green, why := g.greens(o)
	list = append(list, green...)
	for _, one := range list {
		one.Unwatched = len(one.Alarms) == 0 && len(g.present().Alarms) > 0
		g.christen(one)
	}
	return g.withPresent(list), append(append(why, g.unzoned(o)...), g.untried(o)...)
}

// traffic is whether traffic control is switched on for what is tried in place:
// not, and where hosts could leave load balancers and do not, that too. CD-4.1
func (g *group) traffic() []bool {
	if set := &g.now().GroupSettings; g.fronted() && !isBlueGreen(set) && !g.balanced(&Settings{}) {
		return []bool{false, true}
	}
	return []bool{false}
}

// inPlace are the settings of deployments in place.
func (g *group) inPlace(o *Options, traffic bool) (list []*Settings) {
	all := minimums(g.hosts, o.Keep, o.Tolerate)
	for i := range all {
		m := &all[i]
		if m.value.Type == "HOST_COUNT" && !g.shrinks(o) {
			continue
		}
		list = append(list, g.variants(Settings{minimum: *m, Traffic: traffic})...)
		if traffic {
			continue
		}
		for _, z := range g.zonals(m) {
			list = append(list, g.variants(Settings{minimum: m.custom(), Config: scenarios.DeploymentConfig{ZonalConfig: z}})...)
		}
	}
	return list
}

// variants are the settings of one configuration: with and without rollbacks, and
// with and without alarms where there are some, which may look for a while longer
// then. Without a rollback a number of hosts does in place what the percentage does,
// as one deployment has one N. Alarms that the group has are switched off only where
// nothing else changes much.
func (g *group) variants(s Settings) (list []*Settings) {
	if s.minimum.predefined == "" {
		value := s.minimum.value
		s.Config.MinimumHealthyHosts = &value
	}
	add := func(s Settings, rollback, alarms []string) {
		s.Rollback, s.Alarms = rollback, alarms
		list = append(list, &s)
	}
	plain := s.Config.ZonalConfig == nil && !s.Traffic && !s.BlueGreen
	if plain || len(g.present().Alarms) == 0 {
		add(s, rolledBack(nil), nil)
		if s.minimum.value.Type != "HOST_COUNT" || s.BlueGreen {
			add(s, nil, nil)
		}
	}
	if watched := g.watched(); watched != nil {
		for _, longer := range g.watching(s) {
			add(longer, rolledBack(watched), watched)
		}
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

// deploys says whether an entry of the timeline deploys to the group.
func (g *group) deploys(e *scenarios.Entry) bool {
	c := e.CreateDeployment
	return c != nil && c.ApplicationName.Text+"/"+c.DeploymentGroupName.Text == g.name()
}

// untried is what is tried in no case, or not here.
func (g *group) untried(o *Options) (list []string) {
	if g.watched() == nil {
		list = append(list, "alarms: the scenario has none (CD-6.1)")
	}
	if g.balanced(g.present()) && !isBlueGreen(&g.now().GroupSettings) {
		list = append(list, "no traffic control: hosts would take requests while they are deployed to (CD-7.4)")
	}
	if traffic := g.traffic(); len(traffic) > 1 && len(g.sizes) > 1 {
		list = append(list, "traffic control beside zonal configurations: they are tried once the group has it (CD-4.1)")
	}
	if len(g.present().Alarms) > 0 {
		list = append(list, "no alarms beside zonal configurations, traffic control or blue/green, as the group has some (CD-6.1)")
	}
	if g.fronted() {
		list = append(list, "shorter deregistration delays of load balancers: all of these get shorter by the same (CD-7.3)")
	}
	if more := skippedCounts(g.hosts, o.Keep, o.Tolerate); more != "" {
		list = append(list, more)
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
	name := "keep-" + slug(s.minimum.String())
	if z := s.Config.ZonalConfig; z != nil {
		name += "-by-zone" + slug(zonalWords(z))
	}
	for i := range g.scenario.DeploymentConfigs {
		if c := &g.scenario.DeploymentConfigs[i]; same(c, &s.Config) {
			s.Config.DeploymentConfigName = c.DeploymentConfigName
			return
		}
	}
	for g.has(name) {
		name += "-x"
	}
	s.Config.DeploymentConfigName = scenarios.Named(name)
}

// slug is a label as part of a name.
func slug(label string) string {
	return strings.NewReplacer("%", "-percent", " host", "-host", " ", "-", ",", "").Replace(label)
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
	if c.ZonalConfig != nil {
		text += " zonal" + zonalWords(c.ZonalConfig)
	}
	return text
}

// key is all that tells settings apart, as a text.
func (s *Settings) key() string {
	text := s.Name()
	if !s.Predefined {
		text = sense(&s.Config)
	}
	return fmt.Sprint(text, "|", strings.Join(s.Rollback, ","), "|", strings.Join(s.Alarms, ","), "|", s.Traffic, s.BlueGreen, waitWords(s.Originals))
}
