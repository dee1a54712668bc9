package shop

import (
	"testing"

	"github.com/seed-11de0fc1/rehearse/scenarios/scenariotest"
	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
)

// naive starts the next host when one is finished, two at a time. It looks
// right, and it is right until hosts fail.
type naive struct{}

func (naive) Begins(codedeploy.Budget) bool { return true }

func (naive) Next(r codedeploy.Rollout) codedeploy.Move {
	switch b := r.Budget(); {
	case b.Pending > 0 && b.InProgress < 2:
		return codedeploy.StartFirst
	case b.InProgress > 0:
		return codedeploy.Hold
	case b.Failed > 0:
		return codedeploy.Fail
	}
	return codedeploy.Succeed
}

// careful counts a host that failed as one that is still down.
type careful struct{ naive }

func (p careful) Next(r codedeploy.Rollout) codedeploy.Move {
	switch b := r.Budget(); {
	case b.Pending == 0 || b.InProgress+b.Failed < 2:
		return p.naive.Next(r)
	case b.InProgress > 0:
		return codedeploy.Hold
	}
	return codedeploy.Fail
}

func TestCareful(t *testing.T) {
	scenariotest.Explore(t, "shop.yaml",
		scenariotest.Property("max-offline=2"),
		scenariotest.Under(codedeploy.Planned(careful{})),
	)
}
