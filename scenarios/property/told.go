package property

// By which record it is told that a claim broke.

import (
	"cmp"

	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// told is the record after seen that says most, and the last of these: what
// became of a deployment or a target, or else of an instance or by a rule. Where
// the journal does not keep all records it is the latest.
func told(w *sim.World, seen kernel.RecordNo) kernel.RecordNo {
	rows, no, most := w.Journal().Records(), w.Journal().Len(), -1
	if kernel.RecordNo(len(rows)) != no {
		return no
	}
	for _, r := range rows[seen:] {
		if says := weight(r); says >= most {
			no, most = r.No, says
		}
	}
	return no
}

func weight(r kernel.Record) int {
	switch k, _ := events.SubjectOf(r.Subject); {
	case k == events.Deployment && r.Kind != events.DeploymentMade, r.Kind == events.TargetStarted, r.Kind == events.TargetEnded:
		return 2
	case r.Rule != 0 || k == events.Instance:
		return 1
	}
	return 0
}

// Outcome is the record of what became of the latest deployment that did not
// succeed, or of the latest if all did. It is what is told of a run that is over.
func Outcome(w *sim.World) (no kernel.RecordNo) {
	service := w.CodeDeploy()
	for d := service.Deployments() - 1; d >= service.Past(); d-- {
		if service.Facts(d).Status != events.DeploymentSucceeded {
			return cmp.Or(became(w, d), w.Journal().Len())
		}
		no = cmp.Or(no, became(w, d))
	}
	return cmp.Or(no, w.Journal().Len())
}

// became is the record of what became of a deployment: of its last target that failed
// if it succeeded all the same, or else its latest.
func became(w *sim.World, d int32) (no kernel.RecordNo) {
	f := w.CodeDeploy().Facts(d)
	if f.Status == events.DeploymentSucceeded {
		for _, r := range w.Journal().Records() {
			if x := events.Record(r); r.Kind == events.TargetEnded && x.TargetStatus() == events.TargetFailed && w.CodeDeploy().Target(x.Index()).Deployment == d {
				no = r.No
			}
		}
	}
	return cmp.Or(no, w.Latest(f.Number, 0, false))
}
