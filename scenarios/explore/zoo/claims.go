package zoo

import (
	"fmt"

	"github.com/seed-11de0fc1/rehearse/scenarios/property"
	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
	"github.com/seed-11de0fc1/rehearse/sim/events"
)

// says is a claim in the language of properties.
func says(text string) *property.Property {
	p, err := property.Parse(text)
	if err != nil {
		panic(err) // a test reads them all
	}
	return p
}

var (
	withinBudget = says("minimum-healthy")
	oneZone      = says("one-zone-at-a-time")
	oneRevision  = says("never-mixed-at-end")
	succeeds     = says("succeeds")
	failsOnce    = says("max-failed=1")
	neverStuck   = says(`never any(deployments, code == "TIMEOUT")`)

	// Who succeeded has the minimum, and one host at least; who failed has not.
	earned   = says(`atEnd all(deployments, status != "Succeeded" or succeeded >= minimum and succeeded > 0)`)
	deserved = says(`atEnd all(deployments, status != "Failed" or succeeded < minimum or succeeded == 0)`)
	// Nobody gives up while there is budget, or is content with a part.
	patient = says(`atEnd all(deployments, status != "Failed" or failed >= planned - minimum)`)
	whole   = says(`atEnd all(deployments, status != "Succeeded" or skipped == 0)`)
	// Whom the minimum leaves a host begins; and it always leaves one.
	begins       = says(`atEnd all(deployments, code != "HEALTH_CONSTRAINTS_INVALID" or minimum >= planned)`)
	neverInvalid = says(`atEnd none(deployments, code == "HEALTH_CONSTRAINTS_INVALID")`)
	// One target succeeds before a second one starts.
	canaryFirst = says(`always all(deployments, succeeded > 0 or offline <= 1)`)

	rolledBack  = says(`atEnd all(deployments, status == "Succeeded" or isRollback or rolledBack or code == "HEALTH_CONSTRAINTS_INVALID")`)
	lastGood    = says(`atEnd all(deployments, status == "Succeeded" or isRollback) or all(instances, terminated or upToDate)`)
	alarmHeeded = says(`atEnd alarms == 0 or none(deployments, status == "Succeeded" and not isRollback)`)
)

// keep claims that a part of the targets, in per cent, is not offline.
func keep(percent int) *property.Property {
	return says(fmt.Sprintf("always all(deployments, 100 * (planned - offline) >= %d * planned)", percent))
}

// every is a claim about every deployment to hosts that has begun, which the
// language has no words for.
func every(name string, holds func(w *sim.World, d codedeploy.DeploymentInfo) bool) *property.Property {
	return &property.Property{Name: name, Verb: property.Always, Holds: func(w *sim.World) (bool, error) {
		s := w.CodeDeploy()
		for n := s.Past(); n < s.Deployments(); n++ {
			if d := s.Info(n); d.Begun && d.Platform == codedeploy.Server && !holds(w, d) {
				return false, nil
			}
		}
		return true, nil
	}}
}

// targets calls do for every target of a deployment.
func targets(w *sim.World, d codedeploy.DeploymentInfo, do func(t codedeploy.TargetInfo, zone string)) {
	for t := d.FirstTarget; t < d.FirstTarget+uint32(d.Targets); t++ {
		info := w.CodeDeploy().Target(t)
		do(info, w.Fleet().Zone(info.Instance))
	}
}

var zonesInTurn = every("zones go in the order of their names", func(w *sim.World, d codedeploy.DeploymentInfo) bool {
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
var zoneKeeps = every("no zone is offline as a whole", func(w *sim.World, d codedeploy.DeploymentInfo) bool {
	size, down, holds := map[string]int{}, map[string]int{}, true
	targets(w, d, func(t codedeploy.TargetInfo, zone string) {
		size[zone]++
		if t.Status == events.TargetInProgress || t.Status == events.TargetFailed {
			down[zone]++
		}
	})
	targets(w, d, func(_ codedeploy.TargetInfo, zone string) {
		holds = holds && (zone == "" || size[zone] == 1 || down[zone] < size[zone])
	})
	return holds
})

var failedZoneEnds = every("who succeeded has a host in every zone", func(w *sim.World, d codedeploy.DeploymentInfo) bool {
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

// class is the class of a host as the group remembers it (CD-2.14).
func class(w *sim.World, group int32, i uint32) int {
	instance, revision := w.CodeDeploy().Health(group, i)
	if instance == events.Unhealthy {
		return 0
	}
	return 1 + int(revision)
}

var unhealthyFirst = every("nobody overtakes an unhealthy host", func(w *sim.World, d codedeploy.DeploymentInfo) bool {
	waiting, started := 4, -1
	targets(w, d, func(t codedeploy.TargetInfo, _ string) {
		if c := class(w, d.Group, t.Instance); t.Status == events.TargetPending {
			waiting = min(waiting, c)
		} else if t.Status == events.TargetInProgress {
			started = max(started, c)
		}
	})
	return started <= waiting
})

var outWhileInstalling = every("who changes its files takes no requests", func(w *sim.World, d codedeploy.DeploymentInfo) bool {
	for t := d.FirstTarget; t < d.FirstTarget+uint32(d.Targets); t++ {
		if w.CodeDeploy().EventStatus(t, events.Install) == events.LifecycleInProgress && w.Fleet().InService(w.CodeDeploy().Target(t).Instance) {
			return false
		}
	}
	return true
})
