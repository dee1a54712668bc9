package deck

import (
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

var update = flag.Bool("update", false, "write testdata/claims.txt anew")

// decks returns the decks that are bundled, each without any fault.
func decks(t *testing.T) (all []*Deck) {
	t.Helper()
	for _, name := range Bundled() {
		text, _ := BundledText(name)
		d, found := Decode(name+".yaml", text)
		if len(found) > 0 {
			t.Fatal(found)
		}
		if d.ID != name {
			t.Errorf("the deck %s is called %s", name, d.ID)
		}
		all = append(all, d)
	}
	return all
}

// Every claim of the seed is covered by the cards that testdata/claims.txt
// names, and one that is not simply true by a card that corrects it.
func TestEveryClaimIsCovered(t *testing.T) {
	covers := map[string][]string{}
	corrected := map[string]bool{}
	for _, d := range decks(t) {
		for i := range d.Cards {
			c := &d.Cards[i]
			for _, claim := range c.Claims {
				covers[claim] = append(covers[claim], d.ID+"/"+c.ID)
				corrected[claim] = corrected[claim] || c.Corrected()
			}
		}
	}
	var b strings.Builder
	for _, claim := range Claims() {
		fmt.Fprintf(&b, "%-6s  %-9s  %s\n", claim, Verdict(claim), strings.Join(covers[claim], " "))
		if len(covers[claim]) == 0 {
			t.Errorf("no card covers %s", claim)
		}
		if isTrue := Verdict(claim) == "true"; corrected[claim] == isTrue {
			t.Errorf("%s is %s, but corrected: %v", claim, Verdict(claim), corrected[claim])
		}
	}
	const golden = "testdata/claims.txt"
	if *update {
		if err := os.WriteFile(golden, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if text, err := os.ReadFile(golden); err != nil || string(text) != b.String() {
		t.Errorf("other cards cover the claims than %s says; look at them and run with -update (%v)", golden, err)
	}
}

// Every rule that a card names is a rule, and ids are unique over all decks.
func TestCardsOfAllDecksTogether(t *testing.T) {
	seen := map[string]string{}
	for _, d := range decks(t) {
		for i := range d.Cards {
			c := &d.Cards[i]
			if other := seen[c.ID]; other != "" {
				t.Errorf("%s is in %s and %s", c.ID, other, d.ID)
			}
			seen[c.ID] = d.ID
			for _, rule := range c.Rules {
				if !KnownRule(rule) {
					t.Errorf("%s: no rule %s", c.ID, rule)
				}
			}
		}
	}
}

// unsettled are the rules of which the reference says that no answer may rest
// on them alone.
var unsettled = []string{"CD-2.12", "CD-2.26", "CD-3.1", "CD-3.13", "CD-6.7", "CD-7.3"}

// No answer that is marked rests on what the sources leave open.
func TestNoAnswerRestsOnWhatIsOpen(t *testing.T) {
	for _, d := range decks(t) {
		for i := range d.Cards {
			c := &d.Cards[i]
			open := func(rule string) bool { return slices.Contains(unsettled, rule) }
			if c.Kind != Basic && len(c.Rules) > 0 && !slices.ContainsFunc(c.Rules, func(r string) bool { return !open(r) }) {
				t.Errorf("%s rests on %v alone", c.ID, c.Rules)
			}
		}
	}
}

// Whoever always takes the longest option, or the shortest, does no better
// than chance.
func TestLengthGivesNothingAway(t *testing.T) {
	choices, longest, shortest := 0, 0, 0
	for _, d := range decks(t) {
		for i := range d.Cards {
			c := &d.Cards[i]
			if c.Kind != Choice {
				continue
			}
			choices++
			var right int
			var wrong []int
			for _, o := range c.Options {
				if n := utf8.RuneCountInString(o.Text); o.Right {
					right = n
				} else {
					wrong = append(wrong, n)
				}
			}
			if right > slices.Max(wrong) {
				longest++
			}
			if right < slices.Min(wrong) {
				shortest++
			}
		}
	}
	if choices < 100 || longest*5 > choices*2 || shortest*5 > choices*2 {
		t.Errorf("of %d right options %d are longest and %d shortest", choices, longest, shortest)
	}
}

// A marked card says why its answer is right, and shows what it can.
func TestEveryMarkedCardExplainsItself(t *testing.T) {
	shows, believed := 0, 0
	for _, d := range decks(t) {
		for i := range d.Cards {
			c := &d.Cards[i]
			if marked := c.Kind != Basic && c.Kind != Cloze; marked && c.Reason() == "" {
				t.Errorf("%s does not say why", c.ID)
			}
			if c.Scenario != "" {
				shows++
			}
			if slices.ContainsFunc(c.Options, func(o Option) bool { return o.Belief != "" }) {
				believed++
			}
		}
	}
	if shows < 40 || believed < 60 {
		t.Errorf("%d cards open a scenario, %d have options from the catalogue", shows, believed)
	}
}

// For each exam there are as many cards with options as half of its scored
// questions, so that none is asked twice.
func TestEveryExamHasCards(t *testing.T) {
	cards := map[string]int{}
	for _, d := range decks(t) {
		for i := range d.Cards {
			c := &d.Cards[i]
			if c.Kind != Choice && c.Kind != Multi {
				continue
			}
			for _, exam := range []string{"DVA-C02", "DOP-C02", "SOA-C03"} {
				if slices.ContainsFunc(c.Exam, func(name string) bool { return strings.HasPrefix(name, exam+"/") }) {
					cards[exam]++
				}
			}
		}
	}
	for exam, scored := range map[string]int{"DVA-C02": 50, "DOP-C02": 65, "SOA-C03": 50} {
		if cards[exam]*2 < scored {
			t.Errorf("%d cards for %s, which scores %d questions", cards[exam], exam, scored)
		}
	}
}
