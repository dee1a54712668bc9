package sim

import (
	"github.com/seed-11de0fc1/rehearse/fleet"
	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
	"github.com/seed-11de0fc1/rehearse/sim/rules"
)

// inputState is what became of an input.
type inputState struct {
	fired  bool // its trigger has been met
	taken  bool
	at     kernel.Time
	answer codedeploy.Answer
}

// arrange makes an input with a time due then, and asks the service to tell of
// what any other waits for.
func (w *World) arrange(n int) {
	watch := w.deploy.Watch()
	switch when := &w.setup.Inputs[n].When; when.Trigger {
	case AtTime:
		w.kernel.Schedule(when.Plus, kernel.Settle, events.InputDue, uint32(n), 0)
	case AfterStatus:
		watch.Statuses = true
	case AtLifecycle:
		watch.Lifecycle |= 1 << when.Event
	}
	w.deploy.SetWatch(watch)
}

// AddInput adds an input while the world runs, as though its timeline had it,
// and returns its number for Taken. A time that is past means now, and a status
// or an event is waited for from now on; the input happens in a later Step.
// The world then has a setup of its own, from which New makes the same run once
// more: unless the input shares its millisecond with other events, or something
// before it hung on what was still to come (CD-6.6).
func (w *World) AddInput(in Input) (n int) {
	if in.When.Trigger == AtTime {
		in.When.Plus = max(in.When.Plus, w.Now())
	}
	own := *w.setup
	n = len(own.Inputs)
	own.Inputs = append(own.Inputs[:n:n], in)
	w.setup, w.inputs = &own, append(w.inputs, inputState{})
	w.arrange(n)
	w.fleet.MeasureOn(w.kernel)
	return n
}

// fire schedules an input whose trigger is met, the first time.
func (w *World) fire(n int) {
	if !w.inputs[n].fired {
		w.inputs[n].fired = true
		at := w.kernel.Now() + w.setup.Inputs[n].When.Plus
		w.kernel.Schedule(at, kernel.Settle, events.InputDue, uint32(n), 0)
	}
}

// fireAtOnce is fire, but what has nothing to wait for happens now: a lifecycle
// event that takes no time has begun and is not over yet.
func (w *World) fireAtOnce(n int) {
	if w.inputs[n].fired || w.setup.Inputs[n].When.Plus > 0 {
		w.fire(n)
		return
	}
	w.inputs[n].fired = true
	w.take(n)
}

func (w *World) statusReached(d int32, s events.DeploymentStatus) {
	number := w.deploy.Info(d).Number
	for n := range w.setup.Inputs {
		when := &w.setup.Inputs[n].When
		if when.Trigger == AfterStatus && when.Deployment == number && when.Status == s {
			w.fire(n)
		}
	}
}

func (w *World) lifecycleReached(t uint32, e events.LifecycleEvent) {
	info := w.deploy.Target(t)
	number, i := w.deploy.Info(info.Deployment).Number, codedeploy.NoInstance
	if info.Instance != codedeploy.NoInstance {
		i = w.fleet.Ref(info.Instance)
	}
	for n := range w.setup.Inputs {
		when := &w.setup.Inputs[n].When
		if when.Trigger == AtLifecycle && when.Instance == i && when.Event == e && (when.Deployment == 0 || when.Deployment == number) {
			w.fireAtOnce(n)
		}
	}
}

// take lets an input happen.
func (w *World) take(n int) {
	in, state := &w.setup.Inputs[n], &w.inputs[n]
	subject := events.About(events.Input, uint32(n))
	state.taken, state.at = true, w.kernel.Now()
	if in.Fault != nil {
		w.strike(in.Fault, w.struck(n, in.Fault.Kind))
		return
	}
	cause, a := w.call(in, subject)
	state.answer = a
	if a.Exception != events.NoException {
		w.kernel.Record(events.CallRefused, subject, cause, RefusalRule(a.Exception), int64(a.Exception), 0)
		return
	}
	w.kernel.Record(events.CallAnswered, subject, cause, 0, int64(a.Stop), int64(a.Deployment))
}

// struck records the fault of input n; the number behind the last input is that of
// a fault which no input brings.
func (w *World) struck(n int, kind fleet.FaultKind) kernel.RecordNo {
	return w.kernel.Record(events.FaultStruck, events.About(events.Input, uint32(n)), 0, 0, int64(kind), 0)
}

// strike lets a fault happen to hosts, to the lifecycle events on them, or to
// that of a Lambda or ECS deployment.
func (w *World) strike(f *fleet.Fault, cause kernel.RecordNo) {
	if !f.Kind.OfEvent() {
		w.fleet.Strike(w.kernel, f, cause)
		return
	}
	w.deploy.SpoilShift(f, cause)
	for _, ref := range f.Instances {
		if i, ok := w.fleet.Resolve(ref); ok {
			w.deploy.Spoil(f, i, cause)
		}
	}
}

// call makes the call of an input.
func (w *World) call(in *Input, subject kernel.Subject) (cause kernel.RecordNo, a codedeploy.Answer) {
	if in.Call != nil {
		cause = w.kernel.Record(events.CallMade, subject, 0, 0, int64(in.Call.Op), 0)
		return cause, w.deploy.Call(in.Call, cause)
	}
	cause = w.kernel.Record(events.CallMade, subject, 0, 0, int64(in.Fleet.Op), 1)
	a = codedeploy.Answer{Deployment: codedeploy.None}
	if !w.fleet.Call(w.kernel, in.Fleet, cause) {
		a.Exception = events.ValidationError
	}
	return cause, a
}

// RefusalRule is the rule behind an exception.
func RefusalRule(e events.Exception) kernel.Rule {
	switch e {
	case events.DeploymentLimitExceeded:
		return rules.CD_1_12
	case events.InvalidRevision, events.InvalidUpdateOutdatedInstancesOnlyValue:
		return rules.CD_1_13
	case events.DeploymentConfigInUse, events.InvalidOperation:
		return rules.CD_2_24
	case events.TriggerTargetsLimitExceeded:
		return rules.CD_11_2
	case events.InvalidLoadBalancerInfo:
		return rules.CD_7_1
	case events.InvalidAlarmConfig, events.AlarmsLimitExceeded:
		return rules.CD_6_3
	case events.DeploymentAlreadyCompleted:
		return rules.CD_6_4
	case events.InvalidDeploymentConfigName:
		return rules.CD_9_10
	case events.InvalidTrafficRoutingConfiguration:
		return rules.CD_9_11
	case events.ECSServiceMappingLimitExceeded, events.InvalidAutoScalingGroup:
		return rules.CD_10_5
	case events.DeploymentIsNotInReadyState:
		return rules.CD_3_6
	case events.InvalidLifecycleEventHookExecutionStatus, events.InvalidLifecycleEventHookExecutionID, events.LifecycleEventAlreadyCompleted:
		return rules.CD_9_6
	}
	return rules.CD_12_4
}

// Taken says whether input n has happened, when, and what a call answered.
func (w *World) Taken(n int) (at kernel.Time, a codedeploy.Answer, ok bool) {
	s := &w.inputs[n]
	return s.at, s.answer, s.taken
}
