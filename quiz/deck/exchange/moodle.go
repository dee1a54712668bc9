package exchange

import (
	"encoding/xml"
	"html"
	"strconv"
	"strings"

	"github.com/seed-11de0fc1/rehearse/quiz/deck"
)

type moodleQuiz struct {
	XMLName   xml.Name `xml:"quiz"`
	Questions []moodleQuestion
}

type moodleQuestion struct {
	XMLName  xml.Name       `xml:"question"`
	Type     string         `xml:"type,attr"`
	Category *moodleText    `xml:"category"`
	Name     *moodleText    `xml:"name"`
	Text     *moodleText    `xml:"questiontext"`
	Feedback *moodleText    `xml:"generalfeedback"`
	Grade    string         `xml:"defaultgrade,omitempty"`
	Hidden   string         `xml:"hidden,omitempty"`
	ID       string         `xml:"idnumber,omitempty"`
	Single   string         `xml:"single,omitempty"`
	Shuffle  string         `xml:"shuffleanswers,omitempty"`
	Number   string         `xml:"answernumbering,omitempty"`
	Grader   *moodleText    `xml:"graderinfo"`
	Answers  []moodleAnswer `xml:"answer"`
	Pairs    []moodlePair   `xml:"subquestion"`
	Tags     *moodleTags    `xml:"tags"`
}

type moodleText struct {
	Format string `xml:"format,attr,omitempty"`
	Text   string `xml:"text"`
}

type moodleAnswer struct {
	Fraction  string      `xml:"fraction,attr"`
	Format    string      `xml:"format,attr,omitempty"`
	Text      string      `xml:"text"`
	Tolerance string      `xml:"tolerance,omitempty"`
	Feedback  *moodleText `xml:"feedback"`
}

type moodlePair struct {
	Format string     `xml:"format,attr"`
	Text   string     `xml:"text"`
	Answer moodleText `xml:"answer"`
}

type moodleTags struct {
	Tags []moodleText `xml:"tag"`
}

// asHTML writes a text as HTML, in which it has no markup of its own.
func asHTML(text string) string {
	return strings.ReplaceAll(html.EscapeString(text), "\n", "<br>")
}

func moodleHTML(text string) *moodleText {
	if text == "" {
		return nil
	}
	return &moodleText{Format: "html", Text: asHTML(text)}
}

// WriteMoodle prints a deck as Moodle XML.
func WriteMoodle(d *deck.Deck) (text []byte, lost []string) {
	var quiz moodleQuiz
	var l losses
	topic := ""
	for i := range d.Cards {
		c := &d.Cards[i]
		if c.Topic != topic {
			topic = c.Topic
			quiz.Questions = append(quiz.Questions, moodleQuestion{Type: "category", Category: &moodleText{Text: category(d.Title, topic)}})
		}
		quiz.Questions = append(quiz.Questions, moodleCard(c))
		moodleLosses(&l, c)
	}
	return document(quiz), l.sentences()
}

// document prints XML, indented.
func document(v any) []byte {
	text, err := xml.MarshalIndent(v, "", "  ")
	if err != nil {
		panic("exchange: " + err.Error()) // the types hold nothing that can fail
	}
	return append([]byte(xml.Header), append(text, '\n')...)
}

func moodleCard(c *deck.Card) moodleQuestion {
	q := moodleQuestion{Name: &moodleText{Text: c.ID}, Text: moodleHTML(stem(c)), Feedback: moodleHTML(feedback(c)), Grade: "1", Hidden: "0", ID: c.ID}
	for _, t := range tags(c) {
		if q.Tags == nil {
			q.Tags = &moodleTags{}
		}
		q.Tags.Tags = append(q.Tags.Tags, moodleText{Text: t})
	}
	switch c.Kind {
	case deck.Choice, deck.Multi:
		q.choose(c)
	case deck.Number:
		q.Type = "numerical"
		q.Answers = []moodleAnswer{{Fraction: "100", Text: c.Number, Tolerance: orElse(c.Within, "0")}}
	case deck.Order:
		q.Type, q.Shuffle = "matching", "true"
		for i, item := range c.Items {
			q.Pairs = append(q.Pairs, moodlePair{Format: "html", Text: asHTML(item), Answer: moodleText{Text: strconv.Itoa(i + 1)}})
		}
	case deck.Cloze:
		q.Type, q.Text = "cloze", &moodleText{Format: "html", Text: moodleGaps(c)}
	default:
		q.Type, q.Grader = "essay", moodleHTML(c.Answer)
		q.Feedback = moodleHTML(joined(c.Answer, feedback(c)))
	}
	return q
}

func (q *moodleQuestion) choose(c *deck.Card) {
	q.Type, q.Single, q.Shuffle, q.Number = "multichoice", strconv.FormatBool(c.Kind == deck.Choice), "true", "abc"
	right, wrong := "100", "0"
	if c.Kind == deck.Multi {
		right, wrong = share(c), "-100"
	}
	for _, o := range c.Options {
		a := moodleAnswer{Fraction: wrong, Format: "html", Text: asHTML(o.Text), Feedback: moodleHTML(o.Because)}
		if o.Right {
			a.Fraction = right
		}
		q.Answers = append(q.Answers, a)
	}
}

// gapEscapes are for the inside of an embedded answer. Moodle cuts it at signs
// and then reads it as HTML, so the signs become entities; after &amp; it would
// not see the end.
var gapEscapes = strings.NewReplacer("&", "&#38;", "<", "&lt;", ">", "&gt;", `\`, "&#92;", "}", "&#125;", "{", "&#123;", "#", "&#35;", "~", "&#126;")

// moodleGaps writes a text with embedded answers. Braces of the text itself
// become entities, which Moodle shows as braces.
func moodleGaps(c *deck.Card) string {
	braces := strings.NewReplacer("{", "&#123;", "}", "&#125;")
	rest := c.Ask
	var b strings.Builder
	for _, missing := range deck.Gaps(c.Ask) {
		before, after, _ := strings.Cut(rest, "{{"+missing+"}}")
		b.WriteString(braces.Replace(asHTML(before)) + "{1:SHORTANSWER:=" + gapEscapes.Replace(wildcard.Replace(missing)) + "}")
		rest = after
	}
	return b.String() + braces.Replace(asHTML(rest))
}

func moodleLosses(l *losses, c *deck.Card) {
	switch c.Kind {
	case deck.Basic:
		l.add("a basic card becomes an essay question, with the answer as its general feedback")
	case deck.Order:
		l.add("an order card becomes a matching question: item to position")
	case deck.Number:
		l.when(c.Unit != "", "the unit of a number stands in the question")
	}
	l.when(believed(c), "the misconceptions behind wrong options are left out")
	l.when(c.Corrected(), "the old wording and its correction become feedback")
	l.when(len(c.Sources) > 0, "sources other than rules are left out")
}
