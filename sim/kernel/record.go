package kernel

import "errors"

// Rule names the rule that decided something; 0 means that none did.
type Rule uint16

// Subject names what a record is about; the vocabulary package defines how.
type Subject uint64

// RecordNo numbers the records of a run from 1. As a cause, 0 means that the
// input itself was the cause.
type RecordNo uint64

// Record is one thing that happened. A and B mean what the kind says.
type Record struct {
	No      RecordNo
	At      Time
	Cause   RecordNo // the record that led to this one
	Subject Subject
	A, B    int64
	Kind    Kind
	Rule    Rule // what decided it
}

// Level says which records a journal keeps.
type Level uint8

// The levels, each keeping more than the one before.
const (
	Off       Level = iota // none
	Decisions              // those that a rule decided
	All
)

var levelNames = [...]string{"off", "decisions", "all"}

// String returns off, decisions or all.
func (l Level) String() string {
	if int(l) < len(levelNames) {
		return levelNames[l]
	}
	return "unknown"
}

// ParseLevel reads what String prints.
func ParseLevel(s string) (Level, error) {
	for i, name := range levelNames {
		if s == name {
			return Level(i), nil
		}
	}
	return Off, errors.New("no such journal level; want off, decisions or all")
}
