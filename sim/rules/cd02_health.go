package rules

// Health between deployments, what makes a configuration valid, and zones:
// CD-2.20 to 2.29.
const (
	// CD_2_20: An instance is Healthy if its last deployment succeeded; its
	// revision is Current, Old or Unknown, judged by the group's last success;
	// newcomers are Unhealthy and Unknown.
	//
	// Source: User Guide, instances-health
	CD_2_20 ID = cd | 2<<8 | 20

	// CD_2_21: After a success the group's revision is the deployed one: targets
	// that succeeded are Healthy and Current, those that failed are Unhealthy, and
	// of these a Current one is Unknown now.
	//
	// Source: User Guide, instances-health
	CD_2_21 ID = cd | 2<<8 | 21

	// CD_2_22: After a deployment that Failed or was Stopped, attempted targets are
	// Healthy or Unhealthy by their own result, all others keep their health, and
	// the group's revision stays.
	//
	// Source: User Guide, instances-health
	CD_2_22 ID = cd | 2<<8 | 22

	// CD_2_23: A rollback leaves the record of the deployment it follows alone:
	// targets that failed there stay Failed.
	//
	// Source: follows from CD-5.1
	// Mark: derived
	// Example: 4 OneAtATime FPPP, rollback: Failed HEALTH_CONSTRAINTS, failed 1, rollback Succeeded
	CD_2_23 ID = cd | 2<<8 | 23

	// CD_2_24: A minimum is a HOST_COUNT of at least 0 or a FLEET_PERCENT from 0 to
	// 99; any other is refused when the configuration is created, and a
	// configuration never changes.
	//
	// Source: User Guide of 2023, limits; API
	// InvalidMinimumHealthyHostValueException; GitHub
	// awsdocs/aws-cloudformation-user-guide#451
	CD_2_24 ID = cd | 2<<8 | 24

	// CD_2_25: With zones, one Availability Zone is deployed to after another, and
	// the width in a zone is the smaller of the fleet's N - M and the zone's own.
	//
	// Source: User Guide, instances-health
	// Example: 6 HOST_COUNT 2 PPPPPP, zones a b c: Succeeded, waves 2 2 2, order 1 4 2 5 3 6
	// Example: 6 HOST_COUNT 5 PPPPPP, zones a b: Succeeded, waves 1 1 1 1 1 1, order 1 3 5 2 4 6
	CD_2_25 ID = cd | 2<<8 | 25

	// CD_2_26: With zones, a target starts only while the fleet's budget and its
	// zone's both have room; a zone that gets stuck, or ends without one success,
	// fails the whole deployment.
	//
	// Source: User Guide, instances-health
	// Example: 6 HOST_COUNT 2 FPPPPP, zones a b c: Succeeded, waves 2 2 2, failed 1
	// Example: 6 HOST_COUNT 2 FPPFPP, zones a b c: Failed HEALTH_CONSTRAINTS, waves 2, failed 2, skipped 4
	CD_2_26 ID = cd | 2<<8 | 26

	// CD_2_27: After each zone but the last the deployment waits for the monitor
	// duration, InProgress and watched by its alarms; the first zone may have a
	// duration of its own.
	//
	// Source: API ZonalConfig
	CD_2_27 ID = cd | 2<<8 | 27

	// CD_2_28: Zones are taken in ascending order of their names, and the usual
	// order of instances holds within each.
	//
	// Source: API ZonalConfig, which names no order
	// Mark: modelling choice
	// Example: 4 HOST_COUNT 3 PPPP, zones b a: Succeeded, order 2 4 1 3
	CD_2_28 ID = cd | 2<<8 | 28

	// CD_2_29: A rollback ignores zones and goes to hosts all over the Region; its
	// minimum of healthy hosts holds as ever.
	//
	// Source: User Guide, deployment-configurations-create
	CD_2_29 ID = cd | 2<<8 | 29
)
