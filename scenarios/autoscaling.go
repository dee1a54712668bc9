package scenarios

import (
	"github.com/seed-11de0fc1/rehearse/scenarios/source"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// AutoScalingGroup is an Auto Scaling group as DescribeAutoScalingGroups prints
// it or CreateAutoScalingGroup takes it, with what a simulation must know
// besides. Its instances at time 0 are in service.
type AutoScalingGroup struct {
	_ struct{} `aws:"yes" ignored:"AutoScalingGroupARN LaunchConfigurationName LaunchTemplate MixedInstancesPolicy PredictedCapacity DefaultCooldown Instances InstanceId CreatedTime PlacementGroup VPCZoneIdentifier EnabledMetrics Status TerminationPolicies NewInstancesProtectedFromScaleIn ServiceLinkedRoleARN MaxInstanceLifetime CapacityRebalance Context DesiredCapacityType DefaultInstanceWarmup InstanceMaintenancePolicy AvailabilityZoneDistribution AvailabilityZoneImpairmentPolicy SkipZonalShiftValidation CapacityReservationSpecification DeletionProtection InstanceLifecyclePolicy AvailabilityZoneIds" empty:"TrafficSources WarmPoolConfiguration WarmPoolSize"`

	Pos Pos
	// Its name, which deployment groups refer to.
	AutoScalingGroupName Name `key:"AutoScalingGroupName" is:"required"`
	// The fewest instances that it may be told to keep.
	MinSize int64 `key:"MinSize" is:"required" range:"0..10000000"`
	// The most instances that it may be told to keep.
	MaxSize int64 `key:"MaxSize" is:"required" range:"0..10000000"`
	// How many instances it keeps, which are there at time 0; MinSize if absent.
	DesiredCapacity *int64 `key:"DesiredCapacity" range:"0..10000000"`
	// The Availability Zones over which it balances its instances.
	AvailabilityZones []Name `key:"AvailabilityZones"`
	// What calls an instance unhealthy: EC2 that it does not run, ELB also its load balancers; EC2 if absent.
	HealthCheckType string `key:"HealthCheckType" enum:"EC2 ELB"`
	// Seconds after entering service for which load balancers do not count; 0 if absent.
	HealthCheckGracePeriod *int64 `key:"HealthCheckGracePeriod" range:"0..604800"`
	// The Classic load balancers with which its instances are registered when they enter service.
	LoadBalancerNames []Name `key:"LoadBalancerNames"`
	// The target groups likewise: ARNs, or names of fleet.targetGroups.
	TargetGroupARNs []Name `key:"TargetGroupARNs"`
	// The processes that are suspended at time 0.
	SuspendedProcesses []SuspendedProcess `key:"SuspendedProcesses"`
	// Its tags, which its instances get unless PropagateAtLaunch is false.
	Tags []ScalingTag `key:"Tags"`
	// Lifecycle hooks of your own; CodeDeploy puts its own (CD-6.6).
	LifecycleHookSpecificationList []LifecycleHook `key:"LifecycleHookSpecificationList"`
	// What its instances are called, followed by -1, -2 and so on; the group's name if absent.
	Name Name `key:"name" is:"ours"`
	// How long a launch takes until the instance runs; 1m if absent.
	LaunchTakes *kernel.Time `key:"launchTakes" is:"ours"`
	// The operating system; linux if absent (CD-9.2).
	Platform string `key:"platform" is:"ours" enum:"linux windows"`
	// With none the agents have no credentials and stay silent (CD-8.7).
	InstanceProfile string `key:"instanceProfile" is:"ours" enum:"none fine"`
	// Absolute paths of files that each instance begins with.
	Files []string `key:"files" is:"ours"`
	// Free space that each instance begins with: bytes, or a number with a unit such as 10MB; plenty if absent.
	DiskFree *Size `key:"diskFree" is:"ours" schema:"size"`
	// The agent of its instances; what it leaves out is taken from the fleet's.
	Agent *Agent `key:"agent" is:"ours"`
}

// SuspendedProcess is a process that is suspended.
type SuspendedProcess struct {
	_ struct{} `aws:"yes" ignored:"SuspensionReason"`

	// The process.
	ProcessName string `key:"ProcessName" is:"required" enum:"@process"`
}

// ScalingTag is a tag of an Auto Scaling group.
type ScalingTag struct {
	_ struct{} `aws:"yes" ignored:"ResourceId ResourceType"`

	// The key of the tag.
	Key string `key:"Key" is:"required,name"`
	// The value of the tag.
	Value string `key:"Value"`
	// Whether instances get the tag; true if absent.
	PropagateAtLaunch *bool `key:"PropagateAtLaunch"`
}

// LifecycleHook holds instances that are launched or terminated until somebody
// completes it, or its heartbeat timeout.
type LifecycleHook struct {
	_ struct{} `aws:"yes" ignored:"AutoScalingGroupName NotificationMetadata NotificationTargetARN RoleARN GlobalTimeout"`

	// Its name.
	LifecycleHookName Name `key:"LifecycleHookName" is:"required"`
	// What it holds.
	LifecycleTransition string `key:"LifecycleTransition" is:"required" enum:"@transition"`
	// Seconds until the default result if nobody says anything; 3600 if absent.
	HeartbeatTimeout *int64 `key:"HeartbeatTimeout" range:"30..7200"`
	// What happens then; ABANDON if absent.
	DefaultResult string `key:"DefaultResult" enum:"@lifecycleResult"`
}

// ScalingGroups names Auto Scaling groups, as calls take them or as
// GetDeploymentGroup prints them.
type ScalingGroups []Name

// readNode takes [web] as well as AWS's [{name: web, hook: …}].
func (s *ScalingGroups) readNode(d *decoder, n *source.Node) {
	*s = ScalingGroups{}
	for _, item := range d.List(n) {
		if item.Kind != source.Mapping {
			*s = append(*s, Name{Text: d.Name(item), Pos: Pos{item.Position}})
			continue
		}
		var group struct {
			_    struct{} `aws:"yes" ignored:"hook terminationHook"`
			Name Name     `key:"name" is:"required"`
		}
		d.value(item, &group)
		*s = append(*s, group.Name)
	}
}

func (s *ScalingGroups) node() *source.Node {
	made := source.Seq()
	for _, name := range *s {
		made.Items = append(made.Items, source.Str(name.Text))
	}
	return fitting(made)
}

// SetDesiredCapacity is the request of that call.
type SetDesiredCapacity struct {
	_ struct{} `aws:"yes" ignored:"HonorCooldown"`

	// An Auto Scaling group of the fleet.
	AutoScalingGroupName Name `key:"AutoScalingGroupName" is:"required"`
	// How many instances it is to keep.
	DesiredCapacity int64 `key:"DesiredCapacity" is:"required" range:"0..10000000"`
}

// UpdateAutoScalingGroup is the request of that call; what is absent stays.
type UpdateAutoScalingGroup struct {
	_ struct{} `aws:"yes" ignored:"LaunchConfigurationName LaunchTemplate DefaultCooldown VPCZoneIdentifier TerminationPolicies"`

	// An Auto Scaling group of the fleet.
	AutoScalingGroupName Name `key:"AutoScalingGroupName" is:"required"`
	// The fewest instances that it may be told to keep.
	MinSize *int64 `key:"MinSize" range:"0..10000000"`
	// The most instances that it may be told to keep.
	MaxSize *int64 `key:"MaxSize" range:"0..10000000"`
	// How many instances it is to keep.
	DesiredCapacity *int64 `key:"DesiredCapacity" range:"0..10000000"`
	// The Availability Zones over which it balances its instances from now on.
	AvailabilityZones []Name `key:"AvailabilityZones"`
	// What calls an instance unhealthy.
	HealthCheckType string `key:"HealthCheckType" enum:"EC2 ELB"`
	// Seconds after entering service for which load balancers do not count.
	HealthCheckGracePeriod *int64 `key:"HealthCheckGracePeriod" range:"0..604800"`
}

// TerminateInstanceInAutoScalingGroup is the request of that call.
type TerminateInstanceInAutoScalingGroup struct {
	_ struct{} `aws:"yes"`

	// A host of an Auto Scaling group, by its name here.
	InstanceID Name `key:"InstanceId" is:"required"`
	// Whether the desired capacity goes down with it; else another is launched.
	ShouldDecrementDesiredCapacity bool `key:"ShouldDecrementDesiredCapacity"`
}

// ScalingProcesses is the request of SuspendProcesses and ResumeProcesses.
type ScalingProcesses struct {
	_ struct{} `aws:"yes"`

	// An Auto Scaling group of the fleet.
	AutoScalingGroupName Name `key:"AutoScalingGroupName" is:"required"`
	// The processes; all if absent.
	ScalingProcesses []string `key:"ScalingProcesses" enum:"@process"`
}

// LifecycleActionCall is the request of CompleteLifecycleAction and
// RecordLifecycleActionHeartbeat.
type LifecycleActionCall struct {
	_ struct{} `aws:"yes" ignored:"LifecycleActionToken"`

	Pos Pos
	// An Auto Scaling group of the fleet.
	AutoScalingGroupName Name `key:"AutoScalingGroupName" is:"required"`
	// A hook of the group.
	LifecycleHookName Name `key:"LifecycleHookName" is:"required"`
	// The host that waits, by its name here.
	InstanceID Name `key:"InstanceId" is:"required"`
	// What to complete with; not for a heartbeat.
	LifecycleActionResult string `key:"LifecycleActionResult" enum:"@lifecycleResult"`
}

// TagsCall is the request of EC2's CreateTags and DeleteTags.
type TagsCall struct {
	_ struct{} `aws:"yes"`

	Pos Pos
	// Hosts, by their names here.
	Resources []Name `key:"Resources" is:"required,one"`
	// The tags, as a mapping or as AWS's list of Key and Value.
	Tags Tags `key:"Tags" schema:"tags"`
}
