package term

import (
	"regexp"
	"strings"
	"unicode/utf8"

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

// Wrap breaks s between words into lines of at most w columns; a word that is
// longer is broken, if need be in the middle, so that nothing of it is lost.
func Wrap(s string, w int) []string {
	if columns(s) <= w {
		return []string{s}
	}
	var lines []string
	line := ""
	for word := range strings.FieldsSeq(s) {
		if line != "" && columns(line)+1+columns(word) <= w {
			line += " " + word
			continue
		}
		if line != "" {
			lines = append(lines, line)
		}
		for line = word; columns(line) > w; {
			head := breakWord(line, w)
			lines, line = append(lines, head), line[len(head):]
		}
	}
	return append(lines, line)
}

// Columns returns how many columns s takes.
func Columns(s string) int { return columns(s) }

// Fill breaks a text into lines of at most w columns. Lines of a paragraph are
// joined first; one that is indented stays a line of its own.
func Fill(text string, w int) (lines []string) {
	paragraph := ""
	end := func() {
		if paragraph != "" {
			lines, paragraph = append(lines, Wrap(paragraph, w)...), ""
		}
	}
	for line := range strings.SplitSeq(text, "\n") {
		switch line = strings.ReplaceAll(line, "\t", "    "); {
		case line == "":
			end()
			lines = append(lines, "")
		case line[0] != ' ':
			paragraph = strings.TrimSpace(paragraph + " " + line)
		default:
			end()
			if columns(line) > w {
				line = flowLine(line, w, hang(line, w))
			}
			lines = append(lines, strings.Split(line, "\n")...)
		}
	}
	end()
	return lines
}

// breakWord is the beginning of a long word that fits into w columns. It ends
// behind a sign that joins, if one stands in its second half.
func breakWord(word string, w int) string {
	head := narrow.Truncate(word, w, "")
	if head == "" { // one sign that is wider than that
		_, size := utf8.DecodeRuneInString(word)
		return word[:size]
	}
	if at := strings.LastIndexAny(head, "-_/:.,;"); at >= len(head)/2 {
		return head[:at+1]
	}
	return head
}

// longestWord is how many columns the longest word of s takes.
func longestWord(s string) (most int) {
	for word := range strings.FieldsSeq(s) {
		most = max(most, columns(word))
	}
	return most
}

// flow breaks the lines of a text that are wider than the terminal. Escape codes
// take no columns.
func (t *IO) flow(s string) string {
	if !t.flows || t.Plain || t.Accessible {
		return s
	}
	lines := strings.Split(s, "\n")
	for i, line := range lines {
		if bare := codesAway.ReplaceAllString(line, ""); columns(bare) > t.Width && !strings.Contains(line, "\t") {
			lines[i] = flowLine(line, t.Width, hang(bare, t.Width))
		}
	}
	return strings.Join(lines, "\n")
}

var codesAway = regexp.MustCompile("\x1b\\[[0-9]*m")

// hang is where what is left of a line begins: below what stands behind its first
// gap, such as that after a number, or two columns further in.
func hang(bare string, w int) int {
	text := strings.TrimLeft(bare, " ")
	indent := len(bare) - len(text)
	if head, rest, found := strings.Cut(text, "  "); found {
		if at := indent + columns(head) + 2 + len(rest) - len(strings.TrimLeft(rest, " ")); at <= w/3 {
			return at
		}
	}
	return indent + 2
}

// flowLine breaks a line at single spaces.
func flowLine(line string, w, hanging int) string {
	var b strings.Builder
	used, said := 0, false
	for word := range strings.SplitAfterSeq(line, " ") {
		bare := codesAway.ReplaceAllString(word, "")
		if said && used+columns(strings.TrimRight(bare, " ")) > w {
			b.WriteString("\n" + strings.Repeat(" ", hanging))
			used = hanging
		}
		b.WriteString(word)
		used += columns(bare)
		said = said || bare != " "
	}
	return trimLines(b.String())
}
