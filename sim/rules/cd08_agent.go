package rules

// The agent: how it hears of work, what its silence means, what it downloads
// and keeps: CD-8.1 to 8.9.
const (
	// CD_8_1: The agent asks for work and the service never connects to it; here
	// every lifecycle event is picked up one second after it is offered.
	//
	// Source: User Guide, reference-agent-configuration; GitHub
	// aws/aws-codedeploy-agent#402; AWS CLI examples, get-deployment-target
	CD_8_1 ID = cd | 8<<8 | 1

	// CD_8_2: With every consecutive error the agent waits longer until its next
	// poll, from 10 to 90 seconds, less the time the failed poll took.
	//
	// Source: agent: base.rb, command_poller.rb
	CD_8_2 ID = cd | 8<<8 | 2

	// CD_8_3: An agent runs up to 16 commands of different deployments at the same
	// time.
	//
	// Source: agent: command_poller.rb
	CD_8_3 ID = cd | 8<<8 | 3

	// CD_8_4: A silent agent fails its target after 5 minutes before or between
	// events and after an hour inside one; at a launch, after an hour if it was
	// never seen.
	//
	// Source: User Guide, troubleshooting-ec2-instances,
	// troubleshooting-auto-scaling, limits; GitHub aws/aws-codedeploy-agent#307,
	// alantech/iasql#2098
	// Example: 3 OneAtATime APP: Failed HEALTH_CONSTRAINTS, failed 1, skipped 2
	// Example: 3 OneAtATime PPS: Succeeded, failed 1
	// Example: 2 AllAtOnce AS: Failed HEALTH_CONSTRAINTS, failed 2
	CD_8_4 ID = cd | 8<<8 | 4

	// CD_8_5: An agent that comes up again fails the newest event it had in flight
	// with UnknownError; its other events in flight are forgotten and time out.
	//
	// Source: agent: command_poller.rb, deployment_command_tracker.rb, master.rb,
	// config.rb; GitHub aws/aws-codedeploy-agent#402; User Guide,
	// troubleshooting-auto-scaling
	CD_8_5 ID = cd | 8<<8 | 5

	// CD_8_6: DownloadBundle fails with UnknownError for a missing object or right,
	// a wrong eTag or a full disk; only GitHub is asked again, after 10, 30 and 90
	// seconds.
	//
	// Source: agent: command_executor.rb; User Guide of 2023,
	// troubleshooting-deployments
	CD_8_6 ID = cd | 8<<8 | 6

	// CD_8_7: An instance without profile or rights is silent as in CD-8.4; a
	// service role that is missing or too weak fails the deployment before any
	// target is touched.
	//
	// Source: User Guide of 2023, troubleshooting-deployments; User Guide,
	// error-codes
	CD_8_7 ID = cd | 8<<8 | 7

	// CD_8_8: A faulty AppSpec fails BeforeInstall, even if that has no scripts,
	// because the new revision's AppSpec is read there for the first time.
	//
	// Source: agent: command_poller.rb, hook_executor.rb; GitHub
	// aws/aws-codedeploy-agent#125
	CD_8_8 ID = cd | 8<<8 | 8

	// CD_8_9: DownloadBundle begins by deleting old revision directories until
	// five, the new one and failed ones included, are left; the last successful
	// installation is always kept.
	//
	// Source: agent: command_executor.rb; User Guide, reference-agent-configuration
	CD_8_9 ID = cd | 8<<8 | 9
)
