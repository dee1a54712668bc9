package exchange

import (
	"bytes"
	_ "embed"
	"html/template"
	"slices"
	"strings"

	"github.com/seed-11de0fc1/rehearse/quiz/deck"
)

//go:embed sheet.html
var sheetText string

var sheet = template.Must(template.New("sheet").Parse(sheetText))

type sheetTopic struct {
	Title     string
	Questions []sheetQuestion
}

type sheetQuestion struct {
	No         int
	ID         string
	Text, Hint string
	Options    []sheetOption
	Answer     string
	Explain    string
	Was, Right string
	Why, Refs  string
}

type sheetOption struct{ Text string }

// hints say what to do with a question on paper.
var hints = map[deck.Kind]string{
	deck.Multi: "Several are right.", deck.Order: "Number them.", deck.Cloze: "Fill the gaps.",
}

// WriteHTML prints a deck as a page to print: the questions by topic, and the
// answers on a sheet of their own.
func WriteHTML(d *deck.Deck) (text []byte, lost []string) {
	var l losses
	for i := range d.Cards {
		c := &d.Cards[i]
		l.when(believed(c) || reasoned(c), "what each wrong option means is left out")
	}
	var b bytes.Buffer
	if err := sheet.Execute(&b, map[string]any{"Deck": d, "Topics": sheetTopics(d)}); err != nil {
		panic("exchange: " + err.Error()) // the template is ours
	}
	return b.Bytes(), l.sentences()
}

// sheetTopics are the topics in the order in which they first occur, with
// their questions numbered through.
func sheetTopics(d *deck.Deck) (topics []sheetTopic) {
	at := map[string]int{}
	for i := range d.Cards {
		c := &d.Cards[i]
		n, there := at[c.Topic]
		if !there {
			n = len(topics)
			at[c.Topic] = n
			topics = append(topics, sheetTopic{Title: c.Topic})
		}
		topics[n].Questions = append(topics[n].Questions, sheetCard(c))
	}
	no := 0
	for _, topic := range topics {
		for i := range topic.Questions {
			no++
			topic.Questions[i].No = no
		}
	}
	return topics
}

func sheetCard(c *deck.Card) sheetQuestion {
	q := sheetQuestion{ID: c.ID, Text: stem(c), Hint: hints[c.Kind], Answer: answer(c),
		Explain: c.Explain, Was: c.Was, Right: c.Right, Why: c.Why, Refs: restsOn(c)}
	for _, text := range shown(c) {
		q.Options = append(q.Options, sheetOption{text})
	}
	return q
}

// restsOn names what a card rests on, and the scenario that shows it.
func restsOn(c *deck.Card) string {
	text := strings.Join(slices.Concat(c.Rules, c.Sources), ", ")
	if c.Scenario != "" {
		text += "; rehearse run " + c.Scenario
	}
	return text
}
