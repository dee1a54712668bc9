package sim

import (
	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// Target is a target of a deployment with what happened on it.
type Target struct {
	codedeploy.TargetInfo
	Index      uint32
	Name       string // the scenario's name of the instance
	InstanceID string
	Updated    kernel.Time
	Events     []LifecycleEvent // those that occur, in order
	Lambda     *LambdaTarget    // of a Lambda deployment; Name and InstanceID are its id then
	ECS        *ECSTarget       // of an ECS deployment
}

// LifecycleEvent is a lifecycle event on a target.
type LifecycleEvent struct {
	Event      events.LifecycleEvent
	Status     events.LifecycleStatus
	Started    bool
	Start, End kernel.Time // Start counts if Started, End if Status is Succeeded or Failed
	Outcome    events.Outcome
	ExitCode   int64
	Source     int32 // deployment whose scripts ran, or codedeploy.None
	Scripts    []ScriptRun
	Function   string // Lambda function that the event called, or empty (CD-9.6)
	Calls      int    // how often
}

// ScriptRun is a script that was started.
type ScriptRun struct {
	Location   string
	Revision   string // whose script it is
	Start, End kernel.Time
	Ended      bool // it ended by itself
	ExitCode   int64
	Prints     string
}

// Targets are the targets of a deployment in the order in which they are
// attempted. Times, scripts and outcomes come from a journal at level all.
func (w *World) Targets(d Deployment) []Target {
	if !d.Begun {
		return nil
	}
	list := make([]Target, d.Targets)
	for n := range list {
		list[n] = w.target(d, d.FirstTarget+uint32(n))
	}
	for _, r := range w.Journal().Records() {
		if rec := events.Record(r); rec.SubjectKind() == events.Target && d.has(rec.Index()) {
			w.replay(&list[rec.Index()-d.FirstTarget], rec)
		}
	}
	return list
}

// target is a target as the view has it.
func (w *World) target(d Deployment, t uint32) Target {
	info := w.deploy.Target(t)
	out := Target{TargetInfo: info, Index: t, Name: w.TargetName(t)}
	if info.Instance == codedeploy.NoInstance {
		out.InstanceID = out.Name
		out.Lambda, out.ECS = w.lambdaTarget(d), w.ecsTarget(d)
	} else {
		out.InstanceID = w.fleet.ID(info.Instance)
	}
	for _, e := range w.deploy.Events(t) {
		out.Events = append(out.Events, LifecycleEvent{Event: e, Status: w.deploy.EventStatus(t, e), Source: codedeploy.None})
	}
	return out
}

// event finds a lifecycle event of the target.
func (t *Target) event(e events.LifecycleEvent) *LifecycleEvent {
	for n := range t.Events {
		if t.Events[n].Event == e {
			return &t.Events[n]
		}
	}
	return &LifecycleEvent{}
}

// replay adds what a record tells.
func (w *World) replay(t *Target, r events.Record) {
	t.Updated = r.At
	switch r.Kind {
	case events.EventStarted:
		e := t.event(r.LifecycleEvent())
		e.Started, e.Start, e.Source = true, r.At, int32(r.B)
	case events.FunctionCalled:
		e := t.event(r.LifecycleEvent())
		e.Function, e.Calls = w.hookName(r), e.Calls+1
	case events.ScriptStarted:
		e := t.event(r.LifecycleEvent())
		e.Scripts = append(e.Scripts, w.scriptRun(t, e, r))
	case events.ScriptEnded:
		e := t.event(r.LifecycleEvent())
		s := &e.Scripts[len(e.Scripts)-1]
		s.End, s.Ended, s.ExitCode = r.At, true, r.ExitCode()
	case events.EventEnded:
		e := t.event(r.LifecycleEvent())
		e.End, e.Outcome, e.ExitCode = r.At, r.Outcome(), r.ExitCode()
		if n := len(e.Scripts); n > 0 && !e.Scripts[n-1].Ended {
			e.Scripts[n-1].End = r.At
		}
	}
}

// scriptRun is the script that a record says has started.
func (w *World) scriptRun(t *Target, e *LifecycleEvent, r events.Record) ScriptRun {
	rev := &w.setup.CodeDeploy.Revisions[w.deploy.Info(int32(r.B)).Revision]
	b := w.deploy.ScriptBehaviour(t.Index, int32(r.B), e.Event, r.Script())
	return ScriptRun{
		Location: rev.AppSpec.Hooks[e.Event][r.Script()].Location, Revision: rev.Name, Start: r.At, Prints: b.Prints,
	}
}
