package scenarios

import (
	"strings"

	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// Entry is one thing that happens, and when: exactly one of At, After and
// When, and exactly one call or fault.
type Entry struct {
	Pos Pos
	// A time after the start of the scenario.
	At *kernel.Time `key:"at"`
	// A time after a deployment first has a status.
	After *After `key:"after"`
	// A time after a lifecycle event first begins on a host, or in a Lambda or ECS deployment.
	When *When `key:"when"`

	// Deploys a revision to a group.
	CreateDeployment *CreateDeployment `key:"createDeployment"`
	// Stops a deployment (CD-6.4).
	StopDeployment *StopDeployment `key:"stopDeployment"`
	// Ends the wait of a blue/green deployment (CD-3.6); others refuse it (CD-12.4).
	ContinueDeployment *ContinueDeployment `key:"continueDeployment"`
	// Changes a deployment group; what is absent stays.
	UpdateDeploymentGroup *UpdateDeploymentGroup `key:"updateDeploymentGroup"`
	// Deletes a deployment group (CD-1.14).
	DeleteDeploymentGroup *DeleteDeploymentGroup `key:"deleteDeploymentGroup"`
	// Deletes an application (CD-1.14).
	DeleteApplication *DeleteApplication `key:"deleteApplication"`
	// Deletes a configuration, unless it is predefined or in use (CD-2.24).
	DeleteDeploymentConfig *DeleteDeploymentConfig `key:"deleteDeploymentConfig"`
	// Registers an on-premises host (CD-10.7).
	RegisterOnPremisesInstance *OnPremisesCall `key:"registerOnPremisesInstance"`
	// Deregisters an on-premises host (CD-10.7).
	DeregisterOnPremisesInstance *OnPremisesCall `key:"deregisterOnPremisesInstance"`
	// Sets how many instances an Auto Scaling group keeps.
	SetDesiredCapacity *SetDesiredCapacity `key:"setDesiredCapacity"`
	// Changes an Auto Scaling group; what is absent stays.
	UpdateAutoScalingGroup *UpdateAutoScalingGroup `key:"updateAutoScalingGroup"`
	// Terminates an instance of an Auto Scaling group.
	TerminateInstanceInAutoScalingGroup *TerminateInstanceInAutoScalingGroup `key:"terminateInstanceInAutoScalingGroup"`
	// Suspends processes of an Auto Scaling group.
	SuspendProcesses *ScalingProcesses `key:"suspendProcesses"`
	// Resumes processes of an Auto Scaling group.
	ResumeProcesses *ScalingProcesses `key:"resumeProcesses"`
	// Lets a host that waits for a lifecycle hook go on, or abandons it.
	CompleteLifecycleAction *LifecycleActionCall `key:"completeLifecycleAction"`
	// Keeps a lifecycle hook waiting.
	RecordLifecycleActionHeartbeat *LifecycleActionCall `key:"recordLifecycleActionHeartbeat"`
	// Gives hosts tags, which count from the next deployment on (CD-10.3).
	CreateTags *TagsCall `key:"createTags"`
	// Takes tags from hosts (CD-10.3).
	DeleteTags *TagsCall `key:"deleteTags"`
	// Gives an alarm a state, by a call of CloudWatch.
	SetAlarmState *SetAlarmState `key:"setAlarmState"`
	// Reports for a hook function of a Lambda or ECS deployment (CD-9.6).
	PutLifecycleEventHookExecutionStatus *PutHookStatus `key:"putLifecycleEventHookExecutionStatus"`
	// Points an alias of a Lambda function to one version, as somebody who repairs it does (CD-9.8).
	UpdateAlias *UpdateAlias `key:"updateAlias"`
	// Something goes wrong.
	Fault *Fault `key:"fault"`

	// What the call must answer, checked by `rehearse check`.
	Expect *CallExpectation `key:"expect"`
}

var callKeys = strings.Fields("createDeployment stopDeployment continueDeployment updateDeploymentGroup deleteDeploymentGroup " +
	"deleteApplication deleteDeploymentConfig registerOnPremisesInstance deregisterOnPremisesInstance setDesiredCapacity " +
	"updateAutoScalingGroup terminateInstanceInAutoScalingGroup suspendProcesses resumeProcesses completeLifecycleAction " +
	"recordLifecycleActionHeartbeat createTags deleteTags setAlarmState " +
	"putLifecycleEventHookExecutionStatus updateAlias fault")

func (e *Entry) validate(d *decoder, o object) {
	d.OnlyOne(o.Object, "at", "after", "when")
	if d.OnlyOne(o.Object, callKeys...) == "fault" && o.Has("expect") {
		d.Errorf(o.Key("expect"), "leave it out, or put it beside a call", "a fault answers nothing")
	}
}

// After is a time after a deployment first has a status.
type After struct {
	Pos Pos
	// The number of the deployment: 1, 2, … in order of creation, rollbacks included.
	Deployment int64 `key:"deployment" is:"required" range:"1..1000000"`
	// The status.
	Status string `key:"status" is:"required" enum:"@status"`
	// How long after; 0s if absent.
	Plus kernel.Time `key:"plus"`
}

// When is a time after a lifecycle event first begins on a host, or in a
// Lambda or ECS deployment.
type When struct {
	Pos Pos
	// The host.
	Instance Name `key:"instance"`
	// The number of the deployment, any if absent; of a Lambda or ECS deployment instead of a host.
	Deployment *int64 `key:"deployment" range:"1..1000000"`
	// The event (CD-4.1).
	LifecycleEvent string `key:"lifecycleEvent" is:"required" enum:"@lifecycleEvent"`
	// How long after; 0s if absent.
	Plus kernel.Time `key:"plus"`
}

func (w *When) validate(d *decoder, o object) {
	if !o.Has("instance") {
		d.OnlyOne(o.Object, "instance", "deployment")
	}
}

// CreateDeployment is the request of that call.
type CreateDeployment struct {
	_ struct{} `aws:"yes"`

	Pos Pos
	// The application.
	ApplicationName Name `key:"applicationName" is:"required"`
	// The deployment group.
	DeploymentGroupName Name `key:"deploymentGroupName" is:"required"`
	// The name of a revision in this scenario; AWS refuses a call without one (CD-12.4).
	Revision Name `key:"revision" is:"ours"`
	// The configuration; the group's if absent (CD-2.17).
	DeploymentConfigName Name `key:"deploymentConfigName"`
	// A description; AWS takes up to 256 characters (CD-12.4).
	Description string `key:"description"`
	// Goes on when ApplicationStop fails (CD-4.10).
	IgnoreApplicationStopFailures bool `key:"ignoreApplicationStopFailures"`
	// What Install does with files that are there (CD-4.15).
	FileExistsBehavior string `key:"fileExistsBehavior" enum:"DISALLOW OVERWRITE RETAIN"`
	// Leaves out hosts that have the revision (CD-10.4).
	UpdateOutdatedInstancesOnly bool `key:"updateOutdatedInstancesOnly"`
	// Replaces the group's (CD-5.2).
	AutoRollbackConfiguration *AutoRollbackConfiguration `key:"autoRollbackConfiguration"`
	// Replaces the alarms of the group (CD-6.2).
	OverrideAlarmConfiguration *AlarmConfiguration `key:"overrideAlarmConfiguration"`
	// RESTART runs the last successful revision once more (CD-1.13).
	DeploymentMode string `key:"deploymentMode" enum:"STANDARD RESTART"`
	// Replacements of a blue/green deployment; refused in place (CD-12.4).
	TargetInstances *TargetInstances `key:"targetInstances"`
}

// TargetInstances names the replacements of a blue/green deployment.
type TargetInstances struct {
	_ struct{} `aws:"yes"`

	Pos Pos
	// Any of these tags.
	TagFilters []TagFilter `key:"tagFilters"`
	// A tag of each of these lists.
	EC2TagSet *EC2TagSet `key:"ec2TagSet"`
	// Auto Scaling groups.
	AutoScalingGroups ScalingGroups `key:"autoScalingGroups" schema:"scalingGroups"`
}

// StopDeployment is the request of that call.
type StopDeployment struct {
	_ struct{} `aws:"yes"`

	Pos Pos
	// The number of the deployment.
	Deployment int64 `key:"deployment" is:"required,ours" range:"1..1000000"`
	// Whether to roll back; the group's events decide if absent (CD-5.2).
	AutoRollbackEnabled *bool `key:"autoRollbackEnabled"`
}

// ContinueDeployment is the request of that call.
type ContinueDeployment struct {
	_ struct{} `aws:"yes"`

	Pos Pos
	// The number of the deployment.
	Deployment int64 `key:"deployment" is:"required,ours" range:"1..1000000"`
	// The wait to end.
	DeploymentWaitType string `key:"deploymentWaitType" enum:"READY_WAIT TERMINATION_WAIT"`
}

// UpdateDeploymentGroup is the request of that call.
type UpdateDeploymentGroup struct {
	_ struct{} `aws:"yes"`

	Pos Pos
	// The application.
	ApplicationName Name `key:"applicationName" is:"required"`
	// The deployment group.
	CurrentDeploymentGroupName Name `key:"currentDeploymentGroupName" is:"required"`
	GroupSettings
}

// DeleteDeploymentGroup is the request of that call.
type DeleteDeploymentGroup struct {
	_ struct{} `aws:"yes"`

	// The application.
	ApplicationName Name `key:"applicationName" is:"required"`
	// The deployment group.
	DeploymentGroupName Name `key:"deploymentGroupName" is:"required"`
}

// DeleteApplication is the request of that call.
type DeleteApplication struct {
	_ struct{} `aws:"yes"`

	// The application.
	ApplicationName Name `key:"applicationName" is:"required"`
}

// DeleteDeploymentConfig is the request of that call.
type DeleteDeploymentConfig struct {
	_ struct{} `aws:"yes"`

	// The configuration.
	DeploymentConfigName Name `key:"deploymentConfigName" is:"required"`
}

// OnPremisesCall is the request of RegisterOnPremisesInstance and
// DeregisterOnPremisesInstance.
type OnPremisesCall struct {
	_ struct{} `aws:"yes" ignored:"iamUserArn iamSessionArn"`

	// A host of fleet.instances that is onPremises.
	InstanceName Name `key:"instanceName" is:"required"`
}

// PutHookStatus is the request of PutLifecycleEventHookExecutionStatus; the
// deployment and its event stand for the id that AWS gives the function.
type PutHookStatus struct {
	_ struct{} `aws:"yes"`

	Pos Pos
	// The number of the deployment.
	Deployment int64 `key:"deployment" is:"required,ours" range:"1..1000000"`
	// The event whose function reports.
	LifecycleEvent string `key:"lifecycleEvent" is:"required,ours" enum:"@lifecycleEvent"`
	// What it reports: Succeeded or Failed; AWS refuses any other (CD-9.6).
	Status string `key:"status" is:"required" enum:"@lifecycleStatus"`
}

// UpdateAlias is the request of that call of Lambda.
type UpdateAlias struct {
	_ struct{} `aws:"yes"`

	// The function.
	FunctionName Name `key:"FunctionName" is:"required"`
	// The alias.
	Name Name `key:"Name" is:"required"`
	// The version that it points to from now on, alone.
	FunctionVersion int64 `key:"FunctionVersion" is:"required" range:"1..1000000000"`
}

// CallExpectation is what a call must answer: one of the two.
type CallExpectation struct {
	// What StopDeployment answers (CD-6.4).
	Status string `key:"status" enum:"Pending Succeeded"`
	// The exception with which the call is refused.
	Error string `key:"error" enum:"@exception"`
}

func (*CallExpectation) validate(d *decoder, o object) { d.OnlyOne(o.Object, "status", "error") }
