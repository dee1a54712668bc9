package property

// What a property can ask of a deployment.

import (
	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
	"github.com/seed-11de0fc1/rehearse/sim/events"
)

// deployments are those of the run, in order of creation; what ended before time
// 0 is not among them.
var deployments = collection{name: "deployments",
	bounds: func(w *sim.World) (from, to int64) {
		return int64(w.CodeDeploy().Past()), int64(w.CodeDeploy().Deployments())
	},
	at: func(s scope, i int64) scope {
		s.deployment = int32(i)
		return s
	},
	fields: []Field{
		{Name: "number", Doc: "1 for the first of the run", kind: number, number: fact(func(f codedeploy.Facts) int64 { return int64(f.Number) })},
		{Name: "status", Doc: "its status (CD-1.5)", kind: deploymentStatus, number: fact(func(f codedeploy.Facts) int64 { return int64(f.Status) })},
		{Name: "code", Doc: "why it ended, or none (CD-1.10)", kind: errorCode, number: fact(func(f codedeploy.Facts) int64 { return int64(f.Code) })},
		{Name: "creator", Doc: "who made it (CD-1.11)", kind: creator, number: fact(func(f codedeploy.Facts) int64 { return int64(f.Creator) })},
		{Name: "ended", Doc: "it is over: Succeeded, Failed or Stopped (CD-1.5)", kind: truth, truth: is(func(f codedeploy.Facts) bool { return f.Status.Final() })},
		{Name: "isRollback", Doc: "it rolls another one back (CD-5.1)", kind: truth, truth: is(func(f codedeploy.Facts) bool { return f.Creator == events.ByRollback })},
		{Name: "rolledBack", Doc: "another one rolls it back (CD-5.5)", kind: truth, truth: is(func(f codedeploy.Facts) bool { return f.RolledBackBy != codedeploy.None })},
		{Name: "rollbackDenied", Doc: "there was nothing to roll it back to (CD-5.4)", kind: truth, truth: is(func(f codedeploy.Facts) bool { return f.RollbackDenied })},
		{Name: "application", Doc: "name of its application", kind: applicationName, text: theApplicationName},
		{Name: "group", Doc: "name of its deployment group", kind: groupName, text: theGroupName},
		{Name: "config", Doc: "name of its deployment configuration, such as CodeDeployDefault.OneAtATime", kind: configName, text: theConfigName},
		{Name: "revision", Doc: "name of the revision that it deploys", kind: revisionName, text: theRevisionName},
		{Name: "lastGood", Doc: "name of the revision of its group's last successful deployment, or an empty text (CD-5.3)", kind: revisionName, text: lastGood},
		{Name: "created", Doc: "time at which it was made", kind: duration, number: fact(func(f codedeploy.Facts) int64 { return int64(f.Created) })},
		{Name: "duration", Doc: "time since it was made, up to its end", kind: duration, number: durationOf},
		{Name: "targets", Doc: "targets, of blue/green originals and replacements (CD-3.14)", kind: number, number: fact(func(f codedeploy.Facts) int64 { return int64(f.Targets) })},
		{Name: "planned", Doc: "targets that its minimum was planned for, N (CD-2.2)", kind: number, number: fact(func(f codedeploy.Facts) int64 { return int64(f.Planned) })},
		{Name: "minimum", Doc: "minimum healthy hosts as a count, M (CD-2.2)", kind: number, number: fact(func(f codedeploy.Facts) int64 { return int64(f.Minimum) })},
		{Name: "pending", Doc: "targets that are Pending (CD-1.7)", kind: number, number: tally(func(t codedeploy.Tally) int { return t.Pending })},
		{Name: "inProgress", Doc: "targets that are InProgress (CD-1.7)", kind: number, number: tally(func(t codedeploy.Tally) int { return t.InProgress })},
		{Name: "succeeded", Doc: "targets that are Succeeded (CD-1.7)", kind: number, number: tally(func(t codedeploy.Tally) int { return t.Succeeded })},
		{Name: "failed", Doc: "targets that are Failed (CD-1.7)", kind: number, number: tally(func(t codedeploy.Tally) int { return t.Failed })},
		{Name: "skipped", Doc: "targets that are Skipped (CD-1.7)", kind: number, number: tally(func(t codedeploy.Tally) int { return t.Skipped })},
		{Name: "ready", Doc: "targets that are Ready, of blue/green alone (CD-1.7)", kind: number, number: tally(func(t codedeploy.Tally) int { return t.Ready })},
		{Name: "offline", Doc: "targets that draw on its budget: in progress and failed (CD-2.7)", kind: number,
			number: func(w *sim.World, s scope) int64 { return int64(w.CodeDeploy().Offline(s.deployment)) }},
		{Name: "width", Doc: "how many targets may be offline at once, N - M (CD-2.3)", kind: number,
			number: func(w *sim.World, s scope) int64 { return int64(w.CodeDeploy().Width(s.deployment)) }},
	},
}

// fact reads a number of what a deployment is.
func fact(of func(f codedeploy.Facts) int64) func(w *sim.World, s scope) int64 {
	return func(w *sim.World, s scope) int64 {
		return of(w.CodeDeploy().Facts(s.deployment))
	}
}

// is reads whether a deployment is something.
func is(so func(f codedeploy.Facts) bool) func(w *sim.World, s scope) bool {
	return func(w *sim.World, s scope) bool {
		return so(w.CodeDeploy().Facts(s.deployment))
	}
}

// tally reads how many targets have a status.
func tally(of func(t codedeploy.Tally) int) func(w *sim.World, s scope) int64 {
	return func(w *sim.World, s scope) int64 {
		return int64(of(w.CodeDeploy().Tally(s.deployment)))
	}
}

func durationOf(w *sim.World, s scope) int64 {
	f := w.CodeDeploy().Facts(s.deployment)
	if f.Status.Final() {
		return int64(f.Ended - f.Created)
	}
	return int64(w.Now() - f.Created)
}

func groupOf(w *sim.World, s scope) *codedeploy.Group {
	return &w.Setup().CodeDeploy.Groups[w.CodeDeploy().Facts(s.deployment).Group]
}

func theGroupName(w *sim.World, s scope) string { return groupOf(w, s).Name }

func theApplicationName(w *sim.World, s scope) string {
	return w.Setup().CodeDeploy.Applications[groupOf(w, s).Application].Name
}

func theConfigName(w *sim.World, s scope) string {
	return w.Setup().CodeDeploy.Configs[w.CodeDeploy().Facts(s.deployment).Config].Name
}

func theRevisionName(w *sim.World, s scope) string {
	return w.Setup().CodeDeploy.Revisions[w.CodeDeploy().Facts(s.deployment).Revision].Name
}

func lastGood(w *sim.World, s scope) string {
	service := w.CodeDeploy()
	if r := service.Group(service.Facts(s.deployment).Group).Revision; r != codedeploy.None {
		return w.Setup().CodeDeploy.Revisions[r].Name
	}
	return ""
}
