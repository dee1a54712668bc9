package measure

import (
	"math"
	"time"
)

const (
	halfLife    = 30 * 24 * time.Hour
	chosenOdds  = 3.0 // a coded option that is chosen multiplies the odds by this
	refusedOdds = 0.4 // one that is rightly refused, by this
)

// logitMax keeps the evidence between 0.05 and 0.95.
var logitMax = math.Log(0.95 / 0.05)

// Evidence is what speaks for one misconception: more than 0 for it, less than
// 0 against. It fades by half in 30 days. It is no probability, and is never
// shown as one.
type Evidence struct {
	logit float64
	at    time.Time
}

// At is the evidence that is left at a time.
func (e Evidence) At(at time.Time) float64 {
	return e.logit * math.Pow(0.5, float64(max(0, at.Sub(e.at)))/float64(halfLife))
}

// Chosen adds that an option was chosen which so many misconceptions lead to.
func (e Evidence) Chosen(sharing int, at time.Time) Evidence {
	return e.add(math.Log(chosenOdds)/float64(sharing), at)
}

// Refused adds that the right one of so many options was chosen, and so one
// refused which so many misconceptions lead to.
func (e Evidence) Refused(sharing, options int, at time.Time) Evidence {
	return e.add(math.Log(refusedOdds)*(1-1/float64(options))/float64(sharing), at)
}

func (e Evidence) add(logit float64, at time.Time) Evidence {
	return Evidence{max(-logitMax, min(e.At(at)+logit, logitMax)), at}
}

// Strength is evidence in a word.
type Strength int

// The strengths: a single plain choice is Some, two that have not faded are
// Strong.
const (
	None Strength = iota
	Some
	Strong
)

func (s Strength) String() string { return [...]string{"none", "some", "strong"}[s] }

// Strength is what the evidence comes to at a time.
func (e Evidence) Strength(at time.Time) Strength {
	switch left := e.At(at); {
	case left >= 1.5*math.Log(chosenOdds):
		return Strong
	case left >= 0.5*math.Log(chosenOdds):
		return Some
	}
	return None
}
