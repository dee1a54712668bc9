package codedeploy

import (
	"strconv"

	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
	"github.com/seed-11de0fc1/rehearse/sim/rules"
)

// Who starts next, and when a deployment is over: CD-2.7 to 2.9, CD-2.26.

// PlanDecisions decide what a deployment in place does next.
type PlanDecisions struct {
	// Next is asked when a deployment has begun, after every change, and once
	// more after each start, until it starts nobody.
	Next func(r Rollout) Move `rule:"CD-2.7"`
}

var awsPlan = PlanDecisions{Next: next}

// Move is what a deployment does next. From 0 on it is the place in line of the
// target that starts now; one behind the end of the line means Hold. There are no
// others: Planned refuses them.
type Move int32

// StartFirst starts the first in line.
const StartFirst Move = 0

// The moves that start nobody. As long as a target is in progress each of them
// means Hold.
const (
	Hold     Move = -1 - iota // wait for the next change; if nothing is in progress, for the time limit (CD-2.18)
	NextZone                  // the zone is done; if it was the last one, Hold
	Succeed                   // what is pending is skipped
	Fail                      // likewise
)

var moveNames = [...]string{"Hold", "NextZone", "Succeed", "Fail"}

// String is the move in the words of this package.
func (m Move) String() string {
	switch {
	case m >= 0:
		return "start " + strconv.Itoa(int(m))
	case m < Fail:
		return strconv.Itoa(int(m))
	}
	return moveNames[-1-m]
}

// next starts the first in line as soon as the budgets of the deployment and of
// its zone allow it. When nothing is in flight any more it is the turn of the
// next zone, or of the verdict. CD-2.7 to 2.9, CD-2.26
func next(r Rollout) Move {
	whole, zone, d := r.d, r.d.turn(), r.s.d
	switch {
	case whole.Pending > 0 && d.MayStart(whole.Budget) && (zone == nil || zone.Pending > 0 && d.MayStart(zone.Budget)):
		return StartFirst
	case whole.InProgress > 0 || whole.stage != events.NoStage: // stages have verdicts of their own
		return Hold
	case zone != nil && zone.Pending == 0 && !d.ZonePasses(zone.Budget):
		return Fail
	case zone != nil && zone.Pending == 0 && !whole.inLastZone() && d.MayStart(whole.Budget):
		return NextZone
	case whole.Pending == 0 && d.Passes(whole.Budget):
		return Succeed
	}
	return Fail
}

// failure is the rule behind a Fail. CD-2.8, CD-2.9, CD-2.26
func (s *Service) failure(d *deployment) kernel.Rule {
	zone := d.turn()
	switch {
	case zone != nil && zone.Pending == 0 && !s.d.ZonePasses(zone.Budget), zone != nil && zone.Pending > 0 && !givesUp(d.Budget):
		return rules.CD_2_26
	case d.Pending > 0:
		return rules.CD_2_8
	}
	return rules.CD_2_9
}

// Rollout is a deployment in place as it stands, for who decides what it does
// next. It is good for the one answer, and costs nothing to pass on. It shows
// nothing that does not matter to AWS either: no names, no time, and of who has
// started no order, as a search takes worlds for one that differ in no more.
type Rollout struct {
	s *Service
	d *deployment
}

// Budget counts the targets of the deployment.
func (r Rollout) Budget() Budget { return r.d.Budget }

// ZoneTurn is the zone whose turn it is.
type ZoneTurn struct {
	Name   string
	Last   bool
	Budget Budget
}

// Zone is the zone whose turn it is, if the deployment goes by zone (CD-2.25).
func (r Rollout) Zone() (z ZoneTurn, zonal bool) {
	at := r.d.turn()
	if at == nil {
		return z, false
	}
	return ZoneTurn{r.s.fleet.Zone(r.s.targets[at.first].instance), r.d.inLastZone(), at.Budget}, true
}

// Line yields the targets that are pending, with their places in line: in the
// order of CD-2.14 and, if the deployment goes by zone, of CD-2.28.
func (r Rollout) Line(yield func(place int, t RolloutTarget) bool) {
	place := 0
	for t := r.d.cursor; t < r.d.first+r.d.count; t++ {
		if !r.d.inLine(&r.s.targets[t]) {
			continue
		}
		if !yield(place, r.target(t)) {
			return
		}
		place++
	}
}

// Count is how many of all targets fit.
func (r Rollout) Count(fits func(t RolloutTarget) bool) (n int) {
	for t := r.d.first; t < r.d.first+r.d.count; t++ {
		if fits(r.target(t)) {
			n++
		}
	}
	return n
}

// Rollback says whether the deployment undoes another one (CD-5.1).
func (r Rollout) Rollback() bool { return r.d.creator == events.ByRollback }

// RolloutTarget is a target in a rollout.
type RolloutTarget struct {
	Status   events.TargetStatus // Pending, InProgress, Succeeded or Failed
	Class    int                 // of CD-2.14, 0 to 3
	Zone     string              // empty for none
	Up       bool                // its host runs
	Instance events.InstanceHealth
	Revision events.RevisionHealth // both as remembered before the deployment (CD-2.20)
}

func (r Rollout) target(t uint32) RolloutTarget {
	row := &r.s.targets[t]
	h := r.s.groups[r.d.group].health[row.instance]
	return RolloutTarget{row.status, int(row.class), r.s.fleet.Zone(row.instance), r.s.fleet.Up(row.instance), h.instance(), h.revision()}
}
