package measure

// Certainty is how sure somebody is of an answer.
type Certainty int

// The levels of certainty. Between Low and Medium lies a chance of 2/3 to be
// right, between Medium and High one of 4/5.
const (
	NotAsked Certainty = iota
	Low
	Medium
	High
)

// Levels are the levels that can be stated.
var Levels = []Certainty{Low, Medium, High}

func (c Certainty) String() string { return [...]string{"not asked", "low", "medium", "high"}[c] }

// Valid says whether it is one of the levels, or NotAsked.
func (c Certainty) Valid() bool { return NotAsked <= c && c <= High }

// Range is the chance to be right that a level states.
func (c Certainty) Range() (from, to float64) {
	switch c {
	case Low:
		return 0, 2.0 / 3
	case Medium:
		return 2.0 / 3, 0.8
	case High:
		return 0.8, 1
	}
	return 0, 1
}

// Stated is one number for the chance that a level states: the middle of its
// range, where Low begins at a guess among three.
func (c Certainty) Stated() float64 {
	from, to := c.Range()
	if c == Low {
		from = 1.0 / 3
	}
	return (from + to) / 2
}

// Mark is what an answer earns: 1, 2 or 3 if it is right, 0, -2 or -6 if it is
// wrong. Whoever states what he believes earns most.
func (c Certainty) Mark(right bool) int {
	switch {
	case c == NotAsked && right:
		return 1
	case c == NotAsked:
		return 0
	case right:
		return int(c)
	}
	return [...]int{Low: 0, Medium: -2, High: -6}[c]
}
