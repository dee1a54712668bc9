package rules

// Blue/green deployments on EC2, stage by stage: CD-3.1 to 3.14.
const (
	// CD_3_1: Blue/green on instances is for EC2 alone and needs a load balancer
	// with traffic control; without one the deployment fails with
	// MISSING_ELB_INFORMATION.
	//
	// Source: User Guide, integrations-aws-elastic-load-balancing, welcome
	CD_3_1 ID = cd | 3<<8 | 1

	// CD_3_2: The replacement instances are named in the request, or come from a
	// copy of the deployment group's one Auto Scaling group.
	//
	// Source: API GreenFleetProvisioningOption; GitHub
	// hashicorp/terraform-provider-aws#2233
	CD_3_2 ID = cd | 3<<8 | 2

	// CD_3_3: The copy of an Auto Scaling group is named after the group and the
	// deployment, gets as many instances as the source has healthy, and outlives
	// the source, which is deleted.
	//
	// Source: User Guide, integrations-aws-auto-scaling,
	// deployment-groups-create-blue-green; seen: CloudTrail trace of 2019-07-19
	CD_3_3 ID = cd | 3<<8 | 3

	// CD_3_4: A blue/green deployment provisions, installs, waits until it may go
	// on, reroutes, blocks the originals and terminates them; each stage ends
	// before the next begins.
	//
	// Source: follows from CD-3.2 to CD-3.9
	// Mark: derived
	CD_3_4 ID = cd | 3<<8 | 4

	// CD_3_5: While installing, the minimum and the budget apply to the replacement
	// instances; the originals stay untouched.
	//
	// Source: User Guide, instances-health, deployment-configurations
	CD_3_5 ID = cd | 3<<8 | 5

	// CD_3_6: After installing, traffic moves at once, or the deployment is Ready
	// and waits up to 48 hours for ContinueDeployment; when its wait runs out it is
	// Stopped.
	//
	// Source: API DeploymentReadyOption, ContinueDeployment; User Guide, limits;
	// GitHub aws-samples/aws-codedeploy-samples#80
	CD_3_6 ID = cd | 3<<8 | 6

	// CD_3_7: Rerouting applies the same configuration once more, over the
	// replacements that reached Ready, with a minimum of at most their number less
	// one.
	//
	// Source: User Guide, deployment-configurations,
	// deployment-groups-create-blue-green
	CD_3_7 ID = cd | 3<<8 | 7

	// CD_3_8: After rerouting, the originals leave the load balancer all at once
	// whatever the configuration, and a single one that cannot be deregistered
	// fails the deployment.
	//
	// Source: User Guide, deployment-groups-create-blue-green, instances-health
	CD_3_8 ID = cd | 3<<8 | 8

	// CD_3_9: The originals are terminated after a wait of at most 2,880 minutes,
	// which ContinueDeployment can cut short, or are kept running outside load
	// balancer and group.
	//
	// Source: API BlueInstanceTerminationOption, DeploymentInfo
	CD_3_9 ID = cd | 3<<8 | 9

	// CD_3_10: The deployment stays InProgress during the wait before the originals
	// are terminated, and is Succeeded only after it.
	//
	// Source: seen: ECS lab of 2026-08-08
	// Mark: derived
	CD_3_10 ID = cd | 3<<8 | 10

	// CD_3_11: Afterwards the replacements are the deployment group's instances,
	// and a group whose Auto Scaling group was copied points to the copy.
	//
	// Source: GitHub hashicorp/terraform-provider-aws#4678
	CD_3_11 ID = cd | 3<<8 | 11

	// CD_3_12: A blue/green deployment may last 109 hours: two waits of 48 hours,
	// and thirteen lifecycle events of one hour.
	//
	// Source: User Guide, limits
	CD_3_12 ID = cd | 3<<8 | 12

	// CD_3_13: What a rollback does depends on the stage: nothing before rerouting,
	// from then on it gives the originals their traffic back, and once they are
	// terminated it is too late.
	//
	// Source: User Guide, reference-appspec-file-structure-hooks, welcome; GitHub
	// DemocracyClub/WhoCanIVoteFor#855
	CD_3_13 ID = cd | 3<<8 | 13

	// CD_3_14: A blue/green deployment lists its originals as Blue and its
	// replacements as Green; those whose turn has not come when it fails or is
	// stopped are Skipped.
	//
	// Source: API InstanceTarget.instanceLabel, TargetFilterName
	CD_3_14 ID = cd | 3<<8 | 14
)
