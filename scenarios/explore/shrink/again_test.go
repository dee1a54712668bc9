package shrink_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/seed-11de0fc1/rehearse/scenarios/explore/shrink"
	"github.com/seed-11de0fc1/rehearse/scenarios/property"
)

// shopWith is four hosts of which half are deployed to at once.
func shopWith(strikes string) string {
	return `
rehearse: 1
fleet: {instances: [{name: web, count: 4, tags: {Env: prod}}]}
applications:
  - applicationName: shop
    deploymentGroups:
      - {deploymentGroupName: prod, deploymentConfigName: CodeDeployDefault.HalfAtATime, ec2TagFilters: [{Key: Env, Value: prod}]}
revisions: {v1: {appspec: {version: 0.0, os: linux, hooks: {ValidateService: [{location: check.sh}]}}}}
timeline:
  - {at: 0s, createDeployment: {applicationName: shop, deploymentGroupName: prod, revision: v1}}
` + strikes
}

// Of what is kept it is told how many hosts are struck that it takes: two that one entry
// terminates are two, and a delay is one too, so that what breaks by it alone is not said
// to break by nothing.
func TestKeptFaultsAreCounted(t *testing.T) {
	for _, c := range []struct {
		claim, strikes string
		want           int
	}{
		{"always hosts >= 3", "  - {at: 1s, fault: {terminate: [web-1, web-2]}}\n", 2},
		{"ends-within=30m", "  - {when: {instance: web-1, lifecycleEvent: ValidateService}, fault: {delay: web-1, for: 30m}}\n", 1},
		{"ends-within=1s", "  - {at: 1s, fault: {fail: web-1}}\n", 0},
	} {
		dir := t.TempDir()
		if err := os.WriteFile(filepath.Join(dir, "kept.yaml"), []byte(shopWith(c.strikes)), 0o600); err != nil {
			t.Fatal(err)
		}
		list, skipped, err := shrink.Retry(dir, decoded(t, shopWith("")), []*property.Property{claim(c.claim)}, shrink.Options{Spread: 3})
		if err != nil || len(skipped) > 0 || len(list) != 1 {
			t.Fatalf("%s: %v, %v, %v", c.claim, list, skipped, err)
		}
		if got := list[0].Faults; got != c.want {
			t.Errorf("%s: %d faults, want %d", c.claim, got, c.want)
		}
	}
}
