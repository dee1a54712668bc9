package codedeploy

import (
	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/rules"
)

var planMutants = []Mutant{
	{"X-CD-minimum-suffices", rules.CD_2_7, func(d *Decisions) { d.Next = untilMinimum }, "4 OneAtATime PPPP: Succeeded, succeeded 4"},
}

// A deployment is over as soon as the minimum of healthy hosts has the revision.
func untilMinimum(r Rollout) Move {
	if b := r.Budget(); r.d.stage == events.NoStage && passes(b) {
		if b.InProgress > 0 {
			return Hold
		}
		return Succeed
	}
	return next(r)
}
