package property

// The text of a property as words, numbers and signs.

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/seed-11de0fc1/rehearse/scenarios/source"
)

// sort is what a token is.
type sort uint8

const (
	theEnd sort = iota
	aWord
	aNumber
	aDuration
	aText
	aSign
)

// token is a piece of the text.
type token struct {
	sort   sort
	at     int    // bytes before it
	text   string // as written; of aText what is between the quotes
	end    int    // bytes up to its end
	number int64  // of aNumber, and of aDuration in milliseconds
}

// signs that are more than one character; a longer one stands before its own
// beginning.
var signs = []string{"->", "<=", ">=", "==", "!=", "&&", "||", "<", ">", "!", "(", ")", ",", "+", "-", "*", "/", "%"}

// scan finds the token at or after an offset.
func scan(text string, at int) (token, *Error) {
	for at < len(text) && strings.IndexByte(" \t\r\n", text[at]) >= 0 {
		at++
	}
	if at == len(text) {
		return token{sort: theEnd, at: at, end: at}, nil
	}
	switch c := text[at]; {
	case isLetter(c):
		return cut(text, at, aWord, func(c byte) bool { return isLetter(c) || isDigit(c) }), nil
	case isDigit(c):
		return scanNumber(text, at)
	case c == '"', c == '\'':
		return scanText(text, at)
	}
	for _, sign := range signs {
		if strings.HasPrefix(text[at:], sign) {
			return token{sort: aSign, at: at, text: sign, end: at + len(sign)}, nil
		}
	}
	if text[at] == '=' {
		return token{}, faultAt(text, at, "write == to compare", "= compares nothing")
	}
	c, _ := utf8.DecodeRuneInString(text[at:])
	return token{}, faultAt(text, at, "", "%q means nothing here", c)
}

func isLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' || c == '_' }
func isDigit(c byte) bool  { return c >= '0' && c <= '9' }

// cut takes what is there as long as it fits.
func cut(text string, at int, what sort, fits func(c byte) bool) token {
	end := at
	for end < len(text) && fits(text[end]) {
		end++
	}
	return token{sort: what, at: at, text: text[at:end], end: end}
}

// scanNumber reads a whole number or a duration.
func scanNumber(text string, at int) (token, *Error) {
	t := cut(text, at, aNumber, func(c byte) bool { return isLetter(c) || isDigit(c) || c == '.' })
	var err error
	switch {
	case strings.Trim(t.text, "0123456789") == "":
		if t.number, err = strconv.ParseInt(t.text, 10, 64); err != nil {
			return t, faultAt(text, at, "the largest number is 9223372036854775807", "%s is too large", t.text)
		}
	case strings.Trim(t.text, "0123456789.") == "":
		return t, faultAt(text, at, "multiply instead: 4 * inService >= 3 * hosts", "%s is no whole number", t.text)
	default:
		t.sort = aDuration
		if t.number, err = source.ParseDuration(t.text); err != nil {
			return t, faultAt(text, at, "write a number such as 3, or a duration such as 90s or 2h", "%s %s", t.text, err)
		}
	}
	return t, nil
}

// scanText reads what is between quotes; there are no escapes.
func scanText(text string, at int) (token, *Error) {
	n := strings.IndexByte(text[at+1:], text[at])
	if n < 0 {
		return token{}, faultAt(text, at, "end it with "+text[at:at+1], "the text that begins here has no end")
	}
	return token{sort: aText, at: at, text: text[at+1 : at+1+n], end: at + n + 2}, nil
}
