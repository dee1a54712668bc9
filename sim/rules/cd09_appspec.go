package rules

// AppSpec files of the three platforms, and shifting traffic for Lambda and
// ECS: CD-9.1 to 9.14.
const (
	// CD_9_1: The AppSpec of a bundle is called appspec.yml and stands in its root;
	// a bundle with appspec.yaml instead still fails in BeforeInstall.
	//
	// Source: User Guide, document-history; agent: hook_executor.rb,
	// command_executor.rb
	CD_9_1 ID = cd | 9<<8 | 1

	// CD_9_2: An AppSpec for instances needs version 0.0, unquoted, and the os of
	// the agent; files, permissions and hooks are optional, but what they list must
	// be complete.
	//
	// Source: agent: application_specification; User Guide of 2023,
	// reference-appspec-file-structure
	CD_9_2 ID = cd | 9<<8 | 2

	// CD_9_3: A Lambda AppSpec names one function, its alias, current version and
	// target version, and may name hook functions for BeforeAllowTraffic and
	// AfterAllowTraffic.
	//
	// Source: User Guide of 2023, reference-appspec-file-structure-resources,
	// reference-appspec-file-structure-hooks; GitHub
	// terraform-aws-modules/terraform-aws-lambda#82,
	// awslabs/aws-codedeploy-plugin#89
	CD_9_3 ID = cd | 9<<8 | 3

	// CD_9_4: An ECS AppSpec names one target service with its task definition,
	// container name and container port; platform version, network and capacity
	// providers are optional.
	//
	// Source: User Guide of 2023, reference-appspec-file-structure-resources
	CD_9_4 ID = cd | 9<<8 | 4

	// CD_9_5: An ECS deployment has eight events, from BeforeInstall to
	// AfterAllowTraffic; its hooks are Lambda functions, and AllowTestTraffic does
	// nothing without a test listener.
	//
	// Source: User Guide, reference-appspec-file-structure-hooks; User Guide of
	// 2023, deployment-steps-ecs; seen: ECS lab of 2026-08-08
	CD_9_5 ID = cd | 9<<8 | 5

	// CD_9_6: A hook function reports Succeeded or Failed within an hour of its
	// call; Failed, or no report, fails the event and the deployment.
	//
	// Source: User Guide of 2025, troubleshooting-ecs; API
	// PutLifecycleEventHookExecutionStatus; GitHub
	// aws/serverless-application-model#219
	CD_9_6 ID = cd | 9<<8 | 6

	// CD_9_7: An ECS replacement task set has 60 minutes from Install to become
	// healthy; the original one is kept for up to 2,880 minutes, the deployment
	// being InProgress meanwhile.
	//
	// Source: User Guide, troubleshooting-ecs; User Guide of 2023, limits; GitHub
	// CircleCI-Public/aws-ecs-orb#134; seen: ECS lab of 2026-08-08
	CD_9_7 ID = cd | 9<<8 | 7

	// CD_9_8: When a Lambda or ECS deployment fails, a rollback returns all traffic
	// to the original; without one everything stays as it was then, even an alias
	// split between versions.
	//
	// Source: User Guide of 2023, deployment-steps-ecs,
	// troubleshooting-deployments-lambda; seen: ECS lab of 2026-08-08
	CD_9_8 ID = cd | 9<<8 | 8

	// CD_9_9: Canary shifts a share at once and the rest after one interval; linear
	// shifts equal shares an interval apart, the last being what remains; AllAtOnce
	// shifts everything at once.
	//
	// Source: API TimeBasedCanary, TimeBasedLinear; seen: ECS lab of 2026-08-08
	CD_9_9 ID = cd | 9<<8 | 9

	// CD_9_10: AWS predefines nine configurations for Lambda and five for ECS; with
	// the three for instances there are 17.
	//
	// Source: User Guide, deployment-configurations; seen: ECS lab of 2026-08-08
	CD_9_10 ID = cd | 9<<8 | 10

	// CD_9_11: A custom shift has 1 to 99 percent and at most 2,880 minutes from
	// first to last; an ECS service behind a Network Load Balancer can only shift
	// all at once.
	//
	// Source: User Guide, deployment-configurations-create, limits; User Guide of
	// 2025, troubleshooting-ecs
	CD_9_11 ID = cd | 9<<8 | 11

	// CD_9_12: Lambda and ECS deployments are always blue/green and use no agent;
	// for ECS, only gradual shifts have the load balancer check the replacement
	// before traffic moves.
	//
	// Source: User Guide, welcome; User Guide of 2025, troubleshooting-ecs
	CD_9_12 ID = cd | 9<<8 | 12

	// CD_9_13: A Lambda or ECS deployment that is stopped leaves traffic where it
	// is, or returns it all to the original if it rolls back; hook reports after
	// the stop are refused.
	//
	// Source: GitHub kayac/ecspresso#663, kayac/ecspresso#679
	// Mark: modelling choice
	CD_9_13 ID = cd | 9<<8 | 13

	// CD_9_14: A faulty AppSpec for Lambda or ECS passes CreateDeployment; the
	// deployment then fails before its first event and is not rolled back.
	//
	// Source: GitHub aws/serverless-application-model#291,
	// terraform-aws-modules/terraform-aws-lambda#82
	CD_9_14 ID = cd | 9<<8 | 14
)
