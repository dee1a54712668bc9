package rules

// What a rollback is, when there is one, and what it deploys to whom: CD-5.1 to
// 5.10.
const (
	// CD_5_1: A rollback is a new deployment, with an id of its own, of a revision
	// deployed before; nothing is restored in place.
	//
	// Source: User Guide, deployments-rollback-and-redeploy
	// Example: 4 OneAtATime FPPP, rollback: Failed HEALTH_CONSTRAINTS, deployments 2, rollback Succeeded
	CD_5_1 ID = cd | 5<<8 | 1

	// CD_5_2: A rollback follows only what it is enabled for: failure, stop by
	// alarm, or stop on request; a deployment's own setting replaces the group's.
	//
	// Source: API AutoRollbackConfiguration, StopDeployment
	// Example: 4 OneAtATime FPPP: Failed HEALTH_CONSTRAINTS, deployments 1
	// Example: 4 OneAtATime PPPP, stop 1s, rollback: Stopped MANUAL_STOP, deployments 1
	// Example: 4 OneAtATime PPPP, stop 1s, rollback-on-stop: Stopped MANUAL_STOP, deployments 2, rollback Succeeded
	CD_5_2 ID = cd | 5<<8 | 2

	// CD_5_3: A rollback deploys what the group's last successful deployment did,
	// content option included; a failed deployment is never its source, however
	// many instances have it.
	//
	// Source: User Guide, deployments-rollback-and-redeploy,
	// deployment-groups-configure-advanced-options
	// Example: 4 HalfAtATime FFPP, rollback: Failed HEALTH_CONSTRAINTS, rollback Succeeded
	CD_5_3 ID = cd | 5<<8 | 3

	// CD_5_4: Without an earlier success there is no rollback deployment: the
	// failed one stays Failed, and its rollback message says that it cannot be
	// rolled back.
	//
	// Source: API RollbackInfo
	// Example: 4 OneAtATime FPPP, first, rollback: Failed HEALTH_CONSTRAINTS, deployments 1
	CD_5_4 ID = cd | 5<<8 | 4

	// CD_5_5: A rollback and the deployment it follows name each other by id; its
	// creator is codeDeployRollback, and it is created right after the other has
	// ended.
	//
	// Source: seen: ECS lab of 2026-08-08, Lambda canary log of 2026-08-22
	CD_5_5 ID = cd | 5<<8 | 5

	// CD_5_6: An in-place rollback goes to all instances of the group, the
	// just-failed ones first, with the configuration of the deployment that ended
	// but without its zones.
	//
	// Source: User Guide, deployment-configurations-create; seen: ECS lab of
	// 2026-08-08, Lambda canary log of 2026-08-22
	// Example: 3 OneAtATime PPA, unhealthy 3, rollback: Failed HEALTH_CONSTRAINTS, skipped 2, rollback Failed
	CD_5_6 ID = cd | 5<<8 | 6

	// CD_5_7: A rollback that fails or is stopped starts no other rollback; one
	// that succeeds makes its revision the group's last successful one.
	//
	// Source: none says what happens
	// Mark: modelling choice
	// Example: 4 OneAtATime APPP, rollback: Failed HEALTH_CONSTRAINTS, deployments 2, rollback Failed
	CD_5_7 ID = cd | 5<<8 | 7

	// CD_5_8: Alarms watch rollbacks too, but a rollback ignores the alarm that
	// caused it while that stays active; a deployment made by hand is stopped by
	// it.
	//
	// Source: API CreateDeployment.overrideAlarmConfiguration; seen: Lambda canary
	// log of 2026-08-22
	// Mark: modelling choice
	CD_5_8 ID = cd | 5<<8 | 8

	// CD_5_9: A rollback may begin with the failed revision's ApplicationStop, and
	// nothing that scripts did is ever undone.
	//
	// Source: follows from CD-4.3; User Guide, deployments-rollback-and-redeploy
	// Mark: derived
	CD_5_9 ID = cd | 5<<8 | 9

	// CD_5_10: Deploying the same revision again is an ordinary deployment: new id,
	// files removed and copied again, with Current instances last unless the
	// request leaves them out.
	//
	// Source: User Guide, deployments-rollback-and-redeploy; API CreateDeployment
	CD_5_10 ID = cd | 5<<8 | 10
)
