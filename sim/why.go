package sim

import (
	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// Why is the chain of causes of a record, itself first and the input last. The
// journal must be at level all.
func (w *World) Why(no kernel.RecordNo) (chain []kernel.Record) {
	rows := w.Journal().Records()
	for no > 0 && int(no) <= len(rows) {
		r := rows[no-1]
		chain = append(chain, r)
		no = r.Cause
	}
	return chain
}

// Smooth says of each step of a chain of causes, the latest first, whether it went
// well on the way to what came of it: of targets that came one after another only
// the latest are worth telling, and of scripts those that failed. What the chain is
// about is never one of these.
func Smooth(chain []kernel.Record) []bool {
	smooth := make([]bool, len(chain))
	var f folding
	for i, r := range chain {
		smooth[i] = f.smooth(r) && i > 0
	}
	return smooth
}

// folding tells steps that went well from those worth telling, from the latest
// to the first.
type folding struct {
	failed   bool // the step after this one is a script or a function that failed
	starts   int
	finishes int
	moves    int
}

func (f *folding) smooth(r kernel.Record) bool {
	failed := f.failed
	f.failed = (r.Kind == events.ScriptEnded || r.Kind == events.FunctionReported) && r.B != 0
	switch r.Kind {
	case events.EventStarted, events.RevisionInstalled, events.TaskSetPrimary:
		return true
	case events.FunctionCalled, events.FunctionReported:
		return !failed && (r.Kind == events.FunctionCalled || r.B == int64(codedeploy.ReportSucceeded))
	case events.TrafficShifted:
		f.moves++
		return f.moves > 1
	case events.ScriptStarted:
		return !failed
	case events.ScriptEnded:
		return r.B == 0
	case events.TargetStarted:
		f.starts++
		return f.starts > 1
	case events.TargetEnded:
		if events.Record(r).TargetStatus() == events.TargetSucceeded {
			f.finishes++
			return f.finishes > 1
		}
	case events.EventEnded:
		return events.Record(r).Outcome().Status == events.LifecycleSucceeded
	}
	return false
}

// LatestShift is the record that gave the target of a Lambda or ECS deployment
// its present status: that of a deployment, or of the last one if number is 0.
// It returns 0 if there is none of the name.
func (w *World) LatestShift(number int, name string) (no kernel.RecordNo) {
	for _, r := range w.Journal().Records() {
		kind, n := events.SubjectOf(r.Subject)
		if kind != events.Target {
			continue
		}
		t := w.deploy.Target(n)
		if t.Instance == codedeploy.NoInstance && (number == 0 || w.deploy.Info(t.Deployment).Number == number) && w.TargetName(n) == name {
			no = r.No
		}
	}
	return no
}

// Latest is the record that gave a deployment, or a host if instance is set,
// its present status: the last that ended, passed over or began it. Number 0
// means any deployment. It returns 0 if there is none.
func (w *World) Latest(number int, instance uint32, host bool) (no kernel.RecordNo) {
	targeted := false
	for _, r := range w.Journal().Records() {
		kind, n := events.SubjectOf(r.Subject)
		switch {
		case host && kind == events.Target:
			t := w.deploy.Target(n)
			if t.Instance == instance && (number == 0 || w.deploy.Info(t.Deployment).Number == number) {
				no, targeted = r.No, true
			}
		case !host && kind == events.Deployment && r.Kind != events.RollbackDenied:
			if number == 0 || w.deploy.Info(int32(n)).Number == number {
				no = r.No
			}
		case host && kind == events.Instance && n == instance && !targeted:
			if no == 0 || r.Kind == events.LifecycleStateChanged {
				no = r.No
			}
		}
	}
	return no
}
