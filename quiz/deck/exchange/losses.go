package exchange

import (
	"fmt"
	"slices"

	"github.com/seed-11de0fc1/rehearse/quiz/deck"
)

// losses counts what a format could not hold.
type losses struct {
	order []string
	cards map[string]int
}

// add notes something that was lost with one card.
func (l *losses) add(what string) {
	if l.cards == nil {
		l.cards = map[string]int{}
	}
	if l.cards[what] == 0 {
		l.order = append(l.order, what)
	}
	l.cards[what]++
}

// when adds what if it is so.
func (l *losses) when(is bool, what string) {
	if is {
		l.add(what)
	}
}

// sentences returns one line for each loss, in the order in which they were
// met.
func (l *losses) sentences() []string {
	var all []string
	for _, what := range l.order {
		n, s := l.cards[what], "s"
		if n == 1 {
			s = ""
		}
		all = append(all, fmt.Sprintf("%d card%s: %s", n, s, what))
	}
	return all
}

// believed tells whether an option names a misconception.
func believed(c *deck.Card) bool {
	return slices.ContainsFunc(c.Options, func(o deck.Option) bool { return o.Belief != "" })
}

// reasoned tells whether an option says why it is wrong, or right.
func reasoned(c *deck.Card) bool {
	return slices.ContainsFunc(c.Options, func(o deck.Option) bool { return o.Because != "" })
}
