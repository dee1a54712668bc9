package deck

import (
	"slices"

	"github.com/seed-11de0fc1/rehearse/scenarios/source"
)

// Keys that every card may have, and those of single kinds.
var (
	cardKeys = []string{"id", "kind", "topic", "ask", "explain", "was", "right", "why", "rules", "sources", "claims", "scenario", "exam"}
	kindKeys = map[Kind][]string{
		Basic:  {"answer"},
		Cloze:  {},
		Choice: {"options"},
		Multi:  {"options"},
		Order:  {"items"},
		Number: {"number", "within", "unit"},
	}
	allKeys = slices.Concat(cardKeys, kindKeys[Basic], kindKeys[Choice], kindKeys[Order], kindKeys[Number])
)

// card reads one card.
func (d *decoder) card(n *source.Node, c *Card) {
	o := d.Object(n, allKeys...)
	if n.Kind != source.Mapping {
		return
	}
	d.Require(o, "id", "kind", "topic", "ask")
	c.ID, c.Kind, c.Topic = d.cardID(o.Get("id")), d.kind(o.Get("kind")), d.line(o.Get("topic"))
	if len(c.Topic) > source.MaxName {
		d.Errorf(o.Get("topic").Position, "choose a shorter one", "topic: longer than %d bytes", source.MaxName)
	}
	c.Ask = d.text(o.Get("ask"))
	c.Explain = d.explanation(o.Get("explain"))
	d.correction(o, c)
	d.refs(o, c)
	if c.Kind != "" {
		d.keysOf(o, c.Kind)
		d.ofKind(o, c)
	}
	for _, way := range c.GiveAways() {
		d.Warnf(o.Position, "", "%s", way)
	}
}

// keysOf refuses keys that belong to other kinds of card.
func (d *decoder) keysOf(o source.Object, kind Kind) {
	for _, other := range Kinds {
		for _, key := range kindKeys[other] {
			if o.Has(key) && !slices.Contains(kindKeys[kind], key) {
				d.Errorf(o.Key(key), "leave it out, or choose kind: "+string(other), "a %s card has no %s", kind, key)
			}
		}
	}
	d.Require(o, kindKeys[kind][:min(1, len(kindKeys[kind]))]...)
}

// correction reads was, right and why, which belong together.
func (d *decoder) correction(o source.Object, c *Card) {
	if !o.Has("was") && !o.Has("right") && !o.Has("why") {
		return
	}
	d.Require(o, "was", "right", "why")
	c.Was, c.Right, c.Why = d.text(o.Get("was")), d.text(o.Get("right")), d.explanation(o.Get("why"))
	if c.Was != "" && c.Was == c.Right {
		d.Errorf(o.Get("right").Position, "write the wording that holds", "right: the same as the old wording")
	}
}
