package explore

import (
	"strings"
	"testing"
)

// Scenarios with work of which a delay by another one, or one that was meant for another
// deployment, runs into the timeout.
const (
	delayed40 = `
rehearse: 1
fleet: {instances: [{name: web, count: 1, tags: {Env: prod}}]}
applications:
  - applicationName: shop
    deploymentGroups: [{deploymentGroupName: prod, ec2TagFilters: [{Key: Env, Value: prod, Type: KEY_AND_VALUE}]}]
revisions: {v1: {appspec: {version: 0.0, os: linux, hooks: {AfterInstall: [{location: a.sh, timeout: 60}]}}}}
timeline:
  - {at: 0s, createDeployment: {applicationName: shop, deploymentGroupName: prod, revision: v1}}
  - {when: {instance: web-1, lifecycleEvent: AfterInstall}, fault: {delay: web-1, for: 40s}}
`
	longBesideShort = `
rehearse: 1
fleet: {instances: [{name: web, count: 1, tags: {Env: prod}}]}
applications:
  - applicationName: shop
    deploymentGroups:
      - {deploymentGroupName: prod, ec2TagFilters: [{Key: Env, Value: prod, Type: KEY_AND_VALUE}]}
      - {deploymentGroupName: agents, ec2TagFilters: [{Key: Env, Value: prod, Type: KEY_AND_VALUE}]}
revisions:
  long: {appspec: {version: 0.0, os: linux, hooks: {AfterInstall: [{location: a.sh, timeout: 3600}]}}, scripts: {a.sh: {takes: 20s}}}
  short: {appspec: {version: 0.0, os: linux, hooks: {AfterInstall: [{location: a.sh, timeout: 60}]}}, scripts: {a.sh: {takes: 20s}}}
timeline:
  - {at: 0s, createDeployment: {applicationName: shop, deploymentGroupName: agents, revision: short}}
  - {at: 0s, createDeployment: {applicationName: shop, deploymentGroupName: prod, revision: long}}
`
)

// delayedBehind is a host behind a load balancer, of which BlockTraffic is delayed.
var delayedBehind = strings.NewReplacer("Env: prod}}]}", "Env: prod}}], targetGroups: [{TargetGroupName: web}]}", "prod, ec2",
	"prod, deploymentStyle: {deploymentType: IN_PLACE, deploymentOption: WITH_TRAFFIC_CONTROL}, loadBalancerInfo: {targetGroupInfoList: [{name: web}]}, ec2",
	"AfterInstall},", "BlockTraffic},").Replace(delayed40)

// A delay that runs into a timeout counts as no order of work: what it breaks takes a
// fault.
func TestTimeoutsAreFaults(t *testing.T) {
	for name, text := range map[string]string{"a delay of its own": delayed40, "another deployment": longBesideShort, "in front of a load balancer": delayedBehind} {
		s, setup := sourceOf(t, text)
		for _, search := range []Search{Exhaustive, Random} {
			r := verdictOf(t, s, setup, Options{Properties: parse(t, "succeeds"), Kinds: []Kind{Fail}, Faults: 1, Search: search, Runs: 2000})
			if x := r.Results[0]; x.Verdict != Broken || x.Faults != 1 {
				t.Errorf("%s, %v: %v with %d faults: %v", name, search, x.Verdict, x.Faults, x.Strikes(s))
			}
		}
	}
}

// A fault that waits for an event of a deployment strikes that one alone.
func TestFaultsOfOneDeployment(t *testing.T) {
	for when, both := range map[string]bool{"deployment: 2, ": false, "": true} {
		s, setup := sourceOf(t, longBesideShort+"  - {when: {instance: web-1, "+when+"lifecycleEvent: AfterInstall, plus: 10s}, fault: {fail: web-1}}\n")
		claims := parse(t, `atEnd any(deployments, number == 1 and failed == 1)`, `atEnd any(deployments, number == 2 and failed == 1)`)
		r := verdictOf(t, s, setup, Options{Properties: claims, Kinds: []Kind{}, Search: Random, Runs: 1})
		if first, second := r.Results[0].Verdict != Broken, r.Results[1].Verdict != Broken; first != both || !second {
			t.Errorf("when %q: the first fails: %v, the second: %v", when, first, second)
		}
	}
}
