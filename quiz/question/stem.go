package question

import (
	"strings"

	"github.com/mattn/go-runewidth"
)

// A stem is at most 12 lines of 80 columns. Its last line is the command that
// opens the run.
const (
	stemLines = 12
	stemWidth = 80
)

// Stem is the whole text of the item but for options and things.
func (it *Item) Stem() []string {
	stem := append([]string{}, it.Facts...)
	stem = append(stem, wrap(it.Ask, stemWidth)...)
	return append(stem, it.Case.Command())
}

// narrow measures text alike in every locale.
var narrow = &runewidth.Condition{StrictEmojiNeutral: true}

func wrapAll(texts []string) (lines []string) {
	for _, text := range texts {
		lines = append(lines, wrap(text, stemWidth)...)
	}
	return lines
}

// wrap breaks a text between words into lines of a width.
func wrap(text string, width int) (lines []string) {
	line := ""
	for word := range strings.FieldsSeq(text) {
		switch {
		case line == "":
			line = word
		case narrow.StringWidth(line)+1+narrow.StringWidth(word) <= width:
			line += " " + word
		default:
			lines, line = append(lines, line), word
		}
	}
	return append(lines, line)
}
