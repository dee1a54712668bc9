package exchange

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/seed-11de0fc1/rehearse/quiz/deck"
)

// fuzz holds a reader to its word: a deck that Decode takes, or an error with
// the name of the file.
func fuzz(f *testing.F, name string, seeds ...string) {
	format, _ := Find(name)
	text, _ := format.Write(everyKind(f))
	f.Add(text)
	for _, s := range seeds {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		d, found := format.Read(Input{Name: "f" + format.Ends[0], Data: data})
		if (d == nil) != found.HasErrors() {
			t.Fatalf("a deck and errors, or neither: %v", found)
		}
		for _, x := range found {
			if !strings.HasPrefix(x.String(), "f"+format.Ends[0]) {
				t.Fatalf("no place: %s", x)
			}
		}
		if d == nil {
			return
		}
		again, found := deck.Decode("g", deck.Encode(d))
		if found.HasErrors() {
			t.Fatalf("%v\n%s", found, deck.Encode(d))
		}
		if diff := cmp.Diff(d, again); diff != "" {
			t.Fatal(diff)
		}
		for _, f := range Formats {
			f.Write(d)
		}
	})
}

func FuzzReadAnki(f *testing.F) {
	fuzz(f, "anki", "#separator:,\n#html:true\na,\"b\"\"<br>\"\n", "#columns:Front\tBack\n#tags column:1\nx\ty\tz\n", "{{c1::a::b}}\tx\n", "#deck column:9\na\tb")
}

func FuzzReadCSV(f *testing.F) {
	fuzz(f, "csv", "front;back\n\"a\";b\n", "question,options,beliefs\nq,\"[x] a\n[ ] b\",\"\nM-CD-01\"\n", "ask,number,within\n{{a}} b,-0,1\n")
}

func FuzzReadGIFT(f *testing.F) {
	fuzz(f, "gift", "::t::[html]q {=a ~b#c}\n", "a {=b} c", "q {#1..2}", "q {T}", "q {=a -> 1 =b -> 2 =c -> 3}", "$CATEGORY: a/b\n\nq {####x}", `a\{ {~%50%b ~%50%c ~\}}`)
}

var word = rapid.StringMatching(`[a-zA-Z][ -~é]{0,12}[a-z0-9]`).Filter(func(s string) bool {
	return deck.Tag(s) == "" && !strings.Contains(s, "{{") && !strings.Contains(s, "}}")
})

// anyCard draws a card, without what no format but CSV can hold unless all is
// asked for.
func anyCard(t *rapid.T, id string, all bool) deck.Card {
	clean := word
	if !all {
		clean = word.Filter(func(s string) bool {
			return !strings.Contains(s, "->") && !strings.Contains(s, "  ") && !strings.HasPrefix(s, "T")
		})
	}
	text := func(name string) string { return clean.Draw(t, name) }
	c := deck.Card{ID: id, Kind: rapid.SampledFrom(deck.Kinds).Draw(t, "kind"), Topic: text("topic"), Ask: text("ask") + "?", Rules: []string{"CD-2.8"}, Exam: []string{"DVA-C02/3.4"}}
	switch c.Kind {
	case deck.Basic:
		c.Answer = text("answer")
	case deck.Cloze:
		c.Ask = "so {{" + strings.Trim(strings.NewReplacer("{", "", "}", "").Replace(text("gap")), " ") + "}} it is"
	case deck.Choice:
		c.Options = []deck.Option{{Text: "r" + text("right"), Right: true, Because: text("because")}, {Text: "w" + text("wrong")}}
	case deck.Multi:
		c.Options = []deck.Option{{Text: "r" + text("one"), Right: true}, {Text: "s" + text("two"), Right: true}, {Text: "w" + text("wrong"), Because: text("because")}}
	case deck.Order:
		c.Items = []string{"1" + text("one"), "2" + text("two"), "3"}
	case deck.Number:
		c.Number, c.Within = "-0.25", rapid.SampledFrom([]string{"", "0.5"}).Draw(t, "within")
	}
	if c.Kind != deck.Basic {
		c.Explain = text("explain")
	}
	if all {
		c.Ask += "\n" + strings.ReplaceAll(text("second line"), ">", "") // which would close a tag of the first
		c.Was, c.Right, c.Why = "w"+text("was"), "r"+text("right"), text("why")
		c.Claims, c.Scenario, c.Sources = []string{"SC-1"}, "rollback", []string{text("source")}
		if c.Kind == deck.Choice {
			c.Options[1].Belief = "M-CD-07"
		}
		if c.Kind == deck.Number {
			c.Unit = text("unit")
		}
	}
	return c
}

func roundTrip(t *testing.T, format string, all bool) {
	f, _ := Find(format)
	rapid.Check(t, func(t *rapid.T) {
		d := &deck.Deck{ID: "x", Title: "X", Language: "en"}
		for i := range rapid.IntRange(1, 3).Draw(t, "cards") {
			d.Cards = append(d.Cards, anyCard(t, fmt.Sprintf("card-%d", i), all))
		}
		text, _ := f.Write(d)
		again, found := f.Read(Input{Name: "x", Data: text, ID: "x", Title: "X", Language: "en"})
		if found.HasErrors() {
			t.Fatalf("%v\n%s", found, text)
		}
		if diff := cmp.Diff(d, again); diff != "" {
			t.Fatalf("%s\n%s", diff, text)
		}
	})
}

// A table holds everything.
func TestCSVHoldsEverything(t *testing.T) { roundTrip(t, "csv", true) }

// GIFT holds questions, answers and feedback of every kind of card.
func TestGIFTHoldsQuestions(t *testing.T) { roundTrip(t, "gift", false) }
