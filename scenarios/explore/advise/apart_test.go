package advise

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/seed-11de0fc1/rehearse/scenarios"
	"github.com/seed-11de0fc1/rehearse/scenarios/explore"
)

// besideAPI is a scenario in which another group is deployed to at the same time, all
// of whose hosts are taken at once and which is not rolled back.
func besideAPI(t *testing.T, text string) *scenarios.Scenario {
	t.Helper()
	return read(t, text,
		"fleet:\n  instances: [", "fleet:\n  instances: [{name: api, count: 2, tags: {Env: api}}, ",
		"instances: [web]", "instances: [web, api]",
		"    deploymentGroups:\n", "    deploymentGroups:\n      - {deploymentGroupName: api, deploymentConfigName: CodeDeployDefault.AllAtOnce, "+
			"deploymentStyle: {deploymentType: IN_PLACE, deploymentOption: WITH_TRAFFIC_CONTROL}, loadBalancerInfo: {elbInfoList: [{name: shop}]}, ec2TagFilters: [{Key: Env, Value: api, Type: KEY_AND_VALUE}]}\n",
		"history:\n", "history:\n  - {deploymentGroup: shop/api, revision: v1}\n",
		"timeline:\n", "timeline:\n  - {at: 0s, createDeployment: {applicationName: shop, deploymentGroupName: api, revision: v2}}\n")
}

// What the deployments of another group do, which no configuration of the group that is
// advised can keep them from, is not held against it: the verdicts are those that it has
// alone.
func TestApartFromOtherGroups(t *testing.T) {
	for _, c := range []struct {
		name, text string
		keep       Keep
		kinds      []explore.Kind
	}{
		{"hosts", strings.Replace(fmt.Sprintf(onFleet, 4, ""), "applications:", "  loadBalancers: [{LoadBalancerName: shop}]\napplications:", 1), Keep{75, true}, []explore.Kind{explore.Fail}},
		{"behind a load balancer", balanced, Keep{2, false}, []explore.Kind{explore.Fail, explore.Terminate}},
	} {
		t.Run(c.name, func(t *testing.T) {
			o := Options{Group: "shop/prod", Kinds: c.kinds, Keep: c.keep, Tolerate: 1}
			alone, beside := advised(t, read(t, c.text), o), advised(t, besideAPI(t, c.text), o)
			if !slices.Equal(beside.Others, []string{"shop/api"}) || len(alone.Others) > 0 || alone.Best() == nil {
				t.Fatalf("beside %v and %v; best alone %+v", beside.Others, alone.Others, alone.Best())
			}
			for n := range alone.Rows {
				x := &alone.Rows[n]
				if y := row(t, beside, x.Label(), len(x.Rollback) > 0); x.Verdict != y.Verdict || x.Kept != y.Kept || x.UpTo != y.UpTo || x.Took != y.Took {
					t.Errorf("%s, rollback %v: alone %v up to %d, %d kept in %v; beside another group %v up to %d, %d kept in %v; %+v",
						x.Label(), x.Rollback, x.Verdict, x.UpTo, x.Kept, x.Took, y.Verdict, y.UpTo, y.Kept, y.Took, y.Broken)
				}
			}
		})
	}
}
