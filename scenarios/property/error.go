package property

import (
	"fmt"
	"unicode/utf8"

	"github.com/seed-11de0fc1/rehearse/scenarios/source"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// Error is what is wrong with the text of a property.
type Error struct {
	Offset  int    // bytes before the place
	Column  int    // of the place, in characters from 1
	Message string // what is wrong
	Fix     string // what would be right; may be empty
}

// Error returns "column N: message; fix" on one line, safe to print.
func (e *Error) Error() string {
	text := fmt.Sprintf("column %d: %s", e.Column, e.Message)
	if e.Fix != "" {
		text += "; " + e.Fix
	}
	return source.Escape(text)
}

// faultAt is an Error at a place of a text.
func faultAt(text string, offset int, fix, format string, args ...any) *Error {
	return &Error{offset, utf8.RuneCountInString(text[:offset]) + 1, fmt.Sprintf(format, args...), fix}
}

// Unanswered is the error of a Test that has no answer at an instant.
type Unanswered struct {
	At      kernel.Time
	Part    string // the part of the expression
	Message string
	Offset  int             // of the place in the text of the property, in bytes
	Place   source.Position // the same where the property was written, if that is known
}

// Error says which part has no answer, and when.
func (e *Unanswered) Error() string {
	return source.Escape(fmt.Sprintf("at %s %s %s", e.At, e.Part, e.Message))
}
