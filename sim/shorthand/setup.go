package shorthand

import (
	"strconv"

	"github.com/seed-11de0fc1/rehearse/fleet"
	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

const checkScript = "check.sh"

// Setup is the world of the case: hosts web-1, web-2, …, application shop with
// group prod, revisions v1 and v2, of which v2 is deployed at time 0.
func (c *Case) Setup() *sim.Setup {
	s := &sim.Setup{Seed: 1, CodeDeploy: codedeploy.Setup{
		Applications: []codedeploy.Application{{Name: "shop"}},
		Configs:      append([]codedeploy.Config{}, codedeploy.Predefined...),
		Revisions:    []codedeploy.Revision{revision("v1"), revision("v2")},
	}}
	config := codedeploy.Config{Name: "case", Min: c.minimum}
	if c.zones != nil {
		config.Zonal = &codedeploy.Zonal{Min: codedeploy.Minimum{Type: codedeploy.FleetPercent}}
	}
	s.CodeDeploy.Configs = append(s.CodeDeploy.Configs, config)
	for i, letter := range c.hosts {
		c.host(s, i, letter)
	}
	s.CodeDeploy.Groups = []codedeploy.Group{{Name: "prod", Settings: c.settings(s)}}
	if !c.first {
		s.CodeDeploy.History = []codedeploy.Past{{Revision: 0}}
		s.CodeDeploy.Health = c.health()
	}
	s.Inputs = c.inputs()
	return s
}

func revision(name string) codedeploy.Revision {
	r := codedeploy.Revision{Name: name, Inline: true}
	r.AppSpec.Hooks[events.ValidateService] = []codedeploy.Script{{Location: checkScript, Timeout: 60}}
	return r
}

// host adds host i, from 0, which does what its letter says.
func (c *Case) host(s *sim.Setup, i int, letter rune) {
	g := fleet.Group{
		Name: "web-" + strconv.Itoa(i+1), Count: 1, InstanceProfile: true, DiskFree: -1,
		Tags: []fleet.Tag{{Key: "Env", Value: "prod"}}, Stopped: letter == 'S',
	}
	if c.zones != nil {
		g.Zones = []string{c.zones[i%len(c.zones)]}
	}
	agent := codedeploy.AgentSetup{PickupDelay: kernel.Second, MaxRevisions: 5}
	if letter == 'A' {
		agent.State = codedeploy.AgentMissing
	}
	s.Fleet.Groups = append(s.Fleet.Groups, g)
	s.CodeDeploy.Agents = append(s.CodeDeploy.Agents, agent)
	b := codedeploy.ScriptBehaviour{
		Who: codedeploy.Who{Hosts: []uint32{uint32(i)}}, Location: checkScript,
		TakesLo: 5 * kernel.Second, TakesHi: 5 * kernel.Second,
	}
	switch letter {
	case 'F':
		b.Exit = 1
	case 'T':
		b.TakesLo, b.TakesHi = kernel.Hour, kernel.Hour
	}
	v2 := &s.CodeDeploy.Revisions[1]
	v2.Scripts = append(v2.Scripts, b)
}

func (c *Case) settings(s *sim.Setup) codedeploy.Settings {
	set := codedeploy.Settings{
		Config:  int32(len(s.CodeDeploy.Configs) - 1),
		EC2Tags: [][]fleet.TagFilter{{{Key: "Env", Value: "prod"}}},
		Rollback: codedeploy.AutoRollback{
			Enabled: c.rollback || c.rollbackOnStop, OnFailure: c.rollback, OnStop: c.rollbackOnStop,
		},
	}
	if c.loadBalancer {
		s.Fleet.LoadBalancers = []fleet.LoadBalancer{{Name: "web", Register: 60 * kernel.Second, Deregister: 300 * kernel.Second}}
		set.LoadBalancers, set.TrafficControl = []int32{0}, true
	}
	return set
}

func (c *Case) health() (list []codedeploy.HostHealth) {
	for _, n := range c.unhealthy {
		list = append(list, codedeploy.HostHealth{Hosts: []uint32{uint32(n - 1)}, Instance: events.Unhealthy, Revision: events.Unknown})
	}
	return list
}

func (c *Case) inputs() []sim.Input {
	in := []sim.Input{{Call: &codedeploy.Call{Op: codedeploy.OpCreateDeployment, Create: codedeploy.CreateDeployment{
		Revision: 1, Config: codedeploy.None, IgnoreStopFailures: c.ignoreStop, OutdatedOnly: c.outdatedOnly,
	}}}}
	if c.stop > 0 {
		in = append(in, sim.Input{
			When: sim.When{Plus: c.stop},
			Call: &codedeploy.Call{Op: codedeploy.OpStopDeployment, Stop: codedeploy.StopDeployment{Deployment: 1}},
		})
	}
	return in
}
