package explore

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/seed-11de0fc1/rehearse/sim"
)

// pausing is a fleet whose agents take their time to take up events, and what happens
// to it.
const pausing = `
rehearse: 1
fleet:
  instances: [{name: web, count: %d, tags: {Env: prod}}, {name: new, tags: {Env: next}}]
  targetGroups: [{TargetGroupName: web}]
  agent: {pickupDelay: %s}
alarms: [{AlarmName: slow}]
applications:
  - applicationName: shop
    deploymentGroups:
      - deploymentGroupName: prod
        deploymentConfigName: CodeDeployDefault.OneAtATime
        ec2TagFilters: [{Key: Env, Value: prod, Type: KEY_AND_VALUE}]
        autoRollbackConfiguration: {enabled: true, events: [DEPLOYMENT_FAILURE, DEPLOYMENT_STOP_ON_REQUEST]}
      - {deploymentGroupName: two, ec2TagFilters: [{Key: Env, Value: prod, Type: KEY_AND_VALUE}]}
      - deploymentGroupName: green
        deploymentConfigName: CodeDeployDefault.AllAtOnce
        ec2TagFilters: [{Key: Env, Value: prod, Type: KEY_AND_VALUE}]
        deploymentStyle: {deploymentType: BLUE_GREEN, deploymentOption: WITH_TRAFFIC_CONTROL}
        loadBalancerInfo: {targetGroupInfoList: [{name: web}]}
        autoRollbackConfiguration: {enabled: true, events: [DEPLOYMENT_FAILURE]}
        blueGreenDeploymentConfiguration:
          terminateBlueInstancesOnDeploymentSuccess: {action: TERMINATE, terminationWaitTimeInMinutes: 0}
          greenFleetProvisioningOption: {action: DISCOVER_EXISTING}
revisions:
  v1:
    appspec:
      version: 0.0
      os: linux
      hooks: {ApplicationStop: [{location: stop.sh, timeout: 60}]}
  v2: {appspec: {version: 0.0, os: linux}}
  v3: {appspec: {version: 0.0, os: linux}}
history:
  - {deploymentGroup: shop/prod, revision: v1}
  - {deploymentGroup: shop/green, revision: v1}
timeline:
%s`

// What may happen while agents are about to take up events breaks claims (CD-8.1).
func TestWhatHappensBeforePolls(t *testing.T) {
	const prod = "createDeployment: {applicationName: shop, deploymentGroupName: prod, revision: v1}}\n"
	for _, c := range []struct {
		name   string
		hosts  int
		pickup string
		inputs string
		kind   Kind
		faults int
		claim  string
	}{
		{"a host is down when its target starts, and back before its agent asks", 1, "120s", `
  - {at: 9s, fault: {reboot: web-1, for: 60s}}
  - {at: 10s, ` + prod + `
  - {at: 135s, stopDeployment: {deployment: 1}}
  - {at: 136s, setAlarmState: {AlarmName: slow, StateValue: ALARM}}
`, Fail, 0, `never alarms == 1 and any(deployments, number == 1 and status == "InProgress")`},
		{"an agent dies behind one event without scripts and before the next", 1, "1s", `
  - {at: 0s, ` + prod + `
  - {when: {instance: web-1, deployment: 1, lifecycleEvent: ApplicationStart, plus: 500ms}, setAlarmState: {AlarmName: slow, StateValue: ALARM}}
`, CrashAgent, 1, `atEnd alarms == 0 or all(deployments, status == "Succeeded")`},
		{"an agent dies when its replacement is about to get traffic", 1, "1s", `
  - {at: 0s, createDeployment: {applicationName: shop, deploymentGroupName: green, revision: v1, targetInstances: {tagFilters: [{Key: Env, Value: next, Type: KEY_AND_VALUE}]}}}
`, CrashAgent, 1, `never any(deployments, isRollback and targets > 0)`},
		{"a host that has nothing to do is gone before somebody stops a deployment", 2, "31s", `
  - {at: 0s, ` + prod + `
  - {at: 13s, stopDeployment: {deployment: 1}}
`, Terminate, 1, `never any(deployments, isRollback and targets == 1) and any(instances, name == "web-2" and terminated)`},
		{"a host is down when it has taken up one of two events", 1, "56s", `
  - {at: 0s, ` + prod + `
  - {at: 33s, createDeployment: {applicationName: shop, deploymentGroupName: two, revision: v1}}
  - {when: {instance: web-1, deployment: 2, lifecycleEvent: ApplicationStop}, setAlarmState: {AlarmName: slow, StateValue: ALARM}}
`, Reboot, 1, `never alarms == 0 and any(deployments, number == 1 and status == "Failed")`},
		{"somebody stops a deployment when one of two hosts has begun", 1, "20s", `
  - {at: 0s, ` + prod + `
  - {at: 5s, createDeployment: {applicationName: shop, deploymentGroupName: two, revision: v1}}
  - {at: 22s, stopDeployment: {deployment: 2}}
  - {at: 23s, setAlarmState: {AlarmName: slow, StateValue: ALARM}}
`, Fail, 0, `never alarms == 1 and any(deployments, number == 1 and status == "InProgress") and any(deployments, number == 2 and status == "Stopped")`},
		{"a host is rebooted between two events", 1, "20s", `
  - {at: 0s, ` + prod + `
  - {at: 30m, fault: {reboot: web-1, for: 10m}}
`, Hang, 0, `never any(deployments, number == 1 and status == "Failed" and duration < 36m)`},
		{"a host is gone when a deployment has begun, and its agent is about to take up another's event", 1, "20s", `
  - {at: 0s, ` + prod + `
  - {at: 10s, createDeployment: {applicationName: shop, deploymentGroupName: two, revision: v1}}
  - {when: {instance: web-1, deployment: 1, lifecycleEvent: ApplicationStop}, setAlarmState: {AlarmName: slow, StateValue: ALARM}}
`, Terminate, 1, `atEnd alarms == 1 or count(deployments) < 2 or none(deployments, number == 2 and targets == 1)`},
	} {
		s, setup := sourceOf(t, fmt.Sprintf(pausing, c.hosts, c.pickup, c.inputs))
		x := &exhaustive{space: space{kinds: []Kind{c.kind}, claims: parse(t, c.claim)}}
		if err := x.search(context.Background(), sim.New(setup), c.faults, 100_000); err != nil && err != errOver {
			t.Fatal(err)
		}
		if len(x.found) > 0 && x.found[0].Faults == c.faults {
			continue
		}
		// The way that was gone first may be one without times; then there is another.
		r := verdictOf(t, s, setup, Options{Properties: x.claims, Search: Exhaustive, Kinds: x.kinds, Faults: c.faults}).Results[0]
		if r.Verdict != Broken || r.Faults != c.faults {
			t.Errorf("%s: %v, %d states, %d doubts", c.name, r.Verdict, x.reached(), x.doubts[0])
		}
	}
}

// What ends while an agent is about to take up an event makes the time until it does no
// shorter: a stop long after an input comes before the event that is taken up is over.
func TestPollsTakeTheirTimeBehindWaits(t *testing.T) {
	s, setup := sourceOf(t, `
rehearse: 1
fleet: {agent: {pickupDelay: 58s}, instances: [{name: web, tags: {Env: prod}}]}
applications:
  - applicationName: shop
    deploymentGroups: [{deploymentGroupName: prod, ec2TagFilters: [{Key: Env, Value: prod, Type: KEY_AND_VALUE}]}]
revisions:
  v1:
    appspec: {version: 0.0, os: linux, hooks: {ApplicationStop: [{location: stop.sh, timeout: 10}]}}
    scripts: {stop.sh: {exit: 1}}
history: [{deploymentGroup: shop/prod, revision: v1}]
timeline:
  - {at: 0s, createDeployment: {applicationName: shop, deploymentGroupName: prod, revision: v1}}
  - {at: 5s, continueDeployment: {deployment: 1}, expect: {error: UnsupportedActionForDeploymentTypeException}}
  - {at: 1m5s, stopDeployment: {deployment: 1}}
`)
	o := Options{Properties: parse(t, `never any(deployments, status == "Stopped")`), Search: Exhaustive, Kinds: []Kind{Fail}}
	if r := verdictOf(t, s, setup, o).Results[0]; r.Verdict != Broken || r.Faults != 0 {
		t.Errorf("%v with %d doubts", r.Verdict, r.Doubts)
	}
}

// An alarm that turns while an agent is about to take up an event, after an input, may
// be read before the agent does (CD-6.1).
func TestAlarmsAreReadBeforePolls(t *testing.T) {
	s, setup := sourceOf(t, `
rehearse: 1
fleet:
  agent: {pickupDelay: 42s}
  instances: [{name: web, tags: {Env: prod}}]
  targetGroups: [{TargetGroupName: web, deregistrationDelay: 16s}]
alarms: [{AlarmName: errors, states: [{at: 31s, StateValue: ALARM}]}]
functions:
  api: {versions: [2, 3], aliases: [{Name: live, FunctionVersion: 2}]}
  CodeDeployHook_check: {}
applications:
  - applicationName: shop
    deploymentGroups:
      - deploymentGroupName: prod
        deploymentConfigName: CodeDeployDefault.AllAtOnce
        ec2TagFilters: [{Key: Env, Value: prod, Type: KEY_AND_VALUE}]
        deploymentStyle: {deploymentType: IN_PLACE, deploymentOption: WITH_TRAFFIC_CONTROL}
        loadBalancerInfo: {targetGroupInfoList: [{name: web}]}
        alarmConfiguration: {enabled: true, alarms: [{name: errors}]}
  - {applicationName: api, computePlatform: Lambda, deploymentGroups: [{deploymentGroupName: live, deploymentConfigName: CodeDeployDefault.LambdaAllAtOnce}]}
revisions:
  v1: {appspec: {version: 0.0, os: linux, hooks: {BeforeInstall: [{location: BeforeInstall.sh}]}}}
  api:
    appspec:
      version: 0.0
      Resources: [{api: {Type: "AWS::Lambda::Function", Properties: {Name: api, Alias: live, CurrentVersion: "2", TargetVersion: "3"}}}]
      Hooks: [{AfterAllowTraffic: CodeDeployHook_check}]
timeline:
  - {at: 0s, createDeployment: {applicationName: shop, deploymentGroupName: prod, revision: v1}}
  - {at: 11s, createDeployment: {applicationName: api, deploymentGroupName: live, revision: api}}
`)
	claim := `never any(deployments, number == 1 and status == "Stopped") and inService == 1 and any(deployments, number == 2 and status == "Failed")`
	o := Options{Properties: parse(t, claim), Search: Exhaustive, Kinds: []Kind{Fail}, Faults: 1}
	if r := verdictOf(t, s, setup, o).Results[0]; r.Verdict != Broken || r.Faults != 1 {
		t.Errorf("%v with %d faults, %d doubts", r.Verdict, r.Faults, r.Doubts)
	}
}

// A host may be gone before anything has happened at all, so that a deployment at time
// 0 finds none (CD-1.15).
func TestFaultsBeforeAnything(t *testing.T) {
	s, setup := sourceOf(t, fmt.Sprintf(pausing, 1, "1s", `
  - {at: 0s, createDeployment: {applicationName: shop, deploymentGroupName: two, revision: v1}}
`))
	for _, c := range []struct {
		claim  string
		faults int
	}{
		{`never any(deployments, code == "NO_INSTANCES")`, 1},
		{`never any(deployments, code == "NO_INSTANCES") and all(instances, terminated)`, 2},
	} {
		o := Options{Properties: parse(t, c.claim), Search: Exhaustive, Kinds: []Kind{Terminate}, Faults: 2}
		r := verdictOf(t, s, setup, o).Results[0]
		if r.Verdict != Broken || r.Faults != c.faults || r.Scenario == nil || *r.Scenario.Timeline[1].At != 0 {
			t.Errorf("%s: %v with %d faults and %d doubts: %v", c.claim, r.Verdict, r.Faults, r.Doubts, r.Steps)
		}
	}
}

// How many hosts served at the start is counted when the scenario starts, without those
// that are gone by then (CD-7.4).
func TestTheStartIsThatOfTheScenario(t *testing.T) {
	s, setup := sourceOf(t, fmt.Sprintf(pausing, 1, "1s", `
  - {at: 0s, createDeployment: {applicationName: shop, deploymentGroupName: two, revision: v1}}
`))
	claim := `atEnd any(deployments, code == "NO_INSTANCES") -> inServiceAtStart == 1`
	r := verdictOf(t, s, setup, Options{Properties: parse(t, claim), Search: Exhaustive, Kinds: []Kind{Terminate}, Faults: 1}).Results[0]
	if r.Verdict != Proved {
		t.Errorf("%v with %d doubts: %v", r.Verdict, r.Doubts, r.Steps)
	}
}

// A host that leaves the load balancer as soon as the deployment starts took requests at
// the start, whether faults may strike before that or not.
func TestTheStartIsBeforeAllElse(t *testing.T) {
	text := strings.Replace(balanced, "instances: [{name: web, count: 6, tags: {Env: prod}}]",
		"instances: [{name: web-1, tags: {Env: prod}, instanceProfile: none}, {name: web-2, tags: {Env: prod}}]", 1)
	for _, kind := range []Kind{Fail, Terminate} {
		s, setup := sourceOf(t, text)
		r := verdictOf(t, s, setup, Options{Properties: parse(t, "always 4 * inService >= 3 * inServiceAtStart"), Kinds: []Kind{kind}}).Results[0]
		if r.Verdict != Broken {
			t.Errorf("%v: %v: %v", kind, r.Verdict, r.Steps)
		}
	}
}

// What alarms do comes as long after the start as the scenario says, also in a search
// that begins before it.
func TestAlarmsKeepTheirTimes(t *testing.T) {
	for _, alarm := range []string{"states: [{at: 1s, StateValue: ALARM}]", "unreadable: {from: 1s, to: 1h}"} {
		text := strings.NewReplacer("{AlarmName: slow}", "{AlarmName: slow, "+alarm+"}", "{deploymentGroupName: two, ec2",
			"{deploymentGroupName: two, alarmConfiguration: {enabled: true, alarms: [{name: slow}]}, ec2").Replace(fmt.Sprintf(pausing, 1, "1s", `
  - {at: 0s, createDeployment: {applicationName: shop, deploymentGroupName: two, revision: v1}}
`))
		s, setup := sourceOf(t, text)
		o := Options{Properties: parse(t, `sometimes any(deployments, status == "InProgress")`), Search: Exhaustive, Kinds: []Kind{Terminate}}
		if r := verdictOf(t, s, setup, o).Results[0]; r.Verdict != Shown {
			t.Errorf("%s: %v", alarm, r.Verdict)
		}
	}
}
