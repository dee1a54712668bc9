package scenariotest_test

import (
	"strings"
	"testing"

	"github.com/seed-11de0fc1/rehearse/scenarios/scenariotest"
	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
)

// hasty starts everybody at once, whatever the minimum.
type hasty struct{ codedeploy.AWSPlanner }

func (h hasty) Next(r codedeploy.Rollout) codedeploy.Move {
	if r.Budget().Pending > 0 {
		return codedeploy.StartFirst
	}
	return h.AWSPlanner.Next(r)
}

// An orchestrator of one's own is held to the same claims, by counterexamples
// that are tried under it again.
func TestUnderAPlanner(t *testing.T) {
	t.Chdir(t.TempDir())
	claim := scenariotest.Property("always all(deployments, offline <= width)")
	if r := explore("TestPlanner", "one-at-a-time", claim, scenariotest.Under(codedeploy.Planned(codedeploy.AWSPlanner{}))); r.failed {
		t.Error(r.said.String())
	}
	for range 2 {
		r := explore("TestPlanner", "one-at-a-time", claim, scenariotest.Under(codedeploy.Planned(hasty{})))
		if !r.failed || r.fatal || !strings.Contains(r.said.String(), "tried first by the next go test") {
			t.Error(r.said.String())
		}
	}
	if r := explore("TestPlanner", "one-at-a-time", claim); r.failed {
		t.Error(r.said.String())
	}
}
