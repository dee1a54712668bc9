package measure

import (
	"math"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

var start = time.Date(2022, 11, 29, 12, 30, 0, 0, time.UTC)

// The published vectors of the algorithm, FSRS-5 with its 19 default weights and
// whole days. Those of ts-fsrs, the reference in TypeScript, have eight digits
// (its test of the long-term scheduler, f = fsrs({ enable_short_term: false }));
// those of go-fsrs v3.3.1 (TestLongTermScheduler) are the same, rounded to four.
// Each answer comes on the day it is due.
func TestMemoryEqualsTheReferenceVectors(t *testing.T) {
	answers := "GGGGGGAAGGGGG" // Good, Again
	wantDays := []int{3, 11, 35, 101, 269, 669, 12, 2, 5, 12, 26, 55, 112}
	wantStability := []float64{3.173, 10.73892592, 34.57762416, 100.74831139, 269.283835, 669.30934162, 11.89873732, 2.23603312, 5.20013908,
		11.89928679, 26.49170577, 55.49486382, 111.97264222}
	wantDifficulty := []float64{5.28243442, 5.27296793, 5.26354498, 5.25416538, 5.24482893, 5.23553542, 6.76539959, 7.79401833, 7.77299855,
		7.75207546, 7.73124862, 7.71051758, 7.68988191}
	near := cmp.Comparer(func(a, b float64) bool { return math.Abs(a-b) < 1e-6*a })
	var m Memory
	var days []int
	var stability, difficulty []float64
	for i, now := 0, start; i < len(answers); i, now = i+1, m.Due {
		m = m.Recall(answers[i] == 'G', now)
		days = append(days, m.Days)
		stability = append(stability, m.Stability)
		difficulty = append(difficulty, m.Difficulty)
	}
	for _, diff := range []string{cmp.Diff(wantDays, days), cmp.Diff(wantStability, stability, near), cmp.Diff(wantDifficulty, difficulty, near)} {
		if diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	}
	if m.Reps != 13 || m.Lapses != 2 {
		t.Errorf("%d answers, %d lapses", m.Reps, m.Lapses)
	}
}

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
func TestR24MemoryWithAClockSetBack(t *testing.T) {
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

// R24: a card comes back after so many whole days, whatever happened to the clocks
// of the place meanwhile, and wherever it is looked at.
func TestR24MemoryOverOddDays(t *testing.T) {
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	for name, at := range map[string]time.Time{
		"summer time begins": time.Date(2026, 3, 28, 2, 30, 0, 0, berlin), "summer time ends": time.Date(2026, 10, 24, 2, 30, 0, 0, berlin),
		"leap day": time.Date(2028, 2, 28, 23, 59, 0, 0, berlin), "the year ends": time.Date(2026, 12, 31, 23, 59, 0, 0, berlin),
	} {
		for _, right := range []bool{true, false} {
			m := Memory{}.Recall(right, at)
			if after := m.Due.Sub(at); after.Round(24*time.Hour) != time.Duration(m.Days)*24*time.Hour || m.Days < 1 {
				t.Errorf("%s: due after %v, %d days", name, after, m.Days)
			}
			for _, place := range []*time.Location{time.UTC, berlin, time.FixedZone("far", -11*3600)} {
				if m.IsDue(m.Due.Add(-time.Second).In(place)) || !m.IsDue(m.Due.In(place)) {
					t.Errorf("%s: due at another moment in %v", name, place)
				}
			}
		}
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
