package gen

import (
	"pgregory.net/rapid"

	"github.com/seed-11de0fc1/rehearse/scenarios"
)

// call draws an entry with a call that means something under the features.
func call(t *rapid.T, has traits, s *scenarios.Scenario) scenarios.Entry {
	list := []func(*rapid.T, traits, *scenarios.Entry){stop, update}
	if has[BlueGreen] {
		list = append(list, goOn, goOn)
	}
	if has[Alarms] {
		list = append(list, setAlarm)
	}
	if has[Neighbours] {
		list = append(list, deleteNeighbour)
	}
	if has[Scaling] {
		list = append(list, desire, dismiss, suspend, complete)
	} else {
		list = append(list, tag(s))
	}
	e := moment(t, has, &s.Fleet)
	if i := rapid.IntRange(0, len(list)).Draw(t, "call"); i < len(list) {
		list[i](t, has, &e)
	} else {
		group := rapid.SampledFrom(s.Applications[0].DeploymentGroups).Draw(t, "group").DeploymentGroupName.Text
		e.CreateDeployment = create(t, has, s, group, rapid.SampledFrom(revisions).Draw(t, "revision"))
	}
	return e
}

var shop, prod, auto = scenarios.Named("shop"), scenarios.Named("prod"), scenarios.Named("auto")

func stop(t *rapid.T, has traits, e *scenarios.Entry) {
	e.StopDeployment = &scenarios.StopDeployment{Deployment: has.deployment(t), AutoRollbackEnabled: rapid.Ptr(rapid.Bool(), true).Draw(t, "roll back")}
}

// goOn ends a wait, mostly one that is waited.
func goOn(t *rapid.T, has traits, e *scenarios.Entry) {
	if !oddly(t, "no wait") {
		*e = scenarios.Entry{After: &scenarios.After{Deployment: 1, Status: "Ready", Plus: duration.Draw(t, "plus")}}
	}
	e.ContinueDeployment = &scenarios.ContinueDeployment{Deployment: has.deployment(t),
		DeploymentWaitType: rapid.SampledFrom([]string{"READY_WAIT", "TERMINATION_WAIT"}).Draw(t, "wait")}
}

func update(t *rapid.T, _ traits, e *scenarios.Entry) {
	u := &scenarios.UpdateDeploymentGroup{ApplicationName: shop, CurrentDeploymentGroupName: prod}
	u.DeploymentConfigName = rapid.SampledFrom(configs[1:]).Draw(t, "configuration")
	e.UpdateDeploymentGroup = u
}

func setAlarm(t *rapid.T, _ traits, e *scenarios.Entry) {
	e.SetAlarmState = &scenarios.SetAlarmState{AlarmName: scenarios.Named("errors"),
		StateValue: rapid.SampledFrom([]string{"ALARM", "OK", "INSUFFICIENT_DATA"}).Draw(t, "state")}
}

func deleteNeighbour(_ *rapid.T, _ traits, e *scenarios.Entry) {
	e.DeleteDeploymentGroup = &scenarios.DeleteDeploymentGroup{ApplicationName: shop, DeploymentGroupName: neighbour}
}

func desire(t *rapid.T, _ traits, e *scenarios.Entry) {
	e.SetDesiredCapacity = &scenarios.SetDesiredCapacity{AutoScalingGroupName: auto, DesiredCapacity: rapid.Int64Range(0, 6).Draw(t, "desired")}
}

func dismiss(t *rapid.T, _ traits, e *scenarios.Entry) {
	e.TerminateInstanceInAutoScalingGroup = &scenarios.TerminateInstanceInAutoScalingGroup{
		InstanceID: autoHost(t), ShouldDecrementDesiredCapacity: rapid.Bool().Draw(t, "decrement")}
}

func autoHost(t *rapid.T) scenarios.Name {
	return scenarios.Named(hostName("auto", rapid.IntRange(0, 3).Draw(t, "host")))
}

func suspend(t *rapid.T, _ traits, e *scenarios.Entry) {
	call := &scenarios.ScalingProcesses{AutoScalingGroupName: auto,
		ScalingProcesses: rapid.SliceOfNDistinct(rapid.SampledFrom(processes), 1, 3, rapid.ID).Draw(t, "processes")}
	if e.SuspendProcesses = call; rapid.Bool().Draw(t, "resume") {
		e.SuspendProcesses, e.ResumeProcesses = nil, call
	}
}

var processes = []string{"Launch", "Terminate", "HealthCheck", "ReplaceUnhealthy", "AddToLoadBalancer"}

func complete(t *rapid.T, _ traits, e *scenarios.Entry) {
	e.CompleteLifecycleAction = &scenarios.LifecycleActionCall{AutoScalingGroupName: auto, LifecycleHookName: scenarios.Named("own"), InstanceID: autoHost(t),
		LifecycleActionResult: rapid.SampledFrom([]string{"CONTINUE", "ABANDON"}).Draw(t, "result")}
}

// tag moves a host into the group or out of it.
func tag(s *scenarios.Scenario) func(*rapid.T, traits, *scenarios.Entry) {
	return func(t *rapid.T, _ traits, e *scenarios.Entry) {
		e.CreateTags = &scenarios.TagsCall{Resources: scenarios.Names(rapid.SampledFrom(Hosts(&s.Fleet)).Draw(t, "host")),
			Tags: scenarios.Tags{{Key: "Env", Value: rapid.SampledFrom([]string{"prod", "next", "test"}).Draw(t, "value")}}}
	}
}
