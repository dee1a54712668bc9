package scenarios

// Application is an application as GetApplication prints it, with its
// deployment groups.
type Application struct {
	_ struct{} `aws:"yes" ignored:"applicationId createTime linkedToGitHub gitHubAccountName"`

	Pos Pos
	// Its name: 1 to 100 letters, digits and . _ + = , @ - (CD-1.1).
	ApplicationName Name `key:"applicationName" is:"required"`
	// The compute platform; Server if absent (CD-1.1).
	ComputePlatform string `key:"computePlatform" enum:"Server Lambda ECS"`
	// Its deployment groups as GetDeploymentGroup prints them.
	DeploymentGroups []DeploymentGroup `key:"deploymentGroups" is:"ours"`
}

// DeploymentGroup is a deployment group as GetDeploymentGroup prints it.
type DeploymentGroup struct {
	_ struct{} `aws:"yes" ignored:"deploymentGroupId lastSuccessfulDeployment lastAttemptedDeployment targetRevision"`

	Pos Pos
	// Its name, unique within the application (CD-1.2).
	DeploymentGroupName Name `key:"deploymentGroupName" is:"required"`
	// The application's name once more, as AWS prints it.
	ApplicationName Name `key:"applicationName"`
	// The compute platform of the application, as AWS prints it.
	ComputePlatform string `key:"computePlatform" enum:"Server Lambda ECS"`
	GroupSettings
}

// GroupSettings are what UpdateDeploymentGroup can change in a deployment
// group.
type GroupSettings struct {
	// The configuration of deployments that name none; if absent CodeDeployDefault.OneAtATime, or the platform's AllAtOnce for Lambda and ECS (CD-2.17).
	DeploymentConfigName Name `key:"deploymentConfigName"`
	// EC2 instances that match any of these are targets (CD-10.1).
	EC2TagFilters []TagFilter `key:"ec2TagFilters"`
	// EC2 instances that match a filter in each of these lists are targets (CD-10.1).
	EC2TagSet *EC2TagSet `key:"ec2TagSet"`
	// On-premises hosts that match any of these are targets (CD-10.1).
	OnPremisesInstanceTagFilters []TagFilter `key:"onPremisesInstanceTagFilters"`
	// On-premises hosts that match a filter in each of these lists are targets (CD-10.1).
	OnPremisesTagSet *OnPremisesTagSet `key:"onPremisesTagSet"`
	// Auto Scaling groups whose instances in service are targets (CD-10.2, CD-6.12).
	AutoScalingGroups ScalingGroups `key:"autoScalingGroups" schema:"scalingGroups"`
	// Whether instances that an Auto Scaling group terminates get a deployment first; false if absent (CD-6.11).
	TerminationHookEnabled *bool `key:"terminationHookEnabled"`
	// Whether instances launched during a deployment are updated after it; UPDATE if absent (CD-6.9).
	OutdatedInstancesStrategy string `key:"outdatedInstancesStrategy" enum:"UPDATE IGNORE"`
	// How deployments go about; in place and without traffic control if absent (CD-4.1), and always blue/green for Lambda and ECS (CD-9.12).
	DeploymentStyle *DeploymentStyle `key:"deploymentStyle"`
	// The load balancers, which count only with traffic control (CD-4.1).
	LoadBalancerInfo *LoadBalancerInfo `key:"loadBalancerInfo"`
	// The ECS service that is deployed to; it belongs to no other group (CD-10.5).
	ECSServices []ECSServiceName `key:"ecsServices"`
	// When a rollback is made by itself (CD-5.2).
	AutoRollbackConfiguration *AutoRollbackConfiguration `key:"autoRollbackConfiguration"`
	// How blue/green deployments go about; without it those to instances fail (CD-1.10), and those to ECS neither wait nor keep the original (CD-9.7).
	BlueGreenDeploymentConfiguration *BlueGreenDeploymentConfiguration `key:"blueGreenDeploymentConfiguration"`
	// What SNS topics are told, at most ten triggers (CD-11.2); `run --events` writes it.
	TriggerConfigurations []TriggerConfiguration `key:"triggerConfigurations"`
	// Which alarms stop deployments (CD-6.1).
	AlarmConfiguration *AlarmConfiguration `key:"alarmConfiguration"`
	// The ARN of the service role; it decides nothing.
	ServiceRoleArn string `key:"serviceRoleArn"`
	// Whether the service role is there and allowed enough; fine if absent (CD-8.7). With managed it has AWS's policy for Lambda or limited ECS, which allows hooks CodeDeployHook_… alone (CD-9.6).
	ServiceRole string `key:"serviceRole" is:"ours" enum:"fine missing weak managed"`
}

// TagFilter matches hosts by one tag (CD-10.1).
type TagFilter struct {
	_ struct{} `aws:"yes"`

	// The key of the tag.
	Key string `key:"Key"`
	// The value of the tag.
	Value string `key:"Value"`
	// What must match; if absent, what is given.
	Type string `key:"Type" enum:"KEY_AND_VALUE KEY_ONLY VALUE_ONLY"`
}

// EC2TagSet is lists of filters, of each of which one must match.
type EC2TagSet struct {
	_ struct{} `aws:"yes"`

	// The lists; AWS takes up to three (CD-10.1).
	EC2TagSetList [][]TagFilter `key:"ec2TagSetList" is:"required"`
}

// OnPremisesTagSet is lists of filters, of each of which one must match.
type OnPremisesTagSet struct {
	_ struct{} `aws:"yes"`

	// The lists; AWS takes up to three (CD-10.1).
	OnPremisesTagSetList [][]TagFilter `key:"onPremisesTagSetList" is:"required"`
}

// DeploymentStyle is how deployments go about. AWS wants both parts (CD-12.4).
type DeploymentStyle struct {
	_ struct{} `aws:"yes"`

	// On the instances that are there, or on others that replace them (CD-3.1); always BLUE_GREEN for Lambda and ECS (CD-9.12).
	DeploymentType string `key:"deploymentType" is:"required" enum:"IN_PLACE BLUE_GREEN"`
	// Whether hosts leave the load balancer while they are deployed to (CD-4.1).
	DeploymentOption string `key:"deploymentOption" is:"required" enum:"WITH_TRAFFIC_CONTROL WITHOUT_TRAFFIC_CONTROL"`
}

// LoadBalancerInfo names the load balancers of a group.
type LoadBalancerInfo struct {
	_ struct{} `aws:"yes"`

	Pos Pos
	// The Classic load balancers, by their names in fleet.loadBalancers.
	ELBInfoList []ELBInfo `key:"elbInfoList"`
	// The target groups, by their names in fleet.targetGroups.
	TargetGroupInfoList []TargetGroupInfo `key:"targetGroupInfoList"`
	// ECS: one pair of target groups with the listeners that reach them (CD-7.1).
	TargetGroupPairInfoList []TargetGroupPair `key:"targetGroupPairInfoList"`
}

// ELBInfo names one Classic load balancer.
type ELBInfo struct {
	_ struct{} `aws:"yes"`

	// A LoadBalancerName of fleet.loadBalancers.
	Name Name `key:"name" is:"required"`
}

// TargetGroupInfo names one target group.
type TargetGroupInfo struct {
	_ struct{} `aws:"yes"`

	// A TargetGroupName of fleet.targetGroups.
	Name Name `key:"name" is:"required"`
}

// AutoRollbackConfiguration is when a rollback is made by itself (CD-5.2).
type AutoRollbackConfiguration struct {
	_ struct{} `aws:"yes"`

	// Whether there are automatic rollbacks at all.
	Enabled bool `key:"enabled"`
	// What triggers one.
	Events []string `key:"events" enum:"DEPLOYMENT_FAILURE DEPLOYMENT_STOP_ON_ALARM DEPLOYMENT_STOP_ON_REQUEST"`
}

// TriggerConfiguration is a trigger of a group: what an SNS topic is told.
type TriggerConfiguration struct {
	_ struct{} `aws:"yes"`

	Pos Pos
	// Its name, which stands in its messages.
	TriggerName Name `key:"triggerName" is:"required"`
	// The ARN of the SNS topic.
	TriggerTargetArn Name `key:"triggerTargetArn" is:"required"`
	// What it waits for; the Ready pair happens in blue/green alone (CD-11.2).
	TriggerEvents []string `key:"triggerEvents" is:"required" enum:"@triggerEvent" rule:"CD-11.2"`
}

// DeploymentConfig is a custom configuration as CreateDeploymentConfig takes
// it and GetDeploymentConfig prints it.
type DeploymentConfig struct {
	_ struct{} `aws:"yes" ignored:"deploymentConfigId createTime"`

	Pos Pos
	// Its name, which must not begin with CodeDeployDefault. (CD-2.24).
	DeploymentConfigName Name `key:"deploymentConfigName" is:"required"`
	// The compute platform; Server if absent.
	ComputePlatform string `key:"computePlatform" enum:"Server Lambda ECS"`
	// Server: how many hosts must stay healthy (CD-2.2).
	MinimumHealthyHosts *MinimumHealthyHosts `key:"minimumHealthyHosts"`
	// Lambda and ECS: how traffic moves (CD-9.9).
	TrafficRoutingConfig *TrafficRoutingConfig `key:"trafficRoutingConfig"`
	// One Availability Zone after another (CD-2.25).
	ZonalConfig *ZonalConfig `key:"zonalConfig"`
	// Made before June 2023: deployments may take 8 hours instead of 12 (CD-2.18).
	MadeBeforeJune2023 bool `key:"madeBeforeJune2023" is:"ours"`
}

// validate wants what the platform needs and nothing else.
func (c *DeploymentConfig) validate(d *decoder, o object) {
	if c.ComputePlatform == "" || c.ComputePlatform == "Server" {
		d.Require(o.Object, "minimumHealthyHosts")
		if c.TrafficRoutingConfig != nil {
			d.Under("CD-9.9").Errorf(o.Key("trafficRoutingConfig"), "leave it out, or write computePlatform: Lambda or ECS", "deployments to hosts shift no traffic")
		}
		return
	}
	d.Require(o.Object, "trafficRoutingConfig")
	for _, key := range []string{"minimumHealthyHosts", "zonalConfig", "madeBeforeJune2023"} {
		if o.Has(key) {
			d.Under("CD-9.9").Errorf(o.Key(key), "leave it out", "%s is for hosts, and %s has none", key, c.ComputePlatform)
		}
	}
}

// MinimumHealthyHosts is a number of hosts or a share of the fleet (CD-2.2).
type MinimumHealthyHosts struct {
	_ struct{} `aws:"yes"`

	// Whether the value counts hosts or is a percentage.
	Type string `key:"type" is:"required" enum:"HOST_COUNT FLEET_PERCENT"`
	// Hosts, or per cent from 0 to 99 (CD-2.24).
	Value int64 `key:"value" is:"required" range:"0..10000000" rule:"CD-2.24"`
}

func (m *MinimumHealthyHosts) validate(d *decoder, o object) {
	if m.Type == "FLEET_PERCENT" && m.Value > 99 {
		d.Under("CD-2.24").Int(o.get("value"), 0, 99)
	}
}

// ZonalConfig deploys to one Availability Zone after another (CD-2.25 to 2.29).
type ZonalConfig struct {
	_ struct{} `aws:"yes"`

	// Seconds of waiting after the first zone; as after the others if absent (CD-2.27).
	FirstZoneMonitorDurationInSeconds *int64 `key:"firstZoneMonitorDurationInSeconds" range:"0..604800" rule:"CD-2.27"`
	// Seconds of waiting after each further zone but the last; 0 if absent (CD-2.27).
	MonitorDurationInSeconds *int64 `key:"monitorDurationInSeconds" range:"0..604800" rule:"CD-2.27"`
	// How many hosts of a zone must stay healthy; 0 per cent if absent (CD-2.25).
	MinimumHealthyHostsPerZone *MinimumHealthyHosts `key:"minimumHealthyHostsPerZone"`
}
