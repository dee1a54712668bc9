package rules

// Taking traffic away from an instance and giving it back: CD-7.1 to 7.6.
const (
	// CD_7_1: A group takes up to 10 Classic Load Balancers and 10 target groups,
	// and an instance leaves and joins all of them; an ECS group has one pair of
	// target groups.
	//
	// Source: API LoadBalancerInfo
	CD_7_1 ID = cd | 7<<8 | 1

	// CD_7_2: AllowTraffic waits up to an hour for the instance to be healthy in
	// every load balancer; after that the event and the target fail.
	//
	// Source: User Guide, integrations-aws-elastic-load-balancing; User Guide of
	// 2023, troubleshooting-deployments
	CD_7_2 ID = cd | 7<<8 | 2

	// CD_7_3: BlockTraffic takes the deregistration delay; AllowTraffic takes the
	// health-check interval times one more than the healthy threshold.
	//
	// Source: AWS Knowledge Center, codedeploy-elb-deployments; Stack Overflow,
	// speed up AWS CodeDeploy
	// Mark: modelling choice
	CD_7_3 ID = cd | 7<<8 | 3

	// CD_7_4: Without a load balancer, or without traffic control, an instance
	// keeps receiving traffic while it is being updated.
	//
	// Source: User Guide, integrations-aws-elastic-load-balancing
	CD_7_4 ID = cd | 7<<8 | 4

	// CD_7_5: An instance that no load balancer has registered passes BlockTraffic
	// at once, and AllowTraffic registers it all the same.
	//
	// Source: none says what happens
	// Mark: modelling choice
	CD_7_5 ID = cd | 7<<8 | 5

	// CD_7_6: A registered instance that can not be reached is sent no traffic once
	// health checks failed for the unhealthy threshold, and again once they passed
	// for the healthy threshold.
	//
	// Source: Elastic Load Balancing, target-group-health-checks,
	// elb-healthchecks
	// Mark: derived
	CD_7_6 ID = cd | 7<<8 | 6
)
