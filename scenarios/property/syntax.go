package property

// The tree of an expression, and the parser that makes it.
//
// The parser is our own. github.com/expr-lang/expr v1.17.8 was tried for it: its
// integers are the machine's int, so that a text would be right on one machine
// and wrong on another; a duration such as 2h and the arrow of an implication
// are no tokens of it, and rewriting the text first moves every column; it
// points behind a number that is too large and to the colon of ?:; it reads
// `not a > 3` as `(not a) > 3`; a million parentheses overflow its stack, which
// no recover catches; and of its 24 kinds of node 16 would have to be refused.

import (
	"strings"

	"github.com/seed-11de0fc1/rehearse/scenarios/source"
)

// Limits of a text.
const (
	maxText  = 4096 // bytes
	maxDepth = 40   // parentheses, calls and signs inside one another
)

// node is an expression. A leaf has no kids.
type node struct {
	op      string // or leaf, the sign, or the word of a call
	leaf    sort   // of a leaf what it is, else theEnd
	at, end int    // bytes
	text    string // of a leaf, or the collection of a call
	where   int    // of an operation its sign, of a call its collection
	number  int64
	kids    []*node
}

// parser reads a text into trees. After the first fault it sees only the end.
type parser struct {
	text  string
	token token
	depth int
	fault *Error
}

func (p *parser) next() {
	if p.fault != nil {
		return
	}
	t, fault := scan(p.text, p.token.end)
	if fault != nil {
		p.stop(fault)
		return
	}
	p.token = t
}

func (p *parser) stop(fault *Error) {
	if p.fault == nil {
		p.fault, p.token = fault, token{sort: theEnd, at: len(p.text), end: len(p.text)}
	}
}

func (p *parser) fail(at int, fix, format string, args ...any) {
	p.stop(faultAt(p.text, at, fix, format, args...))
}

// found names the present token in a message.
func (p *parser) found() string {
	if p.token.sort == theEnd {
		return "the end"
	}
	return p.text[p.token.at:p.token.end]
}

// has takes a sign or a word if it is next.
func (p *parser) has(words ...string) (string, bool) {
	for _, w := range words {
		if (p.token.sort == aSign || p.token.sort == aWord) && p.token.text == w {
			p.next()
			return w, true
		}
	}
	return "", false
}

// levels are the operators from the loosest to the tightest; words stand for
// the same.
var levels = [][]string{{"or", "||"}, {"and", "&&"}, {}, {"==", "!=", "<=", ">=", "<", ">"}, {"+", "-"}, {"*", "/", "%"}}

const (
	levelNot     = 2
	levelCompare = 3
)

var spelt = map[string]string{"||": "or", "&&": "and", "!": "not"}

// expression reads what binds at a level or tighter.
func (p *parser) expression(level int) *node {
	switch {
	case level == levelNot:
		return p.negation()
	case level == len(levels):
		return p.signed()
	}
	left := p.expression(level + 1)
	for n := 0; ; n++ {
		at := p.token.at
		op, ok := p.has(levels[level]...)
		if !ok {
			return left
		}
		if level == levelCompare && n > 0 {
			p.fail(at, "write a < b and b < c", "a comparison can not be compared")
		}
		if full, ok := spelt[op]; ok {
			op = full
		}
		right := p.expression(level + 1)
		left = &node{op: op, at: left.at, where: at, end: right.end, kids: []*node{left, right}}
	}
}

// negation reads not, which turns a whole comparison round.
func (p *parser) negation() *node {
	at := p.token.at
	if _, ok := p.has("not", "!"); !ok {
		return p.expression(levelNot + 1)
	}
	defer p.deeper(at)()
	kid := p.negation()
	return &node{op: "not", at: at, end: kid.end, kids: []*node{kid}}
}

// signed reads a minus in front of something.
func (p *parser) signed() *node {
	at := p.token.at
	if _, ok := p.has("-"); !ok {
		return p.primary()
	}
	defer p.deeper(at)()
	kid := p.signed()
	return &node{op: "neg", at: at, end: kid.end, kids: []*node{kid}}
}

// deeper notes that something is inside something else, until the result is
// called.
func (p *parser) deeper(at int) func() {
	if p.depth++; p.depth > maxDepth {
		p.fail(at, "take it apart into several properties", "more than %d things are inside one another", maxDepth)
	}
	return func() { p.depth-- }
}

// primary reads a literal, a field, a call, or what is in parentheses.
func (p *parser) primary() *node {
	t := p.token
	switch {
	case t.sort == aSign && t.text == "(":
		return p.parentheses()
	case t.sort == theEnd, t.sort == aSign, t.sort == aWord && reserved(t.text):
		p.fail(t.at, "write a field such as offline, a number, or all(instances, inService)", "something is missing before %s", p.found())
		return &node{leaf: aWord, at: t.at, end: t.end}
	}
	p.next()
	if p.token.sort == aSign && p.token.text == "(" {
		return p.call(t)
	}
	return &node{leaf: t.sort, at: t.at, end: t.end, text: t.text, number: t.number}
}

func reserved(word string) bool {
	switch word {
	case "and", "or", "not", "within", "implies":
		return true
	}
	return false
}

func (p *parser) parentheses() *node {
	at := p.token.at
	defer p.deeper(at)()
	p.next()
	inside := p.expression(0)
	inside.at, inside.end = at, p.token.end
	p.close(at)
	return inside
}

// close takes the ) of a ( at a place.
func (p *parser) close(open int) {
	if p.token.sort == aSign && p.token.text == "->" {
		p.tooMuch()
	}
	if _, ok := p.has(")"); !ok {
		p.fail(open, "write ) where it ends", "this ( has no )")
	}
}

var calls = []string{"all", "any", "none", "count"}

// call reads all(instances, …) behind its word.
func (p *parser) call(word token) *node {
	defer p.deeper(word.at)()
	open := p.token.at
	c := &node{op: word.text, at: word.at}
	if !oneOf(word.text, calls) || word.sort != aWord {
		p.fail(word.at, suggest(word.text, calls), "there is no function %s", word.text)
	}
	p.next()
	c.text, c.where = p.token.text, p.token.at
	if _, ok := p.has(collections...); !ok {
		p.fail(c.where, suggest(c.text, collections), "%s goes through one of %s, not %s", word.text, strings.Join(collections, ", "), p.found())
	}
	if _, ok := p.has(","); ok {
		c.kids = []*node{p.expression(0)}
	} else if word.text != "count" {
		p.fail(p.token.at, "write "+word.text+"("+c.text+", inService)", "%s needs , and a condition, not %s", word.text, p.found())
	}
	c.end = p.token.end
	p.close(open)
	return c
}

// suggest is the fix for a word that is none of a list.
func suggest(word string, list []string) string {
	if near, ok := source.Suggest(word, list); ok {
		return "did you mean " + near + "?"
	}
	return "there are " + strings.Join(list, ", ")
}

func oneOf(word string, list []string) bool {
	for _, w := range list {
		if w == word {
			return true
		}
	}
	return false
}
