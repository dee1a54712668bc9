package codedeploy

import (
	"fmt"

	"github.com/seed-11de0fc1/rehearse/sim/events"
)

// Planner is an orchestrator of another make: who starts next, and when to give
// up. It must be a function of what it is asked with and of nothing else: not of
// an earlier question, a clock or a random number. Forks of a world share it,
// and a search takes two worlds in the same state for one.
//
// A planner that keeps counts of its own is wrong on the first fork; all that it
// needs to know of the past can be counted in the Rollout.
type Planner interface {
	// Begins says whether a deployment can start at all, and if it goes by zone
	// each of its zones. One that can not fails with HEALTH_CONSTRAINTS_INVALID
	// before anything happens (CD-2.6).
	Begins(b Budget) bool
	// Next is the next move: the place of somebody who is in line, from 0, or one
	// of those that start nobody. It is asked when a deployment has begun, after
	// every change, when all that ends at the instant has ended (CD-2.12), and
	// once more after each start, until it starts nobody.
	Next(r Rollout) Move
}

// Planned are the decisions of AWS with a planner in the place of those about
// deployments in place, rollbacks among them. Everything else stays as it is at
// AWS: what happens on a host, the wait between zones, stops, alarms and time
// limits, rollbacks; and so do blue/green deployments and those for one host of
// an Auto Scaling group once they have begun.
//
// Every question is asked twice. A planner that answers differently panics with
// both answers, and one whose move there is not with that move: a place further than
// one behind the end of the line.
func Planned(p Planner) *Decisions {
	d := AWS
	d.CanBegin = p.Begins
	d.Next = func(r Rollout) Move {
		if r.d.stage != events.NoStage || r.d.action > 0 {
			return next(r)
		}
		m, again := p.Next(r), p.Next(r)
		if m != again {
			panic(fmt.Sprintf("codedeploy: asked twice with the same rollout, the planner %T says %v, then %v: it must not remember anything", p, m, again))
		}
		if pending := r.Budget().Pending; m < Fail || int(m) > pending {
			panic(fmt.Sprintf("codedeploy: the planner %T says %v, and there is no such move: in line are %d, from place 0 on, and the moves that start nobody are Hold, NextZone, Succeed and Fail", p, m, pending))
		}
		return m
	}
	return &d
}

// AWSPlanner plans as AWS does: a world under Planned(AWSPlanner{}) runs as one
// under AWS, record for record. It is the one to start from.
type AWSPlanner struct{}

// Begins asks that the minimum leaves somebody to start. CD-2.6
func (AWSPlanner) Begins(b Budget) bool { return b.Minimum < b.Targets }

// Next is a window that slides: whoever ends makes room for the first in line,
// unless it failed. CD-2.7 to 2.9, CD-2.26
func (p AWSPlanner) Next(r Rollout) Move {
	whole := r.Budget()
	zone, zonal := r.Zone()
	if !zonal {
		zone = ZoneTurn{Last: true, Budget: whole}
	}
	switch {
	case zone.Budget.Pending > 0 && p.room(whole) && p.room(zone.Budget):
		return StartFirst
	case whole.InProgress > 0:
		return Hold
	case zonal && zone.Budget.Pending == 0 && !p.passes(zone.Budget):
		return Fail
	case zone.Budget.Pending == 0 && !zone.Last && p.room(whole):
		return NextZone
	case whole.Pending == 0 && p.passes(whole):
		return Succeed
	}
	return Fail
}

// room says whether one more may be offline.
func (AWSPlanner) room(b Budget) bool { return b.InProgress+b.Failed < b.Targets-b.Minimum }

// passes asks for the minimum, and for one success at least. CD-2.5
func (AWSPlanner) passes(b Budget) bool { return b.Succeeded >= max(b.Minimum, 1) }
