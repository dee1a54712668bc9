package pose

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/seed-11de0fc1/rehearse/quiz/deck"
	"github.com/seed-11de0fc1/rehearse/quiz/progress"
	"github.com/seed-11de0fc1/rehearse/quiz/question"
	"github.com/seed-11de0fc1/rehearse/scenarios"
)

var (
	_ Question = Item{}
	_ Question = Card{}
)

func bundled(t *testing.T, name string) *deck.Deck {
	t.Helper()
	text, _ := deck.BundledText(name)
	d, found := deck.Decode(name, text)
	if found.HasErrors() {
		t.Fatal(found)
	}
	return d
}

func items(t *testing.T, name string, kinds ...string) (list []Item) {
	t.Helper()
	src, err := scenarios.Load(name)
	if err != nil {
		t.Fatal(err)
	}
	c, err := question.Compile(src)
	if err != nil {
		t.Fatal(err)
	}
	var chosen []*question.Kind
	for _, k := range kinds {
		kind, _ := question.Find(k)
		chosen = append(chosen, kind)
	}
	for _, it := range question.Generate(c, 1, 50, chosen...) {
		list = append(list, Item{Item: it})
	}
	return list
}

// Every card of every bundled deck can be answered rightly by what it says is
// right, and has a ladder of four hints.
func TestEveryCardTakesItsOwnAnswer(t *testing.T) {
	for _, name := range deck.Bundled() {
		for _, c := range Cards(bundled(t, name)) {
			kept := c.Keep(c.key())
			if c.Score(c.key()) != 1 || !kept.Right || kept.Points != 1 || kept.Unexplained {
				t.Errorf("%s: %v is worth %v: %+v", c.ID(), c.key(), c.Score(c.key()), kept)
			}
			for n := 1; n <= Rungs; n++ {
				if len(c.Hint(n)) == 0 {
					t.Errorf("%s: no hint %d", c.ID(), n)
				}
			}
			if c.Hint(Rungs+1) != nil || c.With() == "" || c.Topic() == "" || c.Keep(nil).Right {
				t.Errorf("%s: %q %q", c.ID(), c.With(), c.Topic())
			}
		}
	}
}

// What is typed for each kind of card.
func TestReadCard(t *testing.T) {
	options := []deck.Option{{Text: "one", Right: true}, {Text: "two", Belief: "M-CD-07"}, {Text: "three", Right: true}}
	list := func(c deck.Card) Card { c.ID = "x"; return Card{&c, "d"} }
	choice := list(deck.Card{Kind: deck.Choice, Options: options[:2]})
	multi := list(deck.Card{Kind: deck.Multi, Options: options})
	order := list(deck.Card{Kind: deck.Order, Items: []string{"a", "b", "c"}})
	number := list(deck.Card{Kind: deck.Number, Number: "2", Within: "0.5", Unit: "GB"})
	gaps := list(deck.Card{Kind: deck.Cloze, Ask: "{{One}} and {{two three}}."})
	basic := list(deck.Card{Kind: deck.Basic, Answer: "so"})
	for _, c := range []struct {
		card  Card
		typed string
		score float64 // below 0: it is no answer
	}{
		{choice, "ONE", 1}, {choice, "two", 0}, {choice, "3", -1}, {choice, "1 2", -1}, {choice, "", -1},
		{multi, "1 2 3", 2.0 / 3}, {multi, "1 1", -1},
		{order, "1 2", -1}, {order, "a", -1},
		{number, "2", 1}, {number, "2.5 GB", 1}, {number, "2.51", 0}, {number, "two", -1},
		{gaps, "one; Two  Three", 1}, {gaps, "one; four", 0.5}, {gaps, "one", -1}, {gaps, "one;", -1},
		{basic, "y", 1}, {basic, "No", 0}, {basic, "so", -1},
	} {
		a, err := c.card.Read(c.typed)
		if (err != nil) != (c.score < 0) || err == nil && c.card.Score(a) != c.score {
			t.Errorf("%s %q: %v, %v, want %v", c.card.Kind, c.typed, a, err, c.score)
		}
	}
	if diff := cmp.Diff([]string{"M-CD-07"}, choice.Explain(question.Answer{"two"}, nil).Mutants); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// What is kept of a wrong answer: the misconceptions behind the option that was
// chosen, those behind the others, and the rules they break.
func TestKeepItem(t *testing.T) {
	for _, it := range items(t, "one-at-a-time-fails") {
		kept := it.Keep(it.Key())
		if !kept.Right || kept.Points != 1 || kept.Item.Key != it.KeyHash() || kept.Topic != "Failures" || it.Keep(nil).Given != "" || it.Score(nil) != 0 || it.Explain(nil, nil).Happened == "" {
			t.Errorf("%s: %+v", it.ID(), kept)
		}
		if seen := it.Observe(); !strings.HasSuffix(seen, " ("+it.Decides()+")") {
			t.Errorf("%s: %s decides, but %q is there to see", it.ID(), it.Decides(), seen)
		}
		if !slices.Equal(kept.Rules, it.Rules()) {
			t.Errorf("%s: a right answer is charged to %v", it.ID(), kept.Rules)
		}
		if gave := it.Keep(nil).Rules; len(it.Choices) == 0 && !slices.Equal(gave, []string{it.Decides()}) {
			t.Errorf("%s: no answer is charged to %v", it.ID(), gave)
		}
		for _, wrong := range it.Wrong {
			if it.Exact(wrong.Answer) { // as far as it has to be typed
				continue
			}
			kept := it.Keep(wrong.Answer)
			chosen := 0
			for _, b := range kept.Beliefs {
				if b.Chosen {
					chosen++
				}
			}
			if len(it.Choices) == 0 && len(kept.Beliefs) != chosen || kept.Right || kept.Unexplained != (len(wrong.Mutants) == 0) || chosen > len(wrong.Mutants) {
				t.Errorf("%s: %v: %+v", it.ID(), wrong, kept)
			}
			if len(kept.Rules) == 0 || len(it.Rules()) == 0 {
				t.Errorf("%s: rules %v of %v", it.ID(), kept.Rules, it.Rules())
			}
		}
	}
	it := items(t, "one-at-a-time-fails", "skipped-count")[0]
	for _, kept := range []progress.Answer{it.Keep(nil), Card{&deck.Card{ID: "c", Kind: deck.Choice}, "d"}.Keep(nil)} {
		name := kept.Card
		if kept.Card = ""; NameOf(kept) != name {
			t.Errorf("%q is kept under %q", NameOf(kept), name)
		}
	}
	if len(it.Choices) == 0 {
		if kept := it.Keep(question.Answer{"99"}); !kept.Unexplained || len(kept.Beliefs) > 0 {
			t.Errorf("%+v", kept)
		}
	}
}
