package explore

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/seed-11de0fc1/rehearse/scenarios/property"
	"github.com/seed-11de0fc1/rehearse/sim"
)

// What can come at one instant, or between two that are near each other, breaks
// claims: in the scenario with some times of its work, which are in more, and so in one
// that a search finds.
func TestWhatComesBetween(t *testing.T) {
	const two = "createDeployment: {applicationName: shop, deploymentGroupName: two, revision: v2}}\n"
	for _, c := range []struct {
		name   string
		hosts  int
		pickup string
		inputs string
		more   string
		kinds  []Kind
		faults int
		claim  string
		open   bool // no times are found for it
	}{
		{"a host is terminated at the very instant at which its Install ends", 1, "1s", `
  - {at: 0s, ` + two + `
  - {at: 30m, fault: {terminate: web-1}}
  - {at: 50m, setAlarmState: {AlarmName: slow, StateValue: ALARM}}
`, `
  - {when: {instance: web-1, deployment: 1, lifecycleEvent: Install}, fault: {delay: web-1, for: 29m54s}}
`, []Kind{Fail}, 0, `never alarms == 1 and any(deployments, status == "InProgress") and any(instances, revision == "v2" and terminated)`, false},
		{"an agent dies when two deployments wait for it", 1, "1s", `
  - {at: 0s, createDeployment: {applicationName: shop, deploymentGroupName: prod, revision: v2}}
  - {at: 1500ms, createDeployment: {applicationName: shop, deploymentGroupName: two, revision: v3}}
  - {when: {instance: web-1, deployment: 1, lifecycleEvent: AfterInstall}, setAlarmState: {AlarmName: slow, StateValue: ALARM}}
  - {when: {instance: web-1, deployment: 2, lifecycleEvent: AfterInstall}, setAlarmState: {AlarmName: slow, StateValue: ALARM}}
`, `
  - {when: {instance: web-1, deployment: 1, lifecycleEvent: Install, plus: 1700ms}, fault: {crashAgent: web-1}}
`, []Kind{CrashAgent}, 1, `never alarms == 0 and count(deployments, number < 3 and status == "Failed") == 2 and any(instances, revision == "v3" and not upToDate)`, false},
		{"a host waits for its agent when another deployment ends, and is terminated then", 1, "1s", `
  - {at: 0s, createDeployment: {applicationName: shop, deploymentGroupName: two, revision: v3}}
  - {at: 5s, createDeployment: {applicationName: shop, deploymentGroupName: prod, revision: v2}}
  - {after: {deployment: 1, status: Succeeded}, fault: {terminate: web-1}}
  - {when: {instance: web-1, deployment: 2, lifecycleEvent: AfterInstall}, setAlarmState: {AlarmName: slow, StateValue: ALARM}}
`, `
  - {when: {instance: web-1, deployment: 1, lifecycleEvent: DownloadBundle}, fault: {delay: web-1, for: 3500ms}}
`, []Kind{Fail}, 0, `never alarms == 0 and any(deployments, number == 2 and status == "Failed") and any(instances, revision == "v2" and terminated)`, true},
	} {
		searchVariant(t, c.name, fmt.Sprintf(pausing, c.hosts, c.pickup, c.inputs), c.more, c.open, Options{Properties: parse(t, c.claim), Kinds: c.kinds, Faults: c.faults})
	}
}

// searchVariant sees to it that a scenario with more in its timeline breaks a claim, and
// that a search finds out that the scenario may, or leaves it open.
func searchVariant(t *testing.T, name, text, more string, open bool, o Options) {
	t.Helper()
	_, variant := sourceOf(t, text+more)
	if _, verdicts, err := property.Run(sim.New(variant), o.Properties); err != nil || !slices.Contains(verdicts, property.Violated) {
		t.Errorf("%s: %v, %v", name, verdicts, err)
	}
	s, setup := sourceOf(t, text)
	o.Search = Exhaustive
	r := verdictOf(t, s, setup, o).Results[0]
	if left := open && r.Doubts > 0; !left && (r.Verdict != Broken || r.Faults != o.Faults) {
		t.Errorf("%s: %v with %d faults and %d doubts", name, r.Verdict, r.Faults, r.Doubts)
	}
}

// One fault strikes two hosts at the very instant at which both end their Install.
func TestTwoEndAtOneInstant(t *testing.T) {
	text := strings.Replace(fmt.Sprintf(pausing, 2, "1s", `
  - {at: 0s, createDeployment: {applicationName: shop, deploymentGroupName: two, revision: v2}}
  - {at: 30m, fault: {terminate: [web-1, web-2]}}
  - {at: 50m, setAlarmState: {AlarmName: slow, StateValue: ALARM}}
`), "deploymentGroupName: two,", "deploymentGroupName: two, deploymentConfigName: CodeDeployDefault.AllAtOnce,", 1)
	searchVariant(t, "two hosts", text, `
  - {when: {instance: web-1, deployment: 1, lifecycleEvent: Install}, fault: {delay: [web-1, web-2], for: 29m54s}}
`, false, Options{Properties: parse(t, `never alarms == 1 and any(deployments, inProgress == 2) and count(instances, revision == "v2" and terminated) == 2`), Kinds: []Kind{Fail}})
}

// originals is two originals of a blue/green deployment, to each of which another group
// deploys.
const originals = `
rehearse: 1
fleet:
  instances: [{name: a, tags: {Env: prod, Part: a}}, {name: b, tags: {Env: prod, Part: b}}, {name: new, tags: {Env: next}}]
  targetGroups: [{TargetGroupName: web}]
  agent: {pickupDelay: 31s}
alarms: [{AlarmName: one}, {AlarmName: other}]
applications:
  - applicationName: shop
    deploymentGroups:
      - {deploymentGroupName: a, ec2TagFilters: [{Key: Part, Value: a, Type: KEY_AND_VALUE}]}
      - {deploymentGroupName: b, ec2TagFilters: [{Key: Part, Value: b, Type: KEY_AND_VALUE}]}
      - deploymentGroupName: green
        deploymentConfigName: CodeDeployDefault.AllAtOnce
        ec2TagFilters: [{Key: Env, Value: prod, Type: KEY_AND_VALUE}]
        deploymentStyle: {deploymentType: BLUE_GREEN, deploymentOption: WITH_TRAFFIC_CONTROL}
        loadBalancerInfo: {targetGroupInfoList: [{name: web}]}
        blueGreenDeploymentConfiguration:
          terminateBlueInstancesOnDeploymentSuccess: {action: TERMINATE, terminationWaitTimeInMinutes: 30}
          greenFleetProvisioningOption: {action: DISCOVER_EXISTING}
revisions:
  v1:
    appspec:
      version: 0.0
      os: linux
      hooks: {ApplicationStop: [{location: stop.sh, timeout: 60}]}
  v2: {appspec: {version: 0.0, os: linux}}
history:
  - {deploymentGroup: shop/green, revision: v1}
  - {deploymentGroup: shop/a, revision: v1}
  - {deploymentGroup: shop/b, revision: v1}
timeline:
  - at: 0s
    createDeployment:
      {applicationName: shop, deploymentGroupName: green, revision: v2, targetInstances: {tagFilters: [{Key: Env, Value: next, Type: KEY_AND_VALUE}]}}
  - {at: 1h, createDeployment: {applicationName: shop, deploymentGroupName: a, revision: v1}}
  - {at: 1h5s, createDeployment: {applicationName: shop, deploymentGroupName: b, revision: v1}}
  - {when: {instance: a, deployment: 2, lifecycleEvent: ApplicationStop}, setAlarmState: {AlarmName: one, StateValue: ALARM}}
  - {when: {instance: b, deployment: 3, lifecycleEvent: ApplicationStop}, setAlarmState: {AlarmName: other, StateValue: ALARM}}
`

// Originals go when one of their agents has taken up an event of another deployment and
// one has not (CD-3.9, CD-8.1).
func TestOriginalsGoBetweenPolls(t *testing.T) {
	searchVariant(t, "originals", originals, `
  - {when: {instance: new, deployment: 1, lifecycleEvent: Install}, fault: {delay: new, for: 1008500ms}}
`, false, Options{Properties: parse(t, `never alarms == 1 and count(deployments, number > 1 and status == "Failed") == 2`), Kinds: []Kind{Fail}})
}
