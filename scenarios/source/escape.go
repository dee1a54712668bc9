package source

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// How many combining marks may follow one another before the rest is shown
// as escapes. Real scripts need two or three.
const maxCombining = 8

// Escape returns s fit for one line of a terminal, a table or a log. Control
// characters, bytes that are not UTF-8, bidirectional controls, invisible
// characters and floods of combining marks come out as \x1b or \u{202e}, a
// newline as \n. Everything else, a backslash included, stays as it is.
func Escape(s string) string {
	if isTame(s) {
		return s
	}
	var b strings.Builder
	marks := 0
	for len(s) > 0 {
		r, size := utf8.DecodeRuneInString(s)
		marks = countMarks(marks, r)
		switch {
		case r == utf8.RuneError && size == 1:
			fmt.Fprintf(&b, `\x%02x`, s[0])
		case marks > maxCombining || IsHidden(r):
			b.WriteString(escapeRune(r))
		default:
			b.WriteString(s[:size])
		}
		s = s[size:]
	}
	return b.String()
}

// isTame is the quick way out for printable ASCII.
func isTame(s string) bool {
	for i := range len(s) {
		if s[i] < ' ' || s[i] > '~' {
			return false
		}
	}
	return true
}

func countMarks(marks int, r rune) int {
	if unicode.Is(unicode.M, r) {
		return marks + 1
	}
	return 0
}

func escapeRune(r rune) string {
	switch {
	case r == '\n':
		return `\n`
	case r == '\r':
		return `\r`
	case r == '\t':
		return `\t`
	case r < utf8.RuneSelf:
		return fmt.Sprintf(`\x%02x`, r)
	}
	return fmt.Sprintf(`\u{%x}`, r)
}

// Letters and marks that Unicode calls visible and no font shows.
var blankLetters = []rune{0x034f, 0x115f, 0x1160, 0x17b4, 0x17b5, 0x3164, 0xffa0}

// IsHidden tells whether r does something to a terminal other than show
// itself: control characters, bidirectional and zero-width characters, line
// separators, blank letters, and what has no agreed meaning.
func IsHidden(r rune) bool {
	if r >= ' ' && r <= '~' {
		return false
	}
	for _, blank := range blankLetters {
		if r == blank {
			return true
		}
	}
	return unicode.In(r, unicode.C, unicode.Zl, unicode.Zp)
}
