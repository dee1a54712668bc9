package command

import (
	"fmt"

	"github.com/seed-11de0fc1/rehearse/sim/events"
)

// Deployments that nobody asked for, such as those to hosts that an Auto Scaling
// group launches, compared with those of another run.

// others counts the deployments of one creator, and those that failed.
type others struct {
	creator       events.Creator
	count, failed int
}

// compareOthers says of which creators there are more or fewer deployments, or
// failures among them, than in another run.
func compareOthers(before, after *world) (list []string) {
	was, is := othersOf(before), othersOf(after)
	for n := range is {
		a, b := was[n], is[n]
		if a == b {
			continue
		}
		text := plural(b.count, "deployment") + " by " + b.creator.String()
		if a.count != b.count {
			text += fmt.Sprintf(" instead of %d", a.count)
		}
		if a.failed+b.failed > 0 {
			text += fmt.Sprintf(", %d failed instead of %d", b.failed, a.failed)
		}
		list = append(list, text)
	}
	return list
}

// othersOf counts by creator. A rollback of what the timeline deploys is told
// with that.
func othersOf(w *world) []others {
	var list []others
	for c := events.ByAutoscaling; c <= events.ByAutoUpdate; c++ {
		list = append(list, others{creator: c})
	}
	for _, d := range w.Deployments() {
		if d.Creator == events.ByUser || d.Creator == events.ByRollback && w.DeploymentAt(d.RollbackOf).Creator == events.ByUser {
			continue
		}
		n := d.Creator - events.ByAutoscaling
		list[n].count++
		if d.Status == events.DeploymentFailed {
			list[n].failed++
		}
	}
	return list
}
