package explore

// Which search tells of a property.

import (
	"fmt"
	"reflect"
	"strings"
	"testing"
)

// What depends on orders alone is proved beside it, as if it stood alone.
func TestOrdersBesideTimes(t *testing.T) {
	s, setup := half(t, 3)
	o := Options{Properties: parse(t, "max-offline=1"), Faults: 2, Partial: true, Runs: 300}
	alone := verdictOf(t, s, setup, o)
	o.Properties = parse(t, "ends-within=20h", "max-offline=1", "ends-within=5m")
	r := verdictOf(t, s, setup, o)
	for n, want := range []Result{{Search: Random, Verdict: NotFound}, {Search: Exhaustive, Verdict: Proved}, {Search: Random, Verdict: Broken}} {
		if x := r.Results[n]; x.Search != want.Search || x.Verdict != want.Verdict {
			t.Errorf("%s: %v search: %v", x.Property.Name, x.Search, x.Verdict)
		}
	}
	if r.Rest = nil; !reflect.DeepEqual(r.Reach, alone.Reach) || !r.Complete || r.Runs != 300 || !r.Symmetric {
		t.Errorf("%+v after %d runs, alone %+v", r.Reach, r.Runs, alone.Reach)
	}
}

// What is found of one property does not keep drawn runs from telling of another,
// of which too few states were visited.
func TestFoundBesideLeftOpen(t *testing.T) {
	s, setup := half(t, 4)
	o := Options{Properties: parse(t, "max-offline=1", "max-offline=2"), Faults: 3, Partial: true, States: 100, Runs: 50}
	r := verdictOf(t, s, setup, o)
	if found, open := r.Results[0], r.Results[1]; found.Search != Exhaustive || found.Verdict != Broken || open.Search != Random || open.Verdict != NotFound || r.Runs != 50 {
		t.Errorf("%v by %v search, %v by %v search after %d runs", found.Verdict, found.Search, open.Verdict, open.Search, r.Runs)
	}
}

// A scenario of which a deployment runs out of time as it is says more than a search
// that does not count work: CD-2.18.
func TestOutOfTime(t *testing.T) {
	text := strings.NewReplacer("timeout: 60", "timeout: 3600", "takes: 5s", "takes: 59m").Replace(fmt.Sprintf(small, 14, "CodeDeployDefault.OneAtATime"))
	s, setup := sourceOf(t, text)
	r := verdictOf(t, s, setup, Options{Properties: parse(t, "nothing-skipped", "max-offline=1"), Kinds: []Kind{Terminate}, Faults: 1, Runs: 20})
	if x := r.Results[0]; x.Verdict != Broken || x.Faults != 0 || x.Scenario == nil {
		t.Errorf("%v with %d faults", x.Verdict, x.Faults)
	}
	if x := r.Results[1]; x.Verdict != NotFound || x.Search != Random || r.Complete || !strings.Contains(r.Why, "CD-2.18") {
		t.Errorf("%v by %v search: %s", x.Verdict, x.Search, r.Why)
	}
	r = verdictOf(t, s, setup, Options{Properties: parse(t, "max-offline=1"), Kinds: []Kind{Terminate}, Faults: 1, States: 400, Runs: 20})
	if x := r.Results[0]; r.Enough || !r.Layers[0].Done || r.UpTo >= 0 || x.UpTo >= 0 {
		t.Errorf("with too few states it holds up to %d; layers %+v, up to %d", x.UpTo, r.Layers, r.UpTo)
	}
}

// doubtful breaks a claim without faults in orders that no scenario was found to show.
const doubtful = `
rehearse: 1
fleet:
  instances:
    - {name: web, count: 1, tags: {Env: prod}}
    - {name: new-2, tags: {Env: next}}
    - {name: new-3, tags: {Env: next}, health: [Unhealthy, Current]}
  loadBalancers:
    - LoadBalancerName: shop
  targetGroups:
    - {TargetGroupName: web, deregistrationDelay: 5m}
alarms:
  - AlarmName: errors
    states: [{at: 2s, StateValue: ALARM}]
    unreadable: {from: 9s}
applications:
  - applicationName: shop
    deploymentGroups:
      - deploymentGroupName: prod
        deploymentStyle: {deploymentType: BLUE_GREEN, deploymentOption: WITH_TRAFFIC_CONTROL}
        loadBalancerInfo: {elbInfoList: [{name: shop}], targetGroupInfoList: [{name: web}]}
        blueGreenDeploymentConfiguration:
          greenFleetProvisioningOption: {action: DISCOVER_EXISTING}
        alarmConfiguration: {enabled: true, ignorePollAlarmFailure: true, alarms: [{name: errors}]}
deploymentConfigs:
  - deploymentConfigName: own
    minimumHealthyHosts: {type: HOST_COUNT, value: 1}
revisions:
  v1:
    appspec:
      version: 0.0
  v2: {appspec: {version: 0.0, os: linux}, errorRate: 49, latency: 60ms}
history:
  - {deploymentGroup: shop/prod, revision: v2, fileExistsBehavior: OVERWRITE}
timeline:
  - at: 0s
    createDeployment:
      applicationName: shop
      deploymentGroupName: prod
      revision: v2
      targetInstances: {tagFilters: [{Key: Env, Value: next, Type: KEY_AND_VALUE}]}
`

// With how many faults a claim holds that a drawn run breaks is said only where the search
// before, which is not over, has left no doubts.
func TestDoubtsBeforeDrawnRuns(t *testing.T) {
	s, setup := sourceOf(t, doubtful)
	r := verdictOf(t, s, setup, Options{Properties: parse(t, "never-mixed-at-end"), Faults: 3, Partial: true, States: 200, Runs: 300})
	if x := r.Results[0]; r.Enough || !r.Layers[0].Done || x.Verdict != Broken || x.Faults != 1 || x.UpTo >= 0 || x.Doubts == 0 {
		t.Errorf("%v with %d faults, up to %d proved, %d doubts; %+v", x.Verdict, x.Faults, x.UpTo, x.Doubts, r.Reach)
	}
}
