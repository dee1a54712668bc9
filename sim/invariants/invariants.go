// Package invariants holds one small observer for each thing that must hold in
// every run, whatever the fleet and the faults. Observers read the journal
// record by record and the view of the world, nothing else.
package invariants

import (
	"fmt"

	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// Check runs every observer over a world that has run to its end with a
// journal at level all, and returns the first violation.
func Check(w *sim.World) error {
	for _, invariant := range []func(w *sim.World) error{
		Budget, EventOrder, SkippedAfterFailure, Ended, UniqueIDs, Overview, OriginalsServe, Settled, Lone, OneForFleet, Causes, Traffic, Serving,
		Alarms, Shares,
	} {
		if err := invariant(w); err != nil {
			return err
		}
	}
	return nil
}

// Budget: the targets in progress and failed never exceed N − M (CD-2.7).
func Budget(w *sim.World) error {
	pace := w.Pace()
	for _, d := range w.Deployments() {
		if most := pace.MaxOffline(d); d.Begun && most > max(0, d.Planned-d.Minimum) {
			return fmt.Errorf("deployment %d: %d offline, %d allowed (CD-2.7)", d.Number, most, d.Planned-d.Minimum)
		}
	}
	return nil
}

// EventOrder: a target's lifecycle events start one after another, in the
// order of CD-4.1.
func EventOrder(w *sim.World) error {
	for _, d := range w.Deployments() {
		for _, t := range w.Targets(d) {
			at := kernel.Time(-1)
			for _, e := range t.Events {
				if e.Started && e.Start < at {
					return fmt.Errorf("%s: %v starts at %v, before the event ahead of it ended (CD-4.1)", t.Name, e.Event, e.Start)
				}
				if e.Started {
					at = max(e.Start, e.End)
				}
			}
		}
	}
	return nil
}

// SkippedAfterFailure: after the first failed event all later ones are Skipped
// (CD-1.8), unless stop failures are ignored (CD-4.10).
func SkippedAfterFailure(w *sim.World) error {
	for _, d := range w.Deployments() {
		for _, t := range w.Targets(d) {
			failed := false
			for _, e := range t.Events {
				if failed && e.Status != events.LifecycleSkipped {
					return fmt.Errorf("%s: %v is %v after a failure (CD-1.8)", t.Name, e.Event, e.Status)
				}
				failed = failed || e.Status == events.LifecycleFailed && !d.IgnoreStopFailures
			}
		}
	}
	return nil
}

// Ended: every deployment ends (CD-2.18 at the latest), and so does every
// target.
func Ended(w *sim.World) error {
	for _, d := range w.Deployments() {
		if !d.Status.Final() || d.Pending+d.InProgress+d.Ready > 0 {
			return fmt.Errorf("deployment %d is %v with %d pending and %d in progress", d.Number, d.Status, d.Pending, d.InProgress)
		}
	}
	return nil
}

// UniqueIDs: no two deployments share an id (CD-1.4).
func UniqueIDs(w *sim.World) error {
	seen := map[string]bool{}
	for n := range w.CodeDeploy().Deployments() {
		id := w.DeploymentAt(n).ID
		if seen[id] {
			return fmt.Errorf("two deployments have the id %s (CD-1.4)", id)
		}
		seen[id] = true
	}
	return nil
}

// Overview: the overview counts every target once, and counts what the targets
// say (CD-1.7).
func Overview(w *sim.World) error {
	for _, d := range w.Deployments() {
		var n [events.TargetReady + 1]int
		for _, t := range w.Targets(d) {
			n[t.Status]++
		}
		if n[events.TargetSucceeded] != d.Succeeded || n[events.TargetFailed] != d.Failed || n[events.TargetSkipped] != d.Skipped {
			return fmt.Errorf("deployment %d: the overview does not match its targets (CD-1.7)", d.Number)
		}
	}
	return nil
}

// Causes: every record but an input has a cause, and the cause came before.
func Causes(w *sim.World) error {
	for _, r := range w.Journal().Records() {
		kind, _ := events.SubjectOf(r.Subject)
		if r.Cause >= r.No || r.Cause == 0 && kind != events.Input && kind != events.Instance && kind != events.Alarm {
			return fmt.Errorf("record %d (%s) has the cause %d", r.No, events.RecordName(r.Kind), r.Cause)
		}
	}
	return nil
}

// Shares: the parts of the traffic of an alias or a service make a whole
// (CD-9.9).
func Shares(w *sim.World) error {
	for _, x := range w.Splits() {
		sum := 0
		for _, v := range x.Shares {
			sum += v.Share
		}
		if sum != 100 {
			return fmt.Errorf("the traffic of %s makes %d%% (CD-9.9)", x.What, sum)
		}
	}
	return nil
}
