package source

import (
	"fmt"
	"slices"
	"strings"
)

// How many diagnostics Parse and one Reader keep. An alias bomb of wrong values
// must not become a bomb of messages.
const maxDiagnostics = 1000

// Reader takes Go values out of nodes. It never stops: what can not be read
// comes out as the zero value and a Diagnostic. A nil node stands for a key
// that is not there and reads as the zero value without complaint.
type Reader struct {
	log  *readerLog
	rule string
}

type readerLog struct {
	found Diagnostics
	seen  map[Diagnostic]bool
}

// NewReader returns a Reader that has found nothing yet.
func NewReader() *Reader {
	return &Reader{log: &readerLog{seen: map[Diagnostic]bool{}}}
}

// Under returns a Reader that writes to the same list and cites rule, such as
// "CD-2.24", in everything it reports.
func (r *Reader) Under(rule string) *Reader {
	return &Reader{log: r.log, rule: rule}
}

// Diagnostics returns all that was reported so far, in order of position.
func (r *Reader) Diagnostics() Diagnostics { return r.log.found.Sorted() }

// Report records d, once: a value read again through an alias is not reported
// again. Beyond 1,000 it records nothing.
func (r *Reader) Report(d Diagnostic) {
	if d.Rule == "" {
		d.Rule = r.rule
	}
	if r.log.seen[d] || len(r.log.found) >= maxDiagnostics {
		return
	}
	r.log.seen[d] = true
	r.log.found = append(r.log.found, d)
}

// Errorf reports that something at a place is wrong, and what would be right,
// which may be empty.
func (r *Reader) Errorf(at Position, fix, format string, args ...any) {
	r.Report(Diagnostic{Position: at, Severity: Error, Message: fmt.Sprintf(format, args...), Fix: fix})
}

// Warnf reports what only a person should look at.
func (r *Reader) Warnf(at Position, fix, format string, args ...any) {
	r.Report(Diagnostic{Position: at, Severity: Warning, Message: fmt.Sprintf(format, args...), Fix: fix})
}

// Notef reports what is merely good to know.
func (r *Reader) Notef(at Position, fix, format string, args ...any) {
	r.Report(Diagnostic{Position: at, Severity: Note, Message: fmt.Sprintf(format, args...), Fix: fix})
}

// Unknown reports a name that nothing defines, with the nearest of those that
// are defined: no host "web-9"; did you mean web-8?
func (r *Reader) Unknown(n *Node, what string, defined []string) {
	r.Errorf(n.Position, oneOf(n.Text, defined), "%sno %s %s", n.prefix(), what, show(n.Text))
}

// oneOf says which of some names is right instead of word; of many it names a few.
func oneOf(word string, names []string) string {
	if _, near := Suggest(word, names); near || len(names) <= 12 {
		return anyOf(word, names)
	}
	few := slices.Sorted(slices.Values(names))[:6]
	return fmt.Sprintf("use one of the %d there are, such as %s", len(names), strings.Join(few, ", "))
}

// anyOf says which of the words of the format is right instead of word: all of them, as
// nobody else can know those that it leaves out.
func anyOf(word string, words []string) string {
	if near, ok := Suggest(word, words); ok {
		return "did you mean " + near + "?"
	}
	if len(words) == 0 {
		return "there is none"
	}
	return "use " + orList(words)
}

// orList returns "a", "a or b" or "a, b or c".
func orList(words []string) string {
	last := len(words) - 1
	if last <= 0 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:last], ", ") + " or " + words[last]
}

// prefix begins a message with the key that the value stands under.
func (n *Node) prefix() string {
	if n.Label == "" {
		return ""
	}
	return shorten(n.Label) + ": "
}

// describe names the value in a message.
func (n *Node) describe() string {
	switch {
	case n.Kind == Scalar && n.Style == Plain:
		return shorten(n.Text)
	case n.Kind == Scalar:
		return show(n.Text)
	}
	return n.Kind.String()
}

// wrong reports a value that is not of the kind that is wanted.
func (r *Reader) wrong(n *Node, wanted, fix string) {
	r.Errorf(n.Position, fix, "%s%s is not %s", n.prefix(), n.describe(), wanted)
}

// show puts a text of the user's in quotes, shortened.
func show(text string) string { return `"` + shorten(text) + `"` }

// shorten cuts a text for a message after 60 characters.
func shorten(text string) string {
	if runes := []rune(text); len(runes) > 60 {
		return string(runes[:60]) + "…"
	}
	return text
}
