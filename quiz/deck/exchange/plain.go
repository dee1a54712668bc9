package exchange

// A card as plain question and answer, for formats that know no more.

import (
	"fmt"
	"strings"

	"github.com/seed-11de0fc1/rehearse/quiz/deck"
)

// letter names the option i: a, b, c.
func letter(i int) string { return string(rune('a' + i)) }

// stem is the question without its options.
func stem(c *deck.Card) string {
	switch c.Kind {
	case deck.Cloze:
		return deck.FillGaps(c.Ask, func(int, string) string { return "[…]" })
	case deck.Number:
		if c.Unit != "" {
			return c.Ask + "\n(unit: " + c.Unit + ")"
		}
	}
	return c.Ask
}

// question is all that the learner sees before the answer.
func question(c *deck.Card) string {
	lines := []string{stem(c)}
	switch c.Kind {
	case deck.Multi:
		lines[0] += "\n(several are right)"
	case deck.Order:
		lines[0] += "\n(put in order)"
	}
	for i, text := range shown(c) {
		lines = append(lines, letter(i)+") "+text)
	}
	return strings.Join(lines, "\n")
}

// shown are the texts that the learner chooses from or puts in order.
func shown(c *deck.Card) (texts []string) {
	for _, o := range c.ShownOptions() {
		texts = append(texts, o.Text)
	}
	return append(texts, c.ShownItems()...)
}

// answer is what is right.
func answer(c *deck.Card) string {
	var lines []string
	switch c.Kind {
	case deck.Basic:
		return c.Answer
	case deck.Cloze:
		return strings.Join(deck.Gaps(c.Ask), "; ")
	case deck.Number:
		return numberText(c)
	case deck.Order:
		for i, item := range c.Items {
			lines = append(lines, fmt.Sprintf("%d. %s", i+1, item))
		}
	default:
		for i, o := range c.ShownOptions() {
			if o.Right {
				lines = append(lines, letter(i)+") "+o.Text)
			}
		}
	}
	return strings.Join(lines, "\n")
}

func numberText(c *deck.Card) string {
	text := c.Number
	if c.Within != "" {
		text += " ± " + c.Within
	}
	return strings.TrimSpace(text + " " + c.Unit)
}

// feedback is the explanation, and the correction if there is one.
func feedback(c *deck.Card) string {
	var lines []string
	if c.Explain != "" {
		lines = append(lines, c.Explain)
	}
	if c.Corrected() {
		lines = append(lines, "Old wording: "+c.Was, "Right: "+c.Right, "Why: "+c.Why)
	}
	return strings.Join(lines, "\n")
}

// joined puts texts that are not empty under one another.
func joined(texts ...string) string {
	var there []string
	for _, t := range texts {
		if t != "" {
			there = append(there, t)
		}
	}
	return strings.Join(there, "\n")
}
