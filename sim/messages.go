package sim

import (
	"strconv"
	"strings"

	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// Message is the diagnostics message of a lifecycle event that has ended
// (CD-1.9): the agent's for scripts, the service's for silence.
func (w *World) Message(t *Target, e *LifecycleEvent) string {
	o := e.Outcome
	if o.Status != events.LifecycleFailed {
		return "Succeeded"
	}
	if t.Course.Shifting() {
		return plainDetails[o.Detail]
	}
	script := w.FailedScript(e)
	at := "Script at specified location: " + script.Location
	if script.RunAs != "" {
		at += " run as user " + script.RunAs
	}
	switch o.Code {
	case events.ScriptMissing:
		return "Script does not exist at specified location: " + w.archiveOf(e) + "/" + script.Location
	case events.ScriptNotExecutable:
		return "Unable to set script at specified location: " + script.Location + " as executable"
	case events.ScriptTimedOut:
		return "Script at specified location: " + script.Location + " failed to complete in " + strconv.FormatInt(script.Timeout, 10) + " seconds"
	case events.ScriptFailed:
		exit := e.ExitCode
		if o.Detail == events.RunAsPassword {
			exit = 1
		}
		return at + " failed with exit code " + strconv.FormatInt(exit, 10)
	}
	return w.detail(t, e, script)
}

// detail is the message of an UnknownError.
func (w *World) detail(t *Target, e *LifecycleEvent, script codedeploy.Script) string {
	switch e.Outcome.Detail {
	case events.AgentSilent:
		return "CodeDeploy agent was not able to receive the lifecycle event. Check the CodeDeploy agent logs on your host and make sure the agent is running and can connect to the CodeDeploy server."
	case events.AgentRestarted:
		return "Failed: Failing in-progress lifecycle event after an agent restart."
	case events.EventTimedOut:
		return "No result of the lifecycle event arrived within 3600 seconds."
	case events.OutputLeftOpen:
		return "Script at specified location: " + script.Location + " failed to close STDOUT"
	case events.AppSpecRefused:
		return w.refusal(e)
	case events.FileAlreadyThere:
		return "The deployment failed because a specified file already exists at this location: " + w.file(t, e)
	case events.SourceMissing:
		return "No such file or directory: there is no source for " + w.file(t, e) + " in the revision."
	case events.DownloadFailed, events.InstallFailed, events.TrafficFailed:
		if b := w.deploy.OwnEvent(t.Index, e.Event); b != nil && b.Error != "" {
			return b.Error
		}
	}
	return plainDetails[e.Outcome.Detail]
}

var plainDetails = map[events.Detail]string{
	events.ArchiveGone:      "The archive of the revision that was installed last is gone, or holds no AppSpec that the agent takes.",
	events.DownloadFailed:   "The revision could not be downloaded.",
	events.InstallFailed:    "The files could not be installed.",
	events.DiskFull:         "No space left on device",
	events.TwoSources:       "Two source files are specified for one destination.",
	events.TwoPermissions:   "The permissions of one object are specified more than once.",
	events.BadPermission:    "A permission gives a file what only a directory takes: a pattern, an except or a default ACL.",
	events.TrafficFailed:    "The load balancers did not do what was asked.",
	events.NotHealthyInTime: "The instance did not become healthy behind its load balancers within an hour.",
	events.InstanceGone:     "The instance is terminated.",
	events.DeploymentOver:   "The deployment reached its time limit.",
	events.HookFailed:       hookFailed,
	events.HookUnanswered:   hookUnanswered,
	events.HookForbidden:    "The service role does not allow CodeDeploy to invoke the function of this lifecycle event.",
	events.TasksNotHealthy:  tasksNotHealthy,
	events.EventStopped:     "The deployment was stopped while this lifecycle event ran.",
}

// What AWS says, word for word (CD-9.6, CD-9.7).
const (
	hookFailed      = "The deployment failed because one or more of the lifecycle event validation functions failed."
	hookUnanswered  = "The deployment timed out while waiting for a status callback. CodeDeploy expects a status callback within one hour after a deployment hook is invoked."
	tasksNotHealthy = "The deployment timed out while waiting for the replacement task set to become healthy. This time out period is 60 minutes."
)

// FailedScript is the script that the failure of an event is about, or none.
func (w *World) FailedScript(e *LifecycleEvent) codedeploy.Script {
	o := e.Outcome
	if o.Status != events.LifecycleFailed || e.Source == codedeploy.None || o.Detail == events.AppSpecRefused || o.Detail == events.ArchiveGone {
		return codedeploy.Script{}
	}
	scripts := w.setup.CodeDeploy.Revisions[w.deploy.Info(e.Source).Revision].AppSpec.Hooks[e.Event]
	if int(o.Place) < len(scripts) {
		return scripts[o.Place]
	}
	return codedeploy.Script{}
}

// archiveOf is the directory of the revision whose scripts an event runs
// (CD-4.13).
func (w *World) archiveOf(e *LifecycleEvent) string {
	d := w.DeploymentAt(e.Source)
	return "/opt/codedeploy-agent/deployment-root/" + w.GroupID(d.Group) + "/" + d.ID + "/deployment-archive"
}

// file is the destination that a failure of Install is about.
func (w *World) file(t *Target, e *LifecycleEvent) string {
	paths := codedeploy.Destinations(&w.setup.CodeDeploy.Revisions[w.deploy.Info(t.Deployment).Revision])
	if int(e.Outcome.Place) < len(paths) {
		return paths[e.Outcome.Place]
	}
	return ""
}

// refusal is what an agent has against the AppSpec of an event.
func (w *World) refusal(e *LifecycleEvent) string {
	r := &w.setup.CodeDeploy.Revisions[w.deploy.Info(e.Source).Revision]
	if r.Refused != "" {
		return r.Refused
	}
	return "The AppSpec is for " + r.AppSpec.OS + ", which is not the operating system of the instance."
}

// LogTail is the end of what the scripts of an event printed, at most 2,048
// characters (CD-1.9).
func (w *World) LogTail(e *LifecycleEvent) string {
	if e.Outcome.Status != events.LifecycleFailed {
		return ""
	}
	var b strings.Builder
	for _, s := range e.Scripts {
		b.WriteString("Script - " + s.Location + "\n")
		if s.Prints != "" {
			b.WriteString("[stdout]" + s.Prints + "\n")
		}
	}
	tail := []rune(b.String())
	return string(tail[max(0, len(tail)-2048):])
}

// DeploymentMessage is the message of a deployment's errorInformation, empty
// without an error (CD-1.10).
func (w *World) DeploymentMessage(d Deployment) string {
	if d.Platform != codedeploy.Server {
		return w.shiftMessage(d)
	}
	switch d.Code {
	case events.HealthConstraints:
		return "The overall deployment failed because too many individual instances failed deployment, too few healthy instances are available for deployment, or some instances in your deployment group are experiencing problems."
	case events.Timeout:
		if d.Status == events.DeploymentStopped {
			wait := d.Settings.BlueGreen.ReadyWait / kernel.Minute
			return "The deployment timed out while waiting for a notification to continue. This time out period is " + strconv.Itoa(int(wait)) + " minutes."
		}
	case events.HealthConstraintsInvalid:
		return "The deployment can't start: " + strconv.Itoa(d.Minimum) + " of its " + strconv.Itoa(d.Planned) + " instances must stay healthy, which leaves none to deploy to."
	}
	if d.Code == events.AlarmActive {
		return alarmMessage(d.Activated)
	}
	return deploymentMessages[d.Code]
}

// alarmMessage names the alarms that stopped a deployment (CD-6.1), and those
// that could not be read (CD-6.2).
func alarmMessage(list []codedeploy.Activated) string {
	var active, unread []string
	for _, a := range list {
		if a.Unread {
			unread = append(unread, "<"+a.Name+">")
		} else {
			active = append(active, "<"+a.Name+">")
		}
	}
	var parts []string
	if active != nil {
		parts = append(parts, "One or more alarms have been activated according to the Amazon CloudWatch metrics you selected, and the affected deployments have been stopped. Activated alarms: "+strings.Join(active, ", "))
	}
	if unread != nil {
		parts = append(parts, "The state of alarms could not be read, and the affected deployments have been stopped. Unreadable alarms: "+strings.Join(unread, ", "))
	}
	return strings.Join(parts, ". ")
}

var deploymentMessages = map[events.ErrorCode]string{
	events.OverMaxInstances:              "The deployment has more instances than one deployment may have.",
	events.NoInstances:                   "No instances were found for the deployment.",
	events.IAMRoleMissing:                "The service role of the deployment group does not exist.",
	events.IAMRolePermissions:            "The service role of the deployment group lacks permissions that the deployment needs.",
	events.ApplicationMissing:            "The application was deleted while the deployment was under way.",
	events.DeploymentGroupMissing:        "The deployment group was deleted while the deployment was under way.",
	events.RevisionMissing:               "The revision was deleted between the creation and the start of the deployment.",
	events.ManualStop:                    "The deployment was stopped by a user.",
	events.Timeout:                       "The deployment reached its time limit.",
	events.MissingELBInformation:         "The deployment group has no load balancer, which a blue/green deployment needs.",
	events.MissingBlueGreenConfiguration: "The deployment group has no blue/green configuration.",
	events.InvalidLambdaFunction:         "The deployment failed because the Lambda function of the AppSpec file does not exist.",
	events.InvalidECSService:             "The deployment failed because the ECS service of the deployment group is not there, or its traffic is split between task sets.",
}

// RollbackMessage is the message of a deployment's rollbackInfo, empty if it
// has none (CD-5.4, CD-5.5).
func (w *World) RollbackMessage(d Deployment) string {
	switch {
	case d.RollbackDenied:
		return "Deployment " + d.ID + " can't be rolled back: no earlier deployment to this deployment group succeeded."
	case d.RolledBackByID != "":
		return "Deployment " + d.ID + " terminated. Automatic rollback is triggered with a DeploymentId " + d.RolledBackByID + "."
	case d.RollbackOfID != "":
		return "Deployment " + d.ID + " is triggered to roll back deployment " + d.RollbackOfID + "."
	}
	return ""
}

// AlarmText names the alarms that stopped a deployment, empty if none did
// (CD-6.1, CD-6.2).
func (d Deployment) AlarmText() string {
	var names []string
	for _, a := range d.Activated {
		name := "alarm " + a.Name
		if a.Unread {
			name += ", which could not be read"
		}
		names = append(names, name)
	}
	return strings.Join(names, "; ")
}

// RollbackText says what a deployment has to do with rollbacks, or why it was
// not rolled back (CD-5.1 to CD-5.5).
func (d Deployment) RollbackText() string {
	switch {
	case d.RolledBackByID != "":
		return "rolled back by " + d.RolledBackByID + " to revision " + d.RolledBackTo
	case d.RootID != "":
		return "updates hosts that were launched during " + d.RootID
	case d.RollbackOfID != "":
		return "rolls back " + d.RollbackOfID
	case d.Settled:
		return "not rolled back: it failed on its AppSpec, before its first event"
	case d.RollbackDenied:
		return "not rolled back: no earlier deployment succeeded"
	case d.Code == events.AlarmActive && d.RollbackOf == codedeploy.None && !d.Rollback.OnAlarm:
		return "not rolled back: its events do not name DEPLOYMENT_STOP_ON_ALARM"
	case d.Lone && d.Status == events.DeploymentFailed:
		return "never rolled back: it was for one host that an Auto Scaling group launched or terminated"
	case d.Status == events.DeploymentFailed && !d.Rollback.Enabled:
		return "not rolled back: automatic rollback is not enabled"
	case d.Status == events.DeploymentFailed && !d.Rollback.OnFailure:
		return "not rolled back: its events do not name DEPLOYMENT_FAILURE"
	}
	return ""
}
