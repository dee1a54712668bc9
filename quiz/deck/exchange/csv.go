package exchange

import (
	"bytes"
	"encoding/csv"
	"strings"
	"unicode/utf8"

	"github.com/seed-11de0fc1/rehearse/quiz/deck"
)

// csvColumns are the columns of a table of cards. A table that has exactly
// these was written by WriteCSV.
var csvColumns = []string{"id", "kind", "topic", "ask", "answer", "options", "beliefs", "because", "items", "number", "within", "unit",
	"explain", "was", "right", "why", "rules", "sources", "claims", "scenario", "exam"}

// Marks of options.
const (
	isRight = "[x] "
	isWrong = "[ ] "
)

// formulas are what makes a spreadsheet take a field for a formula, full-width
// forms and older ways included, and the sign that is put before such a field.
const (
	formulas = "=+-@|%\t\r＝＋－＠"
	guard    = "'"
)

// WriteCSV prints a deck as a table, a card a row. No field begins like a
// formula.
func WriteCSV(d *deck.Deck) (text []byte, lost []string) {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	_ = w.Write(csvColumns) // to memory
	for i := range d.Cards {
		_ = w.Write(csvRow(&d.Cards[i]))
	}
	w.Flush()
	return b.Bytes(), []string{"a table has no place for the deck's id, title and language; deck import takes them as flags"}
}

func csvRow(c *deck.Card) []string {
	var options, beliefs, because []string
	for _, o := range c.Options {
		mark := isWrong
		if o.Right {
			mark = isRight
		}
		options, beliefs, because = append(options, mark+o.Text), append(beliefs, o.Belief), append(because, o.Because)
	}
	row := []string{c.ID, string(c.Kind), c.Topic, c.Ask, c.Answer, lines(options), lines(beliefs), lines(because), lines(c.Items),
		c.Number, c.Within, c.Unit, c.Explain, c.Was, c.Right, c.Why, strings.Join(c.Rules, " "), lines(c.Sources),
		strings.Join(c.Claims, " "), c.Scenario, strings.Join(c.Exam, " ")}
	for i, field := range row {
		row[i] = Inert(field)
	}
	return row
}

// lines puts texts one below the other; nothing if all are empty.
func lines(texts []string) string {
	text := strings.Join(texts, "\n")
	if strings.Trim(text, "\n") == "" {
		return ""
	}
	return text
}

// Inert returns a field of a table that no spreadsheet takes for a formula. A
// field that begins with the guard gets another one, so that unguarded undoes
// it.
func Inert(field string) string {
	if first, _ := utf8.DecodeRuneInString(field); field != "" && strings.ContainsRune(formulas+guard, first) {
		return guard + field
	}
	return field
}

func unguarded(field string) string { return strings.TrimPrefix(field, guard) }
