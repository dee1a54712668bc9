package explore

import (
	"fmt"
	"testing"

	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// waiting is a host behind a load balancer, and inputs that wait.
const waiting = `
rehearse: 1
fleet:
  instances: [{name: web, tags: {Env: prod}}, {name: other}]
  loadBalancers: [{LoadBalancerName: shop}]
  agent: {pickupDelay: %s}
alarms: [{AlarmName: slow}, {AlarmName: wrong}]
applications:
  - applicationName: shop
    deploymentGroups:
      - deploymentGroupName: prod
        deploymentConfigName: CodeDeployDefault.AllAtOnce
        ec2TagFilters: [{Key: Env, Value: prod, Type: KEY_AND_VALUE}]
        deploymentStyle: {deploymentType: IN_PLACE, deploymentOption: WITH_TRAFFIC_CONTROL}
        loadBalancerInfo: {elbInfoList: [{name: shop}]}
      - {deploymentGroupName: none, ec2TagFilters: [{Key: Env, Value: none, Type: KEY_AND_VALUE}]}
revisions:
  v1:
    appspec: &a
      version: 0.0
      os: linux
      hooks: {BeforeBlockTraffic: [{location: before.sh, timeout: 10}]}
  v2: {appspec: *a}
history:
  - {deploymentGroup: shop/prod, revision: v1}
timeline:
  - {at: %s, setAlarmState: {AlarmName: wrong, StateValue: ALARM}}
%s`

// What can come before what: a search must not know less of it than is true.
func TestOrdersOfWaits(t *testing.T) {
	for _, c := range []struct {
		name, pickup, alarm, more, claim string
		kind                             Kind
	}{
		{"an outage during one that was to end at the same millisecond", "1s", "75s", `
  - {at: 9s, fault: {crashAgent: web}}
  - {at: 10s, fault: {reboot: web, for: 60001ms}}
`, `never alarms == 1 and any(instances, agent == "stopped")`, Reboot}, // it starts with its host
		{"an outage during a longer one", "1s", "105s", `
  - {at: 9s, fault: {crashAgent: web}}
  - {at: 10s, fault: {reboot: web, for: 90s}}
`, `never alarms == 1 and any(instances, agent == "stopped")`, Reboot},
		{"three waits of 1.2 s behind one of 3.3 s", "1s", "3300ms", `
  - {at: 1200ms, createDeployment: {applicationName: shop, deploymentGroupName: none, revision: v1}}
  - {after: {deployment: 1, status: Failed, plus: 1200ms}, createDeployment: {applicationName: shop, deploymentGroupName: none, revision: v1}}
  - {after: {deployment: 2, status: Failed, plus: 1200ms}, createDeployment: {applicationName: shop, deploymentGroupName: none, revision: v1}}
`, `never alarms == 1 and none(deployments, number == 3) and any(instances, terminated)`, Terminate},
		{"an agent that takes half a minute to begin", "30s", "20s",
			"  - {at: 0s, createDeployment: {applicationName: shop, deploymentGroupName: prod, revision: v2}}",
			`never alarms == 1 and any(instances, inService and revision == "v1") and any(instances, name == "other" and terminated)`, Terminate},
		{"an agent that dies before it has begun anything", "1s", "30m",
			"  - {at: 0s, createDeployment: {applicationName: shop, deploymentGroupName: prod, revision: v2}}",
			`never alarms == 0 and any(deployments, status == "Failed") and all(instances, inService)`, CrashAgent},
		{"somebody who stops a deployment before anything has begun", "20s", "1h", `
  - {at: 0s, createDeployment: {applicationName: shop, deploymentGroupName: prod, revision: v2}}
  - {at: 10s, stopDeployment: {deployment: 1}}
`, `never any(deployments, status == "Stopped") and any(instances, inService and revision == "v1") and any(instances, name == "other" and terminated)`, Terminate},
	} {
		s, setup := sourceOf(t, fmt.Sprintf(waiting, c.pickup, c.alarm, c.more))
		o := Options{Properties: parse(t, c.claim), Search: Exhaustive, Kinds: []Kind{c.kind}, Faults: 1}
		r := verdictOf(t, s, setup, o).Results[0]
		if r.Verdict != Broken || r.Faults != 1 {
			t.Errorf("%s: %v with %d faults and %d doubts", c.name, r.Verdict, r.Faults, r.Doubts)
		}
	}
}

// What clocks have left that were there before makes no difference to new ones.
func TestClocksBeginAnew(t *testing.T) {
	used, c := new(clocks), new(clocks)
	used.add(clock{}, 8*kernel.Second, 8*kernel.Second)
	*used.at(0, 0) = -6 * kernel.Second // as after an order for which there are no times
	used.remove(1)
	c.copyFrom(used)
	for _, c := range []*clocks{used, c} {
		c.add(clock{}, 3*kernel.Second, 5*kernel.Second)
		if least, most := -*c.at(0, 1), *c.at(1, 0); least != 3*kernel.Second || most != 5*kernel.Second {
			t.Errorf("from %v to %v are left", least, most)
		}
	}
}
