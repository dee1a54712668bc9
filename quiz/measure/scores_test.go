package measure

import (
	"math"
	"testing"
	"time"
	_ "time/tzdata" // places, wherever the test runs
)

// near says whether two numbers agree to so many digits as tables are written
// with.
func near(a, b float64) bool { return math.Abs(a-b) < 0.0005 }

// For every chance to be right, the level that honestly states it earns most on
// average: honesty is the best policy, with thresholds at 2/3 and 4/5.
func TestHonestCertaintyEarnsMost(t *testing.T) {
	expected := func(c Certainty, p float64) float64 {
		return p*float64(c.Mark(true)) + (1-p)*float64(c.Mark(false))
	}
	const steps = 3000
	for i := range steps + 1 {
		p := float64(i) / steps
		for _, honest := range Levels {
			if from, to := honest.Range(); p < from || p > to {
				continue
			}
			for _, other := range Levels {
				if expected(other, p) > expected(honest, p)+1e-12 {
					t.Fatalf("with a chance of %v, %v earns %v and %v only %v", p, other, expected(other, p), honest, expected(honest, p))
				}
			}
		}
	}
	for _, edge := range []struct {
		p           float64
		below, over Certainty
	}{{2.0 / 3, Low, Medium}, {0.8, Medium, High}} {
		if !near(expected(edge.below, edge.p), expected(edge.over, edge.p)) {
			t.Errorf("at %v the levels %v and %v differ", edge.p, edge.below, edge.over)
		}
		if expected(edge.over, edge.p+0.01) <= expected(edge.below, edge.p+0.01) {
			t.Errorf("over %v it does not pay to be %v", edge.p, edge.over)
		}
	}
}

func TestMarks(t *testing.T) {
	for c, want := range map[Certainty][2]int{NotAsked: {1, 0}, Low: {1, 0}, Medium: {2, -2}, High: {3, -6}} {
		if got := [2]int{c.Mark(true), c.Mark(false)}; got != want {
			t.Errorf("%v: %v, want %v", c, got, want)
		}
	}
	if Certainty(4).Valid() || Certainty(-1).Valid() || !High.Valid() {
		t.Error("which levels are valid?")
	}
}

// 36 of 50 is between 58 and 83 %, as the reference says; the others are known
// values of the interval.
func TestWilson(t *testing.T) {
	for _, c := range []struct {
		s         Share
		low, high float64
	}{
		{Share{36, 50}, 0.5833, 0.8253},
		{Share{0, 10}, 0, 0.2775},
		{Share{10, 10}, 0.7225, 1},
		{Share{1, 2}, 0.0945, 0.9055},
		{Share{0, 0}, 0, 1},
	} {
		if low, high := c.s.Wilson(); !near(low, c.low) || !near(high, c.high) {
			t.Errorf("%v: %.4f to %.4f, want %v to %v", c.s, low, high, c.low, c.high)
		}
	}
}

func TestBrier(t *testing.T) {
	for _, c := range []struct {
		name    string
		answers []Told
		score   float64
		n       int
	}{
		{"nothing", nil, 0, 0},
		{"without certainty", []Told{{NotAsked, true}}, 0, 0},
		{"sure and right", []Told{{High, true}}, 0.01, 1},
		{"sure and wrong", []Told{{High, false}}, 0.81, 1},
		{"unsure", []Told{{Low, true}, {Low, false}, {NotAsked, true}}, 0.25, 2},
	} {
		if score, n := Brier(c.answers); !near(score, c.score) || n != c.n {
			t.Errorf("%s: %v over %d, want %v over %d", c.name, score, n, c.score, c.n)
		}
	}
}

func TestCalibration(t *testing.T) {
	told := func(c Certainty, right, wrong int) (list []Told) {
		for i := range right + wrong {
			list = append(list, Told{c, i < right})
		}
		return list
	}
	for _, c := range []struct {
		name    string
		answers []Told
		level   Certainty
		want    Verdict
	}{
		{"four say nothing", told(High, 0, 4), High, TooFew},
		{"sure, and mostly wrong", told(High, 3, 9), High, TooSure},
		{"sure, and mostly right", told(High, 18, 2), High, Agrees},
		{"unsure, and always right", told(Low, 30, 0), Low, TooModest},
		{"half sure, three of four", told(Medium, 15, 5), Medium, Agrees},
		{"nothing at this level", told(Medium, 15, 5), High, TooFew},
	} {
		levels := Calibrate(c.answers)
		if len(levels) != len(Levels) || levels[c.level-1].Verdict != c.want {
			t.Errorf("%s: %v, want %v", c.name, levels, c.want)
		}
	}
}

func TestEvidence(t *testing.T) {
	ln3, day := math.Log(3), 24*time.Hour
	var none Evidence
	for _, c := range []struct {
		name string
		e    Evidence
		at   time.Time
		want float64
		word Strength
	}{
		{"nothing", none, start, 0, None},
		{"chosen once", none.Chosen(1, start), start, ln3, Some},
		{"one of two that lead there", none.Chosen(2, start), start, ln3 / 2, Some},
		{"one of three", none.Chosen(3, start), start, ln3 / 3, None},
		{"chosen twice", none.Chosen(1, start).Chosen(1, start), start, 2 * ln3, Strong},
		{"half is left after 30 days", none.Chosen(1, start), start.Add(30 * day), ln3 / 2, Some},
		{"a quarter after 60", none.Chosen(1, start), start.Add(60 * day), ln3 / 4, None},
		{"a clock set back fades nothing", none.Chosen(1, start), start.Add(-60 * day), ln3, Some},
		{"rightly refused among four", none.Refused(1, 4, start), start, math.Log(0.4) * 3 / 4, None},
		{"refused, shared by two", none.Refused(2, 4, start), start, math.Log(0.4) * 3 / 8, None},
		{"capped", none.Chosen(1, start).Chosen(1, start).Chosen(1, start), start, math.Log(19), Strong},
	} {
		if got := c.e.At(c.at); !near(got, c.want) || c.e.Strength(c.at) != c.word {
			t.Errorf("%s: %v %v, want %v %v", c.name, got, c.e.Strength(c.at), c.want, c.word)
		}
	}
}

func TestStreak(t *testing.T) {
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	at := func(texts ...string) (list []time.Time) {
		for _, text := range texts {
			when, err := time.Parse("2006-01-02 15:04", text)
			if err != nil {
				t.Fatal(err)
			}
			list = append(list, when)
		}
		return list
	}
	for _, c := range []struct {
		name  string
		times []time.Time
		now   string
		place *time.Location
		want  Streak
	}{
		{"nothing", nil, "2026-03-10 12:00", time.UTC, Streak{}},
		{"three days with today", at("2026-03-08 09:00", "2026-03-09 23:59", "2026-03-10 00:00"), "2026-03-10 12:00", time.UTC, Streak{3, 3, true}},
		{"today is still to come", at("2026-03-08 09:00", "2026-03-09 23:59"), "2026-03-10 12:00", time.UTC, Streak{2, 2, false}},
		{"a day was missed", at("2026-03-06 09:00", "2026-03-07 09:00", "2026-03-10 09:00"), "2026-03-10 12:00", time.UTC, Streak{1, 2, true}},
		{"long ago", at("2026-03-06 09:00"), "2026-03-10 12:00", time.UTC, Streak{0, 1, false}},
		{"leap day", at("2028-02-28 09:00", "2028-02-29 09:00", "2028-03-01 09:00"), "2028-03-01 12:00", time.UTC, Streak{3, 3, true}},
		{"half past eleven at night is tomorrow in Berlin", at("2026-03-09 23:30"), "2026-03-10 12:00", berlin, Streak{1, 1, true}},
		{"a day of 23 hours is a day", at("2026-03-28 12:00", "2026-03-29 12:00", "2026-03-30 12:00"), "2026-03-30 13:00", berlin, Streak{3, 3, true}},
		{"what lies ahead is not current", at("2027-03-10 09:00"), "2026-03-10 12:00", time.UTC, Streak{0, 1, false}},
	} {
		now := at(c.now)[0].In(c.place)
		if got := StreakOf(c.times, now); got != c.want {
			t.Errorf("%s: %+v, want %+v", c.name, got, c.want)
		}
	}
}
