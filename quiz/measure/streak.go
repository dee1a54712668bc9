package measure

import (
	"slices"
	"time"
)

// Streak counts days in a row, as the calendar of the learner has them.
type Streak struct {
	Current int  // up to today, or to yesterday if today has none yet
	Longest int  //
	Today   bool // whether today counts already
}

// StreakOf counts the days on which something was answered. Days are those of
// the place of now; what lies behind today does not count as current.
func StreakOf(times []time.Time, now time.Time) (s Streak) {
	days := make([]int, len(times))
	for i, t := range times {
		days[i] = day(t.In(now.Location()))
	}
	slices.Sort(days)
	days = slices.Compact(days)
	today, run := day(now), 0
	for i, d := range days {
		if i > 0 && d == days[i-1]+1 {
			run++
		} else {
			run = 1
		}
		s.Longest = max(s.Longest, run)
		if d == today || d == today-1 {
			s.Current = run
		}
		s.Today = s.Today || d == today
	}
	return s
}

// day numbers the days of the calendar, whatever hours they have.
func day(t time.Time) int {
	year, month, d := t.Date()
	return int(time.Date(year, month, d, 0, 0, 0, 0, time.UTC).Unix() / (24 * 60 * 60))
}
