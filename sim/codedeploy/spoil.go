package codedeploy

import (
	"math"

	"github.com/seed-11de0fc1/rehearse/fleet"
	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// Faults of one lifecycle event: it fails, hangs or takes longer, on one host
// and once. What follows is that of any event that fails (CD-1.8, CD-4.6) or
// runs into its timeout (CD-4.7, CD-4.8). spoilshift.go has those of Lambda and
// ECS.

// spoil is what goes wrong with a target's present event.
type spoil uint8

const (
	spoilFails spoil = 1 << iota // it ends badly
	spoilHangs                   // it does not end by itself
	spoilDelay                   // it ends later: see Service.delays
)

// delay is how much later the present event of a target ends.
type delay struct {
	target uint32
	by     kernel.Time
}

// Spoil lets a fault strike the lifecycle events that are assigned or under way
// on an instance, in one deployment if it names that.
func (s *Service) Spoil(f *fleet.Fault, i uint32, cause kernel.RecordNo) {
	for t := range s.inFlight(i) {
		if f.Deployment == 0 || f.Deployment == s.number(s.targets[t].deployment) {
			s.SpoilTarget(f.Kind, t, f.For, cause)
		}
	}
}

// SpoilTarget lets a fault strike the present lifecycle event of a target,
// which is in progress: fleet.FailEvent, HangEvent, or DelayEvent by a span.
func (s *Service) SpoilTarget(kind fleet.FaultKind, t uint32, by kernel.Time, cause kernel.RecordNo) {
	row := &s.targets[t]
	row.plain = false
	row.last = s.k.Record(events.EventSpoiled, events.About(events.Target, t), cause, 0, int64(row.event), int64(kind))
	switch kind {
	case fleet.FailEvent:
		row.spoil |= spoilFails
	case fleet.HangEvent:
		row.spoil |= spoilHangs
	default:
		row.spoil |= spoilDelay
		s.delays = append(s.delays, delay{t, by})
	}
}

// over is when an event of a target that would end now ends, because it hangs
// or is delayed; now if it does not. It is asked once for each end.
func (s *Service) over(t uint32) kernel.Time {
	row := &s.targets[t]
	at := s.k.Now()
	if row.spoil&spoilDelay != 0 {
		at += s.delayOf(t)
	}
	if row.spoil&spoilHangs != 0 {
		at = math.MaxInt64 / 2
	}
	row.spoil &= spoilFails
	return at
}

// unspoil forgets the faults of an event that has ended, whether they decided
// anything or not: one that has nothing to do is over at once.
func (s *Service) unspoil(t uint32) {
	if row := &s.targets[t]; row.spoil != 0 {
		row.spoil = 0
		s.delayOf(t)
	}
}

// delayOf takes the delay of a target's event off the list.
func (s *Service) delayOf(t uint32) (by kernel.Time) {
	kept := s.delays[:0]
	for _, d := range s.delays {
		if d.target == t {
			by += d.by
		} else {
			kept = append(kept, d)
		}
	}
	s.delays = kept
	return by
}

// prolongScript lets a script that would end now go on, if it hangs or is
// delayed. CD-4.7, CD-4.8
func (s *Service) prolongScript(t uint32, sh *scriptShape, b *ScriptBehaviour) bool {
	row := &s.targets[t]
	now, end := s.k.Now(), s.over(t)
	if end == now {
		return false
	}
	kind, at := s.ending(sh, b, row.began, end-row.began)
	s.scheduleWithin(t, max(at, now), kind)
	return true
}

// prolong does the same for an event without scripts. CD-4.8, CD-7.2
func (s *Service) prolong(t uint32) bool {
	now, end := s.k.Now(), s.over(t)
	if end == now {
		return false
	}
	s.scheduleWithin(t, end, events.LifecycleEventEnds)
	return true
}

// scheduleWithin schedules the end of an event, or that of its hour if that
// comes first. CD-4.8
func (s *Service) scheduleWithin(t uint32, at kernel.Time, kind kernel.Kind) {
	if limit := s.targets[t].since + s.shape.agents.insideLimit; at > limit {
		kind, at = events.LifecycleTimesOut, limit
	}
	s.schedule(t, at, kind)
}
