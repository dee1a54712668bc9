package question

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// ruleNumber is how rules and misconceptions are numbered: no stem may name
// one.
var ruleNumber = regexp.MustCompile(`\b(C[DPBC]-\d+\.\d+|[MX]-(CD|BG|CP|CB|CC)-\w+)\b`)

// longerBy is how many times longer than every other option the key may be.
const longerBy = 2.5

// Fault is what is wrong with an item, or with many together.
type Fault struct {
	Item *Item // nil: with all of them
	What string
}

// Lint finds items that must not be asked: those with a flaw of their own, and
// those that ask what another one asks already.
func Lint(items []*Item) (faults []Fault) {
	seen := map[string]bool{}
	for _, it := range items {
		for _, what := range it.flaws() {
			faults = append(faults, Fault{it, what})
		}
		text := strings.Join(it.Facts, "\n") + "\n" + it.Ask
		if seen[text] {
			faults = append(faults, Fault{it, "asks the same as another item"})
		}
		seen[text] = true
	}
	return faults
}

// flaws are what is wrong with an item alone.
func (it *Item) flaws() (list []string) {
	stem := it.Stem()
	if len(stem) > stemLines {
		list = append(list, fmt.Sprintf("its stem has %d lines", len(stem)))
	}
	if slices.ContainsFunc(stem, func(line string) bool { return narrow.StringWidth(line) > stemWidth }) {
		list = append(list, "a line of its stem is too wide")
	}
	if ruleNumber.MatchString(strings.Join(stem, " ")) {
		list = append(list, "its stem names a rule")
	}
	if len(it.Choices) == 0 {
		return list
	}
	texts := map[string]bool{}
	for _, o := range it.Choices {
		if texts[o.Text] {
			list = append(list, "options coincide: "+o.Text)
		}
		texts[o.Text] = true
	}
	if it.sticksOut() {
		list = append(list, "the key is much longer than every other option")
	}
	if it.givenAway() {
		list = append(list, "its stem holds the key and none of the other options")
	}
	return list
}

// sticksOut says whether the key is much longer than every other option.
func (it *Item) sticksOut() bool {
	longest := 0
	for i, o := range it.Choices {
		if i != it.position {
			longest = max(longest, len(o.Text))
		}
	}
	return float64(len(it.Choices[it.position].Text)) > longerBy*float64(longest)
}

// givenAway says whether the question names the key alone.
func (it *Item) givenAway() bool {
	named := 0
	for _, o := range it.Choices {
		if holdsWord(it.Ask, o.Text) {
			named++
		}
	}
	return named == 1 && holdsWord(it.Ask, it.KeyText())
}

// holdsWord says whether a text holds a word or words, whole.
func holdsWord(text, word string) bool {
	for at := 0; word != ""; {
		i := strings.Index(text[at:], word)
		if i < 0 {
			return false
		}
		at += i
		if !letterAt(text, at-1) && !letterAt(text, at+len(word)) {
			return true
		}
		at += len(word)
	}
	return false
}

func letterAt(text string, i int) bool {
	return i >= 0 && i < len(text) && strings.ContainsRune("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", rune(text[i]))
}

// manyItems is from how many choices on places and lengths say something.
const manyItems = 200

// Bias finds what gives the key away over many items: that it often stands in
// one place, or often is the longest option.
func Bias(items []*Item) (faults []Fault) {
	n, longest := 0, 0
	var places [mostWrong + 1]int
	expected := 0.0
	var expectedAt [mostWrong + 1]float64
	for _, it := range items {
		k := len(it.Choices)
		if k == 0 {
			continue
		}
		n++
		places[it.position]++
		for i := range k {
			expectedAt[i] += 1 / float64(k)
		}
		expected += 1 / float64(k)
		longest += boolInt(it.keyIsLongest())
	}
	if n < manyItems {
		return nil
	}
	for i, count := range places {
		if off := float64(count) - expectedAt[i]; off > 0.1*float64(n) {
			faults = append(faults, Fault{nil, fmt.Sprintf("the key is option %d in %d of %d items", i+1, count, n)})
		}
	}
	if float64(longest) > expected+0.25*float64(n) {
		faults = append(faults, Fault{nil, fmt.Sprintf("the key is the longest option in %d of %d items", longest, n)})
	}
	return faults
}

// keyIsLongest says whether every other option is shorter than the key.
func (it *Item) keyIsLongest() bool {
	for i, o := range it.Choices {
		if i != it.position && len(o.Text) >= len(it.Choices[it.position].Text) {
			return false
		}
	}
	return true
}
