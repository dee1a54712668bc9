package sim

import (
	"fmt"
	"strconv"

	"github.com/seed-11de0fc1/rehearse/fleet"
	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// Subject is what a record is about, in the scenario's words: a host, the id
// of a deployment, a host in a deployment, a group, an input.
func (w *World) Subject(r kernel.Record) string {
	kind, n := events.SubjectOf(r.Subject)
	switch kind {
	case events.Instance:
		return w.fleet.Name(n)
	case events.Deployment:
		return w.deploy.Info(int32(n)).ID
	case events.Target:
		return w.TargetName(n)
	case events.Alias:
		return w.aliasName(int32(n))
	case events.Group:
		return w.setup.CodeDeploy.Groups[n].Name
	case events.ScalingGroup:
		return w.fleet.AutoScalingGroup(int32(n)).Name
	case events.Alarm:
		return w.fleet.Alarm(int32(n)).Name
	}
	return "timeline[" + strconv.Itoa(int(n)) + "]"
}

// Describe says what a record says in a few words; names in it come from the
// scenario and must be escaped where they are shown.
func (w *World) Describe(r kernel.Record) string {
	rec := events.Record(r)
	if text, ok := w.describeShift(rec); ok {
		return text
	}
	switch rec.SubjectKind() {
	case events.Deployment:
		return w.describeDeployment(rec)
	case events.Target:
		return w.describeTarget(rec)
	case events.Input:
		return w.describeInput(rec)
	case events.Instance:
		return w.describeInstance(rec)
	case events.ScalingGroup:
		return w.describeScaling(rec)
	case events.Alarm:
		return describeAlarm(rec)
	}
	return map[kernel.Kind]string{
		events.GroupUpdated: "deployment group updated", events.GroupDeleted: "deployment group deleted",
		events.ApplicationGone: "application deleted", events.InstancesChanged: "the replacements are the group's instances now",
	}[r.Kind]
}

func (w *World) describeDeployment(r events.Record) string {
	switch r.Kind {
	case events.DeploymentMade:
		return "created by " + events.Creator(r.B).String() + ", revision " + w.revisionOf(int32(r.Index()))
	case events.DeploymentBegun:
		return "in progress: " + count(r.A, "target") + ", of which " + strconv.FormatInt(r.B, 10) + " must stay healthy"
	case events.DeploymentStopping:
		return "stopping (" + events.ErrorCode(r.A).String() + w.activated(int32(r.Index())) + "): running events may end"
	case events.DeploymentEnded:
		if code := r.ErrorCode(); code != events.NoError {
			return r.Status().String() + " with " + code.String() + w.tally(int32(r.Index()))
		}
		return r.Status().String()
	case events.DeploymentQueuedUp:
		return "queued behind " + count(r.A, "deployment") + " in progress on " + count(r.B, "instance")
	case events.RollbackDenied:
		return "not rolled back: nothing was ever deployed successfully"
	case events.StageBegun:
		return "now " + events.Stage(r.A).String() + ": " + strconv.FormatInt(r.B, 10) + " must succeed"
	case events.DeploymentWaits:
		return "now " + events.Stage(r.A).String() + ", at most " + kernel.Time(r.B).String()
	case events.ZoneDone:
		return "zone " + strconv.FormatInt(r.A+1, 10) + " is done; next one in " + kernel.Time(r.B).String()
	}
	return events.RecordName(r.Kind)
}

// activated names the alarms that stop a deployment.
func (w *World) activated(n int32) (names string) {
	for _, a := range w.deploy.Info(n).Activated {
		names += " " + a.Name
	}
	return names
}

// tally says how far a deployment that has ended got.
func (w *World) tally(n int32) string {
	d := w.deploy.Info(n)
	if d.Platform != codedeploy.Server {
		return ""
	}
	if !d.Begun || d.Targets == 0 {
		return ""
	}
	if d.Stage != events.NoStage {
		return fmt.Sprintf(" while %s: %d succeeded, %d failed, %d skipped of %d", d.Stage, d.Succeeded, d.Failed, d.Skipped, d.Targets)
	}
	never := d.Targets - d.Succeeded - d.Failed
	return fmt.Sprintf(": %d succeeded, %d failed, %d never attempted of %d, of which %d had to stay healthy", d.Succeeded, d.Failed, never, d.Targets, d.Minimum)
}

func count(n int64, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return strconv.FormatInt(n, 10) + " " + noun + "s"
}

var classNames = [...]string{"Unhealthy", "Healthy, revision Unknown", "Healthy, revision Old", "Healthy, revision Current"}

func (w *World) describeTarget(r events.Record) string {
	switch r.Kind {
	case events.TargetStarted:
		return "started (" + classNames[r.A] + " before)"
	case events.TargetEnded:
		return r.TargetStatus().String()
	case events.TargetPassedOver:
		if r.A == 1 {
			return "Skipped: installed, but never given traffic"
		}
		return "Skipped: never attempted"
	case events.TargetReadied:
		return "Ready: installed, without traffic yet"
	case events.TargetResumed:
		return "traffic events begin"
	case events.EventStarted:
		return r.LifecycleEvent().String() + " started"
	case events.ScriptStarted, events.ScriptEnded:
		return w.describeScript(r)
	case events.EventEnded:
		return w.describeOutcome(r)
	case events.EventSpoiled:
		return r.LifecycleEvent().String() + spoilNames[fleet.FaultKind(r.B)]
	case events.RevisionInstalled:
		return "revision " + w.setup.CodeDeploy.Revisions[r.A].Name + " is on the disk"
	}
	return events.RecordName(r.Kind)
}

var spoilNames = map[fleet.FaultKind]string{
	fleet.FailEvent: " is going to fail", fleet.HangEvent: " hangs", fleet.DelayEvent: " takes longer",
}

// describeScript names a script; for its end, the exit code too.
func (w *World) describeScript(r events.Record) string {
	if r.Kind == events.ScriptStarted {
		rev := &w.setup.CodeDeploy.Revisions[w.deploy.Info(int32(r.B)).Revision]
		return r.LifecycleEvent().String() + ": runs " + rev.AppSpec.Hooks[r.LifecycleEvent()][r.Script()].Location + " of revision " + rev.Name
	}
	return r.LifecycleEvent().String() + ": script " + strconv.Itoa(r.Script()+1) + " exits with " + strconv.FormatInt(r.ExitCode(), 10)
}

// describeOutcome says how a lifecycle event ended.
func (w *World) describeOutcome(r events.Record) string {
	o := r.Outcome()
	s := r.LifecycleEvent().String() + " " + o.Status.String()
	if o.Status != events.LifecycleFailed {
		return s
	}
	s += ": " + o.Code.String()
	if o.Detail != events.NoDetail {
		s += " (" + detailNames[o.Detail] + ")"
	}
	return s
}

var detailNames = map[events.Detail]string{
	events.AgentSilent: "no agent took it up in time", events.AgentRestarted: "the agent restarted",
	events.EventTimedOut: "no result within an hour", events.OutputLeftOpen: "output left open",
	events.AppSpecRefused: "the agent refuses the AppSpec", events.ArchiveGone: "the archive of the earlier revision is of no use",
	events.DownloadFailed: "download failed", events.DiskFull: "disk full", events.FileAlreadyThere: "a file is already there",
	events.TwoSources: "two sources for one destination", events.TwoPermissions: "permissions given twice",
	events.BadPermission: "a permission that no file takes", events.TrafficFailed: "the load balancers failed",
	events.SourceMissing: "source missing", events.InstallFailed: "copying failed", events.RunAsPassword: "su asks for a password",
	events.NotHealthyInTime: "not healthy within an hour", events.InstanceGone: "the instance is gone",
	events.DeploymentOver: "time limit of the deployment", events.HookFailed: "its function reported Failed",
	events.HookUnanswered: "its function reported nothing within an hour", events.HookForbidden: "the service role may not call its function",
	events.TasksNotHealthy: "the tasks were not ready within an hour", events.EventStopped: "the deployment was stopped",
}

func (w *World) describeInput(r events.Record) string {
	if r.Kind == events.FaultStruck {
		return "fault: " + fleet.FaultKind(r.A).String()
	}
	in := &w.setup.Inputs[r.Index()]
	switch r.Kind {
	case events.CallMade:
		return "call " + in.Op()
	case events.CallRefused:
		return in.Op() + " refused: " + events.Exception(r.A).String()
	}
	return in.Op() + " accepted"
}

func describeAlarm(r events.Record) string {
	switch r.Kind {
	case events.AlarmHidden:
		return "alarm can not be read"
	case events.AlarmShown:
		return "alarm can be read again"
	}
	return "alarm goes from " + events.AlarmState(r.B).String() + " to " + events.AlarmState(r.A).String()
}

func (w *World) describeInstance(r events.Record) string {
	if words, ok := w.describeLife(r); ok {
		return words
	}
	switch r.Kind {
	case events.Registered, events.Deregistered, events.ChecksPassed, events.ChecksFailed:
		return balancerNames[r.Kind] + w.fleet.LoadBalancer(int32(r.A)).Name
	case events.HealthChanged:
		_, i, h := r.Health()
		return "is now " + i.String() + ", revision " + h.String()
	case events.HostSlowed:
		return "slowed down " + strconv.FormatInt(r.A, 10) + " times"
	}
	return instanceNames[r.Kind]
}

var balancerNames = map[kernel.Kind]string{
	events.Registered: "registered with ", events.Deregistered: "deregistered from ",
	events.ChecksPassed: "healthy again behind ", events.ChecksFailed: "unhealthy behind ",
}

var instanceNames = map[kernel.Kind]string{
	events.HostStopped: "stopped", events.HostTerminated: "terminated", events.HostStarted: "runs again",
	events.NetworkCut: "network cut", events.NetworkRestored: "network restored", events.DiskFilled: "disk full",
	events.ArchivesDeleted: "earlier bundles disappear", events.FilePut: "a file appears", events.FileDeleted: "a file disappears", events.AgentStopped: "agent died",
	events.AgentStarted: "agent started", events.HostRegistered: "registered", events.HostDeregistered: "deregistered",
}
