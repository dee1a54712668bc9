package scenarios

import "github.com/seed-11de0fc1/rehearse/sim/kernel"

// LoadBalancer is a Classic load balancer, as DescribeLoadBalancers prints it,
// with what a simulation must know besides.
type LoadBalancer struct {
	_ struct{} `aws:"yes" ignored:"Instances DNSName CanonicalHostedZoneName CanonicalHostedZoneNameID ListenerDescriptions Policies BackendServerDescriptions AvailabilityZones Subnets VPCId SourceSecurityGroup SecurityGroups CreatedTime Scheme"`

	Pos Pos
	// Its name, which deployment groups refer to.
	LoadBalancerName Name `key:"LoadBalancerName" is:"required"`
	// How it finds out that a host is healthy.
	HealthCheck *HealthCheck `key:"HealthCheck"`
	// How long it waits when a host leaves; 300 seconds if absent (CD-7.3).
	ConnectionDraining *ConnectionDraining `key:"ConnectionDraining"`
	// The hosts registered at time 0; all if absent.
	Instances []Name `key:"instances" is:"one,ours"`
	// Hosts that never pass the health check, so that AllowTraffic waits in vain (CD-7.2).
	NeverHealthy []Name `key:"neverHealthy" is:"one,ours"`
	// Hosts that are registered at time 0 and unhealthy: they are sent no traffic until a deployment registers them anew (CD-7.6).
	Unhealthy []Name `key:"unhealthy" is:"one,ours"`
}

// HealthCheck is how a load balancer finds out that a host is healthy. A host
// is in service (HealthyThreshold + 1) intervals after it was registered
// (CD-7.3).
type HealthCheck struct {
	_ struct{} `aws:"yes" ignored:"Target Timeout"`

	// Seconds between two checks; 30 if absent.
	Interval *int64 `key:"Interval" range:"1..300"`
	// How many checks in a row must pass; 10 if absent.
	HealthyThreshold *int64 `key:"HealthyThreshold" range:"2..10"`
	// How many checks in a row must fail until a host is sent no more traffic; 2 if absent (CD-7.6).
	UnhealthyThreshold *int64 `key:"UnhealthyThreshold" range:"2..10"`
}

// ConnectionDraining is how long a load balancer waits when a host leaves.
type ConnectionDraining struct {
	_ struct{} `aws:"yes"`

	// Whether it waits at all.
	Enabled bool `key:"Enabled"`
	// Seconds that BlockTraffic takes; 300 if absent (CD-7.3).
	Timeout *int64 `key:"Timeout" range:"1..3600"`
}

// TargetGroup is a target group of an Application or Network Load Balancer, as
// DescribeTargetGroups prints it, with what a simulation must know besides. A
// host is in service (HealthyThresholdCount + 1) intervals after it was
// registered (CD-7.3).
type TargetGroup struct {
	_ struct{} `aws:"yes" ignored:"VpcId HealthCheckProtocol HealthCheckPort HealthCheckEnabled HealthCheckTimeoutSeconds HealthCheckPath Matcher LoadBalancerArns ProtocolVersion IpAddressType TargetControlPort"`

	Pos Pos
	// Its name, which deployment groups refer to.
	TargetGroupName Name `key:"TargetGroupName" is:"required"`
	// Its ARN; it decides nothing.
	TargetGroupArn string `key:"TargetGroupArn"`
	// The protocol of the requests; it decides nothing here.
	Protocol string `key:"Protocol" enum:"HTTP HTTPS TCP TLS UDP TCP_UDP GENEVE QUIC TCP_QUIC"`
	// The port at which hosts are registered; it decides nothing here (CD-7.5).
	Port *int64 `key:"Port" range:"1..65535"`
	// What is registered; EC2 deployments work with instances alone (CD-7.1).
	TargetType string `key:"TargetType" enum:"instance" rule:"CD-7.1"`
	// Seconds between two checks; 30 if absent.
	HealthCheckIntervalSeconds *int64 `key:"HealthCheckIntervalSeconds" range:"5..300"`
	// How many checks in a row must pass; 5 if absent.
	HealthyThresholdCount *int64 `key:"HealthyThresholdCount" range:"2..10"`
	// How many checks in a row must fail until a host is sent no more traffic; 2 if absent (CD-7.6).
	UnhealthyThresholdCount *int64 `key:"UnhealthyThresholdCount" range:"2..10"`
	// How long it waits when a host leaves, its attribute deregistration_delay.timeout_seconds; 300s if absent (CD-7.3).
	DeregistrationDelay *kernel.Time `key:"deregistrationDelay" is:"ours"`
	// The hosts registered at time 0; all if absent.
	Members []Name `key:"members" is:"one,ours"`
	// Hosts that never pass the health check, so that AllowTraffic waits in vain (CD-7.2).
	NeverHealthy []Name `key:"neverHealthy" is:"one,ours"`
	// Hosts that are registered at time 0 and unhealthy: they are sent no traffic until a deployment registers them anew (CD-7.6).
	Unhealthy []Name `key:"unhealthy" is:"one,ours"`
}
