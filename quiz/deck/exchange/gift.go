package exchange

import (
	"fmt"
	"strings"

	"github.com/seed-11de0fc1/rehearse/quiz/deck"
)

// giftEscapes are the signs that mean something in GIFT.
var giftEscapes = strings.NewReplacer(`\`, `\\`, "#", `\#`, "=", `\=`, "~", `\~`, "{", `\{`, "}", `\}`, ":", `\:`, "\n", `\n`)

// gift writes a text for a place where GIFT has its signs. An arrow would make
// a pair of a matching question of an answer, so it becomes a sign.
func gift(text string) string {
	return giftEscapes.Replace(strings.ReplaceAll(text, "->", "→"))
}

// giftPart writes an answer or feedback. One that begins like a format or a
// weight gets the format that it has anyway, so that it is neither.
func giftPart(text string) string {
	if text != "" && strings.Contains("[%", text[:1]) {
		return "[plain]" + gift(text)
	}
	return gift(text)
}

// WriteGIFT prints a deck in Moodle's GIFT format.
func WriteGIFT(d *deck.Deck) (text []byte, lost []string) {
	var b strings.Builder
	var l losses
	topic := ""
	for i := range d.Cards {
		c := &d.Cards[i]
		if c.Topic != topic {
			topic = c.Topic
			fmt.Fprintf(&b, "$CATEGORY: %s\n\n", strings.ReplaceAll(category(d.Title, topic), `\`, `\\`))
		}
		b.WriteString(giftHead(c) + giftCard(c) + "\n")
		giftLosses(&l, c)
	}
	return []byte(b.String()), l.sentences()
}

// giftTyped writes an answer that is typed, in which Moodle takes * for any
// text.
func giftTyped(text string) string { return giftPart(wildcard.Replace(text)) }

// giftHead carries what Moodle keeps as id number and tags, in a comment.
func giftHead(c *deck.Card) string {
	head := "// [id:" + c.ID + "]"
	for _, t := range tags(c) {
		head += " [tag:" + t + "]"
	}
	return head + "\n::" + gift(c.ID) + "::[plain]"
}

// giftCard is the question with its answers.
func giftCard(c *deck.Card) string {
	switch c.Kind {
	case deck.Choice:
		return gift(c.Ask) + " {\n" + giftOptions(c, "=", "~") + giftFeedback(feedback(c)) + "}\n"
	case deck.Multi:
		return gift(c.Ask) + " {\n" + giftOptions(c, "~%"+share(c)+"%", "~%-100%") + giftFeedback(feedback(c)) + "}\n"
	case deck.Number:
		return gift(stem(c)) + " {#" + c.Number + ":" + orElse(c.Within, "0") + giftFeedback(feedback(c)) + "}\n"
	case deck.Order:
		return gift(c.Ask) + " {\n" + giftItems(c) + giftFeedback(feedback(c)) + "}\n"
	case deck.Cloze:
		if gaps := deck.Gaps(c.Ask); len(gaps) == 1 {
			before, after, _ := strings.Cut(c.Ask, "{{"+gaps[0]+"}}")
			return gift(before) + "{=" + giftTyped(gaps[0]) + giftFeedback(feedback(c)) + "}" + gift(after) + "\n"
		}
	}
	return gift(stem(c)) + " {" + giftFeedback(joined(answer(c), feedback(c))) + "}\n"
}

func giftOptions(c *deck.Card, right, wrong string) string {
	var b strings.Builder
	for _, o := range c.Options {
		sign := wrong
		if o.Right {
			sign = right
		}
		b.WriteString("\t" + sign + giftPart(o.Text))
		if o.Because != "" {
			b.WriteString("#" + giftPart(o.Because))
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// share is what each right option of a multi card is worth, as Moodle rounds
// it.
func share(c *deck.Card) string {
	right := 0
	for _, o := range c.Options {
		if o.Right {
			right++
		}
	}
	millionths := (100*100_000*2/right + 1) / 2
	text := fmt.Sprintf("%d.%05d", millionths/100_000, millionths%100_000)
	return strings.TrimRight(strings.TrimRight(text, "0"), ".")
}

func giftItems(c *deck.Card) string {
	var b strings.Builder
	for i, item := range c.Items {
		fmt.Fprintf(&b, "\t=%s -> %d\n", giftPart(item), i+1)
	}
	return b.String()
}

func giftFeedback(text string) string {
	if text == "" {
		return ""
	}
	return "####" + giftPart(text)
}

func giftLosses(l *losses, c *deck.Card) {
	switch {
	case c.Kind == deck.Basic:
		l.add("a basic card becomes an essay question, with the answer as its general feedback")
	case c.Kind == deck.Cloze && len(deck.Gaps(c.Ask)) > 1:
		l.add("a cloze card with several gaps becomes an essay question")
	case c.Kind == deck.Order:
		l.add("an order card becomes a matching question: item to position")
	case c.Kind == deck.Number:
		l.when(c.Unit != "", "the unit of a number stands in the question")
	}
	l.when(believed(c), "the misconceptions behind wrong options are left out")
	l.when(c.Corrected(), "the old wording and its correction become feedback")
	l.when(len(c.Sources) > 0, "sources other than rules are left out")
	l.when(strings.Contains(giftTexts(c), "->"), "an arrow -> becomes →")
}

func giftTexts(c *deck.Card) string {
	return question(c) + answer(c) + feedback(c)
}
