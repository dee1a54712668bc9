package source

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"
)

func number(n int) string { return strconv.Itoa(n) }

// checkText refuses what is no plain UTF-8 text of tolerable size, and returns
// the text without a byte order mark. A lone carriage return and the line
// separators of Unicode are refused because editors and YAML count lines
// differently there.
func (p *parsing) checkText(data []byte) ([]byte, bool) {
	whole := Position{File: p.file}
	if len(data) > p.opt.MaxBytes {
		p.refuse(whole, fmt.Sprintf("is longer than %d bytes", p.opt.MaxBytes), "split it or leave something out")
		return nil, false
	}
	if bytes.HasPrefix(data, []byte{0xff, 0xfe}) || bytes.HasPrefix(data, []byte{0xfe, 0xff}) {
		p.refuse(whole, "is UTF-16", "save it as UTF-8")
		return nil, false
	}
	text := string(bytes.TrimPrefix(data, []byte("\ufeff")))
	if offset := firstBad(text); offset >= 0 {
		line, column := locate(text, offset)
		message, fix := badText(text[offset:])
		p.refuse(p.at(line, column), message, fix)
		return nil, false
	}
	if strings.TrimSpace(text) == "" {
		p.refuse(whole, "is empty", "")
		return nil, false
	}
	p.text = text
	return []byte(text), true
}

// firstBad returns the offset of the first byte that is not allowed in a text,
// or -1.
func firstBad(text string) int {
	for i, r := range text {
		switch {
		case r >= ' ' && r <= '~' || r == '\n' || r == '\t':
		case r == '\r' && strings.HasPrefix(text[i+1:], "\n"):
		case r == utf8.RuneError && !strings.HasPrefix(text[i:], "\ufffd"):
			return i
		case r < 0xa0, r == 0x2028, r == 0x2029, r == 0xfeff, r == 0xfffe, r == 0xffff:
			return i
		}
	}
	return -1
}

func badText(rest string) (message, fix string) {
	r, size := utf8.DecodeRuneInString(rest)
	switch {
	case r == utf8.RuneError && size == 1:
		return fmt.Sprintf("the byte 0x%02x is not UTF-8", rest[0]), "save the file as UTF-8"
	case r == 0:
		return "a zero byte", "this must be a text file"
	case r == '\r':
		return "a carriage return without a newline", "end lines with a newline"
	}
	return fmt.Sprintf("the control character U+%04X", r), fmt.Sprintf(`write "\u%04x" in double quotes if it is meant`, r)
}

// locate returns line and column, both from 1, of a byte offset.
func locate(text string, offset int) (line, column int) {
	c := newCursor(text)
	c.toOffset(offset)
	return c.line, c.column
}

// cursor walks forward through a text and knows its line and column.
type cursor struct {
	text         string
	offset       int
	line, column int
}

func newCursor(text string) *cursor { return &cursor{text: text, line: 1, column: 1} }

func (c *cursor) toOffset(offset int) {
	for c.offset < offset {
		c.next()
	}
}

func (c *cursor) next() {
	r, size := utf8.DecodeRuneInString(c.text[c.offset:])
	c.offset += size
	c.column++
	if r == '\n' {
		c.line, c.column = c.line+1, 1
	}
}

// to goes on to a line and column and returns the text from there, or nothing
// if the place is behind.
func (c *cursor) to(line, column int) string {
	for c.offset < len(c.text) && (c.line < line || c.line == line && c.column < column) {
		c.next()
	}
	if c.line != line || c.column != column {
		return ""
	}
	return c.text[c.offset:]
}
