package sim

import (
	"fmt"
	"strconv"

	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// What happened in Lambda and ECS deployments, in words.

// describeShift says what a record of a Lambda or ECS deployment says, if it is
// one that others do not have, or do not mean so.
func (w *World) describeShift(r events.Record) (string, bool) {
	switch r.Kind {
	case events.FunctionCalled:
		return r.LifecycleEvent().String() + ": calls " + w.hookName(r), true
	case events.FunctionReported:
		return r.LifecycleEvent().String() + ": the function reports " + codedeploy.Report(r.B).String(), true
	case events.TrafficShifted:
		return fmt.Sprintf("%s now gets %d%% of the traffic, before %d%%", w.moved(r), r.A, r.B), true
	case events.TestTrafficAllowed:
		return "the test listener reaches " + w.taskSetWords(r), true
	case events.TaskSetMade:
		return w.taskSetWords(r) + " is made: " + count(r.B, "task"), true
	case events.TaskSetPrimary:
		return w.taskSetWords(r) + " is PRIMARY", true
	case events.TaskSetRemoved:
		return w.taskSetWords(r) + " is drained", true
	case events.DeploymentGoesOn:
		return "goes on, after " + events.Stage(r.A).String(), true
	case events.AliasUpdated:
		return "points to version " + strconv.FormatInt(r.A, 10) + " alone", true
	case events.DeploymentBegun:
		return "in progress: traffic moves", w.deploy.Info(int32(r.Index())).Platform != codedeploy.Server
	case events.TargetStarted:
		return "started", w.deploy.Target(r.Index()).Instance == codedeploy.NoInstance
	}
	return "", false
}

// moved is what gets the traffic that a record moves.
func (w *World) moved(r events.Record) string {
	d := w.DeploymentAt(w.deploy.Target(r.Index()).Deployment)
	if x := w.lambdaTarget(d); x != nil {
		return "version " + strconv.FormatInt(x.Target, 10)
	}
	if info := w.deploy.ECSInfo(d.Index); info.Replacement != codedeploy.None {
		return "the task set of " + w.taskSet(w.deploy.TaskSet(info.Replacement), d.Settings).revisionOr()
	}
	return "the replacement"
}

// taskSetWords names the task set that a record is about.
func (w *World) taskSetWords(r events.Record) string {
	return "the task set of " + w.taskSet(w.deploy.TaskSet(int32(r.A)), &codedeploy.Settings{}).revisionOr()
}

// shiftMessage is the message of the errorInformation of a Lambda or ECS
// deployment (CD-9.6, CD-9.7, CD-9.14, and CD-3.6 for a wait).
func (w *World) shiftMessage(d Deployment) string {
	r := &w.setup.CodeDeploy.Revisions[d.Revision]
	switch d.Code {
	case events.InvalidLambdaConfiguration:
		return lambdaConfiguration + w.lambdaDetail(d)
	case events.UnusableRevision:
		return unusableRevision(r)
	case events.HookExecutionFailure:
		return w.failedMessage(d)
	case events.Timeout:
		if d.Status == events.DeploymentStopped {
			return fmt.Sprintf("The deployment timed out while waiting for a notification to continue. This time out period is %d minutes.", d.Settings.BlueGreen.ReadyWait/kernel.Minute)
		}
		if text := w.failedMessage(d); text != "" {
			return text
		}
	case events.IAMRolePermissions:
		if text := w.failedMessage(d); text != "" {
			return text
		}
	}
	return deploymentMessages[d.Code]
}

const lambdaConfiguration = "The deployment failed because the AppSpec file that specifies the AWS Lambda deployment configuration is missing or has an invalid configuration."

// lambdaDetail is what is wrong with a Lambda deployment. CD-9.14
func (w *World) lambdaDetail(d Deployment) string {
	info := w.deploy.LambdaInfo(d.Index)
	switch {
	case info.Alias == codedeploy.None:
		return " The function has no alias of this name."
	case info.From == info.To:
		return " The target version is the current version."
	case !w.hasVersion(d, info.To):
		return " The function has no version of the target's number."
	}
	return " The Lambda function alias version does not match the current version in AppSpec file."
}

func (w *World) hasVersion(d Deployment, version int64) bool {
	spec := w.setup.CodeDeploy.Revisions[d.Revision].Lambda
	for _, v := range w.setup.CodeDeploy.Functions[spec.Function].Versions {
		if v == version {
			return true
		}
	}
	return false
}

func unusableRevision(r *codedeploy.Revision) string {
	if r.Invalid != "" {
		return "The AppSpec file is not valid: " + r.Invalid + "."
	}
	return "The AppSpec file is not one for the compute platform of the deployment."
}

// failedMessage is the message of the event that failed a deployment, or empty.
func (w *World) failedMessage(d Deployment) string {
	for _, r := range w.Journal().Records() {
		rec := events.Record(r)
		if r.Kind == events.EventEnded && d.has(rec.Index()) && rec.Outcome().Status == events.LifecycleFailed {
			return plainDetails[rec.Outcome().Detail]
		}
	}
	return ""
}
