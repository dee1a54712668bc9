package deck

import "github.com/seed-11de0fc1/rehearse/scenarios/source"

// Encode prints a deck as YAML, always in the same way, so that Decode reads an
// equal one back.
func Encode(d *Deck) []byte { return source.Write(EncodeNode(d)) }

// EncodeNode returns the tree that Encode prints.
func EncodeNode(d *Deck) *source.Node {
	cards := source.Seq()
	for i := range d.Cards {
		cards.Items = append(cards.Items, encodeCard(&d.Cards[i]))
	}
	return source.Map(source.Pair("deck", source.Int(version)), source.Pair("id", source.Str(d.ID)),
		source.Pair("title", source.Str(d.Title)), source.Pair("language", source.Str(d.Language)), source.Pair("cards", cards))
}

// entries collects the keys that are there.
type entries []source.Entry

func (e *entries) text(key, value string) {
	if value != "" {
		*e = append(*e, source.Pair(key, source.Str(value)))
	}
}

// number adds a decimal, which stands without quotes.
func (e *entries) number(key, value string) {
	if value != "" {
		*e = append(*e, source.Pair(key, &source.Node{Kind: source.Scalar, Text: value}))
	}
}

func (e *entries) names(key string, values []string) {
	if len(values) > 0 {
		*e = append(*e, source.Pair(key, source.Inline(texts(values))))
	}
}

func (e *entries) lines(key string, values []string) {
	if len(values) > 0 {
		*e = append(*e, source.Pair(key, texts(values)))
	}
}

func texts(values []string) *source.Node {
	list := source.Seq()
	for _, v := range values {
		list.Items = append(list.Items, source.Str(v))
	}
	return list
}

func encodeCard(c *Card) *source.Node {
	var e entries
	e.text("id", c.ID)
	e.text("kind", string(c.Kind))
	e.text("topic", c.Topic)
	e.text("ask", c.Ask)
	e.text("answer", c.Answer)
	if len(c.Options) > 0 {
		e = append(e, source.Pair("options", encodeOptions(c.Options)))
	}
	e.lines("items", c.Items)
	e.number("number", c.Number)
	e.number("within", c.Within)
	e.text("unit", c.Unit)
	e.text("explain", c.Explain)
	e.text("was", c.Was)
	e.text("right", c.Right)
	e.text("why", c.Why)
	e.names("rules", c.Rules)
	e.lines("sources", c.Sources)
	e.names("claims", c.Claims)
	e.text("scenario", c.Scenario)
	e.names("exam", c.Exam)
	return source.Map(e...)
}

func encodeOptions(options []Option) *source.Node {
	list := source.Seq()
	for _, o := range options {
		var e entries
		side := "wrong"
		if o.Right {
			side = "right"
		}
		e.text(side, o.Text)
		e.text("belief", o.Belief)
		e.text("because", o.Because)
		list.Items = append(list.Items, source.Inline(source.Map(e...)))
	}
	return list
}
