package gen

import (
	"pgregory.net/rapid"

	"github.com/seed-11de0fc1/rehearse/scenarios"
)

// call draws an entry with a call that means something in a scenario.
func call(t *rapid.T, s *scenarios.Scenario) scenarios.Entry {
	list := []func(*rapid.T, *scenarios.Scenario, *scenarios.Entry){again, again, stop, update}
	if groups := groupsOf(s); len(groups) > 1 {
		list = append(list, deleteGroup)
	}
	if traitsOf(s)[BlueGreen] {
		list = append(list, goOn, goOn)
	}
	if len(s.Alarms) > 0 {
		list = append(list, setAlarm)
	}
	if len(s.Fleet.AutoScalingGroups) > 0 {
		list = append(list, desire, dismiss, suspend, complete)
	} else {
		list = append(list, tag)
	}
	e := moment(t, s)
	rapid.SampledFrom(list).Draw(t, "call")(t, s, &e)
	return e
}

// groupRef names a deployment group of hosts.
type groupRef struct {
	application scenarios.Name
	*scenarios.DeploymentGroup
}

func groupsOf(s *scenarios.Scenario) (list []groupRef) {
	for i := range s.Applications {
		app := &s.Applications[i]
		for j := range app.DeploymentGroups {
			if app.ComputePlatform == "" || app.ComputePlatform == "Server" {
				list = append(list, groupRef{app.ApplicationName, &app.DeploymentGroups[j]})
			}
		}
	}
	return list
}

func anyGroup(t *rapid.T, s *scenarios.Scenario) groupRef {
	return rapid.SampledFrom(groupsOf(s)).Draw(t, "group")
}

// traitsOf are those of a scenario on which it hangs what can be asked for.
func traitsOf(s *scenarios.Scenario) (has traits) {
	for _, g := range groupsOf(s) {
		has[BlueGreen] = has[BlueGreen] || blue(g)
		has[Rollback] = has[Rollback] || g.AutoRollbackConfiguration != nil && g.AutoRollbackConfiguration.Enabled
		has[Scaling] = has[Scaling] || len(g.AutoScalingGroups) > 0
	}
	return has
}

func blue(g groupRef) bool {
	return g.DeploymentStyle != nil && g.DeploymentStyle.DeploymentType == "BLUE_GREEN"
}

// again deploys once more: replacements as an earlier request named them.
func again(t *rapid.T, s *scenarios.Scenario, e *scenarios.Entry) {
	g, name := anyGroup(t, s), func(r scenarios.Revision) scenarios.Name { return r.Name }
	e.CreateDeployment = create(t, s, g, rapid.Map(rapid.SampledFrom(s.Revisions), name).Draw(t, "revision"))
	for i := range s.Timeline {
		c := s.Timeline[i].CreateDeployment
		if blue(g) && c != nil && c.ApplicationName.Equal(g.application) && c.DeploymentGroupName.Equal(g.DeploymentGroupName) {
			e.CreateDeployment.TargetInstances = c.TargetInstances
		}
	}
}

func create(t *rapid.T, s *scenarios.Scenario, g groupRef, revision scenarios.Name) *scenarios.CreateDeployment {
	c := &scenarios.CreateDeployment{ApplicationName: g.application, DeploymentGroupName: g.DeploymentGroupName, Revision: revision}
	if rapid.Bool().Draw(t, "own configuration") {
		c.DeploymentConfigName = anyConfig(t, s.DeploymentConfigs)
	}
	c.IgnoreApplicationStopFailures = rapid.Bool().Draw(t, "ignore stop failures")
	if rapid.Bool().Draw(t, "over files") {
		c.FileExistsBehavior = fileExists(t)
	}
	c.UpdateOutdatedInstancesOnly = !blue(g) && oddly(t, "outdated only")
	return c
}

func stop(t *rapid.T, s *scenarios.Scenario, e *scenarios.Entry) {
	has := traitsOf(s)
	e.StopDeployment = &scenarios.StopDeployment{Deployment: has.deployment(t), AutoRollbackEnabled: rapid.Ptr(rapid.Bool(), true).Draw(t, "roll back")}
}

// goOn ends a wait, mostly one that is waited.
func goOn(t *rapid.T, _ *scenarios.Scenario, e *scenarios.Entry) {
	if !oddly(t, "no wait") {
		*e = scenarios.Entry{After: &scenarios.After{Deployment: 1, Status: "Ready", Plus: duration.Draw(t, "plus")}}
	}
	e.ContinueDeployment = &scenarios.ContinueDeployment{Deployment: 1,
		DeploymentWaitType: rapid.SampledFrom([]string{"READY_WAIT", "TERMINATION_WAIT"}).Draw(t, "wait")}
}

func update(t *rapid.T, s *scenarios.Scenario, e *scenarios.Entry) {
	g := anyGroup(t, s)
	u := &scenarios.UpdateDeploymentGroup{ApplicationName: g.application, CurrentDeploymentGroupName: g.DeploymentGroupName}
	u.DeploymentConfigName = anyConfig(t, s.DeploymentConfigs)
	e.UpdateDeploymentGroup = u
}

func deleteGroup(t *rapid.T, s *scenarios.Scenario, e *scenarios.Entry) {
	g := rapid.SampledFrom(groupsOf(s)[1:]).Draw(t, "group")
	e.DeleteDeploymentGroup = &scenarios.DeleteDeploymentGroup{ApplicationName: g.application, DeploymentGroupName: g.DeploymentGroupName}
}

func setAlarm(t *rapid.T, s *scenarios.Scenario, e *scenarios.Entry) {
	e.SetAlarmState = &scenarios.SetAlarmState{AlarmName: s.Alarms[0].AlarmName,
		StateValue: rapid.SampledFrom([]string{"ALARM", "OK", "INSUFFICIENT_DATA"}).Draw(t, "state")}
}

// tag moves a host into a deployment group or out of it (CD-10.3).
func tag(t *rapid.T, s *scenarios.Scenario, e *scenarios.Entry) {
	e.CreateTags = &scenarios.TagsCall{Resources: scenarios.Names(rapid.SampledFrom(Hosts(&s.Fleet)).Draw(t, "host")),
		Tags: scenarios.Tags{{Key: "Env", Value: rapid.SampledFrom([]string{"prod", "next", "test"}).Draw(t, "value")}}}
}
