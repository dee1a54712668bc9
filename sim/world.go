package sim

import (
	"github.com/seed-11de0fc1/rehearse/fleet"
	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// World is one run of a setup. It belongs to one goroutine.
type World struct {
	setup  *Setup
	kernel *kernel.Kernel
	fleet  *fleet.Fleet
	deploy *codedeploy.Service
	inputs []inputState
}

// New makes the world of a setup at time 0, under the rules of AWS, with the
// journal off.
func New(s *Setup) *World { return NewUnder(s, &codedeploy.AWS) }

// NewUnder makes a world whose CodeDeploy decides as d says.
func NewUnder(s *Setup, d *codedeploy.Decisions) *World {
	k := kernel.New(s.Seed, s.Limits)
	f := fleet.New(k, &s.Fleet)
	w := &World{setup: s, kernel: k, fleet: f, deploy: codedeploy.New(k, f, &s.CodeDeploy, d), inputs: make([]inputState, len(s.Inputs))}
	for n := range s.Inputs {
		w.arrange(n)
	}
	return w
}

// Step applies the next event. It returns false when nothing is left to
// happen; the error is a *kernel.LimitError.
func (w *World) Step() (bool, error) {
	e, ok, err := w.kernel.Next()
	if ok {
		w.apply(events.Event(e))
	}
	return ok, err
}

// StepToRecord steps until something has been recorded, and returns false when
// nothing is left to happen. For inside see Records.
func (w *World) StepToRecord(inside bool) (bool, error) {
	for was := w.Records(inside); ; {
		e, ok, err := w.kernel.Next()
		if !ok {
			return false, err
		}
		w.apply(events.Event(e))
		if w.Records(inside) != was {
			return true, nil
		}
	}
}

// Records is how many there were. What goes on inside lifecycle events counts only
// if inside: see codedeploy.Service.Inside.
func (w *World) Records(inside bool) kernel.RecordNo {
	n := w.kernel.Journal().Len()
	if !inside {
		n -= w.deploy.Inside()
	}
	return n
}

// StepUntil is Step for what happens up to t, t included.
func (w *World) StepUntil(t kernel.Time) (bool, error) {
	e, ok, err := w.kernel.NextBefore(t)
	if ok {
		w.apply(events.Event(e))
	}
	return ok, err
}

// Run steps until nothing is left to happen.
func (w *World) Run() error {
	for {
		e, ok, err := w.kernel.Next()
		if !ok {
			w.kernel.Journal().Flush()
			return err
		}
		w.apply(events.Event(e))
	}
}

// RunUntil steps through everything up to t, t included.
func (w *World) RunUntil(t kernel.Time) error {
	for {
		e, ok, err := w.kernel.NextBefore(t)
		if !ok {
			w.kernel.Journal().Flush()
			return err
		}
		w.apply(events.Event(e))
	}
}

// Err is the *kernel.LimitError that has ended the run, or nil. Steps out of
// turn, as StepScheduled, have no other way to tell of it.
func (w *World) Err() error { return w.kernel.Err() }

// apply is the one place where anything happens.
func (w *World) apply(e events.Event) {
	if e.OfTarget() {
		w.deploy.StepTarget(e)
		return
	}
	switch e.Kind() {
	case events.InputDue:
		w.take(e.Input())
	case events.StatusReached:
		w.statusReached(e.Deployment(), e.Status())
	case events.LifecycleReached:
		w.lifecycleReached(e.Target(), e.Lifecycle())
	case events.HostReturns, events.NetworkReturns, events.HealthCheckDue, events.HeartbeatTimesOut,
		events.HealthChecksFail, events.HealthChecksPass, events.AlarmTurns, events.AlarmHides, events.AlarmShows, events.AlarmEvaluates:
		w.fleet.Step(w.kernel, e)
	case events.ScalingDue:
		w.fleet.Step(w.kernel, e)
		w.deploy.Admit() // hosts may have been launched, and nothing else launches any
	case events.LaunchesFail:
		w.launchesFail(e.AutoScalingGroup())
	default:
		w.deploy.Step(e)
	}
}

// Fork makes a world that goes on from here on its own.
func (w *World) Fork() *World {
	f := new(World)
	f.CopyFrom(w)
	return f
}

// CopyFrom makes w a fork of src in the memory that w has. The fork's journal
// has no sink.
func (w *World) CopyFrom(src *World) {
	w.needParts()
	w.setup = src.setup
	w.kernel.CopyFrom(src.kernel)
	w.fleet.CopyFrom(src.fleet)
	w.deploy.CopyFrom(src.deploy, w.kernel, w.fleet)
	w.inputs = append(w.inputs[:0], src.inputs...)
}

// Restart makes w the world at time 0 that New makes of the setup of src under
// another seed, in the memory that w has; the setup itself keeps its seed. It
// panics if src has run already. To run many seeds, keep one world at its
// start and restart another from it: that takes no more than a fork.
func (w *World) Restart(src *World, seed uint64) {
	w.CopyFrom(src)
	w.kernel.Reseed(seed)
	w.fleet.Reseed(seed)
	w.deploy.Reseed()
}

// Seed is what the world draws from: that of its setup, or what Restart got.
func (w *World) Seed() uint64 { return w.kernel.Seed() }

// Journal is the world's past.
func (w *World) Journal() *kernel.Journal { return w.kernel.Journal() }

// Now is the time of the latest event.
func (w *World) Now() kernel.Time { return w.kernel.Now() }

// Fleet is the world's hosts; it must not be changed.
func (w *World) Fleet() *fleet.Fleet { return w.fleet }

// CodeDeploy is the world's service; it must not be changed.
func (w *World) CodeDeploy() *codedeploy.Service { return w.deploy }

// Setup is what the world was made from, and what AddInput added.
func (w *World) Setup() *Setup { return w.setup }
