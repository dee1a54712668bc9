package advise

import (
	"github.com/seed-11de0fc1/rehearse/scenarios"
	"github.com/seed-11de0fc1/rehearse/scenarios/source"
)

// Change is what to tell AWS, and the scenario, for the settings of a row.
type Change struct {
	Configs *source.Node // deploymentConfigs of the scenario; nil if there is nothing to add
	Config  *source.Node // the request of CreateDeploymentConfig; the same
	Group   *source.Node // the request of UpdateDeploymentGroup
}

// Change is what has to be said for the settings of a row.
func (r *Report) Change(row *Row) Change {
	g, s := r.group, &row.Settings
	changed := g.change(s)
	request := scenarios.UpdateDeploymentGroup{ApplicationName: g.app().ApplicationName, CurrentDeploymentGroupName: g.now().DeploymentGroupName}
	changed.into(&request.GroupSettings)
	made := scenarios.Scenario{Rehearse: 1, Timeline: []scenarios.Entry{{UpdateDeploymentGroup: &request}}}
	if !s.Predefined && !g.has(s.Name()) {
		config := s.Config
		config.ComputePlatform = "Server"
		made.DeploymentConfigs = []scenarios.DeploymentConfig{config}
	}
	root := scenarios.EncodeNode(&made)
	c := Change{Configs: root.Get("deploymentConfigs"), Group: root.Get("timeline").Items[0].Get("updateDeploymentGroup")}
	c.disable("autoRollbackConfiguration", len(s.Rollback) == 0)
	c.disable("alarmConfiguration", changed.alarms != nil && len(s.Alarms) == 0)
	if c.Configs != nil {
		c.Config = c.Configs.Items[0]
	}
	return c
}

// disable says so where something is switched off: AWS keeps what a request does
// not speak of, and a scenario leaves out what is false.
func (c *Change) disable(key string, off bool) {
	if !off {
		return
	}
	word := source.Entry{Key: source.Str("enabled"), Value: &source.Node{Kind: source.Scalar, Text: "false"}}
	if there := c.Group.Get(key); there != nil {
		there.Entries = append([]source.Entry{word}, there.Entries...)
		return
	}
	c.Group.Entries = append(c.Group.Entries, source.Entry{Key: source.Str(key), Value: &source.Node{Kind: source.Mapping, Flow: true, Entries: []source.Entry{word}}})
}

// has says whether the scenario has a configuration of a name.
func (g *group) has(name string) bool {
	for i := range g.scenario.DeploymentConfigs {
		if g.scenario.DeploymentConfigs[i].DeploymentConfigName.Text == name {
			return true
		}
	}
	return false
}

// Scenario is the scenario under the settings of a row.
func (r *Report) Scenario(row *Row) *scenarios.Scenario { return r.group.under(&row.Settings) }
