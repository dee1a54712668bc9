package invariants

import (
	"fmt"

	"github.com/seed-11de0fc1/rehearse/fleet"
	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/events"
)

// Settled: when all is over every host of an Auto Scaling group is in service or
// has left it; nobody waits for a hook any more (CD-6.6, CD-6.11). Only one that
// is down, and that nothing is to replace, stays what it was.
func Settled(w *sim.World) error {
	f := w.Fleet()
	for i := range uint32(f.Len()) {
		switch state := f.Lifecycle(i); state {
		case fleet.NoLifecycle, fleet.InServiceState, fleet.TerminatedState, fleet.Detached:
		default:
			if f.Up(i) || f.AutoScalingGroup(f.AutoScalingGroupOf(i)).Suspended&replaces == 0 {
				return fmt.Errorf("%s is %v in the end (CD-6.6)", f.Name(i), state)
			}
		}
	}
	return nil
}

// replaces are the processes that a replacement takes.
const replaces = fleet.HealthCheckProcess | fleet.ReplaceUnhealthy | fleet.TerminateProcess

// Lone: a launch or termination deployment has one target, no minimum, and no
// rollback (CD-2.19, CD-5.4).
func Lone(w *sim.World) error {
	for _, d := range w.Deployments() {
		byGroup := d.Creator == events.ByAutoscaling || d.Creator == events.ByAutoscalingTermination
		if byGroup != d.Lone || d.Lone && (d.Begun && d.Targets != 1 || d.Minimum > 0 || d.RolledBackByID != "") {
			return fmt.Errorf("deployment %d by %v: %d targets, minimum %d (CD-2.19)", d.Number, d.Creator, d.Targets, d.Minimum)
		}
	}
	return nil
}

// OneForFleet: a group has one deployment at a time but for launches and
// terminations (CD-1.12).
func OneForFleet(w *sim.World) error {
	active := map[int32]int{}
	for _, r := range w.Journal().Records() {
		rec := events.Record(r)
		if rec.SubjectKind() != events.Deployment {
			continue
		}
		d := w.CodeDeploy().Info(int32(rec.Index()))
		switch {
		case d.Lone:
		case r.Kind == events.DeploymentMade:
			if active[d.Group]++; active[d.Group] > 1 {
				return fmt.Errorf("deployment %d was made while another of its group ran (CD-1.12)", d.Number)
			}
		case r.Kind == events.DeploymentEnded:
			active[d.Group]--
		}
	}
	return nil
}
