package shrink

// What a breach can have come from.

import (
	"github.com/seed-11de0fc1/rehearse/scenarios"
	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// cone is what a breach can have come from by the journal's causes: the
// deployments on the way to it, all that they are of and all that happened to
// their hosts until then.
type cone struct {
	t         *trial
	inputs    map[int]bool
	instances map[uint32]bool
	groups    map[int32]bool
	revisions map[int32]bool
}

func (t *trial) cone() *cone {
	c := &cone{t, map[int]bool{}, map[uint32]bool{}, map[int32]bool{}, map[int32]bool{}}
	deployments := map[int32]bool{}
	rows := t.world.Journal().Records()
	for _, no := range t.breach.records {
		for ; no > 0; no = rows[no-1].Cause {
			c.note(rows[no-1], deployments)
		}
	}
	c.widen(deployments)
	roots := make([]kernel.RecordNo, len(rows))
	for i, r := range rows {
		roots[i] = r.No
		if r.Cause > 0 {
			roots[i] = roots[r.Cause-1]
		}
		if kind, n := events.SubjectOf(rows[roots[i]-1].Subject); kind == events.Input && c.touches(r) {
			c.inputs[int(n)] = true
		}
	}
	return c
}

// note takes what a record on the way is about.
func (c *cone) note(r kernel.Record, deployments map[int32]bool) {
	switch kind, n := events.SubjectOf(r.Subject); kind {
	case events.Target:
		deployments[c.t.world.CodeDeploy().Target(n).Deployment] = true
	case events.Deployment:
		deployments[int32(n)] = true
	case events.Instance:
		c.instances[n] = true
	case events.Input:
		c.inputs[int(n)] = true
	}
}

// widen takes the groups of deployments, and the hosts and revisions of all
// that was ever deployed to these.
func (c *cone) widen(deployments map[int32]bool) {
	w := c.t.world.CodeDeploy()
	for n := range w.Deployments() {
		if deployments[n] {
			c.groups[w.Info(n).Group] = true
		}
	}
	for n := range w.Deployments() {
		info := w.Info(n)
		if !c.groups[info.Group] {
			continue
		}
		c.revisions[info.Revision] = true
		for i := range info.Targets {
			if info.Begun {
				c.instances[w.Target(info.FirstTarget+uint32(i)).Instance] = true
			}
		}
	}
}

// touches says whether a record is about something in the cone.
func (c *cone) touches(r kernel.Record) bool {
	w := c.t.world.CodeDeploy()
	switch kind, n := events.SubjectOf(r.Subject); kind {
	case events.Instance:
		return c.instances[n]
	case events.Target:
		return c.instances[w.Target(n).Instance] && c.groups[w.Info(w.Target(n).Deployment).Group]
	case events.Deployment:
		return c.groups[w.Info(int32(n)).Group]
	case events.Group:
		return c.groups[int32(n)]
	case events.Alarm, events.ScalingGroup, events.Alias:
		return true
	}
	return false
}

// idle are the entries outside of the cone.
func (c *cone) idle() map[int]bool {
	set := map[int]bool{}
	for i := range c.t.scenario.Timeline {
		if !c.inputs[i] {
			set[i] = true
		}
	}
	return set
}

// strangers are the hosts outside of the cone that are there from the
// beginning, in runs.
func (c *cone) strangers() (gone []squad) {
	list := crews(c.t.scenario)
	at := 0
	for i, crew := range list {
		for n := range crew.count {
			if crew.scales || c.instances[uint32(at+n)] {
				continue
			}
			if last := len(gone) - 1; last >= 0 && gone[last].crew == i && gone[last].hi == n {
				gone[last].hi++
			} else {
				gone = append(gone, squad{i, n, n + 1})
			}
		}
		at += crew.count
	}
	return gone
}

// apart is the scenario without the groups, applications, revisions and alarms
// that are outside of the cone.
func (c *cone) apart() *scenarios.Scenario {
	s, set := c.t.scenario, &c.t.world.Setup().CodeDeploy
	was := s
	for i, g := range set.Groups {
		if name := set.Applications[g.Application].Name; !c.groups[int32(i)] && c.alone(g.Application) {
			s = forget(s, app, name)
		} else if !c.groups[int32(i)] {
			s = withoutGroup(s, name, g.Name)
		}
	}
	for i := range set.Revisions {
		if !c.revisions[int32(i)] {
			s = forget(s, revision, set.Revisions[i].Name)
		}
	}
	if s == was {
		return nil
	}
	return s
}

// alone says whether no group of an application is in the cone.
func (c *cone) alone(application int32) bool {
	for i, g := range c.t.world.Setup().CodeDeploy.Groups {
		if g.Application == application && c.groups[int32(i)] {
			return false
		}
	}
	return true
}

// withoutGroup is the scenario without a group of an application and without
// the calls and deployments of it.
func withoutGroup(s *scenarios.Scenario, application, name string) *scenarios.Scenario {
	made := *s
	made.Timeline, made.History, made.Applications = nil, nil, append([]scenarios.Application(nil), s.Applications...)
	for _, e := range s.Timeline {
		if a, g := groupOf(&e); a != application || g != name {
			made.Timeline = append(made.Timeline, e)
		}
	}
	for _, p := range s.History {
		if p.DeploymentGroup.Text != application+"/"+name {
			made.History = append(made.History, p)
		}
	}
	for i := range made.Applications {
		if made.Applications[i].ApplicationName.Text != application {
			continue
		}
		groups := &made.Applications[i].DeploymentGroups
		kept := (*groups)[:0:0]
		for _, g := range *groups {
			if g.DeploymentGroupName.Text != name {
				kept = append(kept, g)
			}
		}
		*groups = kept
	}
	return &made
}

// groupOf is the group that an entry is about.
func groupOf(e *scenarios.Entry) (application, name string) {
	switch {
	case e.CreateDeployment != nil:
		return e.CreateDeployment.ApplicationName.Text, e.CreateDeployment.DeploymentGroupName.Text
	case e.UpdateDeploymentGroup != nil:
		return e.UpdateDeploymentGroup.ApplicationName.Text, e.UpdateDeploymentGroup.CurrentDeploymentGroupName.Text
	case e.DeleteDeploymentGroup != nil:
		return e.DeleteDeploymentGroup.ApplicationName.Text, e.DeleteDeploymentGroup.DeploymentGroupName.Text
	}
	return "", ""
}
