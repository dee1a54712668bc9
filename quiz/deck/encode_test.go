package deck

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

var (
	anyLine = rapid.Custom(func(t *rapid.T) string {
		return rapid.SampledFrom([]string{"a", "true", "~", "010", "x: y", "- z", "# no", "\"q\" 'q'", "é漢", "=1+1", "a <group>", "@x", "{b}", "[c]", "a, b"}).Draw(t, "line") +
			rapid.StringMatching(`( [a-z:#,'"{}0-9-]{1,5}){0,3}`).Draw(t, "more")
	})
	anyText = rapid.Custom(func(t *rapid.T) string {
		text := anyLine.Draw(t, "first")
		if rapid.Bool().Draw(t, "two lines") {
			text += "\n" + anyLine.Draw(t, "second")
		}
		return text
	})
)

// anyCard draws a card that Decode takes.
func anyCard(t *rapid.T, id string) Card {
	c := Card{ID: id, Kind: rapid.SampledFrom(Kinds).Draw(t, "kind"), Topic: anyLine.Draw(t, "topic"), Ask: anyText.Draw(t, "ask"), Rules: []string{"CD-2.8", "CP-4.3"}}
	switch c.Kind {
	case Basic:
		c.Answer = anyText.Draw(t, "answer")
	case Cloze:
		c.Ask = fmt.Sprintf("%s {{%s}}, {{two}}!", rapid.StringMatching(`[a-z:]{1,9}`).Draw(t, "before"), rapid.StringMatching(`[a-z:#"-]{1,5}`).Draw(t, "gap"))
	case Choice:
		c.Options = []Option{{Text: "r" + anyLine.Draw(t, "right"), Right: true}, {Text: "w" + anyLine.Draw(t, "wrong"), Belief: "M-CD-07", Because: anyLine.Draw(t, "because")}}
	case Multi:
		c.Options = []Option{{Text: "r" + anyLine.Draw(t, "right"), Right: true}, {Text: "w" + anyLine.Draw(t, "wrong")}, {Text: "s", Right: true, Because: "so"}}
	case Order:
		c.Items = []string{"1 " + anyLine.Draw(t, "one"), "2 " + anyLine.Draw(t, "two"), "3"}
	case Number:
		c.Number, c.Within, c.Unit = "-0.5", rapid.SampledFrom([]string{"", "1"}).Draw(t, "within"), rapid.SampledFrom([]string{"", "hosts"}).Draw(t, "unit")
	}
	if rapid.Bool().Draw(t, "corrected") {
		c.Was, c.Right, c.Why = "w"+anyText.Draw(t, "was"), "r"+anyText.Draw(t, "right"), anyText.Draw(t, "why")
		c.Claims, c.Sources, c.Scenario = []string{"SC-144"}, []string{anyLine.Draw(t, "source")}, "rollback"
		c.Explain, c.Exam = anyText.Draw(t, "explain"), []string{"DVA-C02/3.4"}
	}
	return c
}

// Any deck is printed so that it reads back equal.
func TestPrintedDeckReadsBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := &Deck{ID: "x", Title: anyLine.Draw(t, "title"), Language: "pt-BR"}
		for i := range rapid.IntRange(1, 3).Draw(t, "cards") {
			d.Cards = append(d.Cards, anyCard(t, fmt.Sprintf("card-%d", i)))
		}
		text := Encode(d)
		again, found := Decode("x.yaml", text)
		if found.HasErrors() {
			t.Fatalf("%v\n%s", found, text)
		}
		if diff := cmp.Diff(d, again); diff != "" {
			t.Fatalf("%s\n%s", diff, text)
		}
	})
}

// Options are shown in an order of their own, always the same.
func TestShuffledIsSteadyAndMoves(t *testing.T) {
	first := map[string]int{}
	for i := range 300 {
		c := Card{ID: fmt.Sprintf("card-%d", i), Options: []Option{{Text: "a"}, {Text: "b"}, {Text: "c"}}, Items: []string{"a", "b", "c"}}
		shown := c.ShownOptions()
		if again := c.ShownOptions(); !slices.Equal(shown, again) {
			t.Fatal(shown, again)
		}
		if items := c.ShownItems(); slices.Equal(items, c.Items) || len(items) != 3 {
			t.Errorf("items are shown in the right order: %v", items)
		}
		first[shown[0].Text]++
	}
	for _, text := range []string{"a", "b", "c"} {
		if n := first[text]; n < 70 || n > 130 {
			t.Errorf("%s is first in %d of 300 cards", text, n)
		}
	}
}

func TestBounds(t *testing.T) {
	for _, c := range []struct{ number, within, lo, hi string }{
		{"9", "", "9", "9"}, {"9", "1", "8", "10"}, {"0.002", "0.0005", "0.0015", "0.0025"}, {"-2", "2", "-4", "0"},
	} {
		card := Card{Number: c.number, Within: c.within}
		if lo, hi := card.Bounds(); lo != c.lo || hi != c.hi {
			t.Errorf("%s within %s: %s to %s", c.number, c.within, lo, hi)
		}
	}
}
