package shrink_test

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"github.com/seed-11de0fc1/rehearse/scenarios"
	"github.com/seed-11de0fc1/rehearse/scenarios/explore/shrink"
	"github.com/seed-11de0fc1/rehearse/scenarios/property"
	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
	"github.com/seed-11de0fc1/rehearse/sim/rules"
)

const threeHosts = `
rehearse: 1
seed: 3
fleet: {instances: [{name: web, count: 3, tags: {Env: prod}}]}
applications:
  - applicationName: shop
    deploymentGroups:
      - deploymentGroupName: prod
        deploymentConfigName: %s
        ec2TagFilters: [{Key: Env, Value: prod, Type: KEY_AND_VALUE}]
        autoRollbackConfiguration: {enabled: true, events: [DEPLOYMENT_FAILURE]}
deploymentConfigs: [{deploymentConfigName: two, minimumHealthyHosts: {type: HOST_COUNT, value: 2}}]
revisions:
  v1:
    appspec: &a
      version: 0.0
      os: linux
      hooks:
        ApplicationStop: [{location: stop.sh, timeout: 30}]
        ApplicationStart: [{location: start.sh, timeout: 120}]
        ValidateService: [{location: check.sh, timeout: 60}]
  v2: {appspec: *a, scripts: {start.sh: {takes: 20s}, check.sh: {takes: 5s}}}
  v3: {appspec: *a}
history: [{deploymentGroup: shop/prod, revision: v1}]
timeline:
  - {at: 0s, createDeployment: {applicationName: shop, deploymentGroupName: prod, revision: v2}}
%s`

// What comes out breaks the property by the rules by which the first scenario
// does, those that `rehearse why` tells of: it is not another failure that is
// simpler (CD-2.8 is not CD-2.9, CD-2.6 not CD-2.8, and CD-4.6 not CD-8.6).
func TestSameRules(t *testing.T) {
	second := "  - {after: {deployment: 1, status: Succeeded, plus: 5m}, createDeployment: {applicationName: shop, deploymentGroupName: prod, revision: v3}}\n"
	for _, c := range []struct{ config, claim, strikes string }{
		{"CodeDeployDefault.OneAtATime", "succeeds", second + "  - {when: {instance: web-2, deployment: 2, lifecycleEvent: ValidateService}, fault: {fail: web-2}}"},
		{"two", "never-mixed-at-end", "  - {when: {instance: web-2, deployment: 1, lifecycleEvent: ApplicationStop}, fault: {terminate: web-2}}"},
		{"two", "last-good-at-end", "  - {when: {instance: web-2, deployment: 1, lifecycleEvent: ValidateService}, fault: {fail: web-2}}\n" +
			"  - {when: {instance: web-2, deployment: 2, lifecycleEvent: ApplicationStop}, fault: {crashAgent: web-2}}"},
	} {
		s, p := decoded(t, fmt.Sprintf(threeHosts, c.config, c.strikes)), claim(c.claim)
		r, err := shrink.Shrink(context.Background(), s, shrink.Options{Property: p})
		if err != nil {
			t.Fatal(err)
		}
		before, after := told(t, s, p), told(t, r.Scenario, p)
		if len(before) == 0 || before[0] != after[0] || !slices.Equal(r.Chain.Words(), shown(before, r)) {
			t.Errorf("%s: by %v, and then by %v:\n%s", c.claim, before, after, r.Text("x"))
		}
		for _, rule := range after {
			if !slices.Contains(before, rule) {
				t.Errorf("%s: %s is not among %v:\n%s", c.claim, rule, before, r.Text("x"))
			}
		}
		minimal(t, r, shrink.Options{Property: p})
	}
}

// shown are those of some rules by which a result says that it breaks.
func shown(of []string, r *shrink.Result) []string {
	return slices.DeleteFunc(slices.Clone(of), func(rule string) bool { return !slices.Contains(r.Chain.Words(), rule) })
}

// told are the rules on the way to where a scenario breaks a property, each once.
func told(t *testing.T, s *scenarios.Scenario, p *property.Property) (words []string) {
	setup, found := scenarios.Build(s, nil)
	if setup == nil {
		t.Fatal(found)
	}
	w := sim.New(setup)
	w.Journal().SetLevel(kernel.All)
	x, verdicts, err := property.Run(w, []*property.Property{p})
	if err != nil || verdicts[0] != property.Violated {
		t.Fatal(verdicts, err)
	}
	for _, r := range w.Why(x.Violations[0].Record) {
		if rule := rules.String(r.Rule); r.Rule != 0 && !slices.Contains(words, rule) {
			words = append(words, rule)
		}
	}
	return words
}
