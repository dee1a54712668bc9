package shrink_test

import (
	"fmt"
	"strings"

	"pgregory.net/rapid"
)

// anyRich draws a rich scenario: one group or two, up to a dozen hosts, up to
// eight faults, and much that is no matter.
var anyRich = rapid.Custom(func(t *rapid.T) string {
	var b strings.Builder
	hosts := rapid.IntRange(2, 12).Draw(t, "hosts")
	say := func(format string, args ...any) { fmt.Fprintf(&b, format+"\n", args...) }
	chance := func(name string) bool { return rapid.Bool().Draw(t, name) }
	say("rehearse: 1\ntitle: any\nseed: %d\nfleet:\n  instances:", rapid.IntRange(0, 999).Draw(t, "seed"))
	zones := ""
	if chance("zones") {
		zones = ", zones: [us-west-2a, us-west-2b]"
	}
	say("    - {name: node, count: %d, tags: {Role: live}%s}", hosts, zones)
	if chance("others") {
		say("    - {name: spare, count: 3, tags: {Role: spare}}\n    - {name: alone, tags: {Role: spare}}")
	}
	say("applications:\n  - applicationName: shop\n    deploymentGroups:\n      - deploymentGroupName: live")
	say("        deploymentConfigName: %s", rapid.SampledFrom([]string{"CodeDeployDefault.OneAtATime", "CodeDeployDefault.HalfAtATime", "own"}).Draw(t, "config"))
	say("        ec2TagFilters: [{Key: Role, Value: live, Type: KEY_AND_VALUE}]")
	if chance("rollback") {
		say("        autoRollbackConfiguration: {enabled: true, events: [DEPLOYMENT_FAILURE]}")
	}
	say("deploymentConfigs:\n  - {deploymentConfigName: own, minimumHealthyHosts: {type: FLEET_PERCENT, value: %d}}", rapid.IntRange(30, 80).Draw(t, "percent"))
	say("revisions:\n  old: {bundle: bundles/web-v1}\n  new:\n    bundle: bundles/web-v1\n    scripts:")
	say("      scripts/start.sh: {takes: 20s..40s}")
	say("      scripts/check.sh: [%s{takes: 5s}]", failures(t, hosts))
	say("history:\n  - {deploymentGroup: shop/live, revision: old}\ntimeline:")
	say("  - at: %ds\n    createDeployment: {applicationName: shop, deploymentGroupName: live, revision: new}", rapid.IntRange(0, 90).Draw(t, "at"))
	for _, fault := range rapid.SliceOfN(rapid.SampledFrom([]string{"terminate", "stop", "crashAgent", "fillDisk", "reboot", "cutNetwork"}), 0, 5).Draw(t, "faults") {
		host := rapid.IntRange(1, hosts).Draw(t, "host")
		say("  - at: %ds\n    fault: {%s: node-%d}", rapid.IntRange(0, 400).Draw(t, "when"), fault, host)
	}
	return b.String()
})

// failures draws on which hosts a script fails.
func failures(t *rapid.T, hosts int) (text string) {
	for _, host := range rapid.SliceOfNDistinct(rapid.IntRange(1, hosts), 0, 3, rapid.ID).Draw(t, "fails") {
		text += fmt.Sprintf("{on: node-%d, takes: 5s, exit: 1}, ", host)
	}
	return text
}
