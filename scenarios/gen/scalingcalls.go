package gen

import (
	"pgregory.net/rapid"

	"github.com/seed-11de0fc1/rehearse/scenarios"
)

// Calls of Auto Scaling.

func anyScalingGroup(t *rapid.T, s *scenarios.Scenario) *scenarios.AutoScalingGroup {
	return &s.Fleet.AutoScalingGroups[rapid.IntRange(0, len(s.Fleet.AutoScalingGroups)-1).Draw(t, "Auto Scaling group")]
}

func desire(t *rapid.T, s *scenarios.Scenario, e *scenarios.Entry) {
	a := anyScalingGroup(t, s)
	e.SetDesiredCapacity = &scenarios.SetDesiredCapacity{AutoScalingGroupName: a.AutoScalingGroupName,
		DesiredCapacity: rapid.Int64Range(a.MinSize, min(a.MaxSize, a.MinSize+6)).Draw(t, "desired")}
}

func dismiss(t *rapid.T, s *scenarios.Scenario, e *scenarios.Entry) {
	e.TerminateInstanceInAutoScalingGroup = &scenarios.TerminateInstanceInAutoScalingGroup{
		InstanceID: scaledHost(t, anyScalingGroup(t, s)), ShouldDecrementDesiredCapacity: rapid.Bool().Draw(t, "decrement")}
}

func scaledHost(t *rapid.T, a *scenarios.AutoScalingGroup) scenarios.Name {
	only := &scenarios.Fleet{AutoScalingGroups: []scenarios.AutoScalingGroup{*a}}
	return scenarios.Named(rapid.SampledFrom(Hosts(only)).Draw(t, "host"))
}

func suspend(t *rapid.T, s *scenarios.Scenario, e *scenarios.Entry) {
	call := &scenarios.ScalingProcesses{AutoScalingGroupName: anyScalingGroup(t, s).AutoScalingGroupName,
		ScalingProcesses: rapid.SliceOfNDistinct(rapid.SampledFrom(processes), 1, 3, rapid.ID).Draw(t, "processes")}
	if e.SuspendProcesses = call; rapid.Bool().Draw(t, "resume") {
		e.SuspendProcesses, e.ResumeProcesses = nil, call
	}
}

var processes = []string{"Launch", "Terminate", "HealthCheck", "ReplaceUnhealthy", "AddToLoadBalancer"}

// complete lets a host that waits go on or wait longer, or takes an instance away where there
// is no hook of the user's.
func complete(t *rapid.T, s *scenarios.Scenario, e *scenarios.Entry) {
	a := anyScalingGroup(t, s)
	if len(a.LifecycleHookSpecificationList) == 0 {
		dismiss(t, s, e)
		return
	}
	call := &scenarios.LifecycleActionCall{AutoScalingGroupName: a.AutoScalingGroupName, InstanceID: scaledHost(t, a),
		LifecycleHookName: a.LifecycleHookSpecificationList[0].LifecycleHookName}
	if oddly(t, "heartbeat") {
		e.RecordLifecycleActionHeartbeat = call
		return
	}
	call.LifecycleActionResult = rapid.SampledFrom([]string{"CONTINUE", "ABANDON"}).Draw(t, "result")
	e.CompleteLifecycleAction = call
}

// resize changes an Auto Scaling group.
func resize(t *rapid.T, s *scenarios.Scenario, e *scenarios.Entry) {
	a := anyScalingGroup(t, s)
	call := &scenarios.UpdateAutoScalingGroup{AutoScalingGroupName: a.AutoScalingGroupName,
		HealthCheckType: rapid.SampledFrom([]string{"", "EC2", "ELB"}).Draw(t, "health check")}
	if most := rapid.Int64Range(a.MinSize, a.MinSize+6).Draw(t, "most"); rapid.Bool().Draw(t, "limit") {
		call.MaxSize = &most
	}
	e.UpdateAutoScalingGroup = call
}
