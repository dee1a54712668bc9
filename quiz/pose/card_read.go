package pose

import (
	"fmt"
	"math/big"
	"slices"
	"strconv"
	"strings"

	"github.com/seed-11de0fc1/rehearse/quiz/deck"
	"github.com/seed-11de0fc1/rehearse/quiz/question"
)

// With is what an answer looks like.
func (c Card) With() string {
	switch c.Kind {
	case deck.Basic:
		return "yes or no"
	case deck.Choice:
		return fmt.Sprintf("a number from 1 to %d", len(c.Options))
	case deck.Multi:
		return "the numbers of all that are right, such as 1 3"
	case deck.Order:
		return "the numbers in order, such as 2 1 3"
	case deck.Number:
		if c.Unit != "" {
			return "a number (" + c.Unit + ")"
		}
		return "a number"
	}
	if n := len(c.key()); n > 1 {
		return fmt.Sprintf("what stands in the %d gaps, with ; between", n)
	}
	return "what stands in the gap"
}

// Read understands an answer as a person types it.
func (c Card) Read(text string) (question.Answer, error) {
	text = strings.TrimSpace(text)
	switch c.Kind {
	case deck.Basic:
		return readYes(text)
	case deck.Number:
		if text = strings.TrimSpace(strings.TrimSuffix(text, c.Unit)); !deck.IsDecimal(text) {
			return nil, fmt.Errorf("%q is no number; write plain digits such as 9 or 0.25", text)
		}
		return question.Answer{text}, nil
	case deck.Cloze:
		return c.readGaps(text)
	}
	return c.readListed(text)
}

func readYes(text string) (question.Answer, error) {
	switch strings.ToLower(text) {
	case "y", "yes":
		return question.Answer{"yes"}, nil
	case "n", "no":
		return question.Answer{"no"}, nil
	}
	return nil, fmt.Errorf("%q is neither yes nor no; type y or n", text)
}

func (c Card) readGaps(text string) (question.Answer, error) {
	a := question.Answer{text}
	if n := len(c.key()); n > 1 {
		if a = strings.Split(text, ";"); len(a) != n {
			return nil, fmt.Errorf("%d for %d gaps; type %s", len(a), n, c.With())
		}
	}
	for i, part := range a {
		if a[i] = strings.TrimSpace(part); a[i] == "" {
			return nil, fmt.Errorf("nothing stands in gap %d; type %s", i+1, c.With())
		}
	}
	return a, nil
}

// readListed reads the numbers of listed things, or the text of one.
func (c Card) readListed(text string) (question.Answer, error) {
	listed := c.Listed()
	if i := slices.IndexFunc(listed, func(l string) bool { return strings.EqualFold(l, text) }); i >= 0 && c.Kind != deck.Order {
		return question.Answer{listed[i]}, nil
	}
	var a question.Answer
	for word := range strings.FieldsFuncSeq(text, func(r rune) bool { return r == ' ' || r == ',' }) {
		n, err := strconv.Atoi(word)
		if err != nil || n < 1 || n > len(listed) || slices.Contains(a, listed[n-1]) {
			return nil, fmt.Errorf("%q is not in the list, or there already; type %s", word, c.With())
		}
		a = append(a, listed[n-1])
	}
	switch {
	case len(a) == 0, c.Kind == deck.Choice && len(a) > 1:
		return nil, fmt.Errorf("%q is not an answer; type %s", text, c.With())
	case c.Kind == deck.Order && len(a) < len(listed):
		return nil, fmt.Errorf("%d of %d are in order; type %s", len(a), len(listed), c.With())
	case c.Kind == deck.Multi:
		slices.SortFunc(a, func(x, y string) int { return slices.Index(listed, x) - slices.Index(listed, y) })
	}
	return a, nil
}

// Score is how right an answer is: gaps, multi and order cards give a part.
func (c Card) Score(a question.Answer) float64 {
	key := c.key()
	switch {
	case a == nil:
		return 0
	case c.Kind == deck.Number:
		return boolScore(c.inBounds(a[0]))
	case c.Kind == deck.Cloze:
		return gapScore(key, a)
	case c.Kind == deck.Multi:
		return setScore(key, a)
	case c.Kind == deck.Order:
		return orderScore(key, a)
	}
	return boolScore(a.Equal(key))
}

func boolScore(right bool) float64 {
	if right {
		return 1
	}
	return 0
}

func (c Card) inBounds(text string) bool {
	lo, hi := c.Bounds()
	from, _ := new(big.Rat).SetString(lo)
	to, _ := new(big.Rat).SetString(hi)
	n, ok := new(big.Rat).SetString(text)
	return ok && n.Cmp(from) >= 0 && n.Cmp(to) <= 0
}

// gapScore is the share of gaps that are filled rightly; letters count as alike
// whatever their case.
func gapScore(key, a question.Answer) float64 {
	right := 0
	for i := range min(len(key), len(a)) {
		if strings.EqualFold(strings.Join(strings.Fields(key[i]), " "), strings.Join(strings.Fields(a[i]), " ")) {
			right++
		}
	}
	return float64(right) / float64(len(key))
}

// setScore is what two sets have in common, of what is in either.
func setScore(key, a question.Answer) float64 {
	both := 0
	for _, text := range a {
		if slices.Contains(key, text) {
			both++
		}
	}
	return float64(both) / float64(len(key)+len(a)-both)
}

// orderScore is the share of pairs that stand in the right order.
func orderScore(key, a question.Answer) float64 {
	pairs, right := 0, 0
	for i := range key {
		for j := i + 1; j < len(key); j++ {
			pairs++
			if x := slices.Index(a, key[i]); x >= 0 && x < slices.Index(a, key[j]) {
				right++
			}
		}
	}
	return float64(right) / float64(max(pairs, 1))
}
