package exchange

// The cards that a reader found, as a tree with their places.

import (
	"fmt"
	"path"
	"strings"
	"unicode"

	"github.com/seed-11de0fc1/rehearse/quiz/deck"
	"github.com/seed-11de0fc1/rehearse/scenarios/source"
)

// draft is a deck that is being read.
type draft struct {
	in    Input
	title string // as the file says
	html  bool   // its fields are HTML
	cards []*drawn
	found source.Diagnostics
	notes map[string]*noted
	order []string
}

// noted is something to tell once: where it was first so, and how often.
type noted struct {
	at    source.Position
	times int
}

// drawn is a card that is being read.
type drawn struct {
	draft *draft
	at    source.Position
	keys  []source.Entry
}

func newDraft(in Input) *draft { return &draft{in: in, notes: map[string]*noted{}} }

// place is a place in the file.
func (d *draft) place(line, column int) source.Position {
	return source.Position{File: d.in.Name, Line: line, Column: column}
}

// note tells what was lost or changed on the way.
func (d *draft) note(at source.Position, what string) {
	if n := d.notes[what]; n != nil {
		n.times++
		return
	}
	d.notes[what] = &noted{at, 1}
	d.order = append(d.order, what)
}

func (d *draft) fault(at source.Position, fix, format string, args ...any) {
	d.found = append(d.found, source.Diagnostic{Position: at, Severity: source.Error, Message: fmt.Sprintf(format, args...), Fix: fix})
}

// card begins a card.
func (d *draft) card(at source.Position) *drawn {
	c := &drawn{draft: d, at: at}
	d.cards = append(d.cards, c)
	return c
}

// full tells whether there are more cards than a deck may have, after saying
// so.
func (d *draft) full(at source.Position) bool {
	if len(d.cards) < deck.MaxCards {
		return false
	}
	d.fault(at, "split the file", "more than %d cards", deck.MaxCards)
	return true
}

// get returns what stands under a key.
func (c *drawn) get(key string) string {
	for _, e := range c.keys {
		if e.Key.Text == key {
			return e.Value.Text
		}
	}
	return ""
}

func (c *drawn) node(key, text string) *source.Node {
	n := source.Str(text)
	n.Position, n.Label = c.at, key
	return n
}

func (c *drawn) put(key string, value *source.Node) {
	value.Position, value.Label = c.at, key
	pair := source.Pair(key, value)
	pair.Key.Position = c.at
	c.keys = append(c.keys, pair)
}

// set puts a word under a key, as it is.
func (c *drawn) set(key, text string) {
	if text != "" && c.get(key) == "" {
		c.put(key, c.node(key, text))
	}
}

// number puts a decimal under a key.
func (c *drawn) number(key, text string) {
	if text != "" {
		c.put(key, &source.Node{Kind: source.Scalar, Text: text})
	}
}

// text puts a text under a key, cleaned.
func (c *drawn) text(key, text string) { c.set(key, c.clean(text)) }

// explain puts an explanation under a key, cleaned and cut.
func (c *drawn) explain(key, text string) { c.set(key, c.cut(c.clean(text))) }

// clean cleans a text and notes what went.
func (c *drawn) clean(text string) string {
	plain, took := clean(text, c.draft.html)
	for _, what := range took {
		c.draft.note(c.at, what)
	}
	return plain
}

// oneLine is a text cleaned and put on one line.
func (c *drawn) oneLine(text string) string {
	return strings.ReplaceAll(strings.ReplaceAll(c.clean(text), "\n\n", " "), "\n", " ")
}

// cut ends a text after as many words as an explanation may have.
func (c *drawn) cut(text string) string {
	words := strings.Fields(text)
	if len(words) <= deck.MaxWords {
		return text
	}
	c.draft.note(c.at, fmt.Sprintf("explanations were cut after %d words", deck.MaxWords))
	return strings.Join(words[:deck.MaxWords], " ") + "…"
}

// append adds an item to the list under a key.
func (c *drawn) append(key, text string) {
	for _, e := range c.keys {
		if e.Key.Text == key {
			e.Value.Items = append(e.Value.Items, c.node(key, text))
			return
		}
	}
	c.put(key, source.Seq(c.node(key, text)))
}

// option adds an option.
func (c *drawn) option(o deck.Option) {
	side := "wrong"
	if o.Right {
		side = "right"
	}
	made := &drawn{draft: c.draft, at: c.at}
	made.set(side, o.Text)
	made.set("belief", o.Belief)
	made.set("because", o.Because)
	for i := range c.keys {
		if list := c.keys[i].Value; c.keys[i].Key.Text == "options" {
			list.Items = append(list.Items, made.mapping("options"))
			return
		}
	}
	c.put("options", source.Seq(made.mapping("options")))
}

func (c *drawn) mapping(label string) *source.Node {
	n := source.Map(c.keys...)
	n.Position, n.Label = c.at, label
	return n
}

// deck returns what was read, if nothing was wrong.
func (d *draft) deck() (*deck.Deck, source.Diagnostics) {
	if len(d.cards) == 0 && len(d.found) == 0 {
		d.fault(source.Position{File: d.in.Name}, "", "there are no cards in it")
	}
	if d.found.HasErrors() {
		return nil, d.found.Sorted()
	}
	d.name()
	list := source.Seq()
	for _, c := range d.cards {
		list.Items = append(list.Items, c.mapping("cards"))
	}
	root := &drawn{draft: d, at: source.Position{File: d.in.Name}}
	root.number("deck", "1")
	root.set("id", orElse(d.in.ID, slug(d.base(), "deck")))
	root.set("title", orElse(d.in.Title, root.oneLine(orElse(d.title, d.base()))))
	root.set("language", orElse(d.in.Language, "en"))
	root.put("cards", list)
	made, found := deck.DecodeNode(root.mapping(""))
	for _, f := range found {
		if f.Severity != source.Warning {
			d.found = append(d.found, f)
		}
	}
	if d.found.HasErrors() {
		return nil, d.found.Sorted()
	}
	return made, d.told()
}

// told returns all there is to tell.
func (d *draft) told() source.Diagnostics {
	all := d.found.Sorted()
	for _, what := range d.order {
		n := d.notes[what]
		message := what
		if n.times > 1 {
			message += fmt.Sprintf(" (%d times; first here)", n.times)
		}
		all = append(all, source.Diagnostic{Position: n.at, Severity: source.Note, Message: message})
	}
	return all
}

// base is the name of the file without its end.
func (d *draft) base() string {
	name := path.Base(strings.ReplaceAll(d.in.Name, `\`, "/"))
	return strings.TrimSuffix(name, path.Ext(name))
}

// name gives an id to each card that has none, and something to rest on.
func (d *draft) name() {
	taken, times := map[string]bool{}, map[string]int{}
	for _, c := range d.cards {
		taken[c.get("id")] = true
	}
	for _, c := range d.cards {
		if c.get("id") == "" {
			base := slug(c.get("ask"), "card")
			id := base
			for taken[id] {
				times[base]++
				id = fmt.Sprintf("%s-%d", base, times[base]+1)
			}
			taken[id] = true
			c.set("id", id)
		}
		c.set("topic", "Imported")
		if !c.has("rules") && !c.has("sources") {
			c.append("sources", "imported from "+orElse(strings.Join(strings.Fields(strings.Map(visible, path.Base(d.in.Name))), " "), "a file"))
		}
	}
}

func (c *drawn) has(key string) bool {
	for _, e := range c.keys {
		if e.Key.Text == key {
			return true
		}
	}
	return false
}

// slug makes an id of the first words of a text.
func slug(text, otherwise string) string {
	words := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return r > unicode.MaxASCII || !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	id := ""
	for i, w := range words {
		if i == 8 || len(id)+len(w) > 48 {
			break
		}
		id = strings.TrimPrefix(id+"-"+w, "-")
	}
	return orElse(id, otherwise)
}

func orElse(a, b string) string {
	if a == "" {
		return b
	}
	return a
}
