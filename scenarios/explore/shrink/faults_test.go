package shrink_test

import (
	"context"
	"strings"
	"testing"

	"github.com/seed-11de0fc1/rehearse/scenarios"
	"github.com/seed-11de0fc1/rehearse/scenarios/explore/shrink"
)

// shop is four hosts behind a load balancer, of which one is gone when they are
// deployed to one at a time.
const shop = `
rehearse: 1
fleet:
  instances: [{name: web, count: 4, tags: {Env: prod}}]
  targetGroups: [{TargetGroupName: tg}]
applications:
  - applicationName: shop
    deploymentGroups:
      - deploymentGroupName: prod
        deploymentConfigName: CodeDeployDefault.OneAtATime
        ec2TagFilters: [{Key: Env, Value: prod, Type: KEY_AND_VALUE}]
        deploymentStyle: {deploymentType: IN_PLACE, deploymentOption: WITH_TRAFFIC_CONTROL}
        loadBalancerInfo: {targetGroupInfoList: [{name: tg}]}
revisions:
  v1: {appspec: {version: 0.0, os: linux}}
timeline:
  - {at: 1s, fault: {stop: web-3}}
  - {at: 3s, createDeployment: {applicationName: shop, deploymentGroupName: prod, revision: v1}}
`

// gone is two hosts that are gone when they are to be deployed to.
const gone = `
rehearse: 1
fleet: {instances: [{name: web, count: 2, tags: {Env: prod}}]}
applications:
  - applicationName: shop
    deploymentGroups: [{deploymentGroupName: prod, ec2TagFilters: [{Key: Env, Value: prod}]}]
revisions:
  v1: {appspec: {version: 0.0, os: linux, hooks: {ValidateService: [{location: check.sh}]}}, scripts: {check.sh: {exit: 1}}}
timeline:
  - {at: 1s, fault: {terminate: web}}
  - {at: 3s, createDeployment: {applicationName: shop, deploymentGroupName: prod, revision: v1}}
`

// What takes a fault still takes one of its kind, though the fault is not among the
// causes of what is told: a share of the hosts is not lost as there is but one (CD-7.1),
// and there is no host to deploy to as they are gone, not as no tag fits (CD-2.6).
func TestSameFaults(t *testing.T) {
	for _, c := range []struct{ scenario, claim, rules, fault, kept string }{
		{shop, "min-in-service=75%", "CD-7.1, CD-2.7, CD-2.2, CD-1.5", "fault: {stop: web-2}", "count: 4"},
		{gone, `never any(deployments, status == "Failed" and failed == 0)`, "CD-2.6, CD-1.5", "fault: {terminate: web-1}", "ec2TagFilters"},
	} {
		o := shrink.Options{Property: claim(c.claim)}
		r, err := shrink.Shrink(context.Background(), decoded(t, c.scenario), o)
		if err != nil {
			t.Fatal(err)
		}
		minimal(t, r, o)
		text := string(r.Text("x"))
		if r.Chain.String() != c.rules || !strings.Contains(text, c.fault) || !strings.Contains(text, c.kept) || strings.Contains(text, "exit") {
			t.Errorf("want %s, %s and %s in\n%s", c.rules, c.fault, c.kept, text)
		}
	}
}

// A fault stays of its kind, where one that is simpler would do the same (CD-8.4).
func TestSameKindOfFault(t *testing.T) {
	cut := strings.Replace(strings.Replace(gone, "terminate: web}", "cutNetwork: web-1}", 1), "exit: 1", "exit: 0", 1)
	o := shrink.Options{Property: claim("succeeds")}
	r, err := shrink.Shrink(context.Background(), decoded(t, cut), o)
	if err != nil {
		t.Fatal(err)
	}
	minimal(t, r, o)
	if text := string(r.Text("x")); !strings.Contains(text, "fault: {cutNetwork: web-1}") {
		t.Errorf("%s", text)
	}
}

// A script that fails by itself does not take the place of a fault that it takes, so that
// the counterexample has one to be tried next time.
func TestFaultBesideAScriptThatFails(t *testing.T) {
	src, err := scenarios.LoadBundled("half-at-a-time")
	if err != nil {
		t.Fatal(err)
	}
	s, _, _ := src.Compile()
	on := scenarios.Names("web-1")
	s.Timeline = append(s.Timeline, scenarios.Entry{When: &scenarios.When{Instance: on[0], LifecycleEvent: "Install", Deployment: new(int64(1))}, Fault: &scenarios.Fault{Fail: on}})
	o := shrink.Options{Files: src.Files, Property: claim("max-failed=1")}
	r, err := shrink.Shrink(context.Background(), s, o)
	if err != nil {
		t.Fatal(err)
	}
	minimal(t, r, o)
	if text := string(r.Text("x")); !strings.Contains(text, "fault: {fail: web-") || !strings.Contains(text, "exit: 1") {
		t.Errorf("%s", text)
	}
}

// Nor does one that fails on more hosts take the place of one of two faults.
func TestTwoFaultsBesideAScriptThatFails(t *testing.T) {
	const failing = `
rehearse: 1
fleet: {instances: [{name: web, count: 6, tags: {Env: prod}}]}
applications:
  - applicationName: shop
    deploymentGroups:
      - {deploymentGroupName: prod, deploymentConfigName: CodeDeployDefault.HalfAtATime, ec2TagFilters: [{Key: Env, Value: prod, Type: KEY_AND_VALUE}]}
revisions:
  v1:
    appspec: {version: 0.0, os: linux, hooks: {ValidateService: [{location: check.sh}]}}
    scripts: {check.sh: {exit: 1, on: [web-1, web-6]}}
timeline:
  - {at: 0s, createDeployment: {applicationName: shop, deploymentGroupName: prod, revision: v1}}
  - {when: {instance: web-2, lifecycleEvent: Install}, fault: {fail: web-2}}
  - {when: {instance: web-3, lifecycleEvent: Install}, fault: {fail: web-3}}
`
	o := shrink.Options{Property: claim("max-failed=2")}
	r, err := shrink.Shrink(context.Background(), decoded(t, failing), o)
	if err != nil {
		t.Fatal(err)
	}
	minimal(t, r, o)
	if text := string(r.Text("x")); strings.Count(text, "fault: {fail: web-") != 2 || !strings.Contains(text, "exit: 1") {
		t.Errorf("%s", text)
	}
}
