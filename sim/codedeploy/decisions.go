package codedeploy

// Decisions are all that can be believed otherwise about the service, as pure
// functions. A field's tag names the rule that it implements; a mutant
// replaces exactly one field.
type Decisions struct {
	BudgetDecisions
	OrderDecisions
	ZoneDecisions
	PlanDecisions
	HealthDecisions
	MembershipDecisions
	RequestDecisions
	StartDecisions
	LifecycleDecisions
	HookDecisions
	InstallDecisions
	AgentDecisions
	RollbackDecisions
	QuotaDecisions
	BlueGreenDecisions
	ScalingDecisions
	LaunchDecisions
	FollowUpDecisions
	TrafficDecisions
	AlarmDecisions
	ShiftDecisions
	FunctionDecisions
	LambdaDecisions
	ECSDecisions
}

// AWS are the decisions of the real service.
var AWS = Decisions{
	BudgetDecisions:     awsBudget,
	OrderDecisions:      awsOrder,
	ZoneDecisions:       awsZones,
	PlanDecisions:       awsPlan,
	HealthDecisions:     awsHealth,
	MembershipDecisions: awsMembership,
	RequestDecisions:    awsRequests,
	StartDecisions:      awsStart,
	LifecycleDecisions:  awsLifecycle,
	HookDecisions:       awsHooks,
	InstallDecisions:    awsInstall,
	AgentDecisions:      awsAgent,
	RollbackDecisions:   awsRollback,
	QuotaDecisions:      awsQuotas,
	BlueGreenDecisions:  awsBlueGreen,
	ScalingDecisions:    awsScaling,
	LaunchDecisions:     awsLaunch,
	FollowUpDecisions:   awsFollowUp,
	TrafficDecisions:    awsTraffic,
	AlarmDecisions:      awsAlarms,
	ShiftDecisions:      awsShift,
	FunctionDecisions:   awsFunctions,
	LambdaDecisions:     awsLambda,
	ECSDecisions:        awsECS,
}
