package exchange

// Which bytes are a text at all.

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/seed-11de0fc1/rehearse/quiz/deck"
	"github.com/seed-11de0fc1/rehearse/scenarios/source"
)

// Input is a file to read, and what the deck made of it should be called. What
// is empty is taken from the file.
type Input struct {
	Name                string // for messages and defaults
	Data                []byte
	ID, Title, Language string
}

// text returns the file as text with plain newlines and without a byte order
// mark, or what is wrong with it.
func (in Input) text() (string, source.Diagnostics) {
	data := in.Data
	switch {
	case len(data) > deck.MaxBytes:
		return "", in.refuse(source.Position{}, fmt.Sprintf("is longer than %d bytes", deck.MaxBytes), "split it")
	case isUTF16(data):
		return "", in.refuse(source.Position{}, "is UTF-16", "save it as UTF-8")
	}
	text := string(bytes.TrimPrefix(data, []byte("\ufeff")))
	for i, r := range text {
		if r == utf8.RuneError && !strings.HasPrefix(text[i:], "\ufffd") {
			return "", in.refuse(placeOf(text, i), fmt.Sprintf("the byte 0x%02x is not UTF-8", text[i]), "save the file as UTF-8")
		}
		if r == 0 {
			return "", in.refuse(placeOf(text, i), "a zero byte", "this must be a text file")
		}
	}
	if strings.TrimSpace(text) == "" {
		return "", in.refuse(source.Position{}, "is empty", "")
	}
	return newlines.Replace(text), nil
}

// newlines are the ends of lines that files have.
var newlines = strings.NewReplacer("\r\n", "\n", "\r", "\n")

// isUTF16 tells a text in UTF-16, with or without a byte order mark.
func isUTF16(data []byte) bool {
	for _, mark := range []string{"\xff\xfe", "\xfe\xff"} {
		if bytes.HasPrefix(data, []byte(mark)) {
			return true
		}
	}
	return len(data) >= 4 && len(data)%2 == 0 && bytes.Count(data, []byte{0})*3 > len(data)
}

func placeOf(text string, offset int) source.Position {
	before := newlines.Replace(text[:offset])
	return source.Position{Line: strings.Count(before, "\n") + 1, Column: utf8.RuneCountInString(before[strings.LastIndexByte(before, '\n')+1:]) + 1}
}

func (in Input) refuse(at source.Position, message, fix string) source.Diagnostics {
	at.File = in.Name
	return source.Diagnostics{{Position: at, Severity: source.Error, Message: message, Fix: fix}}
}
