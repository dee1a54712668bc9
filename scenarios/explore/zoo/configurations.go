package zoo

// More changes that several have in common.
var (
	own      = theGroup + "deploymentConfigName=own"
	half     = "deploymentConfigs[own].minimumHealthyHosts={type: FLEET_PERCENT, value: 50}"
	balanced = []string{
		"fleet.loadBalancers=[{LoadBalancerName: shop, HealthCheck: {Interval: 10, HealthyThreshold: 2}, ConnectionDraining: {Enabled: true, Timeout: 20}}]",
		theGroup + "loadBalancerInfo={elbInfoList: [{name: shop}]}",
	}
	alarm       = "alarms=[{AlarmName: errors}]"
	alarmSounds = "timeline=[{at: 0s, createDeployment: {applicationName: shop, deploymentGroupName: prod, revision: v2}}, {at: 5s, setAlarmState: {AlarmName: errors, StateValue: ALARM}}]"
	alarmHides  = "alarms=[{AlarmName: errors, unreadable: {from: 0s}, states: [{at: 5s, StateValue: ALARM}]}]"
)

func alarms(what string) string {
	return theGroup + "alarmConfiguration={" + what + ", alarms: [{name: errors}]}"
}

func rollsBack(events string) string {
	return theGroup + "autoRollbackConfiguration={enabled: true, events: [" + events + "]}"
}

// configurations do not do what is hoped for; AWS goes by them to the letter.
var configurations = concat(minimums, rollbacks, alarmed, trafficked, times, hostsAndFiles)

// minimums leave fewer hosts than somebody counts on, or too many.
var minimums = []Animal{
	{Name: "minimum-0", Broken: "a minimum of 0 keeps nobody", Claim: keep(50), Changes: []string{noMinimum}, Mended: []string{half}},
	{Name: "minimum-1-of-many", Broken: "a count that was right for two is small for three", Claim: keep(50), Changes: []string{oneStays}, Mended: []string{half}},
	{Name: "half-is-not-three-quarters", Broken: "HalfAtATime where three quarters must stay", Claim: keep(75), Mended: []string{threeQuarters, own},
		Changes: []string{theGroup + "deploymentConfigName=CodeDeployDefault.HalfAtATime"}},
	{Name: "one-at-a-time-of-three", Broken: "one of three is more than a quarter", Claim: keep(75), Changes: []string{oneAtATime}, Mended: []string{threeQuarters, own}},
	{Name: "all-at-once", Broken: "all at once leaves nobody", Claim: keep(1), Changes: []string{allAtOnce}, Mended: []string{oneStays, own}},
	{Name: "all-at-once-one-survives", Broken: "all at once succeeds with one host", Claim: failsOnce, Faults: fail, Changes: []string{allAtOnce}, Mended: []string{oneAtATime}},
	{Name: "two-may-fail", Broken: "a budget of two is a budget for two failures", Claim: failsOnce, Faults: fail, Mended: []string{oneAtATime}},
	{Name: "minimum-blocks", Broken: "a minimum as large as the fleet lets nobody start", Claim: neverInvalid, Mended: []string{oneAtATime},
		Changes: []string{"deploymentConfigs[own].minimumHealthyHosts={type: HOST_COUNT, value: 2}"}},
	{Name: "percent-blocks", Broken: "99 per cent of a small fleet is all of it", Claim: neverInvalid, Mended: []string{oneAtATime},
		Changes: []string{"deploymentConfigs[own].minimumHealthyHosts={type: FLEET_PERCENT, value: 99}"}},
	{Name: "half-of-one-blocks", Broken: "half of one host is one host", Claim: neverInvalid, Mended: []string{oneAtATime}},
	{Name: "no-zones", Broken: "no zonal configuration, and zones go together", Claim: oneZone, Changes: []string{twoZones, noMinimum, noRollback}, Mended: []string{zonal("")}},
	{Name: "zones-without-minimum", Broken: "a zone without a minimum of its own goes down as a whole", Claim: zoneKeeps,
		Changes: []string{twoZones, noMinimum, noRollback, zonal("")}, Mended: []string{zonal(onePerZone)}},
	{Name: "rollback-knows-no-zones", Broken: "a rollback goes to all zones at once", Claim: oneZone, Faults: fail, Changes: []string{twoZones, noMinimum, zonal("")}, Mended: []string{noRollback}},
	{Name: "good-enough-is-mixed", Broken: "a deployment that succeeds with a failure leaves two revisions", Claim: oneRevision, Faults: fail, Changes: []string{oneAtATime}},
}

// rollbacks do not bring back what somebody counts on.
var rollbacks = []Animal{
	{Name: "no-rollback", Broken: "rollback is not enabled", Claim: lastGood, Faults: fail, Changes: []string{noRollback}, Mended: []string{rollsBack("DEPLOYMENT_FAILURE")}},
	{Name: "rollback-on-alarm-alone", Broken: "rollback is enabled for alarms, and a script fails", Claim: rolledBack, Faults: fail,
		Changes: []string{rollsBack("DEPLOYMENT_STOP_ON_ALARM")}, Mended: []string{rollsBack("DEPLOYMENT_FAILURE")}},
	{Name: "rollback-on-failure-alone", Broken: "rollback is enabled for failures, and an alarm stops it", Claim: rolledBack,
		Changes: []string{alarm, alarmSounds, alarms("enabled: true"), rollsBack("DEPLOYMENT_FAILURE")}, Mended: []string{rollsBack("DEPLOYMENT_FAILURE, DEPLOYMENT_STOP_ON_ALARM")}},
	{Name: "rollback-switched-off", Broken: "events are listed, and enabled is false", Claim: rolledBack, Faults: fail,
		Changes: []string{theGroup + "autoRollbackConfiguration={enabled: false, events: [DEPLOYMENT_FAILURE]}"}, Mended: []string{rollsBack("DEPLOYMENT_FAILURE")}},
	{Name: "rollback-may-fail", Broken: "the rollback of a rollback does not exist", Claim: lastGood, Faults: fail},
	{Name: "nothing-to-go-back-to", Broken: "the first deployment of a group can not be rolled back", Claim: rolledBack, Faults: fail, Changes: []string{"history=[]"},
		Mended: []string{"history=[{deploymentGroup: shop/prod, revision: v1}]"}},
}

// alarmed go on though an alarm sounds.
var alarmed = []Animal{
	{Name: "no-alarm", Broken: "an alarm sounds that the group does not have", Claim: alarmHeeded, Changes: []string{alarm, alarmSounds}, Mended: []string{alarms("enabled: true")}},
	{Name: "alarms-disabled", Broken: "the list of alarms is not enabled", Claim: alarmHeeded, Changes: []string{alarm, alarmSounds, alarms("enabled: false")}, Mended: []string{alarms("enabled: true")}},
	{Name: "poll-failures-ignored", Broken: "an alarm that can not be read is ignored", Claim: alarmHeeded, Changes: []string{alarmHides, alarms("enabled: true, ignorePollAlarmFailure: true")},
		Mended: []string{alarms("enabled: true")}},
}

// trafficked have hosts that serve, or do not, when they should not, or should.
var trafficked = []Animal{
	{Name: "no-traffic-control", Broken: "a load balancer is named, and traffic control is not switched on", Claim: outWhileInstalling, Changes: balanced, Mended: []string{withTraffic}},
	{Name: "nobody-serves", Broken: "all at once behind a load balancer", Claim: says("min-in-service=1%"), Changes: append(balanced, withTraffic, allAtOnce), Mended: []string{own, oneStays}},
	{Name: "half-serve", Broken: "half at a time where three quarters must serve", Claim: says("min-in-service=75%"), Changes: append(balanced, withTraffic), Mended: []string{threeQuarters}},
	{Name: "minimum-does-not-revive", Broken: "a minimum holds nobody alive whose instance is terminated", Claim: says("min-in-service=50%"), Faults: terminate, Changes: append(balanced, withTraffic)},
}

// times take longer than somebody has.
var times = []Animal{
	{Name: "one-after-another", Broken: "one at a time takes as many times as long as there are hosts", Claim: says("ends-within=30s"), Changes: []string{oneAtATime}, Mended: []string{allAtOnce}},
	{Name: "zones-are-watched", Broken: "the wait between zones is longer than the time there is", Claim: says("ends-within=5m"),
		Changes: []string{twoZones, noMinimum, "deploymentConfigs[own].zonalConfig={monitorDurationInSeconds: 600, firstZoneMonitorDurationInSeconds: 600}"}, Mended: []string{zonal("")}},
	{Name: "hangs-for-an-hour", Broken: "an event without scripts that hangs is given an hour", Claim: says("ends-within=20m"), Faults: hang},
	{Name: "agent-stopped", Broken: "an agent that does not run is waited for", Claim: says("ends-within=2m"), Changes: []string{"fleet.instances[0].agent={state: stopped}"},
		Mended: []string{"fleet.instances[0].agent={state: running}"}},
}

// hostsAndFiles fail for what is on the hosts.
var hostsAndFiles = []Animal{
	{Name: "old-script-fails", Broken: "the ApplicationStop of the old revision fails the new one", Claim: succeeds, Mended: []string{oneAtATime, created("ignoreApplicationStopFailures: true")},
		Changes: []string{oneAtATime, "revisions.v1.scripts={stop.sh: {exit: 1}}"}},
	{Name: "file-in-the-way", Broken: "a file is there already, and nobody said what then", Claim: succeeds, Mended: []string{oneAtATime, created("fileExistsBehavior: OVERWRITE")},
		Changes: []string{oneAtATime, "fleet.instances[0].files=[/srv/index.html]", "revisions.v2.appspec.files=[{source: index.html, destination: /srv}]"}},
	{Name: "no-instance-profile", Broken: "the instances have no profile", Claim: succeeds, Changes: []string{oneAtATime, "fleet.instances[0].instanceProfile=none"}, Mended: []string{oneAtATime, "fleet.instances=[{name: web, count: {hosts}, tags: {Env: prod}}]"}},
}

func created(option string) string {
	return "timeline=[{at: 0s, createDeployment: {applicationName: shop, deploymentGroupName: prod, revision: v2, " + option + "}}]"
}
