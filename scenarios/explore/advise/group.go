package advise

// Which group is advised, and what there is to know of it.

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/seed-11de0fc1/rehearse/scenarios"
	"github.com/seed-11de0fc1/rehearse/scenarios/source"
	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
)

// NotFoundError is that a scenario has no group of a name.
type NotFoundError struct{ text string }

func (e *NotFoundError) Error() string { return e.text }

// ChoiceError is that a group can not be advised, or that it is open which one.
type ChoiceError struct{ text string }

func (e *ChoiceError) Error() string { return e.text }

// group is the group that is advised.
type group struct {
	scenario     *scenarios.Scenario
	application  int      // its place among those of the scenario
	place        int      // the place among those of its application
	hosts        int      // N: the targets of a deployment in place (CD-2.2)
	replacements int      // N of a blue/green deployment, 0 if there can be none (CD-3.5)
	zones        int      // of its hosts
	sizes        []int    // hosts in each zone, by its name
	others       []string // groups to which the timeline deploys too
	number       int32    // of the group in its worlds
	numbers      []int32  // of the others
	theirs       int      // hosts of these that take requests at the end of time 0
}

func (g *group) app() *scenarios.Application { return &g.scenario.Applications[g.application] }

func (g *group) now() *scenarios.DeploymentGroup { return &g.app().DeploymentGroups[g.place] }

// name is the group as --group takes it.
func (g *group) name() string { return nameOf(g.app(), g.now()) }

func nameOf(a *scenarios.Application, g *scenarios.DeploymentGroup) string {
	return a.ApplicationName.Text + "/" + g.DeploymentGroupName.Text
}

// find finds the group of a name, or the one to which the timeline deploys if
// there is none.
func find(s *scenarios.Scenario, name string) (*group, error) {
	deployed := deployedTo(s)
	if name == "" {
		switch len(deployed) {
		case 0:
			return nil, &ChoiceError{"the timeline deploys to no group; add a createDeployment"}
		case 1:
			name = deployed[0]
		default:
			return nil, &ChoiceError{"the timeline deploys to several groups; choose one with --group: " + escaped(deployed)}
		}
	}
	g, all := named(s, name)
	switch {
	case g == nil:
		return nil, &NotFoundError{fmt.Sprintf("no deployment group %s; %s", source.Escape(name), near(name, all))}
	case platform(g) != "Server":
		return nil, &ChoiceError{fmt.Sprintf("%s deploys to %s, which has no minimum of healthy hosts to choose (CD-9.9); advise is for groups of hosts", source.Escape(name), platform(g))}
	case !slices.Contains(deployed, name):
		return nil, &ChoiceError{fmt.Sprintf("the timeline never deploys to %s; add a createDeployment, or choose %s", source.Escape(name), cmp.Or(escaped(deployed), "another scenario"))}
	}
	g.others = slices.DeleteFunc(deployed, func(other string) bool { return other == name })
	return g, nil
}

func platform(g *group) string {
	return cmp.Or(g.app().ComputePlatform, g.now().ComputePlatform, "Server")
}

// deployedTo are the groups to which a timeline deploys, in its order.
func deployedTo(s *scenarios.Scenario) (names []string) {
	for i := range s.Timeline {
		c := s.Timeline[i].CreateDeployment
		if c == nil {
			continue
		}
		if name := c.ApplicationName.Text + "/" + c.DeploymentGroupName.Text; !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names
}

// named finds a group by its name, and lists the names of all.
func named(s *scenarios.Scenario, name string) (found *group, all []string) {
	for a := range s.Applications {
		for g := range s.Applications[a].DeploymentGroups {
			one := &group{scenario: s, application: a, place: g}
			all = append(all, one.name())
			if one.name() == name {
				found = one
			}
		}
	}
	return found, all
}

func near(name string, all []string) string {
	if meant, ok := source.Suggest(name, all); ok {
		return "did you mean " + source.Escape(meant) + "?"
	}
	return "there are " + escaped(all)
}

func escaped(names []string) string { return source.Escape(strings.Join(names, ", ")) }

// count counts the hosts of the group, and their zones, in the world of a run in
// which one deployed to all of them.
func (g *group) count(w *sim.World) {
	zones := map[string]int{}
	d, ok := g.first(w)
	if !ok {
		return
	}
	g.hosts = cmp.Or(d.Planned, d.Targets)
	for _, t := range w.Targets(d) {
		zones[w.Fleet().Zone(t.Instance)]++
	}
	g.zones = len(zones)
	for _, name := range slices.Sorted(maps.Keys(zones)) {
		g.sizes = append(g.sizes, zones[name])
	}
}

// apart says whether the timeline deploys to other groups too.
func (g *group) apart() bool { return len(g.others) > 0 }

// takes counts the hosts of the group that take requests, and those that a fault has
// taken.
func (g *group) takes(w *sim.World) (serving, struck int) {
	hosts, service := w.Fleet(), w.CodeDeploy()
	for i := range uint32(hosts.Len()) {
		if slices.ContainsFunc(g.numbers, func(other int32) bool { return service.Selected(other, i) }) && !service.Selected(g.number, i) {
			continue
		}
		if hosts.InService(i) {
			serving++
		}
		if !hosts.Reachable(i) || service.AgentState(i) != codedeploy.AgentRunning {
			struck++
		}
	}
	return serving, struck
}

// numberAll finds the numbers of the group and of the others in its worlds, which are the
// same under all settings.
func (g *group) numberAll(w *sim.World) {
	setup := &w.Setup().CodeDeploy
	g.number = setup.GroupNamed(g.name())
	for _, name := range g.others {
		g.numbers = append(g.numbers, setup.GroupNamed(name))
	}
}

// countTheirs counts the hosts of other groups that take requests at the end of time 0
// of a world that has not begun.
func (g *group) countTheirs(w *sim.World) (err error) {
	for more := true; err == nil && more && w.Now() == 0; {
		own, _ := g.takes(w)
		g.theirs = w.Fleet().Serving() - own
		more, err = w.Step()
	}
	return err
}

// first is the first deployment of a run to the group.
func (g *group) first(w *sim.World) (first sim.Deployment, ok bool) {
	for _, d := range w.Deployments() {
		if d.Application+"/"+d.GroupName == g.name() {
			return d, true
		}
	}
	return first, false
}
