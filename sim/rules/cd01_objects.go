package rules

// Objects, ids and statuses: CD-1.1 to 1.15.
const (
	// CD_1_1: An application's name is unique in its account and Region and has 1
	// to 100 characters; its compute platform, Server, Lambda or ECS, is fixed when
	// it is created.
	//
	// Source: API ApplicationInfo; User Guide of 2023, limits
	CD_1_1 ID = cd | 1<<8 | 1

	// CD_1_2: A deployment group is known to the agent by its UUID, so a group made
	// anew under the same name is a stranger to its instances; deleting a group
	// leaves instances as they are.
	//
	// Source: User Guide of 2023, troubleshooting-deployments; API
	// DeploymentGroupInfo
	CD_1_2 ID = cd | 1<<8 | 2

	// CD_1_3: A revision is an S3 object or a GitHub commit for instances, and an
	// AppSpec for Lambda and ECS; an S3 revision without a version means the newest
	// object.
	//
	// Source: API S3Location, RevisionLocation; User Guide of 2023,
	// primary-components
	CD_1_3 ID = cd | 1<<8 | 3

	// CD_1_4: Every deployment, automatic ones and rollbacks included, gets a fresh
	// id: d- and nine characters out of 0-9 and A-Z, drawn here from the seed of
	// the run.
	//
	// Source: User Guide, reference-appspec-file-structure-hooks
	CD_1_4 ID = cd | 1<<8 | 4

	// CD_1_5: A deployment moves from Created, perhaps through Queued, to
	// InProgress (and Ready in blue/green), and ends for good as Succeeded, Failed
	// or Stopped.
	//
	// Source: API DeploymentStatus
	// Example: 2 AllAtOnce PP: Succeeded
	// Example: 2 AllAtOnce FF: Failed HEALTH_CONSTRAINTS
	// Example: 2 AllAtOnce PP, stop 1s: Stopped MANUAL_STOP
	CD_1_5 ID = cd | 1<<8 | 5

	// CD_1_6: A target goes from Pending through InProgress to Succeeded or Failed,
	// or straight to Skipped; Ready is only for blue/green replacements that wait
	// for traffic.
	//
	// Source: API TargetStatus, DeploymentOverview
	// Example: 3 OneAtATime FPP: Failed HEALTH_CONSTRAINTS, failed 1, skipped 2
	CD_1_6 ID = cd | 1<<8 | 6

	// CD_1_7: The overview counts targets by status, and on Server the counts add
	// up to the number of targets; Lambda and ECS have exactly one target and no
	// overview while they run.
	//
	// Source: API DeploymentOverview; seen: ECS lab of 2026-08-08
	// Example: 5 HalfAtATime PFPFP: Failed HEALTH_CONSTRAINTS, succeeded 2, failed 2, skipped 1
	CD_1_7 ID = cd | 1<<8 | 7

	// CD_1_8: Once a lifecycle event of a target fails, all its later events are
	// Skipped, unless CD-4.10 lets it go on; a target skipped before it began has
	// only Skipped events.
	//
	// Source: API LifecycleEventStatus; seen: ECS lab of 2026-08-08
	CD_1_8 ID = cd | 1<<8 | 8

	// CD_1_9: Each lifecycle event ends with one of six error codes, a script name,
	// a message and the last 2,048 characters of output; one that worked carries
	// the code Success.
	//
	// Source: API Diagnostics; agent: hook_executor.rb; AWS CLI examples,
	// get-deployment-target
	CD_1_9 ID = cd | 1<<8 | 9

	// CD_1_10: A deployment that fails or is stopped names one error code:
	// HEALTH_CONSTRAINTS for too many failures, NO_INSTANCES for an empty fleet,
	// MANUAL_STOP for a stop on request, and so on.
	//
	// Source: API ErrorCode, ErrorInformation; User Guide, error-codes; GitHub
	// alantech/iasql#2098
	// Example: 4 OneAtATime FPPP: Failed HEALTH_CONSTRAINTS
	// Example: 2 HOST_COUNT 2 PP: Failed HEALTH_CONSTRAINTS_INVALID
	// Example: 2 OneAtATime PP, outdated-only: Failed NO_INSTANCES
	// Example: 2 OneAtATime PP, stop 1s: Stopped MANUAL_STOP
	CD_1_10 ID = cd | 1<<8 | 10

	// CD_1_11: The creator of a deployment tells why it exists: a user, a launch or
	// termination in Auto Scaling, a rollback, a follow-up, CodeDeploy itself,
	// CloudFormation or its rollback.
	//
	// Source: API DeploymentCreator
	CD_1_11 ID = cd | 1<<8 | 11

	// CD_1_12: A deployment group runs at most one fleet deployment at a time, and
	// a second request is refused with DeploymentLimitExceededException; launches
	// and terminations do not count.
	//
	// Source: User Guide, limits, deployments, integrations-aws-auto-scaling;
	// GitHub CircleCI-Public/aws-ecs-orb#181; seen: ECS lab of 2026-08-08
	CD_1_12 ID = cd | 1<<8 | 12

	// CD_1_13: Deployment mode RESTART runs the last successful revision of a
	// Server group again, in place, and takes no revision in the request; STANDARD
	// is the default.
	//
	// Source: API CreateDeployment, DeploymentInfo; User Guide, codedeploy-agent;
	// agent release 2.1.0
	CD_1_13 ID = cd | 1<<8 | 13

	// CD_1_14: A running deployment keeps the configuration, style, load balancers
	// and rollback settings it was created with; if its group or application is
	// deleted meanwhile, it fails.
	//
	// Source: API ErrorInformation, DeploymentInfo
	CD_1_14 ID = cd | 1<<8 | 14

	// CD_1_15: At the start the role, the revision, the number of instances, the
	// alarms and the minimum are checked in this order; the first that is wrong
	// ends the deployment before any event.
	//
	// Source: API ErrorCode for the codes; none gives their order
	// Mark: modelling choice
	// Example: 2 HOST_COUNT 2 PP, outdated-only: Failed NO_INSTANCES
	CD_1_15 ID = cd | 1<<8 | 15
)
