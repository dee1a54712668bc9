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
	stem = append(stem, Wrap(it.Ask, stemWidth)...)
	return append(stem, it.Case.Command())
}

func wrapAll(texts []string) (lines []string) {
	for _, text := range texts {
		lines = append(lines, Wrap(text, stemWidth)...)
	}
	return lines
}

// Wrap breaks a text between words into lines of a width.
func Wrap(text string, width int) (lines []string) {
	line := ""
	for word := range strings.FieldsSeq(text) {
		switch {
		case line == "":
			line = word
		case runewidth.StringWidth(line)+1+runewidth.StringWidth(word) <= width:
			line += " " + word
		default:
			lines, line = append(lines, line), word
		}
	}
	return append(lines, line)
}
