package source

// Places inside a scalar: where a byte of its text was written.

import (
	"strings"
	"unicode/utf8"
)

// Within is where the byte at an offset of the node's text was written, quotes,
// escapes and folded lines being counted as the text has them. What can not be
// followed stands where the node begins.
func (n *Node) Within(offset int) Position {
	at := n.Position
	if n.raw == "" || offset < 0 || offset > len(n.Text) {
		return at
	}
	s := scalarWalk{raw: n.raw, indent: -1, cursor: newCursor(n.raw)}
	s.open()
	for _, r := range n.Text[:offset] {
		if !s.pass(r) {
			return at
		}
	}
	if offset < len(n.Text) {
		s.settle(n.Text[offset:])
	}
	if s.cursor.line == 1 {
		at.Column += s.cursor.column - 1
		return at
	}
	at.Line, at.Column = at.Line+s.cursor.line-1, s.cursor.column
	return at
}

// scalarWalk goes through a scalar as it was written.
type scalarWalk struct {
	raw    string
	quote  byte // ' or ", or 0
	indent int  // of a block; -1: it is none, and all blanks in front of a line are nothing
	cursor *cursor
}

func (s *scalarWalk) rest() string { return s.raw[s.cursor.offset:] }

func (s *scalarWalk) skip(bytes int) {
	s.cursor.toOffset(min(s.cursor.offset+bytes, len(s.raw)))
}

// open goes to where the text begins: behind a quote, or in the line below the
// head of a block.
func (s *scalarWalk) open() {
	for rest := s.rest(); strings.HasPrefix(rest, "&") || strings.HasPrefix(rest, "!"); rest = s.rest() { // an anchor, a tag
		word := strings.IndexAny(rest+" ", " \t\r\n")
		s.skip(len(rest) - len(strings.TrimLeft(rest[min(word, len(rest)):], " \t")))
	}
	switch rest := s.rest(); {
	case rest == "":
	case rest[0] == '\'', rest[0] == '"':
		s.quote = rest[0]
		s.skip(1)
	case rest[0] == '|', rest[0] == '>':
		if head := strings.IndexByte(rest, '\n'); head >= 0 {
			s.skip(head + 1)
			s.indent = len(s.rest()) - len(strings.TrimLeft(s.rest(), " "))
			s.skip(s.indent)
		}
	}
}

// pass goes over what stands for a character of the text, and reports false if
// something else is there.
func (s *scalarWalk) pass(r rune) bool {
	if s.quote == '"' && strings.HasPrefix(s.rest(), "\\\n") {
		s.skip(1)
		s.skip(s.lineEnd())
	}
	rest := s.rest()
	if end := s.lineEnd(); (r == ' ' || r == '\n') && end > 0 {
		s.skip(end)
		return true
	}
	switch {
	case s.quote == '\'' && strings.HasPrefix(rest, "''"):
		s.skip(2)
		return r == '\''
	case s.quote == '"' && strings.HasPrefix(rest, `\`):
		s.skip(escapeLength(rest))
		return true
	case r == '\n' && !strings.HasPrefix(rest, "\n"):
		return true // several of them came at once
	}
	found, size := utf8.DecodeRuneInString(rest)
	s.skip(size)
	return found == r
}

// settle goes over the end of a line if the text goes on with no space.
func (s *scalarWalk) settle(text string) {
	if !strings.HasPrefix(text, " ") && !strings.HasPrefix(text, "\n") {
		s.skip(s.lineEnd())
	}
}

// lineEnd is how long the blanks are that are here, down to the next line that
// says something; 0 if no line ends here.
func (s *scalarWalk) lineEnd() int {
	rest := s.rest()
	blanks := rest[:len(rest)-len(strings.TrimLeft(rest, " \t\r\n"))]
	last := strings.LastIndexByte(blanks, '\n') + 1
	switch {
	case last == 0:
		return 0
	case s.indent >= 0:
		return min(len(blanks), last+s.indent)
	}
	return len(blanks)
}

// escapeLength is the length of the escape at the beginning of a text.
func escapeLength(rest string) int {
	if len(rest) < 2 {
		return len(rest)
	}
	switch rest[1] {
	case 'x':
		return 4
	case 'u':
		return 6
	case 'U':
		return 10
	}
	return 2
}
