package sim

import (
	"strconv"
	"strings"

	"github.com/seed-11de0fc1/rehearse/fleet"
	"github.com/seed-11de0fc1/rehearse/sim/events"
)

// describeScaling says what a record about an Auto Scaling group says.
func (w *World) describeScaling(r events.Record) string {
	switch r.Kind {
	case events.CapacityChanged:
		return "desired capacity " + strconv.FormatInt(r.A, 10) + ", was " + strconv.FormatInt(r.B, 10)
	case events.ProcessesSuspended, events.ProcessesResumed:
		return describeProcesses(fleet.Processes(r.A))
	case events.ScalingGroupMade:
		return "made as a copy of " + w.fleet.AutoScalingGroup(int32(r.A)).Name
	case events.ScalingGroupUpdated:
		return "updated"
	case events.ScalingGroupDeleted:
		return "deleted, with its instances"
	case events.HookPut, events.HookDeleted, events.HookLeft:
		return w.describeHook(r)
	case events.LaunchesGivenUp:
		return strconv.FormatInt(r.A, 10) + " launches in a row were abandoned, and nothing is to come that could help: launching is suspended"
	}
	return events.RecordName(r.Kind)
}

func describeProcesses(set fleet.Processes) string {
	if set == 0 {
		return "no process is suspended"
	}
	return "suspended: " + strings.Join(set.Names(), ", ")
}

func (w *World) describeHook(r events.Record) string {
	hook := w.fleet.AutoScalingGroup(int32(r.Index())).Hooks[r.A]
	switch r.Kind {
	case events.HookPut:
		return "has the hook " + hook.Name + " now"
	case events.HookDeleted:
		return "has the hook " + hook.Name + " no more"
	}
	return "the hook " + hook.Name + " could not be deleted"
}

// describeLife says what a record about the life of a host in its Auto Scaling
// group says.
func (w *World) describeLife(r events.Record) (string, bool) {
	switch r.Kind {
	case events.HostStarted:
		return "runs", r.A == 1
	case events.HostLaunched:
		return "launched by " + w.fleet.AutoScalingGroup(int32(r.A)).Name, true
	case events.LifecycleStateChanged:
		return "is now " + fleet.LifecycleState(r.A).String() + " in " + w.fleet.AutoScalingGroup(int32(r.B)).Name, true
	case events.HostUnhealthy:
		return "unhealthy by the " + fleet.HealthCheck(r.A).String() + " health check", true
	case events.TagsChanged:
		return "has other tags now", true
	case events.LaunchNotMade:
		return "gets no deployment: " + strconv.FormatInt(r.B, 10) + " deployments of the account run already", true
	case events.LifecycleActionBegan, events.LifecycleActionDone, events.HeartbeatRecorded:
		return w.describeAction(r), true
	}
	return "", false
}

func (w *World) describeAction(r events.Record) string {
	g, place := r.Hook()
	hook := w.fleet.AutoScalingGroup(g).Hooks[place].Name
	switch r.Kind {
	case events.LifecycleActionBegan:
		return "waits for the hook " + hook
	case events.HeartbeatRecorded:
		return "heartbeat " + strconv.FormatInt(r.B, 10) + " to the hook " + hook
	}
	said := fleet.Result(r.B & 0xff).String()
	if fleet.Ending(r.B>>8) == fleet.HeartbeatTimeout {
		return "heartbeat timeout of the hook " + hook + ": " + said
	}
	return said + " to the hook " + hook
}
