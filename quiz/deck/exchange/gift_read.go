package exchange

import (
	"regexp"
	"strings"

	"github.com/seed-11de0fc1/rehearse/quiz/deck"
	"github.com/seed-11de0fc1/rehearse/scenarios/source"
)

// giftQuestion is a question cut into its parts.
type giftQuestion struct {
	id, title     string
	tags          []string
	before, after string // the answers
	answers       string
	feedback      string // general
}

var (
	giftID     = regexp.MustCompile(`\[id:([^\]]*)\]`)
	giftTag    = regexp.MustCompile(`\[tag:([^\]]*)\]`)
	giftFormat = regexp.MustCompile(`^\[(html|moodle|plain|markdown)\]`)
)

// ReadGIFT makes a deck of a file in Moodle's GIFT format.
func ReadGIFT(in Input) (*deck.Deck, source.Diagnostics) {
	text, found := in.text()
	if found != nil {
		return nil, found
	}
	d := newDraft(in)
	topic := ""
	for _, b := range giftBlocks(text) {
		at := d.place(b.line, 1)
		if path, rest, ok := cutCategory(b.text); ok {
			topic = d.category(path)
			if b.text = rest; rest == "" {
				continue
			}
		}
		if d.full(at) {
			break
		}
		if q, ok := d.giftQuestion(at, b); ok {
			d.giftCard(at, topic, q)
		}
	}
	return d.deck()
}

// cutCategory takes a line $CATEGORY: from the front.
func cutCategory(text string) (path, rest string, ok bool) {
	after, ok := strings.CutPrefix(text, "$CATEGORY:")
	if !ok {
		return "", text, false
	}
	path, rest, _ = strings.Cut(after, "\n")
	return strings.TrimSpace(path), strings.TrimSpace(rest), true
}

// category returns the last name in the path of a category; the first of
// several becomes the title of the deck.
func (d *draft) category(path string) string {
	list := names(unGIFT(path))
	if len(list) == 0 {
		return ""
	}
	if d.title == "" && len(list) > 1 {
		d.title = list[0]
	}
	return list[len(list)-1]
}

// giftQuestion cuts a block into the parts of a question. What is no question
// is told and left out.
func (d *draft) giftQuestion(at source.Position, b giftBlock) (q giftQuestion, ok bool) {
	if m := giftID.FindStringSubmatch(b.comments); m != nil {
		q.id = m[1]
	}
	for _, m := range giftTag.FindAllStringSubmatch(b.comments, -1) {
		q.tags = append(q.tags, m[1])
	}
	text := b.text
	if after, titled := strings.CutPrefix(text, "::"); titled {
		var closed bool
		if q.title, text, closed = cutSign(after, "::"); !closed {
			d.fault(at, "end it with ::", "a title that does not end")
			return q, false
		}
		text = strings.TrimSpace(text)
	}
	format := giftFormat.FindStringSubmatch(text)
	d.html = format == nil || format[1] != "plain"
	text = giftFormat.ReplaceAllString(text, "")
	before, after, opened := cutSign(text, "{")
	if !opened {
		d.note(at, "texts without answers were left out")
		return q, false
	}
	var closed bool
	if q.answers, q.after, closed = cutSign(after, "}"); !closed {
		d.fault(at, "end it with }; the file may be cut off", "answers that do not end")
		return q, false
	}
	if hasSign(q.after, "{") {
		d.fault(at, `make one question of each, separated by a blank line; write \{ for the sign`, "a second { in one question")
		return q, false
	}
	q.before = before
	q.answers, q.feedback, _ = cutSign(q.answers, "####")
	q.answers = strings.TrimSpace(q.answers)
	return q, true
}

// giftCard makes a card of a question.
func (d *draft) giftCard(at source.Position, topic string, q giftQuestion) {
	c := &drawn{draft: d, at: at}
	c.set("id", slug(q.id, ""))
	c.set("topic", c.oneLine(topic))
	if !c.giftKind(q) {
		return
	}
	if c.get("ask") == "" {
		d.fault(at, "write it before the {", "a question without text")
		return
	}
	for _, t := range q.tags {
		if !c.tag(t) {
			d.note(at, "tags that name no rule, claim, exam objective or scenario were left out")
		}
	}
	if q.answers != "" {
		c.explain("explain", part(q.feedback))
	}
	d.cards = append(d.cards, c)
}

// stem returns the question with a blank where the answers stood.
func (q giftQuestion) stem() string {
	before, after := unwrapped(q.before), unwrapped(q.after)
	switch {
	case after == "":
		return before
	case before == "":
		return "_____ " + after
	}
	return before + " _____ " + after
}
