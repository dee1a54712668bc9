package exchange

import (
	"slices"
	"strings"

	"github.com/seed-11de0fc1/rehearse/quiz/deck"
	"github.com/seed-11de0fc1/rehearse/scenarios/source"
)

// Other names of columns.
var csvNames = map[string]string{"question": "ask", "front": "ask", "back": "answer", "explanation": "explain", "extra": "explain"}

// ReadCSV makes a deck of a table whose first row names its columns. Fields may
// be separated by commas, semicolons or tabs.
func ReadCSV(in Input) (*deck.Deck, source.Diagnostics) {
	text, found := in.text()
	if found != nil {
		return nil, found
	}
	d := newDraft(in)
	var columns []string
	ours := false
	d.rows(table{text: text, comma: commaOf(text)}, func(r row) {
		if columns != nil {
			d.csvCard(columns, ours, r)
			return
		}
		ours = slices.Equal(r.fields, csvColumns)
		columns = d.header(r)
	})
	return d.deck()
}

// commaOf guesses the separator from the first line.
func commaOf(text string) rune {
	head, _, _ := strings.Cut(text, "\n")
	best := ','
	for _, r := range ";\t" {
		if strings.Count(head, string(r)) > strings.Count(head, string(best)) {
			best = r
		}
	}
	return best
}

// header returns the key of each column, "" for one that is left out.
func (d *draft) header(r row) []string {
	columns := make([]string, len(r.fields))
	for i, name := range r.fields {
		name = strings.ToLower(strings.TrimSpace(name))
		columns[i] = orElse(csvNames[name], name)
		if !slices.Contains(csvColumns, columns[i]) && columns[i] != "tags" {
			d.note(r.at, "columns that a card has not were left out")
			columns[i] = ""
		}
		if columns[i] != "" && slices.Contains(columns[:i], columns[i]) {
			d.fault(r.at, "keep one of them", "two columns for %s", columns[i])
		}
	}
	if !slices.Contains(columns, "ask") {
		d.fault(r.at, "write in the first row: question,answer", "no column is called question, front or ask")
	}
	return columns
}

// csvCard makes a card of a row.
func (d *draft) csvCard(columns []string, ours bool, r row) {
	c := d.card(r.at)
	fields := map[string]string{}
	for i, field := range r.fields {
		if ours {
			field = unguarded(field)
		}
		if i < len(columns) {
			fields[columns[i]] = field
		} else if field != "" {
			d.note(r.at, "fields without a column were left out")
		}
	}
	c.csvFields(fields)
	c.csvOptions(fields)
	c.set("kind", orElse(strings.ToLower(strings.TrimSpace(fields["kind"])), c.guessKind()))
}

func (c *drawn) csvFields(fields map[string]string) {
	c.set("id", strings.TrimSpace(fields["id"]))
	for _, key := range []string{"topic", "unit"} {
		c.set(key, c.oneLine(fields[key]))
	}
	for _, key := range []string{"ask", "answer", "was", "right"} {
		c.text(key, fields[key])
	}
	for _, key := range []string{"explain", "why"} {
		c.explain(key, fields[key])
	}
	for _, key := range []string{"number", "within"} {
		c.number(key, strings.TrimSpace(fields[key]))
	}
	c.set("scenario", strings.TrimSpace(fields["scenario"]))
	for _, key := range []string{"rules", "claims", "exam"} {
		for _, id := range strings.Fields(fields[key]) {
			c.append(key, id)
		}
	}
	for _, key := range []string{"items", "sources"} {
		for _, line := range nonEmpty(fields[key]) {
			c.append(key, c.oneLine(line))
		}
	}
	for _, t := range strings.Fields(fields["tags"]) {
		if !c.tag(t) {
			c.draft.note(c.at, "tags that name no rule, claim, exam objective or scenario were left out")
		}
	}
}

// csvOptions reads the options, one a line, with what belongs to each on the
// same line of its own field.
func (c *drawn) csvOptions(fields map[string]string) {
	beliefs, because := strings.Split(fields["beliefs"], "\n"), strings.Split(fields["because"], "\n")
	for i, line := range nonEmpty(fields["options"]) {
		text, right := strings.CutPrefix(line, isRight)
		text, wrong := strings.CutPrefix(text, isWrong)
		if !right && !wrong {
			c.draft.fault(c.at, "begin it with [x] if it is right and with [ ] if it is wrong", "options: %q is not marked", line)
		}
		o := deck.Option{Text: c.oneLine(text), Right: right}
		if i < len(beliefs) {
			o.Belief = strings.TrimSpace(beliefs[i])
		}
		if i < len(because) {
			o.Because = c.cut(c.oneLine(because[i]))
		}
		c.option(o)
	}
}

// guessKind says what a card without a kind must be.
func (c *drawn) guessKind() string {
	switch right := c.rightOptions(); {
	case right > 1:
		return string(deck.Multi)
	case right == 1:
		return string(deck.Choice)
	case c.has("items"):
		return string(deck.Order)
	case c.has("number"):
		return string(deck.Number)
	case c.get("answer") == "" && len(deck.Gaps(c.get("ask"))) > 0:
		return string(deck.Cloze)
	}
	return string(deck.Basic)
}

func (c *drawn) rightOptions() (n int) {
	for _, e := range c.keys {
		for _, o := range e.Value.Items {
			if e.Key.Text == "options" && o.Get("right") != nil {
				n++
			}
		}
	}
	return n
}

// nonEmpty are the lines of a text that say something.
func nonEmpty(text string) (all []string) {
	for line := range strings.SplitSeq(text, "\n") {
		if strings.TrimSpace(line) != "" {
			all = append(all, line)
		}
	}
	return all
}
