package question

import (
	"slices"
	"strings"
)

// Answer is an answer in the one way in which its kind writes it: a word or a
// number, or several. A nil answer is that of a run in which the question makes
// no sense.
type Answer []string

// Equal says whether two answers are the same.
func (a Answer) Equal(b Answer) bool { return slices.Equal(a, b) }

// text writes an answer in a line.
func (f Form) text(a Answer) string {
	switch f {
	case Set:
		return orNone(spans(a))
	case Map:
		return mapText(a)
	case Order:
		return orNone(strings.Join(a, ", "))
	}
	return orNone(strings.Join(a, " "))
}

func orNone(text string) string {
	if text == "" {
		return "none"
	}
	return text
}

// mapText groups what has the same value: "web-1 to web-3: v2; web-4: v1".
func mapText(a Answer) string {
	var values []string
	of := map[string][]string{}
	for _, pair := range a {
		name, value, _ := strings.Cut(pair, "=")
		if of[value] == nil {
			values = append(values, value)
		}
		of[value] = append(of[value], name)
	}
	for i, v := range values {
		values[i] = spans(of[v]) + ": " + v
	}
	return orNone(strings.Join(values, "; "))
}

// spans lists names, and writes web-1 to web-4 for four in a row.
func spans(names []string) string {
	var parts []string
	for i := 0; i < len(names); {
		end := i + 1
		for end < len(names) && follows(names[end-1], names[end]) {
			end++
		}
		if end-i < 3 {
			parts = append(parts, names[i])
			i++
			continue
		}
		parts = append(parts, names[i]+" to "+names[end-1])
		i = end
	}
	return strings.Join(parts, ", ")
}

// follows says whether b is a's name with the next number.
func follows(a, b string) bool {
	stemA, numberA := numbered(a)
	stemB, numberB := numbered(b)
	return stemA == stemB && numberA > 0 && numberB == numberA+1
}

func numbered(name string) (stem string, number int) {
	at := strings.LastIndexByte(name, '-')
	if at < 0 || len(name)-at > 8 {
		return name, 0
	}
	for _, r := range name[at+1:] {
		if r < '0' || r > '9' {
			return name, 0
		}
		number = number*10 + int(r-'0')
	}
	return name[:at], number
}
