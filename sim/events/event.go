package events

import "github.com/seed-11de0fc1/rehearse/sim/kernel"

// What can be due. The subject of each is in its comment; a target's event
// carries the target's turn, so that one overtaken by a fault is known as
// stale.
const (
	InputDue kernel.Kind = iota // input: its time has come

	HostReturns    // instance: a reboot or an outage may be over
	NetworkReturns // instance: a cut may be over
	HostLost       // instance: told to services; it stopped or is gone
	HostBack       // instance: told to services; it runs again
	NetworkLost    // instance: told to services
	NetworkBack    // instance: told to services
	AgentDies      // instance: told to services
	AgentReturns   // instance: told to services
	ArchivesLost   // instance: told to services; bundles of earlier deployments are gone

	DeploymentStarts   // deployment: the service picks it up
	DeploymentDecides  // deployment: something ended, so something may start
	DeploymentTimesOut // deployment: its time limit
	ZoneWaitEnds       // deployment: the next zone may begin

	AgentPolls         // target: an agent that can would take up its event
	StartTimesOut      // target: no agent took the event up
	ScriptEnds         // target: the running script exits
	ScriptTimesOut     // target: the running script's timeout
	OutputTimesOut     // target: a child has held the output until the timeout
	LifecycleEventEnds // target: an event without scripts is done
	LifecycleTimesOut  // target: an hour inside the event

	StatusReached    // deployment: told to the world, which waits for it
	LifecycleReached // target: told to the world, which waits for it

	StageWaitEnds      // deployment: a wait between two stages of blue/green
	ScalingDue         // Auto Scaling group: it compares what it has with what it wants
	HealthCheckDue     // instance: its Auto Scaling group looks at it
	HeartbeatTimesOut  // lifecycle action: nobody completed it in time
	LifecycleActionDue // lifecycle action: told to services; an instance waits for its hook
	CapacityReached    // Auto Scaling group: told to services; all it wants are in service
	LaunchesFail       // Auto Scaling group: told to the world; launch after launch is abandoned
	HeartbeatDue       // deployment: its lifecycle action is kept waiting
	HealthChecksFail   // instance: load balancer A has seen enough checks fail
	HealthChecksPass   // instance: load balancer A has seen enough checks pass
	AlarmTurns         // alarm: its state changes, as the scenario says
	AlarmHides         // alarm: its state can not be read from now on
	AlarmShows         // alarm: its state can be read again
	AlarmEvaluates     // alarm: a period of its metric is over
	AlarmsPolled       // deployment: the service reads the alarms

	FunctionReturns  // target: the function of its hook reports, or would have
	FunctionTimesOut // target: no report of the function came in time
	TaskSetStands    // target: the tasks of the replacement run
	TaskSetTimesOut  // target: they do not, or are not healthy, in time
	TrafficShifts    // target: the next part of traffic moves
	ShiftWaitEnds    // target: the wait for ContinueDeployment, or before the original goes, is over
)

// Event is a kernel event read in this vocabulary.
type Event kernel.Event

// Kind is what is due.
func (e Event) Kind() kernel.Kind { return kernel.Event(e).Kind() }

// OfTarget says whether e is a step of a target on a host, as nearly all events
// are.
func (e Event) OfTarget() bool { return e.Kind()-AgentPolls <= LifecycleTimesOut-AgentPolls }

// OfLifecycle says whether e is a step of a target on a host, or ends what a lifecycle
// event of another one waits for.
func (e Event) OfLifecycle() bool {
	return e.OfTarget() || e.Kind()-FunctionReturns <= TaskSetTimesOut-FunctionReturns
}

// OfShift says whether e is a step of the target of a Lambda or ECS deployment.
func (e Event) OfShift() bool { return e.Kind()-FunctionReturns <= ShiftWaitEnds-FunctionReturns }

// Input is the index of the input of InputDue.
func (e Event) Input() int { return int(kernel.Event(e).Subject()) }

// Instance is the index of the instance of a host's event.
func (e Event) Instance() uint32 { return kernel.Event(e).Subject() }

// LoadBalancer is the index of the load balancer of HealthChecksFail and
// HealthChecksPass.
func (e Event) LoadBalancer() int { return int(kernel.Event(e).Arg()) }

// Alarm is the index of the alarm of an alarm's event.
func (e Event) Alarm() int32 { return int32(kernel.Event(e).Subject()) }

// AlarmState is the state of AlarmTurns.
func (e Event) AlarmState() AlarmState { return AlarmState(kernel.Event(e).Arg()) }

// Deployment is the index of the deployment of a deployment's event.
func (e Event) Deployment() int32 { return int32(kernel.Event(e).Subject()) }

// Target is the index of the target of a target's event.
func (e Event) Target() uint32 { return kernel.Event(e).Subject() }

// Turn is the turn of the target at which the event was scheduled.
func (e Event) Turn() uint16 { return uint16(kernel.Event(e).Arg()) }

// AutoScalingGroup is the index of the group of a scaling event.
func (e Event) AutoScalingGroup() int32 { return int32(kernel.Event(e).Subject()) }

// LifecycleAction is the index of the action of a lifecycle action's event.
func (e Event) LifecycleAction() int32 { return int32(kernel.Event(e).Subject()) }

// Status is the status of StatusReached.
func (e Event) Status() DeploymentStatus { return DeploymentStatus(kernel.Event(e).Arg()) }

// Stage is the stage whose wait ends with StageWaitEnds.
func (e Event) Stage() Stage { return Stage(kernel.Event(e).Arg()) }

// Lifecycle is the event of LifecycleReached.
func (e Event) Lifecycle() LifecycleEvent { return LifecycleEvent(kernel.Event(e).Arg()) }
