package source

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Position is a place in a text. Line and Column count from 1; a column is one
// character. A Line of 0 means the file as a whole.
type Position struct {
	File         string
	Line, Column int
}

// String returns file:line:column, or the file alone if there is no line.
func (p Position) String() string {
	if p.Line == 0 {
		return p.File
	}
	return fmt.Sprintf("%s:%d:%d", p.File, p.Line, p.Column)
}

// Severity tells how much a Diagnostic matters.
type Severity uint8

// The severities. An Error stops whatever wanted the text; a Warning is
// something a person should look at; a Note is only for information.
const (
	Error Severity = iota
	Warning
	Note
)

// String returns "error", "warning" or "note".
func (s Severity) String() string {
	return [...]string{"error", "warning", "note"}[s]
}

// Diagnostic is one fault of a text.
type Diagnostic struct {
	Position
	Severity Severity
	Message  string // what is wrong
	Fix      string // what would be right; may be empty
	Rule     string // the rule that says so, such as "CD-9.2"; may be empty
}

// Error returns "file:line:column: message; fix (rule)" on one line, safe to
// print to a terminal whatever the text held.
func (d Diagnostic) Error() string {
	var b strings.Builder
	if place := d.Position.String(); place != "" {
		b.WriteString(place + ": ")
	}
	if d.Severity != Error {
		b.WriteString(d.Severity.String() + ": ")
	}
	b.WriteString(d.Message)
	if d.Fix != "" {
		b.WriteString("; " + d.Fix)
	}
	if d.Rule != "" {
		b.WriteString(" (" + d.Rule + ")")
	}
	return Escape(b.String())
}

// String is the same as Error.
func (d Diagnostic) String() string { return d.Error() }

// Diagnostics are the faults of a text. As an error it is all of them, one a
// line; use Err so that no faults are no error.
type Diagnostics []Diagnostic

// Error returns every diagnostic on a line of its own, in order of position.
func (ds Diagnostics) Error() string {
	var lines []string
	for _, d := range ds.Sorted() {
		lines = append(lines, d.Error())
	}
	return strings.Join(lines, "\n")
}

// Err returns ds as an error if one of them is an Error, and nil otherwise.
func (ds Diagnostics) Err() error {
	if ds.HasErrors() {
		return ds
	}
	return nil
}

// HasErrors tells whether one of them has the severity Error.
func (ds Diagnostics) HasErrors() bool {
	return slices.ContainsFunc(ds, func(d Diagnostic) bool { return d.Severity == Error })
}

// Sorted returns a copy in order of file, line and column; equal positions
// keep their order.
func (ds Diagnostics) Sorted() Diagnostics {
	sorted := slices.Clone(ds)
	slices.SortStableFunc(sorted, func(a, b Diagnostic) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column))
	})
	return sorted
}
