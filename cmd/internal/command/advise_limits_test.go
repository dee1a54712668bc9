package command

import (
	"fmt"
	"testing"

	"github.com/seed-11de0fc1/rehearse/scenarios"
)

// Of scripts a timeout is asked only where they have none: what else takes up to
// an hour is named (CD-4.7, CD-4.8).
func TestLimitsOf(t *testing.T) {
	const balanced = "deploymentStyle: {deploymentType: IN_PLACE, deploymentOption: WITH_TRAFFIC_CONTROL}, loadBalancerInfo: {elbInfoList: [{name: front}]}"
	const timed = "ApplicationStop: [{location: a.sh, timeout: 30}], ApplicationStart: [{location: a.sh, timeout: 60}, {location: b.sh, timeout: 120}]"
	for _, c := range []struct{ group, hooks, want string }{
		{"", timed, "DownloadBundle and Install may take an hour each (CD-4.8); scripts with a timeout take 3m30s together at most (CD-4.7)"},
		{balanced, timed, "DownloadBundle, Install, BlockTraffic and AllowTraffic may take an hour each (CD-4.8); scripts with a timeout take 3m30s together at most (CD-4.7)"},
		{"", timed + ", ValidateService: [{location: a.sh}]", "DownloadBundle and Install may take an hour each (CD-4.8), and so may the scripts of ValidateService: give them a timeout (CD-4.7)" +
			"; scripts with a timeout take 3m30s together at most (CD-4.7)"},
		{"", "ApplicationStop: [{location: a.sh, timeout: 1800}, {location: b.sh, timeout: 1800}], ValidateService: [{location: a.sh}]",
			"DownloadBundle and Install may take an hour each (CD-4.8), and so may the scripts of ApplicationStop and ValidateService: give them a timeout (CD-4.7)"},
	} {
		s, found := scenarios.Decode("x.yaml", fmt.Appendf(nil, limited, c.group, c.hooks))
		if found.HasErrors() {
			t.Fatal(found)
		}
		setup, found := scenarios.Build(s, nil)
		if setup == nil {
			t.Fatal(found)
		}
		if got := limitsOf(setup, "shop/prod"); got != c.want {
			t.Errorf("%s\nwant\n%s", got, c.want)
		}
	}
}

const limited = `
rehearse: 1
fleet:
  instances: [{name: web, count: 2, tags: {Env: prod}}]
  loadBalancers: [{LoadBalancerName: front}]
applications:
  - {applicationName: shop, deploymentGroups: [{deploymentGroupName: prod, ec2TagFilters: [{Key: Env, Value: prod}], %s}]}
revisions:
  v1: {appspec: {version: 0.0, os: linux, hooks: {%s}}}
`
