package property

// Comparison and arithmetic. Numbers are whole and have 64 bits; what does not
// fit has no answer.

import (
	"cmp"
	"math"
	"math/bits"

	"github.com/seed-11de0fc1/rehearse/scenarios/source"
	"github.com/seed-11de0fc1/rehearse/sim"
)

// accepts says for less, equal and greater whether a comparison holds.
var accepts = map[string][3]bool{
	"<": {true, false, false}, "<=": {true, true, false}, "==": {false, true, false},
	"!=": {true, false, true}, ">=": {false, true, true}, ">": {false, false, true},
}

func (c *compiler) comparison(n *node) code {
	a, b := n.kids[0], n.kids[1]
	if a.leaf == aText {
		a, b = b, a // only == and != take texts, and they do not mind
	}
	if b.leaf == aText {
		return c.withText(n, a, b)
	}
	left, right := c.compile(a), c.compile(b)
	switch {
	case c.fault != nil:
		return left
	case left.kind == hostName, right.kind == hostName:
		return c.fail(n.at, "write name == \"web-1\"", "a name is compared with a text in quotes alone")
	case left.kind == membership && right.kind == membership:
		return c.fail(n.at, "write memberOf == \"shop/prod\"", "groups are compared with a text in quotes alone")
	case left.kind != right.kind:
		return c.fail(b.at, hint(left.kind), "%s is %s, and %s is %s", c.part(a), left.kind.name, c.part(b), right.kind.name)
	case !left.kind.ordered() && n.op != "==" && n.op != "!=":
		return c.fail(n.where, "use == or !=", "%s has no order", left.kind.name)
	}
	same := n.op == "=="
	switch {
	case left.kind == truth:
		return code{kind: truth, truth: equalTruths(left.truth, right.truth, same)}
	case left.text != nil:
		return code{kind: truth, truth: func(w *sim.World, s scope) (bool, *trouble) {
			return (left.text(w, s) == right.text(w, s)) == same, nil
		}}
	}
	return code{kind: truth, truth: compareNumbers(left.number, right, accepts[n.op])}
}

// hint is what to write to compare with something of a kind.
func hint(k *kind) string {
	switch {
	case k == duration:
		return "write a duration such as 90s or 2h"
	case k == number:
		return "write a number"
	case k.words != nil:
		return "write one of " + quoted(k.words)
	case k == truth:
		return "leave the comparison out"
	}
	return "write a text in quotes"
}

func equalTruths(left, right truthAt, same bool) truthAt {
	return func(w *sim.World, s scope) (bool, *trouble) {
		a, bad := left(w, s)
		if bad != nil {
			return false, bad
		}
		b, bad := right(w, s)
		return (a == b) == same, bad
	}
}

func compareNumbers(left numberAt, right code, accept [3]bool) truthAt {
	if value := right.value; right.constant {
		return func(w *sim.World, s scope) (bool, *trouble) {
			a, bad := left(w, s)
			return accept[cmp.Compare(a, value)+1], bad
		}
	}
	other := right.number
	return func(w *sim.World, s scope) (bool, *trouble) {
		a, bad := left(w, s)
		if bad != nil {
			return false, bad
		}
		b, bad := other(w, s)
		return accept[cmp.Compare(a, b)+1], bad
	}
}

// withText compares with what stands in quotes.
func (c *compiler) withText(n, a, b *node) code {
	if a.leaf == aText {
		return c.fail(n.at, "compare a field with a text", "two texts never change")
	}
	left := c.compile(a)
	if c.fault != nil {
		return left
	}
	if n.op != "==" && n.op != "!=" {
		return c.fail(n.where, "use == or !=", "a text has no order")
	}
	same, word := n.op == "==", b.text
	if thing, ok := things[left.kind]; ok && word != "" {
		c.mentions = append(c.mentions, Mention{thing, word, b.at + 1})
	}
	switch {
	case left.text != nil:
		return code{kind: truth, truth: func(w *sim.World, s scope) (bool, *trouble) { return (left.text(w, s) == word) == same, nil }}
	case left.kind == hostName:
		return code{kind: truth, truth: func(w *sim.World, s scope) (bool, *trouble) {
			return w.Fleet().Named(s.host, word) == same, nil
		}}
	case left.kind == membership:
		return code{kind: truth, truth: func(w *sim.World, s scope) (bool, *trouble) { return selected(w, s.host, word) == same, nil }}
	case left.kind.words == nil:
		return c.fail(b.at, hint(left.kind), "%s is %s, and no text", c.part(a), left.kind.name)
	}
	value, ok := left.kind.word(word)
	if !ok {
		return c.fail(b.at, nearWord(word, left.kind), "%s is never %q", left.kind.name, word)
	}
	return code{kind: truth, truth: compareNumbers(left.number, constant(left.kind, value), accepts[n.op])}
}

func nearWord(word string, k *kind) string {
	if near, ok := source.Suggest(word, k.words); ok {
		return "did you mean \"" + near + "\"?"
	}
	return "it is one of " + quoted(k.words)
}

// operation is one of arithmetic: what it makes of two kinds, nil if they do
// not go together, and of two numbers, if that fits.
type operation struct {
	kinds func(a, b *kind) *kind
	apply func(a, b int64) (int64, bool)
}

var operations = map[string]operation{
	"+": {alike, add},
	"-": {alike, subtract},
	"*": {scaled, multiply},
	"/": {divided, func(a, b int64) (int64, bool) { return a / b, a != math.MinInt64 || b != -1 }},
	"%": {alike, func(a, b int64) (int64, bool) { return a % b, true }},
}

func alike(a, b *kind) *kind {
	if a != b || !a.ordered() {
		return nil
	}
	return a
}

func scaled(a, b *kind) *kind {
	switch {
	case a == number && b.ordered():
		return b
	case b == number && a.ordered():
		return a
	}
	return nil
}

func divided(a, b *kind) *kind {
	switch {
	case a == b && a.ordered():
		return number
	case a == duration && b == number:
		return duration
	}
	return nil
}

func add(a, b int64) (int64, bool) {
	sum := a + b
	return sum, (sum > a) == (b > 0)
}

func subtract(a, b int64) (int64, bool) {
	rest := a - b
	return rest, (rest < a) == (b > 0)
}

func multiply(a, b int64) (int64, bool) {
	high, low := bits.Mul64(magnitude(a), magnitude(b))
	negative := (a < 0) != (b < 0) && low > 0
	if negative {
		return int64(-low), high == 0 && low <= 1<<63
	}
	return int64(low), high == 0 && low < 1<<63
}

func magnitude(a int64) uint64 {
	if a < 0 {
		return -uint64(a)
	}
	return uint64(a)
}

func (c *compiler) arithmetic(n *node) code {
	left, right := c.compile(n.kids[0]), c.compile(n.kids[1])
	if c.fault != nil {
		return left
	}
	o := operations[n.op]
	made := o.kinds(left.kind, right.kind)
	divides := n.op == "/" || n.op == "%"
	switch {
	case made == nil:
		return c.fail(n.where, "numbers go with numbers, durations with durations", "%s is %s and %s is %s: they have no %s",
			c.part(n.kids[0]), left.kind.name, c.part(n.kids[1]), right.kind.name, n.op)
	case divides && right.constant && right.value == 0:
		return c.fail(n.kids[1].at, "divide by something else", "`%s` divides by zero", c.part(n))
	}
	tooLarge, byZero := c.trouble(n, "is more than a number of 64 bits holds"), c.trouble(n, "divides by zero")
	byZero.at = n.kids[1].at
	first, second := left.number, right.number
	return code{kind: made, number: func(w *sim.World, s scope) (int64, *trouble) {
		a, bad := first(w, s)
		if bad != nil {
			return 0, bad
		}
		b, bad := second(w, s)
		if bad != nil {
			return 0, bad
		}
		if divides && b == 0 {
			return 0, byZero
		}
		value, fits := o.apply(a, b)
		if !fits {
			return 0, tooLarge
		}
		return value, nil
	}}
}

func (c *compiler) negative(n *node) code {
	kid := c.compile(n.kids[0])
	switch {
	case c.fault != nil:
		return kid
	case !kid.kind.ordered():
		return c.fail(n.at, "leave the - out", "%s is %s, and has no negative", c.part(n.kids[0]), kid.kind.name)
	case kid.constant:
		return constant(kid.kind, -kid.value)
	}
	tooLarge := c.trouble(n, "is more than a number of 64 bits holds")
	return code{kind: kid.kind, number: func(w *sim.World, s scope) (int64, *trouble) {
		a, bad := kid.number(w, s)
		if bad == nil && a == math.MinInt64 {
			return 0, tooLarge
		}
		return -a, bad
	}}
}
