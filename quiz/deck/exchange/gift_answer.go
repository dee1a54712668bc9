package exchange

// What the answers of a GIFT question say of its kind.

import (
	"math/big"
	"slices"
	"strconv"
	"strings"

	"github.com/seed-11de0fc1/rehearse/quiz/deck"
)

// giftKind fills in what depends on the kind of the question, and tells whether
// there is a kind of card for it.
func (c *drawn) giftKind(q giftQuestion) bool {
	word, _, _ := cutSign(q.answers, "#")
	switch word = strings.ToUpper(strings.TrimSpace(word)); {
	case q.answers == "":
		return c.giftEssay(q)
	case strings.HasPrefix(q.answers, "#"):
		return c.giftNumber(q, q.answers[1:])
	case slices.Contains([]string{"T", "TRUE", "F", "FALSE"}, word):
		c.giftTrueFalse(q, word[0] == 'T')
		return true
	case hasSign(q.answers, "~"):
		return c.giftChoice(q, giftAnswers(q.answers))
	case hasSign(q.answers, "->"):
		return c.giftOrder(q, giftAnswers(q.answers))
	case hasSign(q.answers, "="):
		c.giftShort(q, giftAnswers(q.answers))
		return true
	}
	c.draft.fault(c.at, "begin each with = or ~", "answers without a sign")
	return false
}

// giftEssay makes a basic card; the general feedback is its answer.
func (c *drawn) giftEssay(q giftQuestion) bool {
	if strings.TrimSpace(q.feedback) == "" {
		c.draft.note(c.at, "essay questions without feedback have no answer and were left out")
		return false
	}
	c.set("kind", string(deck.Basic))
	c.text("ask", q.stem())
	c.text("answer", part(q.feedback))
	return true
}

// giftTrueFalse makes a choice card; feedback for the wrong answer comes before
// that for the right one.
func (c *drawn) giftTrueFalse(q giftQuestion, isTrue bool) {
	_, said, _ := cutSign(q.answers, "#")
	wrong, right, _ := cutSign(said, "#")
	because := func(isRight bool) string {
		if isRight {
			return c.cut(c.oneLine(part(right)))
		}
		return c.cut(c.oneLine(part(wrong)))
	}
	c.set("kind", string(deck.Choice))
	c.text("ask", q.stem())
	c.option(deck.Option{Text: "True", Right: isTrue, Because: because(isTrue)})
	c.option(deck.Option{Text: "False", Right: !isTrue, Because: because(!isTrue)})
}

// giftOption is an answer cut into its parts.
type giftOption struct {
	text, because string
	weight        *big.Rat
}

// giftParts reads =text, ~text or ~%50%text, with feedback behind #.
func giftParts(answer string) (o giftOption, ok bool) {
	o.weight = new(big.Rat)
	if answer[0] == '=' {
		o.weight.SetInt64(100)
	}
	text, because, _ := cutSign(answer[1:], "#")
	text = strings.TrimSpace(text)
	if after, weighted := strings.CutPrefix(text, "%"); weighted {
		number, rest, _ := strings.Cut(after, "%")
		if !deck.IsDecimal(number) {
			return o, false
		}
		o.weight.SetString(number)
		text = rest
	}
	o.text, o.because = part(text), part(because)
	return o, true
}

func (c *drawn) giftChoice(q giftQuestion, answers []string) bool {
	right := 0
	var options []giftOption
	for _, a := range answers {
		o, ok := giftParts(a)
		if !ok {
			c.draft.fault(c.at, "write it as %50% or %-33.33333%", "a weight that is no number")
			return false
		}
		if o.weight.Sign() > 0 {
			right++
		}
		options = append(options, o)
	}
	kind := deck.Choice
	if right > 1 {
		kind = deck.Multi
		c.noteWeights(options, right)
	}
	c.set("kind", string(kind))
	c.text("ask", q.stem())
	for _, o := range options {
		c.option(deck.Option{Text: c.oneLine(o.text), Right: o.weight.Sign() > 0, Because: c.cut(c.oneLine(o.because))})
	}
	return true
}

// noteWeights tells if right options are worth different shares.
func (c *drawn) noteWeights(options []giftOption, right int) {
	first := slices.IndexFunc(options, func(o giftOption) bool { return o.weight.Sign() > 0 })
	for _, o := range options {
		if o.weight.Sign() > 0 && o.weight.Cmp(options[first].weight) != 0 {
			c.draft.note(c.at, "the weights of right options were left out")
		}
	}
}

// giftNumber reads 9, 9:1, 5..7 or several of them with = in front, of which
// the first counts.
func (c *drawn) giftNumber(q giftQuestion, text string) bool {
	if answers := giftAnswers(text); len(answers) > 0 {
		if len(answers) > 1 {
			c.draft.note(c.at, "of several right answers the first was taken")
		}
		o, _, _ := strings.Cut(answers[0][1:], "#")
		if text = strings.TrimSpace(o); strings.HasPrefix(text, "%") {
			_, text, _ = strings.Cut(text[1:], "%")
		}
	}
	text, _, _ = strings.Cut(text, "#")
	number, within, ok := numberWithin(strings.TrimSpace(text))
	if !ok {
		c.draft.fault(c.at, "write {#9}, {#9:1} or {#5..7} in plain digits", "the number %q can not be read", strings.TrimSpace(text))
		return false
	}
	c.set("kind", string(deck.Number))
	c.text("ask", q.stem())
	c.number("number", number)
	c.number("within", within)
	return true
}

// numberWithin returns a number and how far an answer may be off.
func numberWithin(text string) (number, within string, ok bool) {
	if lo, hi, isRange := strings.Cut(text, ".."); isRange {
		return middle(lo, hi)
	}
	number, within, _ = strings.Cut(text, ":")
	if within == "0" {
		within = ""
	}
	return number, within, deck.IsDecimal(number) && (within == "" || deck.IsDecimal(within) && within[0] != '-')
}

// middle turns lo..hi into its middle and half its width.
func middle(lo, hi string) (number, within string, ok bool) {
	if !deck.IsDecimal(lo) || !deck.IsDecimal(hi) {
		return "", "", false
	}
	a, _ := new(big.Rat).SetString(lo)
	b, _ := new(big.Rat).SetString(hi)
	half := big.NewRat(1, 2)
	mid, off := new(big.Rat).Add(a, b), new(big.Rat).Sub(b, a)
	number, within = decimalText(mid.Mul(mid, half)), decimalText(off.Mul(off, half))
	return number, within, off.Sign() >= 0 && deck.IsDecimal(number) && deck.IsDecimal(within)
}

func decimalText(r *big.Rat) string {
	return strings.TrimSuffix(strings.TrimRight(r.FloatString(9), "0"), ".")
}

// giftOrder makes an order card of a matching question whose right sides are 1,
// 2, 3 and so on. Other matching questions have no kind of card.
func (c *drawn) giftOrder(q giftQuestion, answers []string) bool {
	items := make([]string, len(answers))
	for _, a := range answers {
		left, place, _ := cutSign(strings.TrimPrefix(a, "="), "->")
		n, err := strconv.Atoi(strings.TrimSpace(place))
		if err != nil || n < 1 || n > len(items) || items[n-1] != "" {
			c.draft.note(c.at, "matching questions were left out; only those of items to the positions 1, 2, 3 become order cards")
			return false
		}
		items[n-1] = c.oneLine(part(left))
	}
	c.set("kind", string(deck.Order))
	c.text("ask", q.stem())
	for _, item := range items {
		c.append("items", item)
	}
	return true
}

// giftShort makes a basic card of a whole question or sentence with an answer
// behind it, and a cloze card of an answer within a text.
func (c *drawn) giftShort(q giftQuestion, answers []string) {
	if len(answers) > 1 {
		c.draft.note(c.at, "of several right answers the first was taken")
	}
	o, _ := giftParts(answers[0])
	if isWild(o.text) {
		c.draft.note(c.at, "in a typed answer * stood for any text; now it is a sign")
	}
	if q.feedback == "" {
		c.explain("explain", o.because)
	}
	right, before := c.oneLine(wildcards.Replace(o.text)), strings.TrimSpace(q.before)
	if strings.TrimSpace(q.after) == "" && before != "" && strings.ContainsAny(before[len(before)-1:], "?.:!") {
		c.set("kind", string(deck.Basic))
		c.text("ask", unwrapped(before))
		c.text("answer", right)
		return
	}
	c.set("kind", string(deck.Cloze))
	spaced := strings.NewReplacer("\n", " ")
	c.text("ask", unGIFT(spaced.Replace(q.before))+"{{"+right+"}}"+unGIFT(spaced.Replace(q.after)))
}
