package scenarios

// What deployment groups and configurations of Lambda and ECS have besides.

// TargetGroupPair is the two target groups of an ECS service: that of the
// original task set at time 0, and the other.
type TargetGroupPair struct {
	_ struct{} `aws:"yes"`

	Pos Pos
	// The two target groups.
	TargetGroups []PairedTargetGroup `key:"targetGroups" is:"required"`
	// The listener of the production traffic. An ARN with listener/net is that of a Network Load Balancer, which can only shift all at once (CD-9.11).
	ProdTrafficRoute TrafficRoute `key:"prodTrafficRoute" is:"required"`
	// The listener of test traffic; there is no test traffic if absent (CD-9.5).
	TestTrafficRoute *TrafficRoute `key:"testTrafficRoute"`
}

// PairedTargetGroup names a target group of a pair.
type PairedTargetGroup struct {
	_ struct{} `aws:"yes"`

	// Its name.
	Name string `key:"name" is:"required,name"`
}

// TrafficRoute names a listener.
type TrafficRoute struct {
	_ struct{} `aws:"yes"`

	// The ARN of one listener.
	ListenerArns []string `key:"listenerArns" is:"required,one"`
}

// ECSServiceName names one of the services of the scenario.
type ECSServiceName struct {
	_ struct{} `aws:"yes"`

	Pos Pos
	// The cluster.
	ClusterName Name `key:"clusterName" is:"required"`
	// The service.
	ServiceName Name `key:"serviceName" is:"required"`
}

// TrafficRoutingConfig is how traffic moves to a new version (CD-9.9).
type TrafficRoutingConfig struct {
	_ struct{} `aws:"yes"`

	// All at once, a part first, or in equal parts.
	Type string `key:"type" is:"required" enum:"AllAtOnce TimeBasedCanary TimeBasedLinear"`
	// The part that moves first.
	TimeBasedCanary *TimeBasedCanary `key:"timeBasedCanary"`
	// The parts that move one after another.
	TimeBasedLinear *TimeBasedLinear `key:"timeBasedLinear"`
}

// TimeBasedCanary is a part of the traffic, and how long after it the rest
// moves.
type TimeBasedCanary struct {
	_ struct{} `aws:"yes"`

	// Per cent (CD-9.11).
	CanaryPercentage int64 `key:"canaryPercentage" is:"required" range:"1..99" rule:"CD-9.11"`
	// Minutes (CD-9.11).
	CanaryInterval int64 `key:"canaryInterval" is:"required" range:"1..2880" rule:"CD-9.11"`
}

// TimeBasedLinear is the part of the traffic that moves at the start of each
// interval.
type TimeBasedLinear struct {
	_ struct{} `aws:"yes"`

	// Per cent (CD-9.11).
	LinearPercentage int64 `key:"linearPercentage" is:"required" range:"1..99" rule:"CD-9.11"`
	// Minutes (CD-9.11).
	LinearInterval int64 `key:"linearInterval" is:"required" range:"1..2880" rule:"CD-9.11"`
}

// validate wants the one part that the type speaks of, and at most 2,880
// minutes from the first shift to the last. CD-9.11
func (c *TrafficRoutingConfig) validate(d *decoder, o object) {
	for _, part := range []string{"TimeBasedCanary", "TimeBasedLinear"} {
		switch key := swapped(part); {
		case c.Type == part:
			d.Require(o.Object, key)
		case o.Has(key) && c.Type != "":
			d.Under("CD-9.11").Errorf(o.Key(key), "leave it out, or write type: "+part, "%s is not what the type %s takes", key, c.Type)
		}
	}
	if l := c.TimeBasedLinear; l != nil && l.LinearPercentage > 0 {
		if span := ((100+l.LinearPercentage-1)/l.LinearPercentage - 1) * l.LinearInterval; span > 2880 {
			d.Under("CD-9.11").Errorf(o.Key("timeBasedLinear"), "choose a larger percentage or a shorter interval", "the last shift comes %d minutes after the first, and 2880 is the most", span)
		}
	}
}
