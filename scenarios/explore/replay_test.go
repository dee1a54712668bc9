package explore

import (
	"fmt"
	"testing"
)

// struck is a deployment with rollback that something befalls at a time.
const struck = `
rehearse: 1
fleet:
  instances: [{name: web, count: %d, tags: {Env: prod}}]
applications:
  - applicationName: shop
    deploymentGroups:
      - deploymentGroupName: prod
        deploymentConfigName: %s
        ec2TagFilters: [{Key: Env, Value: prod}]
        autoRollbackConfiguration: {enabled: true, events: [DEPLOYMENT_FAILURE]}
revisions:
  v1: {appspec: &a {version: 0.0, os: linux, hooks: {ValidateService: [{location: check.sh, timeout: 300}]}}}
  v2: {appspec: *a, scripts: {check.sh: {takes: 20s}}}
history: [{deploymentGroup: shop/prod, revision: v1}]
timeline:
  - {at: 0s, createDeployment: {applicationName: shop, deploymentGroupName: prod, revision: v2}}
  - {at: %s, fault: {%s}}
`

// Where the scenario has a fault of its own at a time, a search does not take an
// order for a breach that nobody can run: it goes on until one is found that can
// (CD-8.1, CD-8.4).
func TestFaultsAtTimesAreShown(t *testing.T) {
	const one, half, all = "CodeDeployDefault.OneAtATime", "CodeDeployDefault.HalfAtATime", "CodeDeployDefault.AllAtOnce"
	for _, c := range []struct {
		hosts             int
		config, at, fault string
		claim             string
		faults            int
		verdict           Verdict
	}{
		{2, one, "2s", "reboot: web-1", "succeeds", 1, Broken},          // the agent takes up DownloadBundle just then
		{2, one, "10m", "crashAgent: web-1", "succeeds", 0, Broken},     // four pieces of work before it last nearly all that they can
		{4, all, "10m", "crashAgent: web-1", "max-failed=1", 1, Broken}, // one is cut off just before its limit
		{3, half, "1s", "crashAgent: web-1, for: 2m", "rollbacks-succeed", 1, Broken},
		{3, half, "1s", "fail: web-1", "succeeds", 0, Proved}, // what it strikes has no scripts (CD-4.5)
		{3, half, "1s", "crashAgent: web-1", "min-in-service=75%", 1, Broken},
	} {
		s, setup := sourceOf(t, fmt.Sprintf(struck, c.hosts, c.config, c.at, c.fault))
		r := verdictOf(t, s, setup, Options{Properties: parse(t, c.claim), Search: Exhaustive, Faults: c.faults}).Results[0]
		if r.Verdict != c.verdict || r.Verdict == Broken && r.Faults != c.faults {
			t.Errorf("%s at %s, %s: %v with %d faults, want %v", c.fault, c.at, c.claim, r.Verdict, r.Faults, c.verdict)
		}
	}
}
