package exchange

// The questions of a QTI assessment, in the types that Canvas has.

import (
	"strconv"
	"strings"

	"github.com/seed-11de0fc1/rehearse/quiz/deck"
)

// The one response of most questions.
const qtiResponse = "response1"

func qtiHTML(text string) qtiMaterial {
	return qtiMaterial{qtiText{Type: "text/html", Text: asHTML(text)}}
}

// qtiShown is a text that Canvas shows as HTML only if it finds an element in it;
// otherwise the entities would stay.
func qtiShown(text string) qtiMaterial {
	material := qtiHTML(text)
	if strings.ContainsAny(text, "<>&") && !strings.Contains(text, "\n") {
		material.Text.Text = `<span class="text">` + material.Text.Text + "</span>"
	}
	return material
}

// qtiPlain is a text that is compared with what is typed.
func qtiPlain(text string) qtiMaterial {
	return qtiMaterial{qtiText{Type: "text/plain", Text: text}}
}

// qtiTypes are the names that Canvas has for our kinds. A cloze card with
// several gaps is qtiBlanks.
var qtiTypes = map[deck.Kind]string{
	deck.Basic: "essay_question", deck.Cloze: "short_answer_question", deck.Choice: "multiple_choice_question",
	deck.Multi: "multiple_answers_question", deck.Order: "matching_question", deck.Number: "numerical_question",
}

const qtiBlanks = "fill_in_multiple_blanks_question"

func qtiCard(c *deck.Card) qtiItem {
	item := qtiItem{Ident: c.ID, Title: c.ID}
	kind, said := qtiTypes[c.Kind], feedback(c)
	item.Presentation.Material = qtiHTML(stem(c))
	item.Processing.Outcome.Max, item.Processing.Outcome.Min = "100", "0"
	item.Processing.Outcome.Name, item.Processing.Outcome.Type = "SCORE", "Decimal"
	if c.Kind == deck.Basic {
		said = joined(c.Answer, said)
	}
	item.say("general_fb", qtiWhen{Other: &struct{}{}}, said)
	switch c.Kind {
	case deck.Choice, deck.Multi:
		item.choose(c)
	case deck.Order:
		item.order(c)
	case deck.Cloze:
		if gaps := deck.Gaps(c.Ask); len(gaps) > 1 {
			kind = qtiBlanks
			item.blanks(c, gaps)
		} else {
			item.typed("")
			item.score(qtiWhen{Is: &qtiIs{qtiResponse, gaps[0]}}, "Set", "100")
		}
	case deck.Number:
		lo, hi := c.Bounds()
		item.typed("Decimal")
		item.score(qtiWhen{Or: &qtiOr{qtiIs{qtiResponse, c.Number}, qtiIs{qtiResponse, lo}, qtiIs{qtiResponse, hi}}}, "Set", "100")
	default:
		item.typed("")
		item.Processing.Conditions = append(item.Processing.Conditions, qtiCondition{Continue: "No", When: qtiWhen{Other: &struct{}{}}})
	}
	item.Meta = []qtiField{{"question_type", kind}, {"points_possible", "1"}}
	return item
}

// say shows a text when something is answered.
func (item *qtiItem) say(ident string, when qtiWhen, text string) {
	if text == "" {
		return
	}
	item.Processing.Conditions = append(item.Processing.Conditions, qtiCondition{Continue: "Yes", When: when, Shows: &qtiDisplay{"Response", ident}})
	item.Feedback = append(item.Feedback, qtiFeedback{ident, qtiShown(text)})
}

// score gives points when something is answered.
func (item *qtiItem) score(when qtiWhen, action, points string) {
	condition := qtiCondition{When: when, Score: &qtiScore{action, "SCORE", points}}
	if action == "Set" {
		condition.Continue = "No"
	}
	item.Processing.Conditions = append(item.Processing.Conditions, condition)
}

// typed asks for a typed answer.
func (item *qtiItem) typed(kind string) {
	field := &qtiTyped{Ident: qtiResponse, Cardinality: "Single"}
	field.Fill.Type, field.Fill.Label.Ident = kind, "answer1"
	item.Presentation.Typed = field
}

func (item *qtiItem) choose(c *deck.Card) {
	list := qtiChoices{Ident: qtiResponse, Cardinality: "Single"}
	all := &qtiAnd{}
	for i, o := range c.ShownOptions() {
		ident := strconv.Itoa(1001 + i)
		list.Labels = append(list.Labels, qtiLabel{ident, qtiHTML(o.Text)})
		item.say(ident+"_fb", qtiWhen{Is: &qtiIs{qtiResponse, ident}}, o.Because)
		if o.Right {
			all.Is = append(all.Is, qtiIs{qtiResponse, ident})
		} else {
			all.IsNot = append(all.IsNot, qtiNot{qtiIs{qtiResponse, ident}})
		}
	}
	when := qtiWhen{Is: &all.Is[0]}
	if c.Kind == deck.Multi {
		list.Cardinality, when = "Multiple", qtiWhen{And: all}
	}
	item.Presentation.Choices = []qtiChoices{list}
	item.score(when, "Set", "100")
}

// order asks for the position of each item.
func (item *qtiItem) order(c *deck.Card) {
	places := make([]qtiLabel, len(c.Items))
	place := map[string]string{}
	for i, text := range c.Items {
		places[i] = qtiLabel{strconv.Itoa(1001 + i), qtiHTML(strconv.Itoa(i + 1))}
		place[text] = places[i].Ident
	}
	for i, text := range c.ShownItems() {
		material, ident := qtiShown(text), "response_"+strconv.Itoa(2001+i)
		item.Presentation.Choices = append(item.Presentation.Choices, qtiChoices{Ident: ident, Material: &material, Labels: places})
		item.score(qtiWhen{Is: &qtiIs{ident, place[text]}}, "Add", points(i, len(c.Items)))
	}
}

// blanks asks for several words in one text. Canvas marks their places with
// names in square brackets, which the text itself must not have.
func (item *qtiItem) blanks(c *deck.Card, gaps []string) {
	word := "gap"
	for strings.Contains(c.Ask, "["+word) {
		word = "a" + word
	}
	item.Presentation.Material = qtiHTML(deck.FillGaps(c.Ask, func(i int, _ string) string { return "[" + word + strconv.Itoa(i+1) + "]" }))
	for i, missing := range gaps {
		name, ident := word+strconv.Itoa(i+1), strconv.Itoa(1001+i)
		material := qtiPlain(name)
		item.Presentation.Choices = append(item.Presentation.Choices,
			qtiChoices{Ident: "response_" + name, Material: &material, Labels: []qtiLabel{{ident, qtiPlain(missing)}}})
		item.score(qtiWhen{Is: &qtiIs{"response_" + name, ident}}, "Add", points(i, len(gaps)))
	}
}

// points shares 100 points, in hundredths, so that all together are 100.
func points(i, n int) string {
	share := 10_000*(i+1)/n - 10_000*i/n
	text := strconv.Itoa(share/100) + "."
	if share%100 < 10 {
		text += "0"
	}
	return text + strconv.Itoa(share%100)
}
