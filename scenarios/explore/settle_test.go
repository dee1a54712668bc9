package explore

import (
	"context"
	"errors"
	"testing"

	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

const brokenTwice = `
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
  v1:
    appspec: {version: 0.0, os: linux, hooks: {ApplicationStart: [{location: start.sh}]}}
    scripts: {start.sh: {exit: 1}}
history: [{deploymentGroup: shop/prod, revision: v1}]
timeline:
  - at: 0s
    createDeployment: {applicationName: shop, deploymentGroupName: prod, revision: v1}
`

// Where deployments roll back for ever, no search does: it ends with an error.
// CD-5.7
func TestRollbacksWithoutEnd(t *testing.T) {
	d := codedeploy.AWS
	for _, m := range codedeploy.Mutants {
		if m.ID == "X-CD-rollback-again" {
			d = *m.Under()
		}
	}
	s, setup := sourceOf(t, brokenTwice)
	for _, way := range []Search{Auto, Exhaustive, Random, Guided} {
		o := Options{Search: way, Faults: 1, Decisions: &d, Runs: 100}
		o.Properties = parse(t, "never-all-down")
		_, err := Explore(context.Background(), s, setup, o)
		if limit := new(kernel.LimitError); !errors.As(err, &limit) || limit.What != "rollbacks of rollbacks" {
			t.Errorf("%v search: %v", way, err)
		}
	}
}
