package zoo

import (
	"fmt"

	"github.com/seed-11de0fc1/rehearse/scenarios/property"
	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// every is a claim about every deployment of the run that has begun, and was not
// refused for its minimum.
func every(verb property.Verb, name string, holds func(w *sim.World, d codedeploy.DeploymentInfo) bool) *property.Property {
	return &property.Property{Name: name, Verb: verb, Holds: func(w *sim.World) (bool, error) {
		s := w.CodeDeploy()
		for n := s.Past(); n < s.Deployments(); n++ {
			if d := s.Info(n); d.Begun && d.Code != events.HealthConstraintsInvalid && !holds(w, d) {
				return false, nil
			}
		}
		return true, nil
	}}
}

// offline is how many targets are in progress or failed.
func offline(d codedeploy.DeploymentInfo) int { return d.InProgress + d.Failed }

var withinBudget = every(property.Always, "never more offline than N - M", func(_ *sim.World, d codedeploy.DeploymentInfo) bool {
	return offline(d) <= max(0, d.Planned-d.Minimum)
})

// keep claims that a part of the targets, in per cent, is not offline.
func keep(percent int) *property.Property {
	return every(property.Always, fmt.Sprintf("%d%% stay", percent), func(_ *sim.World, d codedeploy.DeploymentInfo) bool {
		return 100*(d.Planned-offline(d)) >= percent*d.Planned
	})
}

// failsAtMost claims that no deployment has more than so many failed targets.
func failsAtMost(n int) *property.Property {
	return every(property.Always, fmt.Sprintf("at most %d fail", n), func(_ *sim.World, d codedeploy.DeploymentInfo) bool {
		return d.Failed <= n
	})
}

// endsWithin claims that no deployment takes longer.
func endsWithin(t kernel.Time) *property.Property {
	return every(property.Always, fmt.Sprintf("a deployment ends within %v", t), func(w *sim.World, d codedeploy.DeploymentInfo) bool {
		if d.Status.Final() {
			return d.Ended-d.Created <= t
		}
		return w.Now()-d.Created <= t
	})
}

var earned = every(property.AtEnd, "who succeeded has the minimum, and one host at least", func(_ *sim.World, d codedeploy.DeploymentInfo) bool {
	return d.Status != events.DeploymentSucceeded || d.Succeeded >= max(d.Minimum, 1)
})

var deserved = every(property.AtEnd, "who failed is short of the minimum", func(_ *sim.World, d codedeploy.DeploymentInfo) bool {
	return d.Status != events.DeploymentFailed || d.Succeeded < max(d.Minimum, 1)
})

var patient = every(property.AtEnd, "nobody gives up while there is budget", func(_ *sim.World, d codedeploy.DeploymentInfo) bool {
	return d.Status != events.DeploymentFailed || d.Failed >= d.Planned-d.Minimum
})

var whole = every(property.AtEnd, "who succeeded has skipped nobody", func(_ *sim.World, d codedeploy.DeploymentInfo) bool {
	return d.Status != events.DeploymentSucceeded || d.Skipped == 0
})

var rolledBack = every(property.AtEnd, "who did not succeed is rolled back", func(_ *sim.World, d codedeploy.DeploymentInfo) bool {
	return d.Status == events.DeploymentSucceeded || d.Creator == events.ByRollback || d.RolledBackBy != codedeploy.None
})

var succeeds = every(property.AtEnd, "every deployment succeeds", func(_ *sim.World, d codedeploy.DeploymentInfo) bool {
	return d.Status == events.DeploymentSucceeded
})

// begins claims that what can be done begins.
var begins = &property.Property{Name: "whom the minimum leaves a host begins", Verb: property.AtEnd, Holds: func(w *sim.World) (bool, error) {
	d := w.CodeDeploy().Info(w.CodeDeploy().Past())
	return d.Code != events.HealthConstraintsInvalid || d.Minimum >= d.Planned, nil
}}

// targets calls do for every target of a deployment.
func targets(w *sim.World, d codedeploy.DeploymentInfo, do func(t codedeploy.TargetInfo, zone string)) {
	for t := d.FirstTarget; t < d.FirstTarget+uint32(d.Targets); t++ {
		info := w.CodeDeploy().Target(t)
		do(info, w.Fleet().Zone(info.Instance))
	}
}

var oneZone = every(property.Always, "one zone at a time", func(w *sim.World, d codedeploy.DeploymentInfo) bool {
	busy, same := "", true
	targets(w, d, func(t codedeploy.TargetInfo, zone string) {
		if t.Status == events.TargetInProgress {
			same = same && (busy == "" || busy == zone)
			busy = zone
		}
	})
	return same
})

var zonesInTurn = every(property.Always, "zones go in the order of their names", func(w *sim.World, d codedeploy.DeploymentInfo) bool {
	first, started := "~", ""
	targets(w, d, func(t codedeploy.TargetInfo, zone string) {
		if t.Status == events.TargetPending {
			first = min(first, zone)
		} else {
			started = max(started, zone)
		}
	})
	return started <= first
})

// zoneKeeps claims that a zone with several targets always has one that is not
// offline.
var zoneKeeps = every(property.Always, "no zone is offline as a whole", func(w *sim.World, d codedeploy.DeploymentInfo) bool {
	size, down, holds := map[string]int{}, map[string]int{}, true
	targets(w, d, func(t codedeploy.TargetInfo, zone string) {
		size[zone]++
		if t.Status == events.TargetInProgress || t.Status == events.TargetFailed {
			down[zone]++
		}
	})
	targets(w, d, func(_ codedeploy.TargetInfo, zone string) {
		holds = holds && (size[zone] == 1 || down[zone] < size[zone])
	})
	return holds
})

var failedZoneEnds = every(property.AtEnd, "who succeeded has a host in every zone", func(w *sim.World, d codedeploy.DeploymentInfo) bool {
	size, good, holds := map[string]int{}, map[string]int{}, true
	targets(w, d, func(t codedeploy.TargetInfo, zone string) {
		size[zone]++
		if t.Status == events.TargetSucceeded {
			good[zone]++
		}
	})
	targets(w, d, func(_ codedeploy.TargetInfo, zone string) { holds = holds && good[zone] > 0 })
	return d.Status != events.DeploymentSucceeded || holds
})

var unhealthyFirst = every(property.Always, "nobody overtakes an unhealthy host", func(w *sim.World, d codedeploy.DeploymentInfo) bool {
	waiting, started := 4, -1
	targets(w, d, func(t codedeploy.TargetInfo, _ string) {
		if t.Status == events.TargetPending {
			waiting = min(waiting, t.Class)
		} else if t.Status == events.TargetInProgress {
			started = max(started, t.Class)
		}
	})
	return started <= waiting
})

// canaryFirst claims that one target succeeds before a second one starts.
var canaryFirst = every(property.Always, "nobody starts before the first has succeeded", func(_ *sim.World, d codedeploy.DeploymentInfo) bool {
	return d.Succeeded > 0 || offline(d) <= 1
})

// revisions calls do with the revision of every host that still is there.
func revisions(w *sim.World, do func(revision int32)) {
	for i := range uint32(w.Fleet().Len()) {
		if !w.Fleet().Gone(i) {
			do(revisionOf(w, i))
		}
	}
}

func revisionOf(w *sim.World, i uint32) int32 {
	if n := w.CodeDeploy().Installed(0, i); n != codedeploy.None {
		return w.CodeDeploy().Info(n).Revision
	}
	return codedeploy.None
}

var lastGood = &property.Property{Name: "after a failure every host has the last good revision", Verb: property.AtEnd, Holds: func(w *sim.World) (bool, error) {
	s := w.CodeDeploy()
	good := s.Info(s.Past()).Status == events.DeploymentSucceeded
	last, same := s.Group(0).Revision, true
	revisions(w, func(r int32) { same = same && r == last })
	return good || same, nil
}}

var oneRevision = &property.Property{Name: "in the end all hosts have one revision", Verb: property.AtEnd, Holds: func(w *sim.World) (bool, error) {
	same := true
	revisions(w, func(r int32) { same = same && r == revisionOf(w, 0) })
	return same, nil
}}

// serving claims that a part of the hosts, in per cent, takes requests.
func serving(percent int) *property.Property {
	return &property.Property{Name: fmt.Sprintf("%d%% serve", percent), Verb: property.Always, Holds: func(w *sim.World) (bool, error) {
		return 100*int(w.Fleet().Serving()) >= percent*w.Fleet().Len(), nil
	}}
}

var alarmHeeded = &property.Property{Name: "nobody succeeds while an alarm is in ALARM", Verb: property.AtEnd, Holds: func(w *sim.World) (bool, error) {
	alarmed := false
	for a := range int32(w.Fleet().Alarms()) {
		state, _, _ := w.Fleet().AlarmState(a)
		alarmed = alarmed || state == events.AlarmInAlarm
	}
	return !alarmed || w.CodeDeploy().Info(w.CodeDeploy().Past()).Status != events.DeploymentSucceeded, nil
}}

var outWhileInstalling = every(property.Always, "who changes its files takes no requests", func(w *sim.World, d codedeploy.DeploymentInfo) bool {
	for t := d.FirstTarget; t < d.FirstTarget+uint32(d.Targets); t++ {
		if w.CodeDeploy().EventStatus(t, events.Install) == events.LifecycleInProgress && w.Fleet().InService(w.CodeDeploy().Target(t).Instance) {
			return false
		}
	}
	return true
})

var neverInvalid = &property.Property{Name: "the minimum lets somebody start", Verb: property.Always, Holds: func(w *sim.World) (bool, error) {
	s := w.CodeDeploy()
	for n := s.Past(); n < s.Deployments(); n++ {
		if s.Info(n).Code == events.HealthConstraintsInvalid {
			return false, nil
		}
	}
	return true, nil
}}
