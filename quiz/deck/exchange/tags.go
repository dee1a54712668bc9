package exchange

// What a card refers to, as tags without spaces: rule::CD-2.8.

import (
	"slices"
	"strings"

	"github.com/seed-11de0fc1/rehearse/quiz/deck"
)

// reference is a list of a card that is written as tags.
type reference struct {
	tag  string
	list func(*deck.Card) []string
	key  string
}

var references = []reference{
	{"rule", func(c *deck.Card) []string { return c.Rules }, "rules"},
	{"claim", func(c *deck.Card) []string { return c.Claims }, "claims"},
	{"exam", func(c *deck.Card) []string { return c.Exam }, "exam"},
}

// tags returns the tags of a card.
func tags(c *deck.Card) (all []string) {
	for _, r := range references {
		for _, id := range r.list(c) {
			all = append(all, r.tag+"::"+id)
		}
	}
	if c.Scenario != "" {
		all = append(all, "scenario::"+c.Scenario)
	}
	return all
}

// tag puts a tag where it belongs in the card d, and tells whether it knew it.
func (d *drawn) tag(text string) bool {
	tag, id, ok := strings.Cut(text, "::")
	if !ok || id == "" {
		return false
	}
	if tag == "scenario" {
		d.set("scenario", id)
		return true
	}
	i := slices.IndexFunc(references, func(r reference) bool { return r.tag == tag })
	if i < 0 {
		return false
	}
	d.append(references[i].key, id)
	return true
}
