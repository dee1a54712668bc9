package imports

// What is missing where a JSON text ends too early.

import (
	"fmt"
	"strings"

	"github.com/seed-11de0fc1/rehearse/scenarios/source"
)

// bracket is one that is still open.
type bracket struct {
	sign byte
	at   int    // its offset
	key  string // under which it stands
}

// openness is what is open at the end of a text.
type openness struct {
	brackets []bracket
	quoted   bool
	quote    int // the offset of the quote read last
}

// unfinished reports that text, which begins at a place, was cut off.
func (a *account) unfinished(text string, start source.Position) {
	o := openAtEnd(text)
	end := after(start, []byte(text))
	place := func(offset int) string {
		at := after(start, []byte(text[:offset]))
		return fmt.Sprintf("line %d, column %d", at.Line, at.Column)
	}
	const fix = "it was cut off: print it again, or add what is missing"
	switch {
	case o.quoted:
		a.Errorf(end, fix, `the text ends too early: a closing " is missing for the one in %s`, place(o.quote))
	case len(o.brackets) > 0:
		b := o.brackets[len(o.brackets)-1]
		under := ""
		if b.key != "" {
			under = ` of "` + shorten(b.key, 40) + `"`
		}
		a.Errorf(end, fix, "the text ends too early: a %c is missing for the %c%s in %s", b.sign+2, b.sign, under, place(b.at))
	default:
		a.Errorf(end, fix, "the text ends too early")
	}
}

// openAtEnd walks through a JSON text that has no fault but its end.
func openAtEnd(text string) openness {
	var o openness
	word, key := "", ""
	for i := 0; i < len(text); i++ {
		switch c := text[i]; c {
		case '"':
			end := endOfQuote(text, i+1)
			if o.quote = i; end < 0 {
				o.quoted = true
				return o
			}
			word, i = text[i+1:end], end
		case ':':
			key = word
		case '{', '[':
			o.brackets = append(o.brackets, bracket{c, i, key})
			key = ""
		case '}', ']':
			o.brackets = o.brackets[:max(0, len(o.brackets)-1)]
		}
	}
	return o
}

// endOfQuote returns the offset of the quote that closes, or -1.
func endOfQuote(text string, from int) int {
	for i := from; i < len(text); i++ {
		switch text[i] {
		case '\\':
			i++
		case '"':
			return i
		}
	}
	return -1
}

// shorten cuts a text after so many characters.
func shorten(text string, most int) string {
	if len(text) <= most {
		return text
	}
	if runes := []rune(strings.ToValidUTF8(text, "?")); len(runes) > most {
		return string(runes[:most]) + "…"
	}
	return text
}
