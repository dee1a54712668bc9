package property

// Trees to closures: each looks at a world and allocates nothing, unless calls
// are inside one another. What may go wrong then, such as a division by zero, is
// made beforehand.

import (
	"strings"

	"github.com/seed-11de0fc1/rehearse/sim"
)

// scope is where in a world a question is asked.
type scope struct {
	host       uint32  // of the innermost all, any, none or count over instances
	deployment int32   // the same over deployments
	memory     *memory // of one evaluation; nil if no call is inside another
}

// trouble is why there is no answer.
type trouble struct {
	part, message string
	at            int // in the text
}

type (
	truthAt  func(w *sim.World, s scope) (bool, *trouble)
	numberAt func(w *sim.World, s scope) (int64, *trouble)
	textAt   func(w *sim.World, s scope) string
)

// code is a compiled expression; the function of its kind is set. Enumerations
// and durations are numbers.
type code struct {
	kind     *kind
	truth    truthAt
	number   numberAt
	text     textAt
	constant bool // it is a number that is always the same
	value    int64
}

func constant(k *kind, value int64) code {
	return code{kind: k, constant: true, value: value, number: func(*sim.World, scope) (int64, *trouble) { return value, nil }}
}

// test is the question of a condition.
func (c *compiler) test(holds truthAt) Test {
	nested, kept := c.nested, c.kept
	return func(w *sim.World) (bool, error) {
		s := scope{}
		if nested {
			s.memory = &memory{looks: mostInside, kept: make([]reply, kept)}
		}
		yes, bad := holds(w, s)
		if bad != nil {
			return false, &Unanswered{At: w.Now(), Part: bad.part, Message: bad.message, Offset: bad.at}
		}
		return yes, nil
	}
}

// compiler compiles the trees of one text. It keeps the first fault.
type compiler struct {
	src    string
	inside []level // what the place at hand is inside of
	fault  *Error
	nested bool // a call is inside another
	kept   int  // answers of calls that are kept

	mentions []Mention
	asks     []string
}

func (c *compiler) part(n *node) string { return c.src[n.at:n.end] }

// fail notes a fault and gives something that can stand for the expression.
func (c *compiler) fail(at int, fix, format string, args ...any) code {
	if c.fault == nil {
		c.fault = faultAt(c.src, at, fix, format, args...)
	}
	return code{kind: truth, truth: func(*sim.World, scope) (bool, *trouble) { return false, nil }}
}

// trouble is what an expression says that has no answer.
func (c *compiler) trouble(n *node, message string) *trouble {
	return &trouble{"`" + c.part(n) + "`", message, n.at}
}

func (c *compiler) compile(n *node) code {
	switch n.op {
	case "":
		return c.leaf(n)
	case "and", "or":
		return c.joined(n, c.condition(n.kids[0]), c.condition(n.kids[1]))
	case "not":
		kid := c.condition(n.kids[0])
		return code{kind: truth, truth: func(w *sim.World, s scope) (bool, *trouble) {
			yes, bad := kid(w, s)
			return !yes, bad
		}}
	case "==", "!=", "<", "<=", ">", ">=":
		return c.comparison(n)
	case "+", "-", "*", "/", "%":
		return c.arithmetic(n)
	case "neg":
		return c.negative(n)
	}
	return c.call(n)
}

// condition compiles what must be yes or no.
func (c *compiler) condition(n *node) truthAt {
	made := c.compile(n)
	if made.kind != truth {
		made = c.fail(n.at, "compare it: "+c.part(n)+example(made.kind), "%s is %s, and a condition is yes or no", c.part(n), made.kind.name)
	}
	return made.truth
}

// example is how something of a kind could be compared.
func example(k *kind) string {
	switch {
	case k == number:
		return " <= 3"
	case k == duration:
		return " <= 2h"
	case k.words != nil:
		return " == \"" + k.words[len(k.words)-1] + "\""
	}
	return " == \"web-1\""
}

func (c *compiler) joined(n *node, left, right truthAt) code {
	decides := n.op == "or" // what the left side says alone
	return code{kind: truth, truth: func(w *sim.World, s scope) (bool, *trouble) {
		if yes, bad := left(w, s); yes == decides || bad != nil {
			return yes, bad
		}
		return right(w, s)
	}}
}

func (c *compiler) leaf(n *node) code {
	switch {
	case n.leaf == aNumber:
		return constant(number, n.number)
	case n.leaf == aDuration:
		return constant(duration, n.number)
	case n.leaf == aText:
		return code{kind: literal, text: func(*sim.World, scope) string { return n.text }}
	case n.text == "true", n.text == "false":
		yes := n.text == "true"
		return code{kind: truth, truth: func(*sim.World, scope) (bool, *trouble) { return yes, nil }}
	}
	return c.field(n)
}

// field finds a name among the fields of what the place is inside of, the
// innermost first, and then among those of the world.
func (c *compiler) field(n *node) code {
	c.asks = append(c.asks, n.text)
	for i := len(c.inside) - 1; i >= 0; i-- {
		if f := c.inside[i].of.field(n.text); f != nil {
			c.inside[i].asked = true
			return f.code()
		}
	}
	if f := world.field(n.text); f != nil {
		return f.code()
	}
	return c.unknown(n)
}

// unknown says what a name that is no field could have been meant for.
func (c *compiler) unknown(n *node) code {
	var near []string
	for _, l := range append([]level{{of: &world}}, c.inside...) {
		near = append(near, l.of.names()...)
	}
	for _, of := range []*collection{&instances, &deployments} {
		if f := of.field(n.text); f != nil {
			return c.fail(n.at, "ask inside a count, such as count("+of.name+", "+n.text+example(f.kind)+")", "%s is a field of %s", n.text, of.name)
		}
	}
	switch {
	case isWord(n.text):
		return c.fail(n.at, "write \""+n.text+"\"", "%s is a word to compare with, and stands in quotes", n.text)
	case oneOf(n.text, collections):
		return c.fail(n.at, "write count("+n.text+"), or all("+n.text+", …)", "%s are many", n.text)
	}
	return c.fail(n.at, suggest(n.text, near), "there is no field %s", n.text)
}

// the collections that a call may go through.
var collections = []string{"instances", "deployments"}

// collection is what all, any, none and count go through; the world is one of
// which there is one.
type collection struct {
	name   string
	fields []Field
	bounds func(w *sim.World) (from, to int64)
	at     func(s scope, i int64) scope
}

func (of *collection) field(name string) *Field {
	for i := range of.fields {
		if of.fields[i].Name == name {
			return &of.fields[i]
		}
	}
	return nil
}

func (of *collection) names() (list []string) {
	for i := range of.fields {
		list = append(list, of.fields[i].Name)
	}
	return list
}

// quoted is a list of words as they are compared with.
func quoted(words []string) string { return `"` + strings.Join(words, `", "`) + `"` }
