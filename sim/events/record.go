package events

import "github.com/seed-11de0fc1/rehearse/sim/kernel"

// What can have happened. The subject and the arguments of each are in its
// comment; arguments are read through the accessors of Record.
const (
	NoRecord kernel.Kind = iota

	CallMade     // input: A the operation, B 1 if it is one of the Auto Scaling or the EC2 API
	CallAnswered // input: A the answer, B a deployment where the answer is one
	CallRefused  // input: A the exception

	FaultStruck       // input: A the kind of fault
	HostStopped       // instance: it no longer runs; B hosts in service after it
	HostTerminated    // instance: it is gone for good; B as above
	HostStarted       // instance: it runs again; A 1 if for the first time after a launch, B as above
	NetworkCut        // instance: B as above
	NetworkRestored   // instance: B as above
	DiskFilled        // instance
	HostSlowed        // instance: A the factor
	FilePut           // instance
	FileDeleted       // instance
	ArchivesDeleted   // instance: the bundles that its agent kept are gone
	AgentStopped      // instance
	AgentStarted      // instance
	Registered        // instance: behind load balancer A, receiving traffic; B as above
	Deregistered      // instance: from load balancer A, no longer receiving traffic; B as above
	HostRegistered    // instance: an on-premises host is registered
	HostDeregistered  // instance: an on-premises host is deregistered
	GroupUpdated      // group
	GroupDeleted      // group
	ApplicationGone   // group: its application was deleted
	RevisionInstalled // target: Install succeeded; A the revision

	DeploymentMade     // deployment: A its id as a number, B the creator
	DeploymentBegun    // deployment: A targets, B minimum healthy hosts
	DeploymentStopping // deployment: A the error code it will end with
	DeploymentEnded    // deployment: A the status, B the error code
	RollbackDenied     // deployment: nothing to roll back to
	ZoneDone           // deployment: A the zone's place in the order, B how long the wait is

	TargetStarted    // target: A its class in the order
	TargetEnded      // target: A the status, B the lifecycle event that failed or -1
	TargetPassedOver // target: skipped; A 1 if it was Ready, 0 if it was never attempted
	EventStarted     // target: A the lifecycle event, B the deployment whose scripts run or -1
	ScriptStarted    // target: A the lifecycle event, B the script's place in it
	ScriptEnded      // target: A the lifecycle event and the script's place, B the exit code
	EventEnded       // target: A the lifecycle event, status, code and detail, B the exit code
	HealthChanged    // group member: A group and health, B the health before; subject the instance

	StageBegun            // deployment: A the stage of blue/green, B the minimum healthy hosts in it
	DeploymentWaits       // deployment: A the stage of blue/green, B how long it waits at most
	TargetReadied         // target: a replacement is installed and waits for traffic
	TargetResumed         // target: its traffic events begin
	InstancesChanged      // group: its instances are the replacements now
	HostLaunched          // instance: by Auto Scaling group A
	LifecycleStateChanged // instance: A the lifecycle state and, from bit 8 on, the hosts in service after it, B its Auto Scaling group
	LifecycleActionBegan  // instance: A the Auto Scaling group and hook that it waits for
	LifecycleActionDone   // instance: A the Auto Scaling group and hook, B the result and how it came about
	HeartbeatRecorded     // instance: A the Auto Scaling group and hook, B how often so far
	HostUnhealthy         // instance: A the health check that noticed, 0 for EC2 and 1 for ELB
	TagsChanged           // instance
	CapacityChanged       // Auto Scaling group: A the desired capacity, B the one before
	ProcessesSuspended    // Auto Scaling group: A the set of all that are suspended now
	ProcessesResumed      // Auto Scaling group: A the set of all that are suspended now
	ScalingGroupMade      // Auto Scaling group: A whose copy it is
	ScalingGroupUpdated   // Auto Scaling group
	ScalingGroupDeleted   // Auto Scaling group
	HookPut               // Auto Scaling group: A the hook, B the deployment group that put it
	HookDeleted           // Auto Scaling group: A the hook, B the deployment group that put it
	HookLeft              // Auto Scaling group: A the hook, B the deployment group that could not delete it
	LaunchesGivenUp       // Auto Scaling group: A how many launches in a row were abandoned
	DeploymentQueuedUp    // deployment: A deployments in progress, B their instances
	ChecksFailed          // instance: load balancer A sends it no more traffic; B as above
	ChecksPassed          // instance: load balancer A sends it traffic again; B as above
	AlarmChanged          // alarm: A the state, B the state before
	AlarmHidden           // alarm: its state can not be read any more
	AlarmShown            // alarm: its state can be read again

	FunctionCalled     // target: A the lifecycle event, B the place of its hook among the revision's
	FunctionReported   // target: A the lifecycle event, B the report
	TrafficShifted     // target: A the replacement's share of production traffic in per cent, B the share before
	TestTrafficAllowed // target: the test listener reaches the replacement
	TaskSetMade        // target: A the task set, B how many tasks it wants
	TaskSetPrimary     // target: A the task set that is PRIMARY now
	TaskSetRemoved     // target: A the task set, which is drained
	DeploymentGoesOn   // deployment: A the stage of blue/green in which it waited
	AliasUpdated       // alias: A the version to which somebody pointed it
	LaunchNotMade      // instance: A the Auto Scaling group and hook that wait, B how many deployments of the account run
	EventSpoiled       // target: A the lifecycle event that a fault strikes, B the kind of fault
)

// Record is a kernel record read in this vocabulary.
type Record kernel.Record

// LifecycleEvent is the event of EventStarted, ScriptStarted, ScriptEnded and
// EventEnded.
func (r Record) LifecycleEvent() LifecycleEvent { return LifecycleEvent(r.A) }

// Outcome is how an event ended; it packs into the argument of EventEnded.
type Outcome struct {
	Status LifecycleStatus
	Code   LifecycleErrorCode
	Detail Detail
	Place  uint32 // place of the script that failed, or of the file among those that Install copies
}

// Pack makes the argument A of EventEnded.
func (o Outcome) Pack(e LifecycleEvent) int64 {
	return int64(e) | int64(o.Status)<<8 | int64(o.Code)<<16 | int64(o.Detail)<<24 | int64(o.Place)<<32
}

// Outcome is how the event of EventEnded ended.
func (r Record) Outcome() Outcome {
	return Outcome{LifecycleStatus(r.A >> 8), LifecycleErrorCode(r.A >> 16), Detail(r.A >> 24), uint32(r.A >> 32)}
}

// PackScript makes the argument A of ScriptStarted and ScriptEnded.
func PackScript(e LifecycleEvent, place uint16) int64 { return int64(e) | int64(place)<<8 }

// InService is how many hosts are in service after HostStopped,
// HostTerminated, HostStarted, NetworkCut, NetworkRestored, Registered,
// Deregistered, ChecksFailed and ChecksPassed; false for any other record.
func (r Record) InService() (int64, bool) {
	switch r.Kind {
	case HostStopped, HostTerminated, HostStarted, NetworkCut, NetworkRestored,
		Registered, Deregistered, ChecksFailed, ChecksPassed:
		return r.B, true
	case LifecycleStateChanged:
		return r.A >> 8, true
	}
	return 0, false
}

// Script is the place in its event of the script of ScriptStarted and
// ScriptEnded.
func (r Record) Script() int { return int(uint16(r.A >> 8)) }

// ExitCode is the exit code of ScriptEnded and EventEnded.
func (r Record) ExitCode() int64 { return r.B }

// Status is the status of DeploymentEnded.
func (r Record) Status() DeploymentStatus { return DeploymentStatus(r.A) }

// ErrorCode is the error code of DeploymentEnded.
func (r Record) ErrorCode() ErrorCode { return ErrorCode(r.B) }

// TargetStatus is the status of TargetEnded.
func (r Record) TargetStatus() TargetStatus { return TargetStatus(r.A) }

// Index is the index of the record's subject.
func (r Record) Index() uint32 { return uint32(r.Subject) }

// SubjectKind is what sort of thing the record is about.
func (r Record) SubjectKind() SubjectKind { return SubjectKind(r.Subject >> 32) }

// PackHealth makes the arguments of HealthChanged.
func PackHealth(group int32, i InstanceHealth, r RevisionHealth) int64 {
	return int64(group)<<16 | int64(i)<<8 | int64(r)
}

// Health is what HealthChanged says: the group and the two healths.
func (r Record) Health() (group int32, i InstanceHealth, h RevisionHealth) {
	return int32(r.A >> 16), InstanceHealth(r.A >> 8 & 0xff), RevisionHealth(r.A & 0xff)
}

// PackHook makes the argument A of the records about a lifecycle action.
func PackHook(group int32, hook int) int64 { return int64(group)<<16 | int64(hook) }

// Hook is the Auto Scaling group and the place of its hook that a record about
// a lifecycle action names.
func (r Record) Hook() (group int32, hook int) { return int32(r.A >> 16), int(r.A & 0xffff) }

var recordNames = [...]string{
	"", "CallMade", "CallAnswered", "CallRefused",
	"FaultStruck", "HostStopped", "HostTerminated", "HostStarted", "NetworkCut", "NetworkRestored",
	"DiskFilled", "HostSlowed", "FilePut", "FileDeleted", "ArchivesDeleted", "AgentStopped", "AgentStarted",
	"Registered", "Deregistered", "HostRegistered", "HostDeregistered", "GroupUpdated", "GroupDeleted",
	"ApplicationGone", "RevisionInstalled",
	"DeploymentMade", "DeploymentBegun", "DeploymentStopping", "DeploymentEnded", "RollbackDenied",
	"ZoneDone",
	"TargetStarted", "TargetEnded", "TargetPassedOver", "EventStarted", "ScriptStarted", "ScriptEnded",
	"EventEnded", "HealthChanged",
	"StageBegun", "DeploymentWaits", "TargetReadied", "TargetResumed", "InstancesChanged",
	"HostLaunched", "LifecycleStateChanged", "LifecycleActionBegan", "LifecycleActionDone", "HeartbeatRecorded",
	"HostUnhealthy", "TagsChanged", "CapacityChanged", "ProcessesSuspended", "ProcessesResumed", "ScalingGroupMade",
	"ScalingGroupUpdated", "ScalingGroupDeleted", "HookPut", "HookDeleted", "HookLeft", "LaunchesGivenUp",
	"DeploymentQueuedUp",
	"ChecksFailed", "ChecksPassed", "AlarmChanged", "AlarmHidden", "AlarmShown",
	"FunctionCalled", "FunctionReported", "TrafficShifted", "TestTrafficAllowed",
	"TaskSetMade", "TaskSetPrimary", "TaskSetRemoved", "DeploymentGoesOn", "AliasUpdated",
	"LaunchNotMade", "EventSpoiled",
}

// RecordName is the name of a kind of record.
func RecordName(k kernel.Kind) string { return recordNames[k] }
