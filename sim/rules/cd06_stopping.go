package rules

// Alarms, stopping by hand, and Auto Scaling during and after a deployment:
// CD-6.1 to 6.15.
const (
	// CD_6_1: A listed alarm in state ALARM stops the deployment with ALARM_ACTIVE,
	// before its first event if it was active already; alarms are read at the start
	// and then every 10 seconds.
	//
	// Source: User Guide of 2023, monitoring-create-alarms; seen: ECS lab of
	// 2026-08-08, Lambda canary log of 2026-08-22
	CD_6_1 ID = cd | 6<<8 | 1

	// CD_6_2: Only the state ALARM stops a deployment, or a state that cannot be
	// read unless ignorePollAlarmFailure is set; a list that is not enabled is
	// ignored.
	//
	// Source: API AlarmConfiguration, CreateDeployment; User Guide of 2023,
	// monitoring-create-alarms; AWS CDK, private/utils.ts
	CD_6_2 ID = cd | 6<<8 | 2

	// CD_6_3: A group takes up to 10 alarms; more are refused with
	// AlarmsLimitExceededException, and a list that is empty or names one twice
	// with InvalidAlarmConfigException.
	//
	// Source: API AlarmConfiguration, AlarmsLimitExceededException
	CD_6_3 ID = cd | 6<<8 | 3

	// CD_6_4: StopDeployment answers Pending while an event still runs; the
	// deployment is Stopped with MANUAL_STOP when the last one has ended, and a
	// rollback is created then, not before.
	//
	// Source: User Guide of 2023, deployment-steps-server, deployments-stop; API
	// StopDeployment
	// Example: 4 OneAtATime PPPP, stop 1s: Stopped MANUAL_STOP, waves 1, deployments 1
	// Example: 2 AllAtOnce PP, stop 1s, rollback-on-stop: Stopped MANUAL_STOP, deployments 2, rollback Succeeded
	CD_6_4 ID = cd | 6<<8 | 4

	// CD_6_5: At a stop or alarm, waiting targets are Skipped and those in flight
	// are Failed: their running event ends by itself and their later events are
	// Skipped.
	//
	// Source: GitHub CircleCI-Archived/circleci-orbs#167; seen: ECS lab of
	// 2026-08-08
	// Example: 4 OneAtATime PPPP, stop 1s: Stopped MANUAL_STOP, failed 1, skipped 3
	// Example: 4 HalfAtATime PPPP, stop 1s: Stopped MANUAL_STOP, failed 2, skipped 2
	CD_6_5 ID = cd | 6<<8 | 5

	// CD_6_6: A new Auto Scaling instance waits for a launch deployment of the
	// group's last successful revision: success puts it into service, failure has
	// it terminated and replaced.
	//
	// Source: User Guide, integrations-aws-auto-scaling,
	// troubleshooting-auto-scaling; seen: CloudTrail trace of 2019-07-19, launch
	// hook post of 2018-12-19
	CD_6_6 ID = cd | 6<<8 | 6

	// CD_6_7: Before the group's first success there is no launch deployment: new
	// instances enter service empty, Unhealthy and with an Unknown revision.
	//
	// Source: none says what happens
	// Mark: modelling choice
	CD_6_7 ID = cd | 6<<8 | 7

	// CD_6_8: A launched instance gets the revision of the group's last successful
	// deployment, even if a newer one has been tried since.
	//
	// Source: User Guide, troubleshooting-auto-scaling; GitHub
	// aws/aws-codedeploy-agent#54
	CD_6_8 ID = cd | 6<<8 | 8

	// CD_6_9: An instance launched during a deployment gets the older revision
	// first; after a success a follow-up deployment updates it, unless the outdated
	// instances strategy is IGNORE.
	//
	// Source: User Guide, integrations-aws-auto-scaling; API DeploymentGroupInfo,
	// RelatedDeployments
	CD_6_9 ID = cd | 6<<8 | 9

	// CD_6_10: An instance scaled in during a deployment fails as a target once its
	// agent falls silent; a termination hook may keep it up long enough, and the
	// budget decides as ever.
	//
	// Source: User Guide of 2025, integrations-aws-auto-scaling; User Guide,
	// troubleshooting-ec2-instances
	CD_6_10 ID = cd | 6<<8 | 10

	// CD_6_11: With the termination hook an instance that leaves runs the block
	// traffic events and ApplicationStop first, and then leaves whatever their
	// result.
	//
	// Source: User Guide, integrations-aws-auto-scaling
	CD_6_11 ID = cd | 6<<8 | 11

	// CD_6_12: Of an Auto Scaling group only the InService instances are targets of
	// a fleet deployment; if that leaves no target at all, it fails with
	// NO_INSTANCES.
	//
	// Source: User Guide, troubleshooting-auto-scaling
	// Mark: derived
	CD_6_12 ID = cd | 6<<8 | 12

	// CD_6_13: An in-place deployment suspends no process of an Auto Scaling group.
	//
	// Source: User Guide, integrations-aws-auto-scaling
	CD_6_13 ID = cd | 6<<8 | 13

	// CD_6_14: Two deployment groups on one Auto Scaling group both deploy to a
	// launched instance; the first failure terminates it, and the other deployment
	// may hang for an hour.
	//
	// Source: User Guide, troubleshooting-auto-scaling; API UpdateDeploymentGroup,
	// DeleteDeploymentGroup
	CD_6_14 ID = cd | 6<<8 | 14

	// CD_6_15: An instance that enters a warm pool gets no deployment; one whose
	// launch deployment would exceed the account's quota is abandoned when its hook
	// times out.
	//
	// Source: GitHub aws/aws-codedeploy-agent#390; User Guide of 2023,
	// troubleshooting-auto-scaling
	CD_6_15 ID = cd | 6<<8 | 15
)
