package sim

import (
	"github.com/seed-11de0fc1/rehearse/fleet"
	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// Setup is all that a world is made from: what stands at time 0 and what
// comes from outside later. It is read once and never changed.
type Setup struct {
	Seed       uint64
	Limits     kernel.Limits
	Fleet      fleet.Setup
	CodeDeploy codedeploy.Setup
	Inputs     []Input // the timeline, in its order
}

// An Input is something from outside: a call of an API or a fault.
type Input struct {
	When  When
	Call  *codedeploy.Call // one of the three is set
	Fault *fleet.Fault
	Fleet *fleet.Call
}

// Op is the name of the operation that the input calls, empty for a fault.
func (in *Input) Op() string {
	switch {
	case in.Call != nil:
		return in.Call.Op.String()
	case in.Fleet != nil:
		return in.Fleet.Op.String()
	}
	return ""
}

// Trigger says what an Input waits for.
type Trigger uint8

// The triggers of an input.
const (
	AtTime      Trigger = iota // When.Plus after time 0
	AfterStatus                // When.Plus after a deployment first has a status
	AtLifecycle                // When.Plus after a lifecycle event first starts on an instance, or in a deployment that has none
)

// When is the moment of an Input.
type When struct {
	Trigger    Trigger
	Plus       kernel.Time
	Deployment int // AfterStatus: number of the deployment, 1 …; AtLifecycle: 0 for any
	Status     events.DeploymentStatus
	Instance   uint32 // AtLifecycle: reference to the instance (fleet.Ref), or codedeploy.NoInstance
	Event      events.LifecycleEvent
}
