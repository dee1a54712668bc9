package source

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
)

var wholeNumber = regexp.MustCompile(`^(0|-?[1-9][0-9]*)$`)

// Int returns the whole number n, which must be within lo..hi. Plain decimal
// digits alone will do: 1.5, 010, 0x10, 1_000, 1e3, +5 and "5" in quotes are
// refused.
func (r *Reader) Int(n *Node, lo, hi int64) int64 {
	if n == nil {
		return 0
	}
	allowed := fmt.Sprintf("write a whole number %d..%d in plain digits", lo, hi)
	if lo == hi {
		allowed = fmt.Sprintf("write %d", lo)
	}
	if n.Kind != Scalar || n.Style != Plain || !wholeNumber.MatchString(n.Text) {
		r.wrong(n, "a whole number", allowed)
		return 0
	}
	i, err := strconv.ParseInt(n.Text, 10, 64)
	if lo == hi && i != lo {
		r.Errorf(n.Position, allowed, "%s%s is not %d", n.prefix(), n.describe(), lo)
		return 0
	}
	if err != nil || i < lo || i > hi {
		r.Errorf(n.Position, allowed, "%s%s is not within %d..%d", n.prefix(), n.describe(), lo, hi)
		return 0
	}
	return i
}

// Bool returns true or false. No other spelling will do: yes, on, True, 1 and
// "true" in quotes are refused.
func (r *Reader) Bool(n *Node) bool {
	if n == nil {
		return false
	}
	if n.Kind == Scalar && n.Style == Plain && (n.Text == "true" || n.Text == "false") {
		return n.Text == "true"
	}
	r.wrong(n, "true or false", boolFix(n))
	return false
}

func boolFix(n *Node) string {
	switch fold(n.Text) {
	case "true", "yes", "y", "on", "1":
		return "write true"
	case "false", "no", "n", "off", "0":
		return "write false"
	}
	return "write true or false"
}

// String returns a text. Bare numbers are text too, as they were written; a
// bare true, false or null is not. The text may hold anything, so it must go
// through Escape before it is shown.
func (r *Reader) String(n *Node) string {
	if n == nil {
		return ""
	}
	if !isText(n) {
		r.wrong(n, "text", textFix(n))
		return ""
	}
	return n.Text
}

func isText(n *Node) bool {
	return n.Kind == Scalar && n.Meaning() != MeansBool
}

func textFix(n *Node) string {
	switch {
	case n.Kind == Null && n.Text == "":
		return "write a text, or leave the key out"
	case n.Kind == Sequence, n.Kind == Mapping:
		return "write a text"
	}
	return "put it in quotes if it is meant as text: " + show(n.Text)
}

// Enum returns the text n, which must be one of allowed, in the same case.
func (r *Reader) Enum(n *Node, allowed ...string) string {
	if n == nil {
		return ""
	}
	if !isText(n) {
		r.wrong(n, "text", anyOf(n.Text, allowed))
		return ""
	}
	if !slices.Contains(allowed, n.Text) {
		r.wrong(n, "allowed", anyOf(n.Text, allowed))
		return ""
	}
	return n.Text
}
