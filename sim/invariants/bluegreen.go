package invariants

import (
	"fmt"

	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
	"github.com/seed-11de0fc1/rehearse/sim/events"
)

// OriginalsServe: no original of a blue/green deployment loses its traffic
// before rerouting has succeeded: enough replacements were rerouted, and none
// is under way any more (CD-3.4, CD-3.8).
func OriginalsServe(w *sim.World) error {
	rerouted := map[int32]int{}
	blocking := map[int32]bool{}
	for _, row := range w.Journal().Records() {
		switch r := events.Record(row); r.Kind {
		case events.TargetEnded:
			if t := w.CodeDeploy().Target(r.Index()); t.Course == codedeploy.Replacement && r.TargetStatus() == events.TargetSucceeded {
				rerouted[t.Deployment]++
			}
		case events.StageBegun:
			if n := int32(r.Index()); events.Stage(r.A) == events.Blocking {
				if blocking[n] = true; rerouted[n] == 0 {
					return fmt.Errorf("record %d: originals are blocked, and no replacement has traffic (CD-3.8)", r.No)
				}
			}
		case events.EventStarted:
			if t := w.CodeDeploy().Target(r.Index()); t.Course == codedeploy.Original && !blocking[t.Deployment] {
				return fmt.Errorf("record %d: an original is blocked before rerouting is over (CD-3.4)", r.No)
			}
		}
	}
	return nil
}
