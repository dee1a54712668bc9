package measure

import (
	"time"

	"github.com/open-spaced-repetition/go-fsrs/v3"
)

// Retention is the chance to still know it at which something is asked again.
const Retention = 0.90

// stabilityMin is where the algorithm begins at the least. It has no bound below
// itself, and several wrong answers on one day would leave next to nothing.
const stabilityMin = 0.1

// Memory is what is known about one card: how long it lasts (days until the
// chance of recall has sunk to Retention), how difficult it is (1 to 10). The
// zero value was never answered.
type Memory struct {
	Stability  float64
	Difficulty float64
	Days       int // from Last to Due
	Reps       int
	Lapses     int
	Last       time.Time
	Due        time.Time
}

// Recall returns the memory after one more answer at a time. Right counts as
// Good, wrong as Again; intervals are whole days, so that what was wrong comes
// back the next day. Time never counts backwards: where the clock says less
// than at the last answer, no time has passed.
func (m Memory) Recall(right bool, at time.Time) Memory {
	card := fsrs.Card{State: fsrs.New}
	if m.Reps > 0 {
		card = fsrs.Card{
			Stability: m.Stability, Difficulty: m.Difficulty,
			Reps: uint64(m.Reps), Lapses: uint64(m.Lapses),
			State: fsrs.Review, LastReview: earlier(m.Last, at),
		}
	}
	grade := fsrs.Again
	if right {
		grade = fsrs.Good
	}
	next := scheduler().Next(card, at, grade).Card
	return Memory{
		Stability: max(next.Stability, stabilityMin), Difficulty: next.Difficulty, Days: int(next.ScheduledDays),
		Reps: int(next.Reps), Lapses: int(next.Lapses), Last: at, Due: next.Due,
	}
}

// IsDue says whether it should be asked at a time. What was answered in the
// future is due too: the clock was wrong then, or is now.
func (m Memory) IsDue(at time.Time) bool {
	return m.Reps > 0 && (!at.Before(m.Due) || at.Before(m.Last))
}

// Chance is how likely it is still known at a time, 0 if it never was.
func (m Memory) Chance(at time.Time) float64 {
	if m.Reps == 0 {
		return 0
	}
	return scheduler().GetRetrievability(fsrs.Card{Stability: m.Stability, State: fsrs.Review, LastReview: earlier(m.Last, at)}, at)
}

// scheduler counts in days and draws nothing by lot.
func scheduler() *fsrs.FSRS {
	p := fsrs.DefaultParam()
	p.RequestRetention, p.EnableShortTerm, p.EnableFuzz = Retention, false, false
	return fsrs.NewFSRS(p)
}

func earlier(a, b time.Time) time.Time {
	if b.Before(a) {
		return b
	}
	return a
}
