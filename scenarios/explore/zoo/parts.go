package zoo

// Parts of broken planners that need more than a line.

import (
	"slices"

	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
	"github.com/seed-11de0fc1/rehearse/sim/events"
)

func concat(lists ...[]Animal) []Animal { return slices.Concat(lists...) }

func boolean(b bool) int {
	if b {
		return 1
	}
	return 0
}

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

// firstThat starts the first target that fits; nil fits who is pending at an
// even place.
func firstThat(fits func(t codedeploy.RolloutTarget) bool) func(r rollout) move {
	if fits == nil {
		return func(r rollout) move { return move(evenPending(r)) }
	}
	return func(r rollout) move { return move(find(r, fits)) }
}

// find is the place of the first target that fits, or -1.
func find(r rollout, fits func(t codedeploy.RolloutTarget) bool) int {
	for place := range r.Len() {
		if fits(r.Target(place)) {
			return place
		}
	}
	return -1
}

// evenPending is the first pending target at an even place, or -1.
func evenPending(r rollout) int {
	for place := 0; place < r.Len(); place += 2 {
		if pending(r.Target(place)) {
			return place
		}
	}
	return -1
}

// healthyPending is the first pending target that was healthy, or -1.
func healthyPending(r rollout) int {
	return find(r, func(t codedeploy.RolloutTarget) bool { return pending(t) && t.Instance == events.Healthy })
}

// someUp says whether somebody is pending whose host runs.
func someUp(r rollout) bool {
	return find(r, func(t codedeploy.RolloutTarget) bool { return pending(t) && t.Up }) >= 0
}

// lastPending is the last in line.
func lastPending(r rollout) move {
	for place := r.Len() - 1; place > 0; place-- {
		if pending(r.Target(place)) {
			return move(place)
		}
	}
	return 0
}

// byInstance passes over the first in line as long as it is unhealthy and others
// are not.
func byInstance(r rollout) move {
	if place := healthyPending(r); place >= 0 {
		return move(place)
	}
	return first(r)
}

// busiestLast starts the first of the zone that has not been started last.
func busiestLast(r rollout) move {
	started := map[string]int{}
	for place := range r.Len() {
		if t := r.Target(place); !pending(t) {
			started[t.Zone]++
		}
	}
	best := r.First()
	for place := range r.Len() {
		if t := r.Target(place); pending(t) && started[t.Zone] < started[r.Target(best).Zone] {
			best = place
		}
	}
	return move(best)
}

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
