package exchange

import (
	"encoding/csv"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/seed-11de0fc1/rehearse/quiz/deck"
	"github.com/seed-11de0fc1/rehearse/scenarios/source"
)

// ankiFile is what the head of an Anki file says.
type ankiFile struct {
	comma   rune
	columns []string
	special map[string]int // guid, notetype, deck, tags: the column from 1
	tags    string         // of all notes
	notes   string         // the rest of the file
	line    int            // lines of the head
}

// ReadAnki makes a deck of a text file that Anki exports or imports.
func ReadAnki(in Input) (*deck.Deck, source.Diagnostics) {
	text, found := in.text()
	if found != nil {
		return nil, found
	}
	d := newDraft(in)
	f := d.ankiHead(text)
	d.rows(table{f.notes, f.comma, '#', f.line}, func(r row) { d.ankiNote(f, r) })
	return d.deck()
}

// ankiHead reads the lines with # at the beginning of the file. The first may
// be one of tags, as older versions of Anki had it.
func (d *draft) ankiHead(text string) *ankiFile {
	f := &ankiFile{comma: '\t', special: map[string]int{}}
	rest := text
	if line, after, _ := strings.Cut(rest, "\n"); strings.HasPrefix(line, "tags:") {
		f.tags, rest, f.line = line[len("tags:"):], after, 1
	}
	for strings.HasPrefix(rest, "#") {
		line, after, _ := strings.Cut(rest, "\n")
		rest = after
		f.line++
		key, value, _ := strings.Cut(line[1:], ":")
		d.directive(f, strings.ToLower(strings.TrimSpace(key)), strings.TrimSpace(value))
	}
	f.notes = rest
	return f
}

var separators = map[string]rune{"comma": ',', "semicolon": ';', "tab": '\t', "space": ' ', "pipe": '|', "colon": ':'}

func (d *draft) directive(f *ankiFile, key, value string) {
	at := d.place(f.line, 1)
	switch name, isColumn := strings.CutSuffix(key, " column"); {
	case isColumn:
		n, err := strconv.Atoi(value)
		if err != nil || n < 1 {
			d.fault(at, "write the number of a column from 1", "#%s: %q is no column", key, value)
			return
		}
		f.special[name] = n
	case key == "separator":
		f.comma = separatorOf(value)
		if f.comma == 0 {
			d.fault(at, "write comma, semicolon, tab, space, pipe, colon or the character", "#separator: no separator %q", value)
			f.comma = '\t'
		}
	case key == "html":
		d.html = strings.EqualFold(value, "true")
	case key == "deck":
		d.title = value
	case key == "columns":
		f.columns = columnNames(strings.ToLower(value), f.comma)
	case key == "tags":
		f.tags = value
	}
}

// columnNames are the names of columns, which may stand in quotes.
func columnNames(line string, comma rune) []string {
	r := csv.NewReader(strings.NewReader(line))
	r.Comma, r.LazyQuotes = comma, true
	list, err := r.Read()
	if err != nil {
		return nil
	}
	return list
}

func separatorOf(name string) rune {
	if r, ok := separators[strings.ToLower(name)]; ok {
		return r
	}
	if r, size := utf8.DecodeRuneInString(name); size == len(name) && size > 0 && !strings.ContainsRune("\"#\n", r) && r != utf8.RuneError {
		return r
	}
	return 0
}

// Names of columns for what a card has; others have no place in a card.
var ankiNames = map[string]string{
	"id": "id", "topic": "topic", "question": "ask", "front": "ask", "text": "ask", "answer": "answer", "back": "answer",
	"explanation": "explain", "extra": "explain", "back extra": "explain", "was": "was", "right": "right", "why": "why",
}

// keyOf returns for each column the key of a card, "" for one that is left
// out. Without names the first two fields are question and answer, and the
// third is the explanation.
func (f *ankiFile) keyOf(columns int) []string {
	keys := make([]string, columns)
	special := map[int]bool{}
	for _, n := range f.special {
		special[n-1] = true
	}
	named := false
	for i := range min(columns, len(f.columns)) {
		if !special[i] {
			keys[i] = ankiNames[strings.TrimSpace(f.columns[i])]
			named = named || keys[i] == "ask"
		}
	}
	if named {
		return keys
	}
	clear(keys)
	next := []string{"ask", "answer", "explain"}
	for i := range keys {
		if !special[i] && len(next) > 0 {
			keys[i], next = next[0], next[1:]
		}
	}
	return keys
}

// ankiNote makes a card of a note.
func (d *draft) ankiNote(f *ankiFile, r row) {
	c := d.card(r.at)
	for i, key := range f.keyOf(len(r.fields)) {
		c.ankiField(key, r.fields[i])
		if key == "" && r.fields[i] != "" && !f.isSpecial(i) {
			d.note(r.at, "fields other than question, answer and explanation were left out")
		}
	}
	if n := f.special["deck"]; n > 0 && n <= len(r.fields) {
		c.set("topic", c.oneLine(lastOf(r.fields[n-1], "::")))
	}
	c.set("topic", c.oneLine(lastOf(d.title, "::")))
	tagged := f.tags
	if n := f.special["tags"]; n > 0 && n <= len(r.fields) {
		tagged += " " + r.fields[n-1]
	}
	for _, t := range strings.Fields(tagged) {
		if !c.tag(t) {
			d.note(r.at, "tags that name no rule, claim, exam objective or scenario were left out")
		}
	}
	c.gapsOrAnswer()
}

func (f *ankiFile) isSpecial(column int) bool {
	for _, n := range f.special {
		if n == column+1 {
			return true
		}
	}
	return false
}

// ankiField puts a field where it belongs.
func (c *drawn) ankiField(key, text string) {
	switch key {
	case "":
	case "id":
		c.set(key, slug(text, ""))
	case "topic":
		c.set(key, c.oneLine(text))
	case "explain", "why":
		c.explain(key, text)
	default:
		c.text(key, text)
	}
}

// lastOf returns what stands behind the last separator.
func lastOf(text, separator string) string {
	parts := strings.Split(text, separator)
	return parts[len(parts)-1]
}
