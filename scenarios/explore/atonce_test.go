package explore

import (
	"fmt"
	"slices"
	"testing"

	"github.com/seed-11de0fc1/rehearse/scenarios/property"
	"github.com/seed-11de0fc1/rehearse/sim"
)

// What can come at one instant, or between two that are near each other, breaks
// claims: in the scenario with some times of its work, which are in more, and so in one
// that a search finds.
func TestWhatComesBetween(t *testing.T) {
	const two = "createDeployment: {applicationName: shop, deploymentGroupName: two, revision: v2}}\n"
	for _, c := range []struct {
		name   string
		hosts  int
		pickup string
		inputs string
		more   string
		kinds  []Kind
		faults int
		claim  string
	}{
		{"a host is terminated at the very instant at which its Install ends", 1, "1s", `
  - {at: 0s, ` + two + `
  - {at: 30m, fault: {terminate: web-1}}
  - {at: 50m, setAlarmState: {AlarmName: slow, StateValue: ALARM}}
`, `
  - {when: {instance: web-1, deployment: 1, lifecycleEvent: Install}, fault: {delay: web-1, for: 29m54s}}
`, []Kind{Fail}, 0, `never alarms == 1 and any(deployments, status == "InProgress") and any(instances, revision == "v2" and terminated)`},
		{"an agent dies when two deployments wait for it", 1, "1s", `
  - {at: 0s, createDeployment: {applicationName: shop, deploymentGroupName: prod, revision: v2}}
  - {at: 1500ms, createDeployment: {applicationName: shop, deploymentGroupName: two, revision: v3}}
  - {when: {instance: web-1, deployment: 1, lifecycleEvent: AfterInstall}, setAlarmState: {AlarmName: slow, StateValue: ALARM}}
  - {when: {instance: web-1, deployment: 2, lifecycleEvent: AfterInstall}, setAlarmState: {AlarmName: slow, StateValue: ALARM}}
`, `
  - {when: {instance: web-1, deployment: 1, lifecycleEvent: Install, plus: 1700ms}, fault: {crashAgent: web-1}}
`, []Kind{CrashAgent}, 1, `never alarms == 0 and count(deployments, number < 3 and status == "Failed") == 2 and any(instances, revision == "v3" and not upToDate)`},
		{"a host waits for its agent when another deployment ends, and is terminated then", 1, "1s", `
  - {at: 0s, createDeployment: {applicationName: shop, deploymentGroupName: two, revision: v3}}
  - {at: 5s, createDeployment: {applicationName: shop, deploymentGroupName: prod, revision: v2}}
  - {after: {deployment: 1, status: Succeeded}, fault: {terminate: web-1}}
  - {when: {instance: web-1, deployment: 2, lifecycleEvent: AfterInstall}, setAlarmState: {AlarmName: slow, StateValue: ALARM}}
`, `
  - {when: {instance: web-1, deployment: 1, lifecycleEvent: DownloadBundle}, fault: {delay: web-1, for: 3500ms}}
`, []Kind{Fail}, 0, `never alarms == 0 and any(deployments, number == 2 and status == "Failed") and any(instances, revision == "v2" and terminated)`},
	} {
		claim := parse(t, c.claim)
		_, variant := sourceOf(t, fmt.Sprintf(pausing, c.hosts, c.pickup, c.inputs+c.more))
		if _, verdicts, err := property.Run(sim.New(variant), claim); err != nil || !slices.Contains(verdicts, property.Violated) {
			t.Errorf("%s: %v, %v", c.name, verdicts, err)
		}
		s, setup := sourceOf(t, fmt.Sprintf(pausing, c.hosts, c.pickup, c.inputs))
		r := verdictOf(t, s, setup, Options{Properties: claim, Search: Exhaustive, Kinds: c.kinds, Faults: c.faults}).Results[0]
		if r.Verdict != Broken || r.Faults != c.faults {
			t.Errorf("%s: %v with %d faults and %d doubts", c.name, r.Verdict, r.Faults, r.Doubts)
		}
	}
}
