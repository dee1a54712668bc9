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
