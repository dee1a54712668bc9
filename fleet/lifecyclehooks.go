package fleet

import (
	"math"

	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
	"github.com/seed-11de0fc1/rehearse/sim/rules"
)

// Transition is the moment at which a lifecycle hook holds a host.
type Transition uint8

// The transitions.
const (
	Launching Transition = iota
	TerminatingTransition
)

// holds are the rules of the hooks, by transition.
var holds = [...]kernel.Rule{Launching: rules.CD_6_6, TerminatingTransition: rules.CD_6_11}

var transitionNames = []string{"autoscaling:EC2_INSTANCE_LAUNCHING", "autoscaling:EC2_INSTANCE_TERMINATING"}

// String is the transition's name in the API.
func (t Transition) String() string { return transitionNames[t] }

// TransitionNames are the transitions, as the API spells them.
func TransitionNames() []string { return transitionNames }

// Result is what becomes of a host that a hook held.
type Result uint8

// The results of a lifecycle action.
const (
	Abandon Result = iota
	Continue
)

var resultNames = []string{"ABANDON", "CONTINUE"}

// String is the result's name in the API.
func (r Result) String() string { return resultNames[r] }

// ResultNames are the results, as the API spells them.
func ResultNames() []string { return resultNames }

// A Hook holds hosts of an Auto Scaling group at a transition.
type Hook struct {
	Name       string
	Transition Transition
	Heartbeat  kernel.Time // how long it waits for a heartbeat or a result
	Default    Result      // when that is over
	Owner      int32       // what the service that put it knows it by; NoGroup: nobody answers
	Deleted    bool
}

// The heartbeat timeout of a hook that does not say.
const DefaultHeartbeat = kernel.Hour

// GlobalTimeout is how long heartbeats can keep a hook waiting: 100 times the
// heartbeat timeout, and at most 48 hours. CD-6.6
func (h *Hook) GlobalTimeout() kernel.Time { return min(100*h.Heartbeat, 48*kernel.Hour) }

// LifecycleAction is a host that waits for a hook.
type LifecycleAction struct {
	Group    int32
	Hook     int
	Instance uint32
	Began    kernel.Time
	Beats    int // heartbeats recorded
	Done     bool
	Result   Result
	turn     uint32 // timeouts of another turn are stale
	last     kernel.RecordNo
}

// LifecycleAction is the lifecycle action with an index.
func (f *Fleet) LifecycleAction(n int32) LifecycleAction { return f.actions[n] }

// HookOf is the hook that a lifecycle action waits for.
func (f *Fleet) HookOf(n int32) Hook {
	a := &f.actions[n]
	return f.scaling[a.Group].Hooks[a.Hook]
}

// PutHook gives Auto Scaling group g a hook and returns its place; cause 0
// means that it was there before time 0.
func (f *Fleet) PutHook(k *kernel.Kernel, g int32, h Hook, cause kernel.RecordNo, rule kernel.Rule) int {
	a := &f.scaling[g]
	a.Hooks = append(a.Hooks, h)
	place := len(a.Hooks) - 1
	if cause > 0 {
		k.Record(events.HookPut, events.About(events.ScalingGroup, uint32(g)), cause, rule, int64(place), int64(h.Owner))
	}
	return place
}

// RenameHook gives the hook of Auto Scaling group g at a place another name.
func (f *Fleet) RenameHook(g int32, place int, name string) { f.scaling[g].Hooks[place].Name = name }

// DeleteHook takes a hook off its group. Hosts that wait for it are completed:
// abandoned if they launch, let go if they terminate.
func (f *Fleet) DeleteHook(k *kernel.Kernel, g int32, place int, cause kernel.RecordNo, rule kernel.Rule) {
	h := &f.scaling[g].Hooks[place]
	if h.Deleted {
		return
	}
	h.Deleted = true
	no := k.Record(events.HookDeleted, events.About(events.ScalingGroup, uint32(g)), cause, rule, int64(place), int64(h.Owner))
	for n := range f.actions {
		if a := &f.actions[n]; a.Group == g && a.Hook == place && !a.Done {
			f.complete(k, int32(n), Result(h.Transition), Completed, no, rule)
		}
	}
}

// await begins the lifecycle actions of a transition, and says whether there
// is any to wait for.
func (f *Fleet) await(k *kernel.Kernel, i uint32, at Transition, state LifecycleState, cause kernel.RecordNo) bool {
	g := f.AutoScalingGroupOf(i)
	hooks := f.scaling[g].Hooks
	no := cause
	for place := range hooks {
		h := &hooks[place]
		if h.Transition != at || h.Deleted {
			continue
		}
		if f.scaled[i].waits == 0 {
			no = f.moveTo(k, i, state, cause, holds[at])
		}
		f.scaled[i].waits++
		f.beginAction(k, LifecycleAction{Group: g, Hook: place, Instance: i, Began: k.Now()}, no)
	}
	if f.scaled[i].waits == 0 {
		return false
	}
	f.activities[f.scaled[i].activity-1].Status = MidLifecycleAction
	return true
}

func (f *Fleet) beginAction(k *kernel.Kernel, a LifecycleAction, cause kernel.RecordNo) {
	n := len(f.actions)
	h := &f.scaling[a.Group].Hooks[a.Hook]
	a.last = k.Record(events.LifecycleActionBegan, events.About(events.Instance, a.Instance), cause, holds[h.Transition], events.PackHook(a.Group, a.Hook), 0)
	f.actions = append(f.actions, a)
	k.Schedule(k.Now()+h.Heartbeat, kernel.Decide, events.HeartbeatTimesOut, uint32(n), 0)
	if h.Owner != NoGroup {
		k.Schedule(k.Now(), kernel.Settle, events.LifecycleActionDue, uint32(n), 0)
	}
}

// LastRecord is the latest record about a lifecycle action.
func (f *Fleet) LastRecord(n int32) kernel.RecordNo { return f.actions[n].last }

// Blame makes a record the cause of what becomes of a lifecycle action.
func (f *Fleet) Blame(n int32, no kernel.RecordNo) { f.actions[n].last = no }

// RecordHeartbeat is RecordLifecycleActionHeartbeat: the hook waits its
// heartbeat timeout again, but never past its global timeout. It returns false
// if the action is over.
func (f *Fleet) RecordHeartbeat(k *kernel.Kernel, n int32, cause kernel.RecordNo, rule kernel.Rule) bool {
	a := &f.actions[n]
	if a.Done {
		return false
	}
	h := &f.scaling[a.Group].Hooks[a.Hook]
	a.Beats++
	a.turn++
	a.last = k.Record(events.HeartbeatRecorded, events.About(events.Instance, a.Instance), cause, rule, events.PackHook(a.Group, a.Hook), int64(a.Beats))
	at := min(k.Now()+h.Heartbeat, a.Began+h.GlobalTimeout())
	k.Schedule(max(at, k.Now()), kernel.Decide, events.HeartbeatTimesOut, uint32(n), a.turn)
	return true
}

// Complete is CompleteLifecycleAction. It returns false if the action is over.
func (f *Fleet) Complete(k *kernel.Kernel, n int32, r Result, cause kernel.RecordNo, rule kernel.Rule) bool {
	if f.actions[n].Done {
		return false
	}
	f.complete(k, n, r, Completed, cause, rule)
	return true
}

// Ending is how a lifecycle action came to its result.
type Ending uint8

// The endings of a lifecycle action.
const (
	Completed        Ending = iota // somebody said so
	HeartbeatTimeout               // nobody did
)

// complete ends a lifecycle action and goes on with its host.
func (f *Fleet) complete(k *kernel.Kernel, n int32, r Result, how Ending, cause kernel.RecordNo, rule kernel.Rule) {
	a := &f.actions[n]
	i, h := a.Instance, &f.scaling[a.Group].Hooks[a.Hook]
	a.Done, a.Result = true, r
	f.scaled[i].waits--
	no := k.Record(events.LifecycleActionDone, events.About(events.Instance, i), cause, rule, events.PackHook(a.Group, a.Hook), int64(r)|int64(how)<<8)
	a.last = no
	switch {
	case h.Transition == Launching && r == Abandon:
		f.abandon(k, i, cancellations[how], no, rule)
	case h.Transition == TerminatingTransition && r == Abandon:
		f.dropActions(i)
		f.depart(k, i, no, rule)
	case f.scaled[i].waits > 0:
	case h.Transition == Launching:
		no = f.moveTo(k, i, PendingProceed, no, rule)
		f.enterService(k, i, no, rule)
	default:
		no = f.moveTo(k, i, TerminatingProceed, no, rule)
		f.depart(k, i, no, rule)
	}
}

// dropActions ends the lifecycle actions of a host that waits no longer.
func (f *Fleet) dropActions(i uint32) {
	for n := range f.actions {
		if f.actions[n].Instance == i {
			f.actions[n].Done = true
		}
	}
	f.scaled[i].waits = 0
}

// heartbeatTimesOut gives an action that nobody completed its default result.
func (f *Fleet) heartbeatTimesOut(k *kernel.Kernel, n int32, turn uint32) {
	if a := &f.actions[n]; !a.Done && a.turn == turn {
		f.complete(k, n, f.scaling[a.Group].Hooks[a.Hook].Default, HeartbeatTimeout, a.last, holds[f.scaling[a.Group].Hooks[a.Hook].Transition])
	}
}

// ActionOf is the lifecycle action of instance i that waits for a hook.
func (f *Fleet) ActionOf(i uint32, hook string) (int32, bool) {
	for n := range f.actions {
		a := &f.actions[n]
		if a.Instance == i && !a.Done && f.scaling[a.Group].Hooks[a.Hook].Name == hook {
			return int32(n), true
		}
	}
	return math.MaxInt32, false
}
