package source

import (
	"fmt"
	"strings"
	"unicode"
)

// scalarText prints a scalar on one line. strict is for places where commas,
// colons and brackets have a meaning: keys, and inside of brackets.
func scalarText(n *Node, strict bool) string {
	switch {
	case n.Kind == Null:
		return "null"
	case n.Style == Plain && plainMeaning(n.Text) != MeansText:
		return n.Text
	case isSafePlain(n.Text, strict):
		return n.Text
	}
	return quote(n.Text)
}

// Words that some YAML reader or other takes for something else than text.
var loadedWords = map[string]bool{
	"y": true, "n": true, "yes": true, "no": true, "on": true, "off": true,
	"true": true, "false": true, "null": true,
}

// isSafePlain tells whether every YAML reader takes the bare text for itself.
// It is careful: what it doubts gets quotes.
func isSafePlain(text string, strict bool) bool {
	if text == "" || len(text) > 500 || strings.HasSuffix(text, " ") || strings.HasPrefix(text, "..") {
		return false
	}
	if loadedWords[strings.ToLower(text)] || plainMeaning(text) != MeansText || looksNumeric(text) {
		return false
	}
	for i, r := range text {
		switch {
		case r <= unicode.MaxASCII && (unicode.IsLetter(r) || unicode.IsDigit(r)), strings.ContainsRune("_/.", r):
		case r > unicode.MaxASCII && unicode.IsLetter(r) && !IsHidden(r):
		case i == 0:
			return false
		case strings.ContainsRune(" -+@=()*$'~^;", r):
		case strings.ContainsRune("%,", r) && !strict:
		case r == ':' && !strict && i+1 < len(text) && text[i+1] != ' ':
		default:
			return false
		}
	}
	return true
}

// looksNumeric is true of dates, 1_000, 12:30, 0b1 and the like, which older
// YAML readers do not take for text.
func looksNumeric(text string) bool {
	first := text[0]
	return (first >= '0' && first <= '9' || first == '.') &&
		strings.Trim(text, "0123456789_:.,+- abcdefABCDEFxXoOtTzZ") == ""
}

// quote puts a text in double quotes, everything that can not be seen as an
// escape.
func quote(text string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range text {
		switch {
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r == '\n':
			b.WriteString(`\n`)
		case r == '\t':
			b.WriteString(`\t`)
		case r < 0x80 && IsHidden(r):
			fmt.Fprintf(&b, `\x%02x`, r)
		case r > 0xffff && IsHidden(r):
			fmt.Fprintf(&b, `\U%08x`, r)
		case IsHidden(r):
			fmt.Fprintf(&b, `\u%04x`, r)
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
	return b.String()
}

// fitsLiteral tells whether a text of several lines can be printed as a block
// after a | without any loss.
func fitsLiteral(text string) bool {
	body := strings.TrimSuffix(text, "\n")
	if !strings.Contains(body, "\n") || strings.HasSuffix(body, "\n") || strings.HasPrefix(body, "\n") {
		return false
	}
	if strings.HasPrefix(body, " ") {
		return false
	}
	for line := range strings.SplitSeq(body, "\n") {
		blank := line != "" && strings.Trim(line, " \t") == ""
		if blank || strings.HasPrefix(line, "\t") || strings.ContainsFunc(line, isUnprintable) {
			return false
		}
	}
	return true
}

func isUnprintable(r rune) bool { return r != '\t' && IsHidden(r) }
