package question

import (
	"fmt"
	"slices"
	"strings"

	"github.com/seed-11de0fc1/rehearse/fleet"
	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// tell says what a learner has to know of a scenario, and refuses one that
// holds what it has no words for.
func tell(c *Case) ([]string, error) {
	if what := untold(c.Setup); what != "" {
		return nil, fmt.Errorf("%w: it has %s", ErrUntold, what)
	}
	d := c.asked()
	facts := []string{}
	if d.Platform == codedeploy.Server {
		facts = append(facts, hostFacts(c)...)
	} else {
		facts = append(facts, shiftFacts(c)...)
	}
	facts = append(facts, pastFact(c)+" "+configFact(c)+" "+rollbackFact(c))
	facts = append(facts, alarmFacts(c)...)
	pace, err := calmFacts(c)
	if err != nil {
		return nil, err
	}
	timeline, err := timelineFacts(c)
	return append(facts, strings.Join(slices.Concat(failureFacts(c), pace, timeline), " ")), err
}

// untold names the first thing in a setup that no fact tells.
func untold(s *sim.Setup) string {
	cd := &s.CodeDeploy
	group := func(holds func(*codedeploy.Settings) bool) bool { return some(s, holds) }
	switch {
	case len(s.Fleet.AutoScalingGroups) > 0:
		return "an Auto Scaling group"
	case slices.ContainsFunc(s.Fleet.Alarms, untoldAlarm):
		return "alarms that measure, or can not be read"
	case cd.Shuffle:
		return "an order that is drawn"
	case len(cd.Groups) != 1:
		return "more than one deployment group"
	case cd.Quotas != (codedeploy.Quotas{}):
		return "quotas"
	case group(func(g *codedeploy.Settings) bool { return g.Role != codedeploy.RoleFine }):
		return "a service role that is not fine"
	case group(func(g *codedeploy.Settings) bool { return len(g.EC2Tags)+len(g.OnPremisesTags) > 1 }):
		return "tag sets"
	case slices.ContainsFunc(s.Fleet.Groups, func(g fleet.Group) bool {
		return g.Stopped || g.DiskFree >= 0 || !g.InstanceProfile
	}):
		return "hosts that are stopped, have a small disk or no instance profile"
	case broughtTwice(s):
		return "files put by hand that were deployed before as well"
	case slices.ContainsFunc(cd.Agents, func(a codedeploy.AgentSetup) bool {
		return a.Windows || a.State == codedeploy.AgentStopped || a.PickupDelay > kernel.Second
	}):
		return "agents that are slow, stopped or on Windows"
	case slices.ContainsFunc(s.Fleet.LoadBalancers, func(l fleet.LoadBalancer) bool { return l.NeverHealthy != nil || l.Unhealthy != nil }):
		return "hosts that a load balancer finds unhealthy"
	case slices.ContainsFunc(cd.Configs, func(c codedeploy.Config) bool { return c.Zonal != nil }):
		return "a zonal configuration"
	}
	for i := range cd.Revisions {
		if what := untoldRevision(&cd.Revisions[i]); what != "" {
			return what
		}
	}
	return ""
}

// untoldRevision names what no fact tells of a revision.
func untoldRevision(r *codedeploy.Revision) string {
	switch {
	case r.Missing:
		return "a revision that is gone"
	case r.Refused != "" || r.Invalid != "":
		return "an AppSpec that is refused"
	case lacksScript(r):
		return "a bundle without one of its scripts"
	}
	for i := range r.Scripts {
		if b := &r.Scripts[i]; b.IgnoresTerm || b.NotExecutable || b.RestartsAgent || b.NeedsPassword || b.Only != 0 || len(b.Writes) > 0 {
			return "scripts that do more than take time and exit"
		}
	}
	return ""
}

// lacksScript says whether the bundle of a revision misses a script.
func lacksScript(r *codedeploy.Revision) bool {
	if r.Inline {
		return false
	}
	for _, scripts := range r.AppSpec.Hooks {
		for _, s := range scripts {
			if !slices.ContainsFunc(r.Bundle, func(f codedeploy.BundleFile) bool { return f.Path == s.Location }) {
				return true
			}
		}
	}
	return false
}

// takenInOrder says who goes first among equals, which AWS leaves to chance
// (CD-2.15).
const takenInOrder = "Those of equal standing are taken in this order."

// hostFacts tell who is in the group, how they stand, and what surrounds them.
func hostFacts(c *Case) (facts []string) {
	d, f := c.asked(), c.start.Fleet()
	var names []string
	for _, i := range members(c.start, d.Group) {
		names = append(names, f.Name(i))
	}
	fact := fmt.Sprintf("Deployment group %s has %s %s.", d.GroupName, counted(len(names), "instance"), spans(names))
	if len(names) > 1 && !d.Settings.BlueGreenType {
		fact += " " + takenInOrder
	}
	facts = append(facts, fact+" "+standing(c))
	if d.Settings.BlueGreenType {
		facts = append(facts, blueGreenFact(c))
	} else if len(d.Settings.LoadBalancers) > 0 {
		option := "WITHOUT_TRAFFIC_CONTROL"
		if d.Settings.TrafficControl {
			option = "WITH_TRAFFIC_CONTROL"
		}
		facts = append(facts, "The group names a load balancer; its deploymentOption is "+option+".")
	}
	if absent := agentless(c); len(absent) > 0 {
		facts = append(facts, "There is no agent on "+spans(absent)+".")
	}
	if filesMatter(c) {
		facts = append(facts, fileFact(c))
	}
	return facts
}

func agentless(c *Case) (names []string) {
	for i := range uint32(c.start.Fleet().Len()) {
		if c.start.CodeDeploy().AgentState(i) == codedeploy.AgentMissing {
			names = append(names, c.start.Fleet().Name(i))
		}
	}
	return names
}

// standing tells health and revision of the members before time 0, those of a
// kind together.
func standing(c *Case) string {
	var states []string
	of := map[string][]string{}
	for _, i := range members(c.start, c.asked().Group) {
		health, revision := c.start.CodeDeploy().Health(c.asked().Group, i)
		state := health.String() + ", revision " + revision.String()
		if on := c.start.RevisionOn(i); on != "" {
			state = on + " on it, " + state
		} else {
			state = "nothing on it, " + state
		}
		if of[state] == nil {
			states = append(states, state)
		}
		of[state] = append(of[state], c.start.Fleet().Name(i))
	}
	if len(states) == 1 {
		return "Before the start each has " + states[0] + "."
	}
	for n, state := range states {
		states[n] = spans(of[state]) + ": " + state
	}
	return "Before the start: " + strings.Join(states, "; ") + "."
}

// pastFact tells what had been deployed before time 0.
func pastFact(c *Case) string {
	var past []string
	for n := range c.start.CodeDeploy().Past() {
		d := c.start.DeploymentAt(n)
		past = append(past, d.RevisionName+" "+d.Status.String())
	}
	if len(past) == 0 {
		return "Nothing was deployed before."
	}
	return "Deployed before: " + strings.Join(past, ", then ") + "."
}

// configFact names the configuration, and what a custom one says.
func configFact(c *Case) string {
	d, config := c.asked(), c.config()
	if chosen := c.Setup.CodeDeploy.Groups[d.Group].Settings.Config; chosen == codedeploy.None && c.create().Config == codedeploy.None {
		return "No deployment configuration is named."
	}
	if slices.ContainsFunc(codedeploy.Predefined, func(p codedeploy.Config) bool { return p.Name == config.Name }) {
		return "The configuration is " + config.Name + "."
	}
	if d.Platform != codedeploy.Server {
		r := config.Routing
		return fmt.Sprintf("The configuration is a custom one: %s, %d percent, interval %s.", r.Type, r.Percentage, r.Interval)
	}
	return fmt.Sprintf("The configuration is a custom one: minimumHealthyHosts %s %d.", minimumTypes[config.Min.Type], config.Min.Value)
}

var minimumTypes = [...]string{"HOST_COUNT", "FLEET_PERCENT", "MOST_CONCURRENCY"}

// create is the call that made deployment 1.
func (c *Case) create() *codedeploy.CreateDeployment {
	for n := range c.Setup.Inputs {
		in := &c.Setup.Inputs[n]
		if _, a, ok := c.Truth.Taken(n); ok && in.Call != nil && in.Call.Op == codedeploy.OpCreateDeployment && a.Deployment == c.asked().Index {
			return &in.Call.Create
		}
	}
	return &codedeploy.CreateDeployment{Config: codedeploy.None}
}

// rollbackFact tells for what automatic rollback is on, and whether the call
// says otherwise.
func rollbackFact(c *Case) string {
	group := &c.Setup.CodeDeploy.Groups[c.asked().Group]
	fact := "Automatic rollback is " + rollbackText(group.Settings.Rollback)
	if r := c.create().Rollback; r != nil && *r != group.Settings.Rollback {
		fact += " in the group, but " + rollbackText(*r) + " in the call"
	}
	return fact + "."
}

func rollbackText(r codedeploy.AutoRollback) string {
	var list []string
	for _, e := range []struct {
		on   bool
		name string
	}{{r.OnFailure, "DEPLOYMENT_FAILURE"}, {r.OnAlarm, "DEPLOYMENT_STOP_ON_ALARM"}, {r.OnStop, "DEPLOYMENT_STOP_ON_REQUEST"}} {
		if e.on {
			list = append(list, e.name)
		}
	}
	switch {
	case !r.Enabled:
		return "not enabled"
	case len(list) == 0:
		return "enabled for no event"
	}
	return "enabled for " + strings.Join(list, ", ")
}

// counted writes a number with its noun.
func counted(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
