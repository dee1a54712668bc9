package codedeploy_test

import (
	"fmt"

	"github.com/seed-11de0fc1/rehearse/fleet"
	"github.com/seed-11de0fc1/rehearse/scenarios"
	"github.com/seed-11de0fc1/rehearse/scenarios/property"
	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
	"github.com/seed-11de0fc1/rehearse/sim/events"
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
// always serve, whoever fails?
func ExamplePlanner() {
	_, setup, found := (&scenarios.Source{Name: "four.yaml", Text: []byte(fourHosts)}).Compile()
	if setup == nil {
		fmt.Println(found)
		return
	}
	half := &property.Property{Name: "at least half of the hosts serve", Verb: property.Always, Holds: func(w *sim.World) (bool, error) {
		for _, d := range w.Deployments() {
			if 2*(d.InProgress+d.Failed) > d.Targets {
				return false, nil
			}
		}
		return true, nil
	}}
	for _, p := range []codedeploy.Planner{naive{2}, careful{naive{2}}} {
		fmt.Printf("%T: ", p)
		if hosts, at := fewest(setup, p, half); hosts != nil {
			fmt.Printf("broken at %v when hosts %v fail\n", at, hosts)
		} else {
			fmt.Println("holds, whichever hosts fail")
		}
	}
	// Output:
	// codedeploy_test.naive: broken at 10s when hosts [1] fail
	// codedeploy_test.careful: holds, whichever hosts fail
}

// fewest is the smallest set of hosts whose ValidateService has to fail to break
// a property, and when it breaks.
func fewest(setup *sim.Setup, p codedeploy.Planner, broken *property.Property) (hosts []int, at fmt.Stringer) {
	under := codedeploy.Planned(p)
	for chosen := range 1 << 4 {
		s, failing := *setup, []int(nil)
		for host := range 4 {
			if chosen>>host&1 != 0 {
				failing = append(failing, host+1)
				s.Inputs = append(s.Inputs[:len(s.Inputs):len(s.Inputs)], sim.Input{
					When:  sim.When{Trigger: sim.AtLifecycle, Instance: uint32(host), Event: events.ValidateService},
					Fault: &fleet.Fault{Kind: fleet.FailEvent, Instances: []uint32{uint32(host)}},
				})
			}
		}
		watch, _, err := property.Run(sim.NewUnder(&s, under), []*property.Property{broken})
		if err != nil {
			panic(err)
		}
		if len(watch.Violations) > 0 && (hosts == nil || len(failing) < len(hosts)) {
			hosts, at = failing, watch.Violations[0].At
		}
	}
	return hosts, at
}
