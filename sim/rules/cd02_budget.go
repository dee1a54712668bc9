package rules

// How many targets may be offline at once, who goes first, and when to give up:
// CD-2.1 to 2.19.
const (
	// CD_2_1: AllAtOnce asks for no healthy host, HalfAtATime for half of the
	// fleet, and OneAtATime works on one host at a time (type MOST_CONCURRENCY,
	// value 1, which no user can set).
	//
	// Source: API MinimumHealthyHosts; User Guide, deployment-configurations,
	// instances-health
	// Example: 4 AllAtOnce PPPP: Succeeded, waves 4
	// Example: 4 HalfAtATime PPPP: Succeeded, waves 2 2
	// Example: 4 OneAtATime PPPP: Succeeded, waves 1 1 1 1
	CD_2_1 ID = cd | 2<<8 | 1

	// CD_2_2: The minimum M is fixed at the start from the N targets of this
	// deployment: the host count itself, the percentage of N rounded up, or N - 1
	// for OneAtATime.
	//
	// Source: User Guide, instances-health; API CreateDeploymentConfig,
	// MinimumHealthyHosts
	// Example: 9 HOST_COUNT 7 PPPPPPPPP: Succeeded, minimum 7, width 2
	// Example: 10 FLEET_PERCENT 75 PPPPPPPPPP: Succeeded, minimum 8, width 2
	// Example: 9 HalfAtATime PPPPPPPPP: Succeeded, minimum 5, width 4
	// Example: 5 OneAtATime PPPPP: Succeeded, minimum 4, width 1
	CD_2_2 ID = cd | 2<<8 | 2

	// CD_2_3: The width, how many targets may be deployed to at once, is N - M:
	// HalfAtATime takes half of the fleet rounded down, AllAtOnce takes all of it.
	//
	// Source: User Guide, instances-health, deployment-configurations
	// Example: 9 HalfAtATime PPPPPPPPP: Succeeded, waves 4 4 1
	// Example: 5 AllAtOnce PPPPP: Succeeded, width 5, waves 5
	// Example: 7 FLEET_PERCENT 66 PPPPPPP: Succeeded, minimum 5, waves 2 2 2 1
	CD_2_3 ID = cd | 2<<8 | 3

	// CD_2_4: OneAtATime deploys to a fleet of one and succeeds only if that host
	// does; any other configuration that asks for a healthy host cannot start on a
	// single one.
	//
	// Source: User Guide, deployment-configurations
	// Example: 1 OneAtATime P: Succeeded, minimum 0, width 1
	// Example: 1 OneAtATime F: Failed HEALTH_CONSTRAINTS, failed 1
	// Example: 1 HalfAtATime P: Failed HEALTH_CONSTRAINTS_INVALID, minimum 1
	CD_2_4 ID = cd | 2<<8 | 4

	// CD_2_5: Even with a minimum of 0 a deployment succeeds only if at least one
	// target does.
	//
	// Source: User Guide, instances-health
	// Example: 3 AllAtOnce FFF: Failed HEALTH_CONSTRAINTS, failed 3
	// Example: 3 AllAtOnce FFP: Succeeded, failed 2
	// Example: 3 HOST_COUNT 0 FFF: Failed HEALTH_CONSTRAINTS, minimum 0
	CD_2_5 ID = cd | 2<<8 | 5

	// CD_2_6: A fleet that is no larger than its minimum fails at the start with
	// HEALTH_CONSTRAINTS_INVALID and no host is touched; an empty fleet fails with
	// NO_INSTANCES.
	//
	// Source: User Guide, instances-health, error-codes
	// Example: 3 HOST_COUNT 3 PPP: Failed HEALTH_CONSTRAINTS_INVALID, skipped 3
	// Example: 4 HOST_COUNT 9 PPPP: Failed HEALTH_CONSTRAINTS_INVALID, skipped 4
	// Example: 10 FLEET_PERCENT 99 PPPPPPPPPP: Failed HEALTH_CONSTRAINTS_INVALID, minimum 10
	CD_2_6 ID = cd | 2<<8 | 6

	// CD_2_7: A waiting target may start only while targets in progress and failed
	// targets together are fewer than the budget N - M: both draw on the same
	// budget.
	//
	// Source: User Guide, instances-health
	// Mark: derived
	// Example: 6 HOST_COUNT 3 FPPPPP: Succeeded, waves 3 2 1, max offline 3
	// Example: 9 HalfAtATime FFFPPPPPP: Succeeded, waves 4 1 1 1 1 1, max offline 4
	CD_2_7 ID = cd | 2<<8 | 7

	// CD_2_8: When failures have used up the budget, nothing is in progress and
	// targets still wait, the deployment fails with HEALTH_CONSTRAINTS and those
	// that wait are Skipped.
	//
	// Source: User Guide, instances-health; GitHub acquia/moonshot#43
	// Mark: derived
	// Example: 4 OneAtATime PFPP: Failed HEALTH_CONSTRAINTS, waves 1 1, skipped 2
	// Example: 9 HalfAtATime FFFFPPPPP: Failed HEALTH_CONSTRAINTS, waves 4, failed 4, skipped 5
	// Example: 5 HOST_COUNT 3 FPFPP: Failed HEALTH_CONSTRAINTS, waves 2 1, succeeded 1, skipped 2
	CD_2_8 ID = cd | 2<<8 | 8

	// CD_2_9: When no target waits or is in progress, the deployment has succeeded
	// if at least M targets, and never fewer than one, did; otherwise it fails with
	// HEALTH_CONSTRAINTS.
	//
	// Source: User Guide, instances-health, deployment-configurations
	// Example: 4 HalfAtATime PFPF: Succeeded, succeeded 2, failed 2
	// Example: 2 AllAtOnce FF: Failed HEALTH_CONSTRAINTS, succeeded 0
	CD_2_9 ID = cd | 2<<8 | 9

	// CD_2_10: A failure that uses up the budget does no harm if no target waits
	// behind it, so the last host may fail: the deployment is Succeeded and nothing
	// is rolled back.
	//
	// Source: User Guide, instances-health; GitHub aws/aws-cdk#6575
	// Example: 4 OneAtATime PPPF: Succeeded, failed 1
	// Example: 4 OneAtATime PPPF, rollback: Succeeded, deployments 1
	// Example: 10 FLEET_PERCENT 80 PPPPPPPPFF: Succeeded, failed 2
	CD_2_10 ID = cd | 2<<8 | 10

	// CD_2_11: A stopped or unreachable instance is a target like any other, and
	// counts as failed once the wait for its agent is over.
	//
	// Source: User Guide, instances-health
	// Example: 3 OneAtATime PSP: Failed HEALTH_CONSTRAINTS, failed 1, skipped 1
	// Example: 3 AllAtOnce PSA: Succeeded, succeeded 1, failed 2
	CD_2_11 ID = cd | 2<<8 | 11

	// CD_2_12: A slot is used again the moment it falls free, without waiting for a
	// batch to end; all that ends in one instant is counted before anything starts
	// in it.
	//
	// Source: User Guide, instances-health, which speaks of batches
	// Mark: modelling choice
	// Example: 9 HalfAtATime PPPPPPPPP: Succeeded, waves 4 4 1
	// Example: 5 HOST_COUNT 3 APPPP: Succeeded, waves 2 1 1 1, failed 1
	CD_2_12 ID = cd | 2<<8 | 12

	// CD_2_13: Only the failures of this deployment draw on its budget; those of
	// earlier deployments decide who goes first and nothing else.
	//
	// Source: User Guide, instances-health, deployment-configurations, which
	// disagree
	// Mark: modelling choice
	// Example: 6 HOST_COUNT 4 PPPPPP, unhealthy 1 2 3 4: Succeeded, waves 2 2 2
	// Example: 6 HOST_COUNT 4 FPPPPP, unhealthy 1 2 3: Succeeded, failed 1
	CD_2_13 ID = cd | 2<<8 | 13

	// CD_2_14: Unhealthy instances go first, then healthy ones by their revision:
	// unknown before old, old before current.
	//
	// Source: User Guide, instances-health
	// Example: 4 OneAtATime PPPP, unhealthy 3: Succeeded, order 3 1 2 4
	// Example: 4 OneAtATime PPPF, unhealthy 4: Failed HEALTH_CONSTRAINTS, order 4, skipped 3
	CD_2_14 ID = cd | 2<<8 | 14

	// CD_2_15: Instances of equal standing go in the order of the scenario, or
	// shuffled by its seed if it asks for that; AWS picks at random.
	//
	// Source: API ZonalConfig
	// Mark: modelling choice
	// Example: 3 OneAtATime PPP: Succeeded, order 1 2 3
	// Example: 5 OneAtATime PPPPP, unhealthy 5 2: Succeeded, order 2 5 1 3 4
	CD_2_15 ID = cd | 2<<8 | 15

	// CD_2_16: All Auto Scaling groups of a deployment group share one N and one
	// budget, so a deployment can succeed although one of the groups has failed
	// entirely.
	//
	// Source: User Guide, deployment-configurations
	CD_2_16 ID = cd | 2<<8 | 16

	// CD_2_17: The configuration named in the request decides; without one, the
	// deployment group's own; without that, OneAtATime.
	//
	// Source: API CreateDeployment
	CD_2_17 ID = cd | 2<<8 | 17

	// CD_2_18: An in-place deployment that lasts 12 hours (8 with custom
	// configurations from before June 2023) fails with TIMEOUT, and the targets
	// that still wait are Skipped.
	//
	// Source: User Guide, limits
	CD_2_18 ID = cd | 2<<8 | 18

	// CD_2_19: A launch or termination deployment ignores the group's minimum,
	// since its one target decides, and leaves the group's revision and its last
	// deployments as they were.
	//
	// Source: none says what happens
	// Mark: modelling choice
	CD_2_19 ID = cd | 2<<8 | 19
)
