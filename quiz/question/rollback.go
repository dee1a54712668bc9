package question

import (
	"slices"

	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
	"github.com/seed-11de0fc1/rehearse/sim/events"
)

// Whether a rollback is made, under which id, and to what: kinds 14 to 16.

const rollbackFamily = "when a rollback is made, and what it is"

var rollbackHappens = &Kind{
	Number: 14, Name: "rollback-happens", Form: Word, Family: rollbackFamily,
	Subjects: once(undoable),
	Ask:      always("Is deployment 1 rolled back?"),
	Domain:   func(*Case, Subject) []string { return []string{"yes", "no"} },
	Said:     func(a Answer) string { return a[0] + ": " + a[1] },
	Short:    func(a Answer) Answer { return a[:1] },
	Answer: func(r *Run, _ Subject) Answer {
		d, ok := r.first()
		switch {
		case !ok:
			return nil
		case d.RolledBackBy != codedeploy.None:
			return Answer{"yes", "it " + ending(d)}
		}
		return Answer{"no", whyNot(r.home.start, d)}
	},
	True: func(c *Case, a Answer) bool {
		d, ok := c.Truth.first()
		return ok && d.RolledBackBy == codedeploy.None && a[0] == "no" && slices.Contains(whyNots(c.start, d), a[1])
	},
}

// ending says how a deployment came to its end.
func ending(d sim.Deployment) string {
	switch {
	case d.Status == events.DeploymentSucceeded:
		return "succeeded"
	case d.Code == events.AlarmActive:
		return "was stopped by an alarm"
	case d.Status == events.DeploymentStopped:
		return "was stopped by request"
	}
	return "failed"
}

// whyNot says why a deployment is not rolled back: the first reason that
// CodeDeploy comes to.
func whyNot(start *sim.World, d sim.Deployment) string { return whyNots(start, d)[0] }

// whyNots are all reasons for which a deployment is not rolled back.
func whyNots(start *sim.World, d sim.Deployment) (reasons []string) {
	if d.Status == events.DeploymentSucceeded {
		return []string{"it succeeded"}
	}
	add := func(holds bool, reason string) {
		if holds {
			reasons = append(reasons, reason)
		}
	}
	end := "it " + ending(d) + ", but "
	add(d.Settled || d.Lone || d.Code == events.Timeout && d.Status == events.DeploymentStopped, never)
	add(d.Code == events.ManualStop && d.OnStop != nil && !*d.OnStop, end+"who stopped it wanted none")
	add(!d.Rollback.Enabled, end+"automatic rollback is not enabled")
	add(!covers(d), end+"the events of automatic rollback do not cover that")
	add(d.RollbackDenied || !anySuccess(start, d.Group), end+"nothing was ever deployed with success")
	add(len(reasons) == 0, never) // a belief
	return reasons
}

// never is why nothing at all would have led to a rollback. CD-3.6, CD-5.4
const never = "an end like this is never rolled back"

// covers says whether the events of automatic rollback name how a deployment
// ended. CD-5.2
func covers(d sim.Deployment) bool {
	switch {
	case d.Code == events.AlarmActive:
		return d.Rollback.OnAlarm
	case d.Status == events.DeploymentStopped:
		return d.Rollback.OnStop
	}
	return d.Rollback.OnFailure
}

// anySuccess says whether a deployment to a group had succeeded before the run.
func anySuccess(start *sim.World, group int32) bool {
	for n := range start.CodeDeploy().Past() {
		if d := start.DeploymentAt(n); d.Group == group && d.Status == events.DeploymentSucceeded {
			return true
		}
	}
	return false
}

var rollbackID = &Kind{
	Number: 15, Name: "rollback-id", Form: List, Family: rollbackFamily,
	Tells:    true,
	Subjects: once(rolledBack),
	Ask:      always("Deployment 1 is rolled back. Has the rollback a new id or the same, and what is deployment 1 then?"),
	Domain: func(*Case, Subject) []string {
		return []string{"new Succeeded", "new Failed", "new Stopped", "same Succeeded", "same Failed", "same Stopped"}
	},
	Said: func(a Answer) string { return a[0] + " id; deployment 1 is " + a[1] },
	Answer: func(r *Run, _ Subject) Answer {
		d, ok := r.first()
		if !ok || d.RolledBackBy == codedeploy.None {
			return nil
		}
		id := "new"
		if d.RolledBackByID == d.ID {
			id = "same"
		}
		return Answer{id, d.Status.String()}
	},
}

var rollbackTarget = &Kind{
	Number: 16, Name: "rollback-target", Form: Word, Family: rollbackFamily,
	Tells:    true,
	Subjects: once(rolledBack),
	Ask:      always("Deployment 1 is rolled back. Which revision does the rollback deploy?"),
	Domain:   func(c *Case, _ Subject) []string { return revisionMap.Values(c) },
	Answer: func(r *Run, _ Subject) Answer {
		d, ok := r.first()
		if !ok || d.RolledBackTo == "" {
			return nil
		}
		return Answer{d.RolledBackTo}
	},
}
