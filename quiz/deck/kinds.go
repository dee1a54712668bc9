package deck

// What each kind of card needs besides a question.

import (
	"math/big"
	"regexp"
	"slices"
	"strings"

	"github.com/seed-11de0fc1/rehearse/scenarios/source"
)

// ofKind reads what only cards of its kind have.
func (d *decoder) ofKind(o source.Object, c *Card) {
	switch c.Kind {
	case Basic:
		c.Answer = d.text(o.Get("answer"))
	case Cloze:
		d.gaps(o.Get("ask"), c.Ask)
	case Choice, Multi:
		d.options(o.Get("options"), c)
	case Order:
		d.items(o.Get("items"), c)
	case Number:
		d.number(o, c)
	}
}

// gap is a gap of a cloze card: {{what is missing}}.
var gap = regexp.MustCompile(`\{\{([^{}]*)\}\}`)

// Gaps returns what is missing in the gaps of a cloze card.
func Gaps(text string) (missing []string) {
	for _, m := range gap.FindAllStringSubmatch(text, -1) {
		missing = append(missing, m[1])
	}
	return missing
}

// FillGaps returns the text with each gap replaced by what with says of it and
// its number from 0.
func FillGaps(text string, with func(i int, missing string) string) string {
	i := -1
	return gap.ReplaceAllStringFunc(text, func(whole string) string {
		i++
		return with(i, whole[2:len(whole)-2])
	})
}

func (d *decoder) gaps(n *source.Node, text string) {
	const fix = "write {{what is missing}} in the text"
	missing := Gaps(text)
	rest := FillGaps(text, func(int, string) string { return "" })
	switch {
	case text == "":
	case len(missing) == 0:
		d.Errorf(n.Position, fix, "ask: a cloze card without a gap")
	case strings.Contains(rest, "{{") || strings.Contains(rest, "}}"):
		d.Errorf(n.Position, fix, "ask: a gap that does not begin or end")
	case len(missing) > MaxItems:
		d.Errorf(n.Position, "make two cards of it", "ask: %d gaps; a card has at most %d", len(missing), MaxItems)
	case slices.ContainsFunc(missing, func(m string) bool { return m == "" || strings.TrimSpace(m) != m || strings.Contains(m, "\n") }):
		d.Errorf(n.Position, fix, "ask: a gap that is empty, has spaces at its ends or goes over two lines")
	case strings.TrimSpace(rest) == "":
		d.Errorf(n.Position, "leave something standing", "ask: nothing but gaps")
	}
}

// options reads the options of a choice or multi card.
func (d *decoder) options(n *source.Node, c *Card) {
	right := 0
	for _, item := range d.count(n, 2) {
		o := d.Object(item, "right", "wrong", "belief", "because")
		side := d.OnlyOne(o, "right", "wrong")
		option := Option{Right: side == "right", Because: d.words(o.Get("because"), d.line(o.Get("because")))}
		if side != "" {
			option.Text = d.line(o.Get(side))
		}
		if b := o.Get("belief"); b != nil {
			option.Belief = d.belief(b, option.Right)
		}
		if slices.ContainsFunc(c.Options, func(other Option) bool { return option.Text != "" && other.Text == option.Text }) {
			d.Errorf(item.Position, "keep one of them", "options: %q is here twice", short(option.Text))
		}
		if option.Right {
			right++
		}
		c.Options = append(c.Options, option)
	}
	d.countRight(n, c, right)
}

func (d *decoder) countRight(n *source.Node, c *Card, right int) {
	switch {
	case len(c.Options) < 2:
	case right == 0:
		d.Errorf(n.Position, "mark it with right: instead of wrong:", "options: none is right")
	case right == len(c.Options):
		d.Errorf(n.Position, "add a wrong one", "options: all are right")
	case right > 1 && c.Kind == Choice:
		d.Errorf(n.Position, "keep one, or choose kind: multi", "options: %d are right; a choice card has one", right)
	case right == 1 && c.Kind == Multi:
		d.Errorf(n.Position, "add another, or choose kind: choice", "options: only one is right; a multi card has several")
	}
}

// belief reads the misconception behind a wrong option.
func (d *decoder) belief(n *source.Node, right bool) string {
	id := d.Name(n)
	switch {
	case id == "":
	case right:
		d.Errorf(n.Position, "leave it out", "belief: the right option needs none")
	case !isBelief(id):
		d.Errorf(n.Position, "the catalogue has M-CD-01 to M-CD-87, M-BG, M-CP, M-CB and M-CC, with gaps", "belief: no misconception %q", short(id))
	}
	return id
}

// count returns the items of a list of least to MaxItems.
func (d *decoder) count(n *source.Node, least int) []*source.Node {
	items := d.List(n)
	if n != nil && n.Kind == source.Sequence && (len(items) < least || len(items) > MaxItems) {
		d.Errorf(n.Position, "", "%s: %d of them; a card has %d to %d", n.Label, len(items), least, MaxItems)
		return nil
	}
	return items
}

// items reads the things of an order card.
func (d *decoder) items(n *source.Node, c *Card) {
	for _, item := range d.count(n, 3) {
		text := d.line(item)
		if text != "" && slices.Contains(c.Items, text) {
			d.Errorf(item.Position, "keep one of them", "items: %q is here twice", short(text))
		}
		c.Items = append(c.Items, text)
	}
}

var decimal = regexp.MustCompile(`^-?(0|[1-9][0-9]{0,14})(\.[0-9]{1,9})?$`)

// IsDecimal tells whether a text is a number as cards have it: plain digits,
// at most 15 before and 9 behind a point.
func IsDecimal(text string) bool { return decimal.MatchString(text) && text != "-0" }

func (d *decoder) number(o source.Object, c *Card) {
	c.Number, c.Within = d.decimal(o.Get("number")), d.decimal(o.Get("within"))
	if strings.HasPrefix(c.Within, "-") {
		d.Errorf(o.Get("within").Position, "write how far an answer may be off, such as 0.5", "within: %s is below 0", c.Within)
	}
	c.Unit = d.line(o.Get("unit"))
}

func (d *decoder) decimal(n *source.Node) string {
	if n == nil {
		return ""
	}
	if n.Kind == source.Scalar && IsDecimal(n.Text) {
		return n.Text
	}
	d.Errorf(n.Position, "write plain digits such as 9 or 0.25", "%s: %q is not a number", n.Label, short(n.Text))
	return ""
}

// Bounds returns the smallest and the largest answer that a number card takes.
func (c *Card) Bounds() (lo, hi string) {
	n, _ := new(big.Rat).SetString(c.Number)
	off, ok := new(big.Rat).SetString(c.Within)
	if n == nil || !ok {
		return c.Number, c.Number
	}
	return plainDecimal(new(big.Rat).Sub(n, off)), plainDecimal(new(big.Rat).Add(n, off))
}

func plainDecimal(r *big.Rat) string {
	text := r.FloatString(9)
	return strings.TrimSuffix(strings.TrimRight(text, "0"), ".")
}
