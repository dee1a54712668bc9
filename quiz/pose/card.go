package pose

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"

	"github.com/seed-11de0fc1/rehearse/quiz/deck"
	"github.com/seed-11de0fc1/rehearse/quiz/misconceptions"
	"github.com/seed-11de0fc1/rehearse/quiz/progress"
	"github.com/seed-11de0fc1/rehearse/quiz/question"
)

// cardKind begins the kinds of answers to cards.
const cardKind = "card-"

// Card is a card of a deck.
type Card struct {
	*deck.Card
	Deck string // its id
}

// Cards are the cards of a deck.
func Cards(d *deck.Deck) (list []Card) {
	for i := range d.Cards {
		list = append(list, Card{&d.Cards[i], d.ID})
	}
	return list
}

// ID is the deck and the card in it.
func (c Card) ID() string { return c.Deck + "/" + c.Card.ID }

// Topic is the card's.
func (c Card) Topic() string { return c.Card.Topic }

// Rules are those that the card names.
func (c Card) Rules() []string { return c.Card.Rules }

// Objectives are those that the card names.
func (c Card) Objectives() []string { return inOrder(c.Exam) }

// Told is nothing: a card says all in its question.
func (Card) Told() []string { return nil }

// Ask is the question; a gap is shown as one.
func (c Card) Ask() string {
	if c.Kind == deck.Cloze {
		return deck.FillGaps(c.Card.Ask, func(int, string) string { return "____" })
	}
	return c.Card.Ask
}

// Listed are the options, or the things to put in order.
func (c Card) Listed() (list []string) {
	for _, o := range c.ShownOptions() {
		list = append(list, o.Text)
	}
	if c.Kind == deck.Order {
		list = c.ShownItems()
	}
	return list
}

// Hidden is the answer of a basic card.
func (c Card) Hidden() string {
	if c.Kind == deck.Basic {
		return c.Answer
	}
	return ""
}

// Correction is the old wording of a card that has one.
func (c Card) Correction() (Correction, bool) {
	return Correction{c.Was, c.Right, c.Why}, c.Corrected()
}

// key is the right answer.
func (c Card) key() (a question.Answer) {
	switch c.Kind {
	case deck.Basic:
		return question.Answer{"yes"}
	case deck.Cloze:
		return deck.Gaps(c.Card.Ask)
	case deck.Number:
		return question.Answer{c.Number}
	case deck.Order:
		return c.Items
	}
	for _, o := range c.ShownOptions() {
		if o.Right {
			a = append(a, o.Text)
		}
	}
	return a
}

// Say writes an answer for a person.
func (c Card) Say(a question.Answer) string {
	text := strings.Join(a, "; ")
	if c.Kind == deck.Number && c.Unit != "" {
		text += " " + c.Unit
	}
	return text
}

// said is the right answer for a person.
func (c Card) said() string {
	if c.Kind == deck.Basic {
		return c.Answer
	}
	return c.Say(c.key())
}

// Observe is why the answer is what it is, unless a correction says so.
func (c Card) Observe() string { return c.Card.Explain }

// Keep is what is kept of an answer.
func (c Card) Keep(a question.Answer) progress.Answer {
	kept := progress.Answer{
		Item: progress.Item{Kind: cardKind + string(c.Kind), Scenario: c.ID(), Key: c.keyHash()},
		Card: c.ID(), Topic: c.Topic(), Rules: c.Rules(), Options: len(c.Options),
	}
	if a == nil {
		return kept
	}
	kept.Given, kept.Points = c.Say(a), c.Score(a)
	kept.Right = kept.Points == 1
	for _, o := range c.Options {
		if o.Belief != "" {
			kept.Beliefs = append(kept.Beliefs, progress.Belief{ID: o.Belief, Chosen: slices.Contains(a, o.Text), Sharing: 1})
		}
	}
	typed := c.Kind == deck.Cloze || c.Kind == deck.Number
	kept.Unexplained = typed && !kept.Right
	return kept
}

// keyHash tells an answered card from an edited one.
func (c Card) keyHash() string {
	sum := sha256.Sum256([]byte(strings.Join(append([]string{c.ID(), c.Card.Ask}, c.key()...), "\x00")))
	return hex.EncodeToString(sum[:])
}

// Explain says what is right, and why; the reason of a correction stands with
// that.
func (c Card) Explain(a question.Answer, _ map[string]int) question.Explanation {
	e := question.Explanation{Predicted: c.Say(a), Happened: c.said(), Mutants: []string{}, Refuted: c.Card.Explain,
		Rule: strings.Join(c.Rules(), ", "), Source: strings.Join(c.Sources, "; ")}
	if c.Scenario != "" {
		e.Command = "rehearse run " + c.Scenario
	}
	for _, o := range c.Options {
		if o.Right || !slices.Contains(a, o.Text) {
			continue
		}
		if m, ok := misconceptions.Lookup(o.Belief); ok {
			e.Mutants, e.Belief = append(e.Mutants, m.ID), m.Belief
		}
		if o.Because != "" {
			e.Refuted = o.Because
		}
	}
	return e
}
