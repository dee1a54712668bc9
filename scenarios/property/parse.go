package property

import (
	"cmp"
	"slices"
	"strings"

	"github.com/seed-11de0fc1/rehearse/scenarios/source"
	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// Parse reads a property: a verb with an expression, or a built-in by its name.
// The error is an *Error.
//
//	always offline <= 3
//	never any(instances, zone == "us-east-1a" and deploying)
//	eventually rollbacks > 0 within 2h
//	atEnd any(deployments, rolledBack) -> all(instances, terminated or upToDate)
//	sometimes inService < hosts
//	max-offline=3
func Parse(text string) (*Property, error) {
	text = strings.TrimRight(text, " \t\r\n")
	if len(text) > maxText {
		return nil, faultAt(text, maxText, "take it apart into several", "a property has at most %d bytes, and this has %d", maxText, len(text))
	}
	p := &parser{text: text}
	p.next()
	verb, ok := p.verb()
	if p.fault != nil {
		return nil, p.fault
	}
	if !ok {
		return parseBuiltin(text, p.token)
	}
	made := &Property{Name: text, Text: text, Verb: verb}
	if fault := p.claim(made); fault != nil {
		return nil, fault
	}
	return made, nil
}

// verb takes the verb if there is one; at end is atEnd in two words.
func (p *parser) verb() (Verb, bool) {
	if strings.HasPrefix(p.text[p.token.end:], "-") {
		return 0, false // a name such as never-all-down
	}
	for v, name := range verbNames {
		if _, ok := p.has(name); ok {
			return Verb(v), true
		}
	}
	if at := p.token.at; p.token.sort == aWord && p.token.text == "at" {
		p.next()
		if _, ok := p.has("end"); !ok {
			p.fail(at, "write atEnd", "at is half a verb")
		}
		return AtEnd, true
	}
	return 0, false
}

// claim reads what stands behind the verb.
func (p *parser) claim(made *Property) *Error {
	first, second := p.expression(0), (*node)(nil)
	arrow := p.token.at
	if _, ok := p.has("->"); ok {
		if made.Verb != Always && made.Verb != AtEnd {
			p.fail(arrow, "write it with and: a and b", "%s has no ->, only always and atEnd do", made.Verb)
		}
		second = p.expression(0)
	}
	p.within(made)
	if p.token.sort != theEnd {
		p.tooMuch()
	}
	if p.fault != nil {
		return p.fault
	}
	c := &compiler{src: p.text}
	holds := c.condition(first)
	if second != nil {
		made.If = c.test(holds)
		holds = c.condition(second)
	}
	made.ofHosts = ofHosts(cmp.Or(second, first))
	made.Holds, made.Mentions, made.Asks = c.test(holds), c.mentions, append([]string{}, c.asks...)
	if made.Verb == AtEnd || made.Verb == Eventually {
		made.blame = blame(p.text, cmp.Or(second, first))
	}
	made.numbers = func(w *sim.World) counts { return numbers(p.text, cmp.Or(second, first), made.Verb != Never, w) }
	made.steady = made.Within == 0 && !slices.ContainsFunc(made.Asks, unsteady)
	return c.fault
}

// within reads the time that eventually has.
func (p *parser) within(made *Property) {
	at := p.token.at
	if _, ok := p.has("within"); !ok {
		return
	}
	if made.Verb != Eventually {
		p.fail(at, "leave it out", "within says something beside eventually alone")
	}
	t := p.token
	if t.sort != aDuration || t.number == 0 {
		p.fail(t.at, "write within 2h", "within needs a duration, and %s is none", p.found())
	}
	p.next()
	made.Within = kernel.Time(t.number)
}

// tooMuch says what is wrong with something behind a whole expression.
func (p *parser) tooMuch() {
	switch t := p.token; {
	case t.text == ")" && t.sort == aSign:
		p.fail(t.at, "leave it out", "this ) has no (")
	case t.text == "implies" && t.sort == aWord:
		p.fail(t.at, "write ->", "implies is no word here")
	case t.text == "->" && t.sort == aSign:
		p.fail(t.at, "-> stands once, and not inside ( ); write not a or b there", "this -> has no place")
	default:
		p.fail(t.at, "put and, or, or a comparison such as <= between them", "%s stands behind a whole expression", p.found())
	}
}

// parseBuiltin reads a built-in: its name, and behind = its argument.
func parseBuiltin(text string, first token) (*Property, error) {
	name, argument, has := strings.Cut(text[first.at:], "=")
	b := builtin(name)
	if b == nil {
		return nil, noClaim(text, first, name)
	}
	expanded, message := b.expand(argument, has)
	if message != "" {
		return nil, faultAt(text, first.at+min(len(name)+1, len(text)-first.at), "write "+b.Usage, "%s %s", b.Name, message)
	}
	made, err := Parse(expanded)
	if err != nil {
		return nil, err
	}
	made.Name = text[first.at:]
	return made, nil
}

// noClaim says what a text that begins with no verb could have been meant for.
func noClaim(text string, first token, name string) *Error {
	word := name
	near, ok := source.Suggest(name, builtinNames())
	if strings.ContainsAny(name, " \t\r\n<>(") && !ok {
		word = first.text
		near, ok = source.Suggest(word, verbNames[:])
	}
	switch {
	case first.sort == theEnd:
		return faultAt(text, first.at, "write one such as always offline <= 3", "there is no property")
	case ok:
		return faultAt(text, first.at, "did you mean "+near+"?", "%s is neither a verb nor a built-in property", word)
	}
	return faultAt(text, first.at, "begin with "+strings.Join(verbNames[:], ", ")+"; `rehearse properties` lists those that have a name",
		"a property begins with a verb")
}

func builtinNames() (names []string) {
	for i := range builtins {
		names = append(names, builtins[i].Name)
	}
	return names
}
