package rules

// What is published about a deployment, and how much AWS allows: CD-11.1 to
// 11.3.
const (
	// CD_11_1: EventBridge hears of every change of a deployment or an instance to
	// start, success, failure or ready; a rollback has no state of its own and
	// skipped instances are not reported.
	//
	// Source: User Guide, monitoring-cloudwatch-events; EventBridge events
	// reference
	CD_11_1 ID = cd | 11<<8 | 1

	// CD_11_2: SNS triggers, up to 10 a group, tell of starts, ends, readiness and
	// rollbacks; an instance is reported before its deployment, and a failure
	// before its rollback.
	//
	// Source: API TriggerEventType; User Guide, monitoring-sns-event-notifications;
	// User Guide of 2023, monitoring-sns-event-notifications-json-format; seen: SNS
	// messages of 2016-10-07 and of 2022-10-13 and 14
	CD_11_2 ID = cd | 11<<8 | 2

	// CD_11_3: AWS allows, among others, 1,000 applications a Region, 10 Auto
	// Scaling groups a deployment group and 1,300 deployments at once; a scenario
	// turns such quotas on.
	//
	// Source: User Guide, limits
	CD_11_3 ID = cd | 11<<8 | 3
)
