package measure

import (
	"math"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

var start = time.Date(2022, 11, 29, 12, 30, 0, 0, time.UTC)

// The published vectors of the algorithm, FSRS-5 with default weights and whole
// days: TestLongTermScheduler in fsrs_test.go of
// github.com/open-spaced-repetition/go-fsrs v3.3.1. Each answer comes on the
// day it is due.
func TestMemoryEqualsTheReferenceVectors(t *testing.T) {
	answers := "GGGGGGAAGGGGG" // Good, Again
	wantDays := []int{3, 11, 35, 101, 269, 669, 12, 2, 5, 12, 26, 55, 112}
	wantStability := []float64{3.173, 10.7389, 34.5776, 100.7483, 269.2838, 669.3093, 11.8987, 2.236, 5.2001, 11.8993, 26.4917, 55.4949, 111.9726}
	wantDifficulty := []float64{5.2824, 5.273, 5.2635, 5.2542, 5.2448, 5.2355, 6.7654, 7.794, 7.773, 7.7521, 7.7312, 7.7105, 7.6899}
	var m Memory
	var days []int
	var stability, difficulty []float64
	for i, now := 0, start; i < len(answers); i, now = i+1, m.Due {
		m = m.Recall(answers[i] == 'G', now)
		days = append(days, m.Days)
		stability = append(stability, rounded(m.Stability))
		difficulty = append(difficulty, rounded(m.Difficulty))
	}
	for _, diff := range []string{cmp.Diff(wantDays, days), cmp.Diff(wantStability, stability), cmp.Diff(wantDifficulty, difficulty)} {
		if diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	}
	if m.Reps != 13 || m.Lapses != 2 {
		t.Errorf("%d answers, %d lapses", m.Reps, m.Lapses)
	}
}

func rounded(x float64) float64 { return math.Round(x*10_000) / 10_000 }

// What was wrong at the first try comes back the next day, and on the day it is
// due the chance to know it is the wanted one.
func TestMemoryComesBackWhenItIsAboutToFade(t *testing.T) {
	wrong := Memory{}.Recall(false, start)
	if want := start.AddDate(0, 0, 1); !wrong.Due.Equal(want) {
		t.Errorf("due %v, want %v", wrong.Due, want)
	}
	right := Memory{}.Recall(true, start)
	if c := right.Chance(right.Due); math.Abs(c-Retention) > 0.01 {
		t.Errorf("chance %v on the day it is due", c)
	}
	if c := right.Chance(start); c != 1 {
		t.Errorf("chance %v at once", c)
	}
	if c := (Memory{}).Chance(start); c != 0 || (Memory{}).IsDue(start) {
		t.Errorf("chance %v of what was never answered", c)
	}
}

// To be wrong ten times in one evening is not much worse than once: it comes
// back the next day, not yet forgotten altogether.
func TestMemoryAfterABadEvening(t *testing.T) {
	var m Memory
	for i := range 10 {
		m = m.Recall(false, start.Add(time.Duration(i)*time.Minute))
	}
	if c := m.Chance(m.Due); m.Days != 1 || c < 0.5 {
		t.Errorf("back after %d days with a chance of %v", m.Days, c)
	}
}

// A clock set back makes no time pass, and what was answered in the future is
// due now.
func TestMemoryWithAClockSetBack(t *testing.T) {
	ahead := Memory{}.Recall(true, start.AddDate(1, 0, 0))
	if !ahead.IsDue(start) {
		t.Error("not due, though it was answered in the future")
	}
	back := ahead.Recall(true, start)
	same := ahead
	same.Last = start
	if diff := cmp.Diff(same.Recall(true, start), back); diff != "" {
		t.Errorf("not as if no time had passed (-want +got):\n%s", diff)
	}
	if back.Due.After(start.AddDate(0, 0, 30)) {
		t.Errorf("due %v", back.Due)
	}
}

// Whatever is answered at whatever times, a memory stays within its bounds, and
// right answers never leave less than wrong ones.
func TestMemoryStaysWithinBounds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var m Memory
		now := start
		for range rapid.IntRange(1, 30).Draw(t, "answers") {
			now = now.Add(time.Duration(rapid.Int64Range(-400*24, 4000*24).Draw(t, "hours")) * time.Hour)
			right, wrong := m.Recall(true, now), m.Recall(false, now)
			for _, n := range []Memory{right, wrong} {
				if !(n.Stability > 0) || math.IsInf(n.Stability, 0) || n.Difficulty < 1 || n.Difficulty > 10 || n.Days < 1 || n.Days > 36501 || !n.Due.After(now) {
					t.Fatalf("%+v", n)
				}
			}
			if right.Days < wrong.Days || right.Stability < wrong.Stability {
				t.Fatalf("right %+v, wrong %+v", right, wrong)
			}
			if m = wrong; rapid.Bool().Draw(t, "right") {
				m = right
			}
		}
	})
}
