package shrink_test

import (
	"context"
	"testing"

	"github.com/seed-11de0fc1/rehearse/scenarios"
	"github.com/seed-11de0fc1/rehearse/scenarios/explore/shrink"
	"github.com/seed-11de0fc1/rehearse/scenarios/property"
	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
)

// under is an engine with a mutant's decision in place of one of AWS's.
func under(id string) func(s *sim.Setup) *sim.World {
	for i := range codedeploy.Mutants {
		if m := &codedeploy.Mutants[i]; m.ID == id {
			d := m.Under()
			return func(s *sim.Setup) *sim.World { return sim.NewUnder(s, d) }
		}
	}
	panic("no mutant " + id)
}

// claim reads a property.
func claim(text string) *property.Property {
	p, err := property.Parse(text)
	if err != nil {
		panic(err)
	}
	return p
}

// budget is that no more targets than the budget are in progress or failed
// (CD-2.7).
var budget = claim("minimum-healthy")

const rich = `
rehearse: 1
title: Everything at once
topic: Rich
teaches: [CD-2.7]
seed: 7
fleet:
  agent: {pickupDelay: 2s}
  instances:
    - {name: front, count: 9, zones: [eu-west-1a, eu-west-1b, eu-west-1c], tags: {Stage: live, Team: shop}}
    - {name: batch, count: 3, tags: {Stage: batch}}
  targetGroups:
    - {TargetGroupName: front-tg, HealthCheckIntervalSeconds: 5}
alarms:
  - {AlarmName: errors, states: [{at: 2h, StateValue: ALARM}]}
applications:
  - applicationName: shop
    deploymentGroups:
      - deploymentGroupName: live
        deploymentConfigName: CodeDeployDefault.HalfAtATime
        ec2TagFilters: [{Key: Stage, Value: live, Type: KEY_AND_VALUE}]
        deploymentStyle: {deploymentType: IN_PLACE, deploymentOption: WITH_TRAFFIC_CONTROL}
        loadBalancerInfo: {targetGroupInfoList: [{name: front-tg}]}
        alarmConfiguration: {enabled: true, alarms: [{name: errors}]}
        autoRollbackConfiguration: {enabled: true, events: [DEPLOYMENT_FAILURE]}
      - deploymentGroupName: batch
        deploymentConfigName: own
        ec2TagFilters: [{Key: Stage, Value: batch, Type: KEY_AND_VALUE}]
deploymentConfigs:
  - {deploymentConfigName: own, minimumHealthyHosts: {type: HOST_COUNT, value: 1}}
revisions:
  old: {bundle: bundles/web-v1}
  new:
    bundle: bundles/web-v1
    scripts:
      scripts/start.sh: {takes: 20s..40s}
      scripts/check.sh: [{on: front-3, takes: 5s, exit: 1}, {on: [front-6, front-7], takes: 5s, exit: 2}, {takes: 5s}]
history:
  - {deploymentGroup: shop/live, revision: old}
  - {deploymentGroup: shop/batch, revision: old}
timeline:
  - at: 0s
    createDeployment: {applicationName: shop, deploymentGroupName: batch, revision: new}
  - at: 13s
    createDeployment: {applicationName: shop, deploymentGroupName: live, revision: new}
  - at: 25s
    fault: {terminate: front-5}
  - at: 31s
    fault: {crashAgent: front-8, for: 10m}
  - at: 1m
    fault: {slow: {instance: batch, factor: 3}}
  - after: {deployment: 1, status: Succeeded, plus: 1h}
    createDeployment: {applicationName: shop, deploymentGroupName: batch, revision: old}
`

func decoded(t testing.TB, text string) *scenarios.Scenario {
	s, found := scenarios.Decode("rich.yaml", []byte(text))
	if found.HasErrors() {
		t.Fatal(found)
	}
	return s
}

func TestRich(t *testing.T) {
	src, _ := scenarios.LoadBundled("half-at-a-time")
	r, err := shrink.Shrink(context.Background(), decoded(t, rich), shrink.Options{Files: src.Files, New: under("M-CD-16"), Property: budget})
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("\n%s\nruns %d others %d minimal %v", r.Text("x.yaml"), r.Runs, len(r.Others), r.Minimal)
}
