package explore

import (
	"fmt"
	"testing"
)

// A host that goes down at the very instant at which its Install ends has done it, and
// can not say so: its agent fails the event when it starts up (CD-8.4, CD-8.5).
func TestWorkIsDoneAndCountsForNothing(t *testing.T) {
	s, setup := sourceOf(t, fmt.Sprintf(pausing, 1, "1s", `
  - {at: 0s, createDeployment: {applicationName: shop, deploymentGroupName: two, revision: v2}}
`))
	claim := `never any(deployments, number == 1 and status == "Failed") and any(instances, revision == "v2")`
	r := verdictOf(t, s, setup, Options{Properties: parse(t, claim), Search: Exhaustive, Kinds: []Kind{Reboot}, Faults: 1}).Results[0]
	if r.Verdict != Broken || r.Faults != 1 {
		t.Errorf("%v with %d faults and %d doubts", r.Verdict, r.Faults, r.Doubts)
	}
}
