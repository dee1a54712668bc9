package scenariotest_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/seed-11de0fc1/rehearse/scenarios"
	"github.com/seed-11de0fc1/rehearse/scenarios/scenariotest"
	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
)

// printing is a test that prints what it logs.
type printing struct{ testing.TB }

func (printing) Helper()                  {}
func (printing) Name() string             { return "TestExample" }
func (printing) Context() context.Context { return context.Background() }
func (printing) Logf(format string, args ...any) {
	text, _, _ := strings.Cut(fmt.Sprintf(format, args...), ", work ending in any order")
	fmt.Println(text)
}
func (p printing) Errorf(format string, args ...any) { p.Logf(format, args...) }
func (p printing) Error(args ...any)                 { fmt.Println(args...) }
func (printing) Fatal(args ...any)                   { panic(fmt.Sprint(args...)) }

var t printing // in a test of yours, its *testing.T

// How far a claim goes is logged: go test -v shows it.
func ExampleExplore() {
	scenariotest.Explore(t, "one-at-a-time",
		scenariotest.Property("max-offline=1"),
		scenariotest.Always("all but one serve", func(w *sim.World) bool {
			return w.Fleet().Serving() >= w.Fleet().Len()-1
		}),
		scenariotest.Faults(1, scenariotest.EventFails, scenariotest.HostDies),
	)
	// Output:
	// "max-offline=1": proved for 4 instances, up to 1 fault (fail, terminate)
	// "always all but one serve": proved for 4 instances, up to 1 fault (fail, terminate)
}

// A scenario that is a value can be changed before it is searched.
func ExampleExplore_value() {
	s, found := scenarios.Decode("shop.yaml", []byte(shop))
	if found.HasErrors() {
		panic(found)
	}
	for _, config := range []string{"HalfAtATime", "AllAtOnce"} {
		s.Applications[0].DeploymentGroups[0].DeploymentConfigName = scenarios.Named("CodeDeployDefault." + config)
		scenariotest.Explore(t, s, scenariotest.Sometimes("three are offline", threeOffline), scenariotest.Faults(0))
	}
	// Output:
	// "sometimes three are offline": never put to the test, so that nothing is said: up to 0 faults (fail, hang, terminate, crashAgent)
	// "sometimes three are offline": reached
}

const shop = `
rehearse: 1
fleet: {instances: [{name: web, count: 4, tags: {Env: prod}}]}
applications:
  - applicationName: shop
    deploymentGroups:
      - {deploymentGroupName: prod, ec2TagFilters: [{Key: Env, Value: prod}]}
revisions: {v1: {appspec: {version: 0.0, os: linux}}}
timeline: [{at: 0s, createDeployment: {applicationName: shop, deploymentGroupName: prod, revision: v1}}]
`

func threeOffline(w *sim.World) bool {
	for _, d := range w.Deployments() {
		if d.InProgress+d.Failed >= 3 {
			return true
		}
	}
	return false
}

// Where less than a proof is no pass, a claim of which only drawn runs can tell fails
// the test, and says why.
func ExampleRequireProof() {
	scenariotest.Explore(t, "one-at-a-time",
		scenariotest.Property("max-offline=1"),
		scenariotest.Property("ends-within=13h"),
		scenariotest.Faults(1, scenariotest.EventFails),
		scenariotest.RequireProof(),
	)
	// Output:
	// "max-offline=1": proved for 4 instances, any number of faults (fail)
	// "ends-within=13h" is neither broken nor proved: 20000 runs with drawn faults (fail); fewer than one in 6666 breaks it, at 95 per cent confidence; no exhaustive search, as it asks for times
}

// An orchestrator of your own is held to the same claims.
func ExampleUnder() {
	scenariotest.Explore(t, "one-at-a-time",
		scenariotest.Property("always all(deployments, offline <= width)"),
		scenariotest.Under(codedeploy.Planned(codedeploy.AWSPlanner{})),
	)
	// Output:
	// "always all(deployments, offline <= width)": proved for 4 instances, up to 2 faults (fail, hang, terminate, crashAgent)
}
