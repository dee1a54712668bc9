package question

import (
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
		return Answer{"no", whyNot(d)}
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

// whyNot says why a deployment is not rolled back.
func whyNot(d sim.Deployment) string {
	switch {
	case d.Status == events.DeploymentSucceeded:
		return "it succeeded"
	case d.RollbackDenied:
		return "it " + ending(d) + ", but nothing was ever deployed with success"
	case d.Settled:
		return "an end like this is never rolled back"
	case !d.Rollback.Enabled:
		return "it " + ending(d) + ", but automatic rollback is not enabled"
	}
	return "it " + ending(d) + ", but the events of automatic rollback do not cover that"
}

var rollbackID = &Kind{
	Number: 15, Name: "rollback-id", Form: List, Family: rollbackFamily,
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
