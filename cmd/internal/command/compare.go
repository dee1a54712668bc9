package command

import (
	"fmt"

	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/events"
)

// How a deployment comes out compared with the same one in another run, in
// words.

func compareDeployments(was, is sim.Deployment, w *world) string {
	text := is.Status.String()
	same := was.Status == is.Status && was.Code == is.Code
	switch {
	case same && was.Succeeded == is.Succeeded && was.Failed == is.Failed && was.Skipped == is.Skipped:
		text += " as without it: "
	case same:
		text += " all the same: "
	case was.Status == is.Status:
		text += " with " + is.Code.String() + " instead of " + was.Code.String() + ": "
	default:
		text += " instead of " + was.Status.String() + ": "
	}
	return text + outOf(is) + slower(was, is) + after(is, w)
}

// outOf is how many targets came out how, and how many may fail.
func outOf(d sim.Deployment) string {
	may := budget(d)
	switch {
	case !d.Begun || d.Code == events.HealthConstraintsInvalid || d.Targets == 0:
		return "it ends before its first event, with " + d.Code.String()
	case d.Code == events.HealthConstraints && d.Skipped > 0 && d.Failed == may:
		return usedUp(d)
	case d.Code == events.HealthConstraints && d.Skipped > 0:
		return fmt.Sprintf("%d of %d failed, and %s", d.Failed, d.Targets, never(d.Skipped))
	case d.Code == events.HealthConstraints:
		return fmt.Sprintf("%d of %d failed, and not one succeeded", d.Failed, d.Targets)
	case d.Failed == 0 && d.Skipped == 0 && d.Status == events.DeploymentSucceeded:
		return fmt.Sprintf("all %d succeeded", d.Targets)
	case d.Status == events.DeploymentSucceeded:
		return fmt.Sprintf("%d of %d failed where %d may", d.Failed, d.Targets, may)
	case !d.Status.Final():
		return fmt.Sprintf("%d of %d succeeded so far", d.Succeeded, d.Targets)
	}
	return fmt.Sprintf("%d of %d succeeded, %d failed, %s", d.Succeeded, d.Targets, d.Failed, never(d.Skipped))
}

// budget is how many of those that are deployed to may fail; of the
// replacements of a blue/green deployment at least one must succeed.
func budget(d sim.Deployment) int {
	if d.Stage != events.NoStage {
		return max(0, d.Planned-max(1, d.Minimum))
	}
	return max(0, d.Planned-d.Minimum)
}

// usedUp says that failures ended a deployment while others waited. CD-2.8
func usedUp(d sim.Deployment) string {
	text := fmt.Sprintf("the %s failure used up the budget of %d ", ordinal(d.Failed), d.Failed)
	if d.Stage != events.NoStage {
		return text + "while " + d.Stage.String()
	}
	return text + "with " + plural(d.Skipped, "host") + " still waiting"
}

// never tells how many targets were never attempted.
func never(n int) string {
	if n == 1 {
		return "1 was never attempted"
	}
	return fmt.Sprintf("%d were never attempted", n)
}

// slower tells that a deployment took longer or shorter.
func slower(was, is sim.Deployment) string {
	a, b := was.Ended-was.Created, is.Ended-is.Created
	if !was.Status.Final() || !is.Status.Final() || a == b {
		return ""
	}
	return ", after " + b.String() + " instead of " + a.String()
}

// after is what follows a deployment that did not succeed.
func after(d sim.Deployment, w *world) string {
	if d.RolledBackByID != "" {
		by := w.DeploymentAt(d.RolledBackBy)
		if by.Status == events.DeploymentSucceeded {
			return "; rolled back to " + d.RolledBackTo
		}
		return "; the rollback to " + d.RolledBackTo + " is " + by.Status.String()
	}
	if d.Status == events.DeploymentFailed || d.Status == events.DeploymentStopped {
		return "; not rolled back"
	}
	return ""
}
