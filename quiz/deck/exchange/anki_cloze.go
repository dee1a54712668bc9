package exchange

import (
	"regexp"
	"strings"

	"github.com/seed-11de0fc1/rehearse/quiz/deck"
)

// cloze is a gap as Anki writes it: {{c1::missing::hint}}.
var cloze = regexp.MustCompile(`(?s)\{\{c[0-9]+::(.*?)(::.*?)?\}\}`)

// gapsOrAnswer makes a cloze card of a note with Anki's gaps, and otherwise a
// basic one.
func (c *drawn) gapsOrAnswer() {
	ask := c.get("ask")
	if !cloze.MatchString(ask) {
		c.set("kind", string(deck.Basic))
		return
	}
	for i, m := range cloze.FindAllStringSubmatch(ask, -1) {
		if m[2] != "" {
			c.draft.note(c.at, "hints of gaps were left out")
		}
		if i == 1 {
			c.draft.note(c.at, "the gaps of a note became one card")
		}
	}
	ask = cloze.ReplaceAllStringFunc(ask, func(whole string) string {
		m := cloze.FindStringSubmatch(whole)
		return "{{" + strings.Join(strings.Fields(m[1]), " ") + "}}"
	})
	c.replace("ask", ask)
	c.set("kind", string(deck.Cloze))
	if extra := c.get("answer"); extra != "" {
		c.drop("answer")
		c.explain("explain", extra)
	}
}

func (c *drawn) replace(key, text string) {
	for i := range c.keys {
		if c.keys[i].Key.Text == key {
			c.keys[i].Value.Text = text
		}
	}
}

func (c *drawn) drop(key string) {
	for i := range c.keys {
		if c.keys[i].Key.Text == key {
			c.keys = append(c.keys[:i], c.keys[i+1:]...)
			return
		}
	}
}
