package measure

// CalibrationMin is how many answers with a certainty it takes before a
// calibration means anything.
const CalibrationMin = 30

// Told is one answer: how sure somebody was, and whether it was right.
type Told struct {
	Certainty Certainty
	Right     bool
}

// Level compares what one level of certainty states with what was achieved.
type Level struct {
	Certainty Certainty
	Share
	Verdict Verdict
}

// Verdict is what an achieved share says about a stated certainty.
type Verdict int

// The verdicts. A level agrees as long as its interval touches its range.
const (
	TooFew Verdict = iota
	Agrees
	TooSure
	TooModest
)

func (v Verdict) String() string {
	return [...]string{"too few", "agrees", "too sure", "too modest"}[v]
}

// verdictMin is how many answers a level needs for a verdict.
const verdictMin = 5

// Calibrate sorts answers by level; those without certainty are left out.
func Calibrate(answers []Told) []Level {
	var list []Level
	for _, c := range Levels {
		l := Level{Certainty: c}
		for _, a := range answers {
			if a.Certainty == c {
				l.Add(a.Right)
			}
		}
		l.Verdict = verdict(l)
		list = append(list, l)
	}
	return list
}

func verdict(l Level) Verdict {
	from, to := l.Certainty.Range()
	low, high := l.Wilson()
	switch {
	case l.Of < verdictMin:
		return TooFew
	case high < from:
		return TooSure
	case low > to:
		return TooModest
	}
	return Agrees
}

// Brier is the mean square of the distance between what was stated and what
// came out, from 0 (always sure and right) to 1, over the answers that have a
// certainty. There are n of them.
func Brier(answers []Told) (score float64, n int) {
	for _, a := range answers {
		if a.Certainty == NotAsked {
			continue
		}
		miss := a.Certainty.Stated()
		if a.Right {
			miss = 1 - miss
		}
		score += miss * miss
		n++
	}
	return score / float64(max(n, 1)), n
}
