package events

// DeploymentStatus is the status of a deployment (CD-1.5).
type DeploymentStatus uint8

// The statuses of CD-1.5.
const (
	DeploymentCreated DeploymentStatus = iota
	DeploymentQueued
	DeploymentInProgress
	DeploymentBaking
	DeploymentReady
	DeploymentSucceeded
	DeploymentFailed
	DeploymentStopped
)

var deploymentStatusNames = []string{"Created", "Queued", "InProgress", "Baking", "Ready", "Succeeded", "Failed", "Stopped"}

// String is the status in the API.
func (s DeploymentStatus) String() string { return deploymentStatusNames[s] }

// DeploymentStatusNames are all statuses, as the API spells them.
func DeploymentStatusNames() []string { return deploymentStatusNames }

// ParseDeploymentStatus is the inverse of String.
func ParseDeploymentStatus(name string) (DeploymentStatus, bool) {
	return parse[DeploymentStatus](deploymentStatusNames, name)
}

// Final says whether the deployment is over: Succeeded, Failed or Stopped.
func (s DeploymentStatus) Final() bool { return s >= DeploymentSucceeded }

// TargetStatus is the status of a target (CD-1.6).
type TargetStatus uint8

// The statuses of CD-1.6.
const (
	TargetPending TargetStatus = iota
	TargetInProgress
	TargetSucceeded
	TargetFailed
	TargetSkipped
	TargetUnknown
	TargetReady
)

var targetStatusNames = []string{"Pending", "InProgress", "Succeeded", "Failed", "Skipped", "Unknown", "Ready"}

// String is the status in the API.
func (s TargetStatus) String() string { return targetStatusNames[s] }

// LifecycleStatus is the status of a lifecycle event (CD-1.8).
type LifecycleStatus uint8

// The statuses of CD-1.8.
const (
	LifecyclePending LifecycleStatus = iota
	LifecycleInProgress
	LifecycleSucceeded
	LifecycleFailed
	LifecycleSkipped
	LifecycleUnknown
)

// LifecycleStatusNames are all statuses, as the API spells them.
func LifecycleStatusNames() []string { return targetStatusNames[:6] }

// String is the status in the API.
func (s LifecycleStatus) String() string { return targetStatusNames[s] }

// LifecycleErrorCode is why a lifecycle event ended as it did (CD-1.9).
type LifecycleErrorCode uint8

// The codes of CD-1.9.
const (
	Success LifecycleErrorCode = iota
	ScriptMissing
	ScriptNotExecutable
	ScriptTimedOut
	ScriptFailed
	UnknownError
)

var lifecycleErrorNames = []string{"Success", "ScriptMissing", "ScriptNotExecutable", "ScriptTimedOut", "ScriptFailed", "UnknownError"}

// String is the code in the API.
func (c LifecycleErrorCode) String() string { return lifecycleErrorNames[c] }

// Detail says more about an UnknownError than the API's code does; messages
// are made from it.
type Detail uint8

// The reasons behind a failed lifecycle event.
const (
	NoDetail         Detail = iota
	AgentSilent             // no agent took the event up in time (CD-8.4)
	AgentRestarted          // the agent restarted while the event ran (CD-8.5)
	EventTimedOut           // an hour passed inside the event (CD-4.8, CD-8.4)
	OutputLeftOpen          // a child of the script kept its output open (CD-4.9)
	AppSpecRefused          // the AppSpec did not parse (CD-8.8, CD-4.4)
	ArchiveGone             // the recorded revision is no longer on disk (CD-4.4)
	DownloadFailed          // as the scenario says (CD-8.6)
	DiskFull                // no room (CD-8.6, CD-4.14)
	FileAlreadyThere        // DISALLOW (CD-4.15)
	TwoSources              // two sources for one destination (CD-4.17)
	TwoPermissions          // one object matched twice (CD-4.17)
	BadPermission           // a pattern, an except or a default ACL on a file (CD-9.2)
	SourceMissing           // a source of `files` is not in the bundle (CD-4.14)
	InstallFailed           // as the scenario says
	RunAsPassword           // su asked for a password (CD-4.12)
	TrafficFailed           // BlockTraffic or AllowTraffic fails as the scenario says
	NotHealthyInTime        // never healthy behind the load balancer (CD-7.2)
	InstanceGone            // a terminated instance can not be registered (CD-8.4)
	DeploymentOver          // the deployment's own time limit (CD-2.18)
	HookFailed              // the function of the hook reported Failed (CD-9.6)
	HookUnanswered          // it reported nothing in time (CD-9.6)
	HookForbidden           // the service role may not invoke it (CD-9.6)
	TasksNotHealthy         // the replacement task set is not healthy in time (CD-9.7)
	EventStopped            // the deployment was stopped meanwhile (CD-6.5)
)

// ErrorCode is why a deployment failed or stopped (CD-1.10).
type ErrorCode uint8

// The codes that this simulator emits (CD-1.10).
const (
	NoError ErrorCode = iota
	HealthConstraints
	HealthConstraintsInvalid
	NoInstances
	OverMaxInstances
	IAMRoleMissing
	IAMRolePermissions
	ApplicationMissing
	DeploymentGroupMissing
	RevisionMissing
	AlarmActive
	ManualStop
	Timeout
	MissingELBInformation
	MissingBlueGreenConfiguration
	InvalidLambdaFunction
	InvalidLambdaConfiguration
	InvalidECSService
	UnusableRevision
	HookExecutionFailure
)

var errorCodeNames = []string{"", "HEALTH_CONSTRAINTS", "HEALTH_CONSTRAINTS_INVALID", "NO_INSTANCES", "OVER_MAX_INSTANCES",
	"IAM_ROLE_MISSING", "IAM_ROLE_PERMISSIONS", "APPLICATION_MISSING", "DEPLOYMENT_GROUP_MISSING", "REVISION_MISSING",
	"ALARM_ACTIVE", "MANUAL_STOP", "TIMEOUT", "MISSING_ELB_INFORMATION", "MISSING_BLUE_GREEN_DEPLOYMENT_CONFIGURATION",
	"INVALID_LAMBDA_FUNCTION", "INVALID_LAMBDA_CONFIGURATION", "INVALID_ECS_SERVICE", "INVALID_REVISION", "HOOK_EXECUTION_FAILURE"}

// String is the code in the API, empty for NoError.
func (c ErrorCode) String() string { return errorCodeNames[c] }

// ErrorCodeNames are the codes that a deployment can end with.
func ErrorCodeNames() []string { return errorCodeNames[1:] }

// Creator is who made a deployment (CD-1.11).
type Creator uint8

// The creators that occur (CD-1.11).
const (
	ByUser Creator = iota
	ByAutoscaling
	ByAutoscalingTermination
	ByRollback
	ByAutoUpdate
)

var creatorNames = []string{"user", "autoscaling", "autoscalingTermination", "codeDeployRollback", "CodeDeployAutoUpdate"}

// String is the creator in the API.
func (c Creator) String() string { return creatorNames[c] }

// CreatorNames are the creators, as the API spells them.
func CreatorNames() []string { return creatorNames }

// InstanceHealth is the outcome of the last deployment to an instance
// (CD-2.20).
type InstanceHealth uint8

// The healths of an instance.
const (
	Unhealthy InstanceHealth = iota
	Healthy
)

var instanceHealthNames = []string{"Unhealthy", "Healthy"}

// String is the name that the User Guide uses.
func (h InstanceHealth) String() string { return instanceHealthNames[h] }

// InstanceHealthNames are both healths.
func InstanceHealthNames() []string { return instanceHealthNames }

// RevisionHealth compares what an instance has with its group's revision
// (CD-2.20).
type RevisionHealth uint8

// The healths of a revision.
const (
	Unknown RevisionHealth = iota
	Old
	Current
)

var revisionHealthNames = []string{"Unknown", "Old", "Current"}

// String is the name that the User Guide uses.
func (h RevisionHealth) String() string { return revisionHealthNames[h] }

// RevisionHealthNames are the three healths.
func RevisionHealthNames() []string { return revisionHealthNames }

// Exception is why a call of the API was refused.
type Exception uint8

// The exceptions that the simulated calls can meet.
const (
	NoException Exception = iota
	DeploymentLimitExceeded
	DeploymentGroupDoesNotExist
	ApplicationDoesNotExist
	DeploymentDoesNotExist
	DeploymentAlreadyCompleted
	UnsupportedActionForDeploymentType
	RevisionRequired
	InvalidRevision
	InvalidUpdateOutdatedInstancesOnlyValue
	DescriptionTooLong
	InvalidTargetInstances
	DeploymentConfigInUse
	DeploymentConfigDoesNotExist
	InvalidOperation
	InvalidAutoRollbackConfig
	InvalidEC2TagCombination
	TagSetListLimitExceeded
	DeploymentIsNotInReadyState
	InvalidDeploymentStatus
	ValidationError // of the Auto Scaling API
	TriggerTargetsLimitExceeded
	InvalidLoadBalancerInfo
	InvalidAlarmConfig
	AlarmsLimitExceeded
	InvalidBlueGreenDeploymentConfiguration
	InvalidDeploymentConfigName
	InvalidTrafficRoutingConfiguration
	InvalidLifecycleEventHookExecutionStatus
	InvalidLifecycleEventHookExecutionID
	LifecycleEventAlreadyCompleted
	ECSServiceMappingLimitExceeded
	InvalidAutoScalingGroup
)

var exceptionNames = []string{"", "DeploymentLimitExceededException", "DeploymentGroupDoesNotExistException",
	"ApplicationDoesNotExistException", "DeploymentDoesNotExistException", "DeploymentAlreadyCompletedException",
	"UnsupportedActionForDeploymentTypeException", "RevisionRequiredException", "InvalidRevisionException",
	"InvalidUpdateOutdatedInstancesOnlyValueException", "DescriptionTooLongException", "InvalidTargetInstancesException",
	"DeploymentConfigInUseException", "DeploymentConfigDoesNotExistException", "InvalidOperationException",
	"InvalidAutoRollbackConfigException", "InvalidEC2TagCombinationException", "TagSetListLimitExceededException",
	"DeploymentIsNotInReadyStateException", "InvalidDeploymentStatusException", "ValidationError",
	"TriggerTargetsLimitExceededException",
	"InvalidLoadBalancerInfoException", "InvalidAlarmConfigException", "AlarmsLimitExceededException",
	"InvalidBlueGreenDeploymentConfigurationException",
	"InvalidDeploymentConfigNameException", "InvalidTrafficRoutingConfigurationException",
	"InvalidLifecycleEventHookExecutionStatusException", "InvalidLifecycleEventHookExecutionIdException",
	"LifecycleEventAlreadyCompletedException", "ECSServiceMappingLimitExceededException", "InvalidAutoScalingGroupException"}

// String is the exception's name in the API, empty for NoException.
func (e Exception) String() string { return exceptionNames[e] }

// ExceptionNames are the exceptions that a call can meet.
func ExceptionNames() []string { return exceptionNames[1:] }

func parse[T ~uint8](names []string, name string) (T, bool) {
	for i, n := range names {
		if n == name {
			return T(i), true
		}
	}
	return 0, false
}
