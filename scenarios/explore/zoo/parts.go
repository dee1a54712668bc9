package zoo

// Parts of broken planners that need more than a line.

import (
	"slices"

	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
	"github.com/seed-11de0fc1/rehearse/sim/events"
)

func concat(lists ...[]Animal) []Animal { return slices.Concat(lists...) }

// anybody may begin.
func anybody(budget) bool { return true }

// holdsIf waits for ever where the counts are so.
func holdsIf(so func(b budget) bool) func(r rollout) move {
	return func(r rollout) move {
		if so(r.Budget()) {
			return codedeploy.Hold
		}
		return awsVerdict(r)
	}
}

// find is the place of the first pending target that fits, or -1.
func find(r rollout, fits func(t codedeploy.RolloutTarget) bool) int {
	for place, t := range r.Line {
		if fits(t) {
			return place
		}
	}
	return -1
}

func isHealthy(t codedeploy.RolloutTarget) bool { return t.Instance == events.Healthy }
func isUp(t codedeploy.RolloutTarget) bool      { return t.Up }

// lastInLine is the last in line.
func lastInLine(r rollout) move { return move(r.Budget().Pending - 1) }

// healthyFirst passes over the unhealthy ones as long as there are others.
func healthyFirst(r rollout) move { return move(max(0, find(r, isHealthy))) }

// otherZone starts the first of a zone of which the fewest have been started.
func otherZone(r rollout) move {
	best, chosen := 0, -1
	for place, t := range r.Line {
		started := r.Count(func(o codedeploy.RolloutTarget) bool { return o.Zone == t.Zone && !pending(o) })
		if chosen < 0 || started < best {
			best, chosen = started, place
		}
	}
	return move(chosen)
}

func byPasses(r rollout) move { return verdictOf(passes(r.Budget())) }

// zonesLast goes through the zones when all is done, without looking at what
// became of them.
func zonesLast(r rollout) move {
	z, zonal := r.Zone()
	switch b := r.Budget(); {
	case zonal && z.Budget.Pending == 0 && !z.Last:
		return codedeploy.NextZone
	case b.Pending == 0:
		return verdictOf(passes(b))
	}
	return codedeploy.Fail
}
