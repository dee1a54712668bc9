package gen

import (
	"slices"

	"pgregory.net/rapid"

	"github.com/seed-11de0fc1/rehearse/scenarios"
)

// call draws an entry with a call that means something in a scenario.
func call(t *rapid.T, s *scenarios.Scenario) scenarios.Entry {
	e := moment(t, s)
	rapid.SampledFrom(callsOf(s)).Draw(t, "call")(t, s, &e)
	return e
}

// maker draws a call into an entry.
type maker func(t *rapid.T, s *scenarios.Scenario, e *scenarios.Entry)

// callsOf are the calls that mean something in a scenario, those that matter
// most more than once.
func callsOf(s *scenarios.Scenario) (list []maker) {
	groups := groupsOf(s)
	if len(groups) > 0 {
		list = []maker{again, again, stop, update, deleteSomething}
	}
	if len(groups) > 1 {
		list = append(list, deleteGroup)
	}
	if shifts(s) {
		list = append(list, stop, report)
	}
	if len(aliased(s)) > 0 {
		list = append(list, point)
	}
	if traitsOf(s)[BlueGreen] {
		list = append(list, goOn, goOn)
	}
	if len(s.Alarms) > 0 {
		list = append(list, setAlarm)
	}
	if len(s.Fleet.AutoScalingGroups) > 0 {
		list = append(list, desire, dismiss, suspend, complete, resize)
	} else if len(hostsOf(s, false)) > 0 {
		list = append(list, tag)
	}
	if len(hostsOf(s, true)) > 0 {
		list = append(list, register)
	}
	return list
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
	g := anyGroup(t, s)
	e.CreateDeployment = create(t, s, g, rapid.SampledFrom(forHosts(s)).Draw(t, "revision"))
	for i := range s.Timeline {
		c := s.Timeline[i].CreateDeployment
		if blue(g) && c != nil && c.ApplicationName.Equal(g.application) && c.DeploymentGroupName.Equal(g.DeploymentGroupName) {
			e.CreateDeployment.TargetInstances = c.TargetInstances
		}
	}
}

// forHosts are the revisions that no Lambda or ECS application has.
func forHosts(s *scenarios.Scenario) (list []scenarios.Name) {
	for i := range s.Revisions {
		r := &s.Revisions[i]
		if node := r.AppSpec.Node; node == nil || node.Get("Resources") == nil {
			list = append(list, r.Name)
		}
	}
	return list
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

// deleteSomething deletes a configuration, or now and then the application.
func deleteSomething(t *rapid.T, s *scenarios.Scenario, e *scenarios.Entry) {
	if oddly(t, "application") {
		e.DeleteApplication = &scenarios.DeleteApplication{ApplicationName: anyGroup(t, s).application}
		return
	}
	e.DeleteDeploymentConfig = &scenarios.DeleteDeploymentConfig{DeploymentConfigName: anyConfig(t, s.DeploymentConfigs)}
}

// tag moves a host into a deployment group or out of it (CD-10.3).
func tag(t *rapid.T, s *scenarios.Scenario, e *scenarios.Entry) {
	call := &scenarios.TagsCall{Resources: scenarios.Names(rapid.SampledFrom(hostsOf(s, false)).Draw(t, "host")),
		Tags: scenarios.Tags{{Key: "Env", Value: rapid.SampledFrom([]string{"prod", "next", "test"}).Draw(t, "value")}}}
	if e.CreateTags = call; oddly(t, "take away") {
		e.CreateTags, e.DeleteTags = nil, call
	}
}

// register registers an on-premises host, or takes it out (CD-10.7).
func register(t *rapid.T, s *scenarios.Scenario, e *scenarios.Entry) {
	call := &scenarios.OnPremisesCall{InstanceName: scenarios.Named(rapid.SampledFrom(hostsOf(s, true)).Draw(t, "host"))}
	if e.DeregisterOnPremisesInstance = call; rapid.Bool().Draw(t, "register") {
		e.DeregisterOnPremisesInstance, e.RegisterOnPremisesInstance = nil, call
	}
}

// hostsOf are the on-premises hosts of a scenario, or its EC2 instances.
func hostsOf(s *scenarios.Scenario, onPremises bool) []string {
	own := func(in scenarios.Instance) bool { return in.OnPremises != onPremises }
	return (&scenarios.Fleet{Instances: slices.DeleteFunc(slices.Clone(s.Fleet.Instances), own)}).Hosts()
}
