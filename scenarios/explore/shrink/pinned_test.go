package shrink_test

import (
	"context"
	"strings"
	"testing"

	"github.com/seed-11de0fc1/rehearse/scenarios"
	"github.com/seed-11de0fc1/rehearse/scenarios/explore/shrink"
	"github.com/seed-11de0fc1/rehearse/scenarios/property"
)

// twice is two deployments of which the first is never good, so that the second can not
// be rolled back when it fails (CD-5.4): that takes a fault in each.
const twice = `
rehearse: 1
fleet:
  instances: [{name: web, count: 2, tags: {Env: prod}}]
applications:
  - applicationName: shop
    deploymentGroups:
      - deploymentGroupName: prod
        ec2TagFilters: [{Key: Env, Value: prod, Type: KEY_AND_VALUE}]
        autoRollbackConfiguration: {enabled: true, events: [DEPLOYMENT_FAILURE]}
revisions:
  v1: {appspec: {version: 0.0, os: linux}}
timeline:
  - {at: 0s, createDeployment: {applicationName: shop, deploymentGroupName: prod, revision: v1}}
  - {at: 2h, createDeployment: {applicationName: shop, deploymentGroupName: prod, revision: v1}}
  - {when: {instance: web-1, deployment: 1, lifecycleEvent: DownloadBundle}, fault: {fail: web-1}}
  - {when: {instance: web-1, deployment: 2, lifecycleEvent: DownloadBundle}, fault: {fail: web-1}}
`

// A claim that takes two faults as the group rolls back is not shrunk to one that a
// single fault breaks, as nothing does.
func TestRollbackStays(t *testing.T) {
	const again = `atEnd any(deployments, number == 2 and status == "Failed") -> any(deployments, number == 2 and rolledBack)`
	for claim, stays := range map[string]bool{again: true, `never any(deployments, number == 2 and failed > 0)`: false} {
		p, err := property.Parse(claim)
		if err != nil {
			t.Fatal(err)
		}
		r, err := shrink.Shrink(context.Background(), decoded(t, twice), shrink.Options{Property: p})
		if err != nil {
			t.Fatal(err)
		}
		if text := string(scenarios.Encode(r.Scenario)); !r.Minimal || strings.Contains(text, "events: [DEPLOYMENT_FAILURE]") != stays {
			t.Errorf("%s is shrunk to\n%s", claim, text)
		}
	}
}
