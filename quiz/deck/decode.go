package deck

import (
	"regexp"
	"slices"

	"github.com/seed-11de0fc1/rehearse/scenarios/source"
)

// Decode reads a deck from YAML or JSON. file is for messages alone. The
// diagnostics tell every fault at once; if they hold an Error, the deck is only
// what could be read, and nil if that is nothing.
func Decode(file string, data []byte) (*Deck, source.Diagnostics) {
	root, found := source.Parse(file, data, source.Options{MaxBytes: MaxBytes, MaxNodes: MaxNodes})
	if root == nil {
		return nil, found
	}
	d, more := DecodeNode(root)
	return d, append(found, more...)
}

// DecodeNode reads a deck from a tree.
func DecodeNode(root *source.Node) (*Deck, source.Diagnostics) {
	d := &decoder{Reader: source.NewReader(), ids: map[string]source.Position{}}
	return d.deck(root), d.Diagnostics()
}

type decoder struct {
	*source.Reader
	ids map[string]source.Position // of cards, where each was first seen
}

// version is of the format.
const version = 1

var (
	idPattern       = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)
	languagePattern = regexp.MustCompile(`^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$`)
)

// maxID is how many bytes the id of a deck or a card may have.
const maxID = 64

func (d *decoder) deck(root *source.Node) *Deck {
	o := d.Object(root, "deck", "id", "title", "language", "cards")
	if !d.Require(o, "deck", "id", "title", "language", "cards") {
		if root.Kind != source.Mapping {
			return nil
		}
	}
	d.Int(o.Get("deck"), version, version)
	made := &Deck{ID: d.id(o.Get("id")), Title: d.line(o.Get("title")), Language: d.Name(o.Get("language"))}
	if made.Language != "" && !languagePattern.MatchString(made.Language) {
		d.Errorf(o.Get("language").Position, "write a language tag such as en or pt-BR", "language: %q is no language", short(made.Language))
	}
	cards := d.List(o.Get("cards"))
	if len(cards) > MaxCards {
		d.Errorf(o.Get("cards").Position, "split the deck", "%d cards; a deck has at most %d", len(cards), MaxCards)
		return made
	}
	if n := o.Get("cards"); n != nil && n.Kind == source.Sequence && len(cards) == 0 {
		d.Errorf(n.Position, "add a card", "a deck without cards")
	}
	made.Cards = make([]Card, len(cards))
	for i, item := range cards {
		d.card(item, &made.Cards[i])
	}
	return made
}

// id reads the id of a deck or a card: small letters, digits and dashes.
func (d *decoder) id(n *source.Node) string {
	id := d.Name(n)
	if id == "" || len(id) <= maxID && idPattern.MatchString(id) {
		return id
	}
	d.Errorf(n.Position, "write small letters and digits with single dashes between them, at most 64, such as last-host-may-fail", "id: %q is no id", short(id))
	return ""
}

// cardID reads the id of a card, which no other card of the deck may have.
func (d *decoder) cardID(n *source.Node) string {
	id := d.id(n)
	if id == "" {
		return ""
	}
	if first, twice := d.ids[id]; twice {
		d.Errorf(n.Position, "give it another id; learners' progress hangs on ids", "id: the card %q is in line %d already", id, first.Line)
		return id
	}
	d.ids[id] = n.Position
	return id
}

// kind reads the kind of a card.
func (d *decoder) kind(n *source.Node) Kind {
	words := make([]string, len(Kinds))
	for i, k := range Kinds {
		words[i] = string(k)
	}
	return Kind(d.Enum(n, words...))
}

func short(text string) string {
	if runes := []rune(text); len(runes) > 60 {
		return string(slices.Concat(runes[:60], []rune("…")))
	}
	return text
}
