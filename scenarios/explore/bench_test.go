package explore

import (
	"context"
	"strings"
	"testing"

	"github.com/seed-11de0fc1/rehearse/scenarios/property"
	"github.com/seed-11de0fc1/rehearse/sim"
)

// halfOfSix is a deployment to six instances, half at a time, with a rollback
// if it fails.
const halfOfSix = `
rehearse: 1
fleet:
  instances: [{name: web, count: 6, tags: {Env: prod}}]
applications:
  - applicationName: shop
    deploymentGroups:
      - deploymentGroupName: prod
        deploymentConfigName: CodeDeployDefault.HalfAtATime
        ec2TagFilters: [{Key: Env, Value: prod, Type: KEY_AND_VALUE}]
        autoRollbackConfiguration: {enabled: true, events: [DEPLOYMENT_FAILURE]}
revisions:
  v1:
    appspec: &all
      version: 0.0
      os: linux
      hooks:
        ApplicationStart: [{location: start.sh, timeout: 60}]
        ValidateService: [{location: check.sh, timeout: 60}]
  v2: {appspec: *all}
history:
  - {deploymentGroup: shop/prod, revision: v1}
timeline:
  - at: 0s
    createDeployment: {applicationName: shop, deploymentGroupName: prod, revision: v2}
`

// balanced is halfOfSix behind a load balancer.
var balanced = strings.NewReplacer("fleet:\n", "fleet:\n  targetGroups: [{TargetGroupName: web}]\n", "        autoRollback",
	"        deploymentStyle: {deploymentType: IN_PLACE, deploymentOption: WITH_TRAFFIC_CONTROL}\n"+
		"        loadBalancerInfo: {targetGroupInfoList: [{name: web}]}\n        autoRollback").Replace(halfOfSix)

// BenchmarkExhaustive visits all states of a deployment with a rollback: of six
// hosts that can change places under any number of faults, of six that can not
// under two, and of six behind a load balancer under three faults of three kinds.
// On several cores the states are the same:
//
//	go test ./scenarios/explore -run xxx -bench Exhaustive/ -cpu 1,2
func BenchmarkExhaustive(b *testing.B) {
	for _, c := range []struct {
		name, scenario string
		kinds          []Kind
		symmetric      bool
		faults         int
	}{
		{"symmetric", halfOfSix, []Kind{Fail}, true, -1},
		{"plain", halfOfSix, []Kind{Fail}, false, 2},
		{"balanced", balanced, []Kind{Fail, Terminate, CrashAgent}, true, 3},
	} {
		b.Run(c.name, func(b *testing.B) {
			setup := setupOf(b, c.scenario)
			claim := parse(b, "always offline <= 4")[0]
			x, err := benchmarkSearch(b, setup, claim, c.kinds, c.symmetric, c.faults, 10_000_000)
			if err != nil {
				b.Fatal(err)
			}
			report(b, x.seen.n, int(x.steps))
		})
	}
}

// benchmarkSearch searches again and again, and returns the last search.
func benchmarkSearch(b *testing.B, setup *sim.Setup, claim *property.Property, kinds []Kind, symmetric bool, faults, most int) (x *exhaustive, err error) {
	b.ReportAllocs()
	for b.Loop() {
		w := sim.New(setup)
		x = &exhaustive{space: space{kinds: kinds, claims: []*property.Property{claim}}}
		x.digester.Blind = blind(x.claims)
		if symmetric {
			x.digester.Alike = alike(w, x.claims)
		}
		err = x.search(context.Background(), w, faults, most)
	}
	return x, err
}

// report says how fast something has come to so many states in each operation.
func report(b *testing.B, states, steps int) {
	b.ReportMetric(float64(states), "states")
	b.ReportMetric(float64(states)*float64(b.N)/b.Elapsed().Seconds(), "states/s")
	b.ReportMetric(float64(steps)*float64(b.N)/b.Elapsed().Seconds(), "steps/s")
}
