package page

import (
	"strings"

	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// What a lane can be doing, from the least to the most telling: places in
// classes.
const (
	keep    = iota - 1 // the record changes nothing
	idle               // no target
	waiting            // Pending
	between            // in progress, no lifecycle event runs
	running            // an event of no group below
	traffic
	stopping
	downloading
	installing
	starting
	validating
	ready
	succeeded
	skipped
	failed
	terminated // the host is gone for good
)

var classes = []Class{
	{"idle", ""}, {"waiting", "·"}, {"between events", "…"}, {"running", "="}, {"traffic", "t"}, {"stop", "s"},
	{"download", "d"}, {"install", "i"}, {"start", "a"}, {"validate", "v"}, {"ready", "◇"}, {"succeeded", "✓"},
	{"skipped", "–"}, {"failed", "✗"}, {"terminated", "†"},
}

// classOfEvent is the class of a running lifecycle event by the name that AWS
// gives it.
func classOfEvent(name string) int {
	switch name {
	case "ApplicationStop":
		return stopping
	case "DownloadBundle":
		return downloading
	case "BeforeInstall", "Install", "AfterInstall":
		return installing
	case "ApplicationStart":
		return starting
	case "ValidateService":
		return validating
	}
	if strings.HasSuffix(name, "Traffic") {
		return traffic
	}
	return running
}

// classOfStatus is the class of a target by the name of its status.
func classOfStatus(name string) int {
	switch name {
	case "Pending":
		return waiting
	case "Ready":
		return ready
	case "Succeeded":
		return succeeded
	case "Failed":
		return failed
	case "Skipped":
		return skipped
	}
	return between
}

// classOf is what a target, or a host, does after a record.
func classOf(r events.Record) int {
	if r.Kind == events.HostTerminated {
		return terminated
	}
	if r.SubjectKind() != events.Target {
		return keep
	}
	switch r.Kind {
	case events.TargetStarted, events.TargetResumed, events.EventEnded:
		return between
	case events.TargetReadied:
		return ready
	case events.EventStarted:
		return classOfEvent(r.LifecycleEvent().String())
	case events.TargetEnded:
		return classOfStatus(r.TargetStatus().String())
	case events.TargetPassedOver:
		return skipped
	}
	return keep
}

// Mark is the sign of a record in the drawing.
type Mark string

// The marks.
const (
	NoMark    Mark = ""
	Failure   Mark = "failure"
	Success   Mark = "success"
	Skip      Mark = "skip"
	Trouble   Mark = "trouble"  // something befell a host
	Recovery  Mark = "recovery" // it is over
	Request   Mark = "request"  // a call of the API
	Milestone Mark = "milestone"
	Gone      Mark = "gone" // a host is terminated, by no fault
)

var marks = map[kernel.Kind]Mark{
	events.CallMade: Request, events.CallRefused: Failure, events.FaultStruck: Trouble, events.EventSpoiled: Trouble,
	events.HostStopped: Trouble, events.HostTerminated: Gone, events.NetworkCut: Trouble, events.DiskFilled: Trouble,
	events.HostSlowed: Trouble, events.ArchivesDeleted: Trouble, events.AgentStopped: Trouble, events.HostDeregistered: Trouble,
	events.HostStarted: Recovery, events.NetworkRestored: Recovery, events.AgentStarted: Recovery, events.HostRegistered: Recovery,
	events.TargetPassedOver: Skip, events.RollbackDenied: Failure,
	events.DeploymentMade: Milestone, events.DeploymentBegun: Milestone, events.DeploymentStopping: Milestone,
	events.DeploymentEnded: Milestone, events.ZoneDone: Milestone,
	events.GroupUpdated: Milestone, events.GroupDeleted: Milestone, events.ApplicationGone: Milestone,
	events.StageBegun: Milestone, events.DeploymentWaits: Milestone, events.DeploymentQueuedUp: Milestone, events.InstancesChanged: Milestone,
	events.HostLaunched: Milestone, events.HostUnhealthy: Trouble, events.CapacityChanged: Milestone,
	events.ScalingGroupMade: Milestone, events.ScalingGroupUpdated: Milestone, events.ScalingGroupDeleted: Milestone,
	events.ProcessesSuspended: Milestone, events.ProcessesResumed: Milestone, events.HookPut: Milestone, events.HookDeleted: Milestone,
	events.HookLeft: Trouble, events.LaunchesGivenUp: Failure,
	events.ChecksFailed: Trouble, events.ChecksPassed: Recovery,
	events.AlarmChanged: Milestone, events.AlarmHidden: Trouble, events.AlarmShown: Recovery,
}

// markOf is the sign of a record.
func markOf(r events.Record) Mark {
	switch r.Kind {
	case events.EventEnded:
		if r.Outcome().Status == events.LifecycleFailed {
			return Failure
		}
	case events.TargetEnded:
		switch r.TargetStatus() {
		case events.TargetSucceeded:
			return Success
		case events.TargetFailed:
			return Failure
		}
	}
	return marks[r.Kind]
}
