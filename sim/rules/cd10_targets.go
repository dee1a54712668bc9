package rules

// Who is a target of a deployment, and which role may do what: CD-10.1 to 10.7.
const (
	// CD_10_1: In a list of tag filters any match is enough; in a tag set, up to 3
	// groups of up to 10 filters, an instance must match at least one filter of
	// every group.
	//
	// Source: User Guide of 2023, instances-tagging; API EC2TagSet
	CD_10_1 ID = cd | 10<<8 | 1

	// CD_10_2: Targets are the tagged EC2 instances, the members of the group's
	// Auto Scaling groups and the tagged on-premises instances, each counted once.
	//
	// Source: User Guide of 2023, deployment-steps-server
	CD_10_2 ID = cd | 10<<8 | 2

	// CD_10_3: Targets are resolved once, at the start: tagging an instance later
	// deploys nothing to it.
	//
	// Source: User Guide of 2023, troubleshooting-deployment-groups; User Guide,
	// troubleshooting-ec2-instances
	CD_10_3 ID = cd | 10<<8 | 3

	// CD_10_4: With updateOutdatedInstancesOnly the instances that are Healthy and
	// Current are left out; if none remains, the deployment fails with
	// NO_INSTANCES.
	//
	// Source: API CreateDeployment
	// Example: 2 AllAtOnce PP, outdated-only: Failed NO_INSTANCES
	// Example: 3 AllAtOnce PPP, unhealthy 2, outdated-only: Succeeded, order 2, succeeded 1
	CD_10_4 ID = cd | 10<<8 | 4

	// CD_10_5: An ECS deployment group takes no Auto Scaling groups, and an ECS
	// service belongs to one deployment group only.
	//
	// Source: API ECSServiceMappingLimitExceededException; GitHub
	// hashicorp/terraform-provider-aws#7128
	CD_10_5 ID = cd | 10<<8 | 5

	// CD_10_6: The service role lets CodeDeploy find instances, work load balancers
	// and hooks and read alarms; the instance profile lets the agent fetch from S3
	// and needs no right for GitHub.
	//
	// Source: User Guide of 2023, primary-components; User Guide,
	// integrations-aws-auto-scaling, troubleshooting-auto-scaling
	CD_10_6 ID = cd | 10<<8 | 6

	// CD_10_7: An on-premises instance is registered with exactly one IAM ARN, and
	// is no target any more once it is deregistered.
	//
	// Source: API RegisterOnPremisesInstance
	CD_10_7 ID = cd | 10<<8 | 7
)
