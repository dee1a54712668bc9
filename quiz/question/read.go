package question

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/seed-11de0fc1/rehearse/scenarios/source"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// Read understands an answer as a person types it. The error says what would
// be understood.
func (it *Item) Read(text string) (Answer, error) {
	text = strings.TrimSpace(text)
	if len(it.Choices) > 0 {
		return it.readChoice(text)
	}
	words := strings.FieldsFunc(text, func(r rune) bool { return r == ' ' || r == ',' })
	switch it.Kind.Form {
	case Number:
		if _, err := strconv.ParseUint(text, 10, 31); err != nil {
			return nil, fmt.Errorf("%q is not a whole number", text)
		}
		return Answer{strings.TrimLeft(text[:len(text)-1], "0") + text[len(text)-1:]}, nil
	case Order, Set:
		return it.readThings(text)
	case Map:
		return it.readMap(words)
	case List:
		return it.readList(words)
	}
	return it.readWord(text)
}

// Example is what an answer looks like.
func (it *Item) Example() string {
	switch {
	case len(it.Choices) > 0:
		return fmt.Sprintf("a number from 1 to %d", len(it.Choices))
	case it.Kind.Form == Number:
		return "a whole number"
	case it.Kind.Form == Order:
		return "the numbers in order, such as 2 1"
	case it.Kind.Form == Set:
		return "the numbers, such as 1 3, or none"
	case it.Kind.Form == Map:
		return "a word for each, in this order: " + strings.Join(it.Kind.Values(it.Case), ", ")
	}
	if it.Kind.Domain == nil {
		return it.Kind.Like
	}
	return "one of " + strings.Join(it.Kind.Domain(it.Case, it.Subject), ", ")
}

func (it *Item) readChoice(text string) (Answer, error) {
	if n, err := strconv.Atoi(text); err == nil && n >= 1 && n <= len(it.Choices) {
		return it.Choices[n-1].Answer, nil
	}
	for _, o := range it.Choices {
		if strings.EqualFold(o.Text, text) {
			return o.Answer, nil
		}
	}
	return nil, fmt.Errorf("%q is not one of the options; type %s", text, it.Example())
}

// readThings reads numbers of things, or their names; none is an empty answer.
func (it *Item) readThings(text string) (Answer, error) {
	a := Answer{}
	if strings.EqualFold(text, "none") {
		return a, nil
	}
	for _, word := range strings.FieldsFunc(text, func(r rune) bool { return r == ' ' || r == ',' }) {
		thing := word
		if n, err := strconv.Atoi(word); err == nil && n >= 1 && n <= len(it.Things) && !slices.Contains(it.Things, word) {
			thing = it.Things[n-1]
		}
		if !slices.Contains(it.Things, thing) || slices.Contains(a, thing) {
			return nil, fmt.Errorf("%q is not in the list, or there already; type %s", word, it.Example())
		}
		a = append(a, thing)
	}
	if len(a) == 0 {
		return nil, fmt.Errorf("nothing is chosen; type %s", it.Example())
	}
	if it.Kind.Form == Set {
		slices.SortFunc(a, func(x, y string) int { return slices.Index(it.Things, x) - slices.Index(it.Things, y) })
	}
	return a, nil
}

// readMap reads a value for each thing; one for all, if it is alone.
func (it *Item) readMap(words []string) (Answer, error) {
	if len(words) == 1 {
		words = slices.Repeat(words, len(it.Things))
	}
	if len(words) != len(it.Things) {
		return nil, fmt.Errorf("%d words for %d; type %s", len(words), len(it.Things), it.Example())
	}
	a := Answer{}
	for i, word := range words {
		if !slices.Contains(it.Kind.Values(it.Case), word) {
			return nil, fmt.Errorf("%q is none of %s", word, strings.Join(it.Kind.Values(it.Case), ", "))
		}
		a = append(a, it.Things[i]+"="+word)
	}
	return a, nil
}

func (it *Item) readList(words []string) (Answer, error) {
	if it.Kind.Domain == nil {
		for _, word := range words {
			if n, err := strconv.Atoi(word); err != nil || n < 0 {
				return nil, fmt.Errorf("%q is not a whole number; write %s", word, it.Example())
			}
		}
		return Answer(words), nil
	}
	text := strings.Join(words, " ")
	for _, d := range it.Kind.Domain(it.Case, it.Subject) {
		if strings.EqualFold(d, text) {
			return Answer(strings.Fields(d)), nil
		}
	}
	return nil, fmt.Errorf("%q is not an answer; type %s", text, it.Example())
}

func (it *Item) readWord(text string) (Answer, error) {
	if it.Kind.Domain == nil {
		ms, err := source.ParseDuration(text)
		if err != nil {
			return nil, fmt.Errorf("%q %w; write %s", text, err, it.Example())
		}
		return Answer{kernel.Time(ms).String()}, nil
	}
	for _, word := range it.Kind.Domain(it.Case, it.Subject) {
		if strings.EqualFold(word, text) {
			return Answer{word}, nil
		}
	}
	return nil, fmt.Errorf("%q is not an answer; type %s", text, it.Example())
}
