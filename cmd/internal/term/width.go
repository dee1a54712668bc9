package term

import (
	"strings"

	"github.com/mattn/go-runewidth"
)

// narrow counts ambiguous characters as one column wherever the program runs.
var narrow = &runewidth.Condition{StrictEmojiNeutral: true}

// columns returns how many columns s takes.
func columns(s string) int { return narrow.StringWidth(s) }

// cut shortens s to w columns and ends it with a sign that something is missing.
func (t *IO) cut(s string, w int) string {
	tail := "…"
	if t.ascii() {
		tail = "..."
	}
	return narrow.Truncate(s, w, tail)
}

// pad fills s with spaces to w columns.
func pad(s string, w int) string { return narrow.FillRight(s, w) }

// wrap breaks s between words into lines of at most w columns; a word that is
// longer is cut.
func (t *IO) wrap(s string, w int) []string {
	if columns(s) <= w {
		return []string{s}
	}
	var lines []string
	line := ""
	for word := range strings.FieldsSeq(s) {
		word = t.cut(word, w)
		switch {
		case line == "":
			line = word
		case columns(line)+1+columns(word) <= w:
			line += " " + word
		default:
			lines, line = append(lines, line), word
		}
	}
	return append(lines, line)
}
