package rules

// Which lifecycle events run on an instance, whose scripts they run, and what
// Install does with files: CD-4.1 to 4.19.
const (
	// CD_4_1: An in-place deployment goes from ApplicationStop to ValidateService;
	// the six traffic events join only with a load balancer and traffic control,
	// and four events take no scripts.
	//
	// Source: User Guide, reference-appspec-file-structure-hooks; CloudFormation,
	// AWS::CodeDeploy::DeploymentGroup ELBInfo; GitHub
	// hashicorp/terraform-provider-aws#26406; agent: deployer.rb
	CD_4_1 ID = cd | 4<<8 | 1

	// CD_4_2: Events that come before the new bundle, such as ApplicationStop, run
	// scripts of the last successful installation; on an instance without one they
	// do nothing and succeed.
	//
	// Source: agent: hook_executor.rb
	CD_4_2 ID = cd | 4<<8 | 2

	// CD_4_3: An installation counts as successful from the end of Install, so the
	// ApplicationStop of a revision that failed later is what the next deployment
	// runs.
	//
	// Source: agent: command_executor.rb; User Guide of 2023, codedeploy-agent
	CD_4_3 ID = cd | 4<<8 | 3

	// CD_4_4: If the directory of the recorded installation is gone or its AppSpec
	// is broken, the event that needs it fails with UnknownError.
	//
	// Source: User Guide of 2023, troubleshooting-deployments; agent:
	// hook_executor.rb
	CD_4_4 ID = cd | 4<<8 | 4

	// CD_4_5: An event without scripts does nothing and succeeds, except
	// DownloadBundle and Install, which always have work; a revision without hooks
	// or without files is legal.
	//
	// Source: agent: command_poller.rb, command_executor.rb,
	// application_specification.rb, installer.rb
	CD_4_5 ID = cd | 4<<8 | 5

	// CD_4_6: The scripts of an event run one after another; the first with an exit
	// code other than 0 fails the event with ScriptFailed, and the scripts behind
	// it do not run.
	//
	// Source: agent: hook_executor.rb; User Guide of 2023,
	// application-specification-files
	// Example: 1 OneAtATime F: Failed HEALTH_CONSTRAINTS, failed 1
	CD_4_6 ID = cd | 4<<8 | 6

	// CD_4_7: A script that outlives its timeout, 3,600 seconds by default, is sent
	// TERM together with its process group, and fails the event with
	// ScriptTimedOut.
	//
	// Source: agent: hook_executor.rb, script_info.rb
	// Example: 2 AllAtOnce PT: Succeeded, failed 1
	// Example: 3 OneAtATime TPP: Failed HEALTH_CONSTRAINTS, failed 1, skipped 2
	CD_4_7 ID = cd | 4<<8 | 7

	// CD_4_8: All scripts of one event together get 3,600 seconds, however long
	// their own timeouts are; after that the event fails with UnknownError.
	//
	// Source: User Guide, reference-appspec-file-structure-hooks, limits
	CD_4_8 ID = cd | 4<<8 | 8

	// CD_4_9: A script that leaves a background process holding its output keeps
	// the event running until its timeout and then fails it; redirecting the three
	// streams prevents that.
	//
	// Source: agent: hook_executor.rb; User Guide of 2023,
	// troubleshooting-deployments; GitHub aws/aws-codedeploy-agent#402
	CD_4_9 ID = cd | 4<<8 | 9

	// CD_4_10: With ignoreApplicationStopFailures a target goes on after a failed
	// ApplicationStop, BeforeBlockTraffic or AfterBlockTraffic; other events are
	// not covered.
	//
	// Source: API CreateDeployment
	// Example: 2 OneAtATime FP, ignore-stop-failures: Failed HEALTH_CONSTRAINTS, skipped 1
	CD_4_10 ID = cd | 4<<8 | 10

	// CD_4_11: Scripts find the application, the group, the lifecycle event and the
	// id of the running deployment in their environment, even if they come from an
	// older revision.
	//
	// Source: User Guide, reference-appspec-file-structure-hooks; agent:
	// command_executor.rb; GitHub aws/aws-codedeploy-agent#427
	CD_4_11 ID = cd | 4<<8 | 11

	// CD_4_12: On Linux, runas runs a script as another user through su, and fails
	// if that would ask for a password.
	//
	// Source: User Guide, reference-appspec-file-structure-hooks; agent:
	// linux_util.rb
	CD_4_12 ID = cd | 4<<8 | 12

	// CD_4_13: Scripts log to the directory of the running deployment, those of
	// older revisions too, and to one log that joins all deployments of the
	// instance.
	//
	// Source: User Guide, codedeploy-agent; agent: hook_executor.rb
	CD_4_13 ID = cd | 4<<8 | 13

	// CD_4_14: Install first removes the files the group put there before, then
	// looks for conflicts, then copies; a failure undoes nothing and leaves the
	// older success on record.
	//
	// Source: agent: installer.rb, install_instruction.rb; User Guide,
	// deployments-rollback-and-redeploy; GitHub aws/aws-codedeploy-agent#138
	CD_4_14 ID = cd | 4<<8 | 14

	// CD_4_15: A file that is still there after the cleanup fails Install under
	// DISALLOW, the default, is replaced under OVERWRITE and kept under RETAIN; the
	// AppSpec overrides the deployment.
	//
	// Source: agent: installer.rb; User Guide,
	// reference-appspec-file-structure-files
	CD_4_15 ID = cd | 4<<8 | 15

	// CD_4_16: A file kept under RETAIN is not on the list for the next cleanup, so
	// it survives later deployments.
	//
	// Source: agent: installer.rb
	CD_4_16 ID = cd | 4<<8 | 16

	// CD_4_17: Two sources for one destination, or two permission entries that
	// match one object, fail Install.
	//
	// Source: agent: install_instruction.rb
	CD_4_17 ID = cd | 4<<8 | 17

	// CD_4_18: Each group on an instance has its own records and removes only its
	// own files, so a group that installs over another's files fails under
	// DISALLOW.
	//
	// Source: User Guide of 2023, troubleshooting-deployments; agent: installer.rb
	CD_4_18 ID = cd | 4<<8 | 18

	// CD_4_19: Scripts do not start in the bundle, and the directory of the running
	// deployment does not exist yet when ApplicationStop and the block traffic
	// events run.
	//
	// Source: User Guide of 2025, reference-appspec-file-structure-hooks
	CD_4_19 ID = cd | 4<<8 | 19
)
