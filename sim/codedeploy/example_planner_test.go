package codedeploy_test

import (
	"context"
	"fmt"

	"github.com/seed-11de0fc1/rehearse/scenarios"
	"github.com/seed-11de0fc1/rehearse/scenarios/explore"
	"github.com/seed-11de0fc1/rehearse/scenarios/property"
	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
)

// naive starts the next host when one is finished, so many at a time. It looks
// right, and it is right until hosts fail.
type naive struct{ parallel int }

func (naive) Begins(codedeploy.Budget) bool { return true }

func (p naive) Next(r codedeploy.Rollout) codedeploy.Move {
	switch b := r.Budget(); {
	case b.Pending > 0 && b.InProgress < p.parallel:
		return codedeploy.StartFirst
	case b.InProgress > 0:
		return codedeploy.Hold
	case b.Failed > 0:
		return codedeploy.Fail
	}
	return codedeploy.Succeed
}

// careful counts a host that failed as one that is still down.
type careful struct{ naive }

func (p careful) Next(r codedeploy.Rollout) codedeploy.Move {
	switch b := r.Budget(); {
	case b.Pending > 0 && b.InProgress+b.Failed < p.parallel:
		return codedeploy.StartFirst
	case b.InProgress > 0:
		return codedeploy.Hold
	case b.Pending > 0:
		return codedeploy.Fail
	}
	return codedeploy.Succeed
}

const fourHosts = `
rehearse: 1
fleet:
  instances: [{name: web, count: 4, tags: {Env: prod}}]
applications:
  - applicationName: shop
    computePlatform: Server
    deploymentGroups:
      - {deploymentGroupName: prod, ec2TagFilters: [{Key: Env, Value: prod, Type: KEY_AND_VALUE}]}
revisions:
  v1: {appspec: {version: 0.0, os: linux}}
  v2: {appspec: {version: 0.0, os: linux, hooks: {ValidateService: [{location: check.sh}]}}}
history: [{deploymentGroup: shop/prod, revision: v1}]
timeline:
  - {at: 0s, createDeployment: {applicationName: shop, deploymentGroupName: prod, revision: v2}}
`

// An orchestrator of one's own, two hosts at a time: do at least two of four
// always serve, whichever script fails or hangs, and however long anything takes? (With
// a host that is gone before, two of three are too many.)
func ExamplePlanner() {
	scenario, setup, found := (&scenarios.Source{Name: "four.yaml", Text: []byte(fourHosts)}).Compile()
	if setup == nil {
		fmt.Println(found)
		return
	}
	half, err := property.Parse("always all(deployments, 2 * offline <= planned)")
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, p := range []codedeploy.Planner{naive{2}, careful{naive{2}}} {
		report, err := explore.Explore(context.Background(), scenario, setup, explore.Options{
			Properties: []*property.Property{half}, Faults: explore.AnyFaults, Kinds: []explore.Kind{explore.Fail, explore.Hang}, Decisions: codedeploy.Planned(p),
		})
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Printf("%T: %v, faults: %d\n", p, report.Results[0].Verdict, report.Results[0].Faults)
	}
	// Output:
	// codedeploy_test.naive: counterexample, faults: 1
	// codedeploy_test.careful: proved, faults: 0
}
