package measure

import (
	"math"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// FSRS-5 as its authors publish it (open-spaced-repetition, "The Algorithm"),
// with their default weights, for the two answers that there are here.

var weights = [19]float64{0.40255, 1.18385, 3.173, 15.69105, 7.1949, 0.5345, 1.4604, 0.0046, 1.54575, 0.1192,
	1.01925, 1.9395, 0.11, 0.29605, 2.2698, 0.2315, 2.9898, 0.51655, 0.6621}

const (
	again, good, easy = 1, 3, 4
)

func grade(right bool) float64 {
	if right {
		return good
	}
	return again
}

func firstStability(right bool) float64 { return weights[int(grade(right))-1] }

func firstDifficulty(grade float64) float64 {
	return bounded(weights[4] - math.Exp(weights[5]*(grade-1)) + 1)
}

func bounded(difficulty float64) float64 { return min(max(difficulty, 1), 10) }

// recall is the chance to know it after so many days.
func recall(days, stability float64) float64 { return math.Pow(1+19.0/81*days/stability, -0.5) }

func nextDifficulty(d float64, right bool) float64 {
	moved := d - weights[6]*(grade(right)-3)*(10-d)/9
	return bounded(weights[7]*firstDifficulty(easy) + (1-weights[7])*moved)
}

func nextStability(d, s, r float64, right bool) float64 {
	if !right { // to forget never makes it last longer
		return min(s, weights[11]*math.Pow(d, -weights[12])*(math.Pow(s+1, weights[13])-1)*math.Exp(weights[14]*(1-r)))
	}
	return s * (1 + math.Exp(weights[8])*(11-d)*math.Pow(s, -weights[9])*(math.Exp(weights[10]*(1-r))-1))
}

// Whatever is answered on whatever days, stability, difficulty and chance are
// those of the formulas.
func TestMemoryEqualsTheFormulas(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		right := rapid.Bool().Draw(t, "right")
		now := start
		m := Memory{}.Recall(right, now)
		s, d := firstStability(right), firstDifficulty(grade(right))
		for range rapid.IntRange(0, 20).Draw(t, "answers") {
			alike(t, "stability", m.Stability, s)
			alike(t, "difficulty", m.Difficulty, d)
			days := rapid.IntRange(1, 800).Draw(t, "days")
			now = now.Add(time.Duration(days) * 24 * time.Hour)
			r := recall(float64(days), s)
			alike(t, "chance", m.Chance(now), r)
			right = rapid.Bool().Draw(t, "right")
			m = m.Recall(right, now)
			s, d = max(nextStability(d, s, r, right), stabilityMin), nextDifficulty(d, right)
		}
	})
}

func alike(t *rapid.T, what string, got, want float64) {
	if math.Abs(got-want) > 1e-9*math.Abs(want) {
		t.Fatalf("%s %v, want %v", what, got, want)
	}
}
