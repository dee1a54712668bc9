package rules

// Mark tells how far the source of a rule carries its statement.
type Mark uint8

// The marks, from the best founded to the weakest.
const (
	Stated          Mark = iota // the source says it, or it was seen
	Derived                     // follows by arithmetic or from the agent's code
	ModellingChoice             // sources are silent or in conflict; this is what we do
	Unverified                  // known from experience only
)

var markNames = [...]string{"stated", "derived", "modelling choice", "unverified"}

// String returns the mark in words, as the doc comments write it.
func (m Mark) String() string {
	if int(m) >= len(markNames) {
		return "unknown mark"
	}
	return markNames[m]
}
