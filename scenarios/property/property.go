// Package property holds what must be true of every run: a claim with one of
// five verbs over what can be seen of a world, and a watch that follows a run
// and tells where a claim breaks.
//
//   - property.go: the claim, and what a watch remembers of a run
//   - watch.go: one run under several claims; told.go, blame.go: by which record a
//     breach is told; counted.go: the hosts that are too many or too few
//   - parse.go, builtins.go: the text of a claim
//   - words.go, syntax.go: expressions; compile.go, operators.go, calls.go:
//     their meaning
//   - kind.go, fields.go, fields_instance.go, fields_deployment.go: what they
//     can name
package property

import (
	"errors"
	"slices"

	"github.com/seed-11de0fc1/rehearse/scenarios/source"
	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// Verb is how a claim is meant.
type Verb uint8

// The five verbs. All but AtEnd look at time 0 too, before anything has happened: an
// Eventually or a Sometimes that is so there is kept at once. To ask for what is so
// later, count(deployments) > 0 and … does.
const (
	Always     Verb = iota // holds at every change of state
	Never                  // holds at none
	Eventually             // holds at some instant, at the end of Within at the latest
	AtEnd                  // holds when nothing is left to happen
	Sometimes              // holds at some instant of some run; a search that never sees it proved nothing
)

var verbNames = [...]string{"always", "never", "eventually", "atEnd", "sometimes"}

// String returns the verb as a property is written.
func (v Verb) String() string { return verbNames[v] }

// Test is a question to a world at an instant. It only reads. The error says
// that there is no answer, as after a division by zero.
type Test func(w *sim.World) (bool, error)

// Property is a claim about every run.
type Property struct {
	Name   string // that a scenario gives it, a built-in's with its argument (max-offline=3), or the text
	Text   string // verb and expression
	Verb   Verb
	Within kernel.Time // of Eventually, since time 0; 0 for the end of the run
	If     Test        // the left side of an implication; nil if there is none
	Holds  Test

	Written func(offset int) source.Position // where a byte of the text was written; nil if that is not known

	Mentions []Mention // of a claim that was read, in order
	Asks     []string  // the fields and collections that such a claim names; nil for a test in Go, which may ask anything

	steady  bool                         // the answer stays as it is while lifecycle events begin and end
	ofHosts bool                         // it is about what hosts do alone
	numbers func(w *sim.World) counts    // of a claim that was read: the hosts that it counts wrong
	blame   func(w *sim.World) []culprit // of a claim about the end that was read
}

// Thing is what a name in a claim is the name of.
type Thing uint8

// The things that a claim can name.
const (
	Host Thing = iota
	Zone
	Revision
	Application
	Group
	Config
	Member // application/group
)

// Mention is a name that a claim compares with. What a scenario does not know
// is never equal to anything.
type Mention struct {
	Thing  Thing
	Name   string
	Offset int // bytes before it in the text
}

// State is what a property remembers of a run. It is plain and comparable:
// with it two runs that have come to the same present are the same for the
// property.
type State uint8

const (
	reached  State = 1 << iota // Holds was true
	applied                    // If was true, and there was a host if it is about what hosts do alone
	violated                   // the claim is broken
)

// Verdict is what a run says about a claim.
type Verdict uint8

// The verdicts.
const (
	Held     Verdict = iota
	Violated         // the claim is broken
	Vacuous          // never put to the test: the left side never held, Sometimes never did, or there was no host that it could speak of
)

var verdictNames = [...]string{"held", "violated", "vacuous"}

// String returns the verdict as it is printed.
func (v Verdict) String() string { return verdictNames[v] }

// Steady says whether the answer stays as it is while lifecycle events begin and end:
// as long as World.Records(false) does. A test in Go is never said to be.
func (p *Property) Steady() bool { return p.steady }

// Step looks at a world after a change, and reports whether the claim breaks
// here. After that it says nothing more.
func (p *Property) Step(w *sim.World, s *State) (broken bool, err error) {
	if *s&violated != 0 || p.Verb == AtEnd {
		return false, nil
	}
	if p.Verb == Eventually && *s&reached != 0 || p.Verb == Sometimes && *s&reached != 0 {
		return false, nil
	}
	holds, applies, err := p.ask(w)
	if err != nil {
		return false, err
	}
	p.apply(w, s, applies)
	switch p.Verb {
	case Always:
		broken = applies && !holds
	case Never:
		broken = holds
	case Eventually:
		broken = p.Within > 0 && w.Now() > p.Within
		holds = holds && !broken
	}
	return p.note(s, holds, broken), nil
}

// End looks at a world when nothing is left to happen, and gives the verdict.
// broken says that the claim breaks only here.
func (p *Property) End(w *sim.World, s *State) (v Verdict, broken bool, err error) {
	if *s&violated == 0 && p.Verb == AtEnd {
		holds, applies, err := p.ask(w)
		if err != nil {
			return Held, false, err
		}
		p.apply(w, s, applies)
		broken = p.note(s, holds, applies && !holds)
	}
	if *s&(violated|reached) == 0 && p.Verb == Eventually {
		broken = p.note(s, false, true)
	}
	return p.verdict(*s), broken, nil
}

// ask puts the question of the property; without an If it always applies.
func (p *Property) ask(w *sim.World) (holds, applies bool, err error) {
	if p.If != nil {
		if applies, err = p.If(w); err != nil || !applies {
			return false, false, p.placed(err)
		}
	}
	holds, err = p.Holds(w)
	return holds, true, p.placed(err)
}

// placed gives an error the place where the property was written.
func (p *Property) placed(err error) error {
	if err == nil || p.Written == nil {
		return err
	}
	var none *Unanswered
	if errors.As(err, &none) {
		none.Place = p.Written(none.Offset)
	}
	return err
}

// apply notes that the claim is put to the test.
func (p *Property) apply(w *sim.World, s *State, applies bool) {
	if applies && (!p.ofHosts || w.Fleet().Len() > 0) {
		*s |= applied
	}
}

func (p *Property) note(s *State, holds, broken bool) bool {
	if holds {
		*s |= reached
	}
	if broken {
		*s |= violated
	}
	return broken
}

// verdict is what is known of a run that is over.
func (p *Property) verdict(s State) Verdict {
	switch {
	case s&violated != 0:
		return Violated
	case p.Verb == Sometimes && s&reached == 0, (p.If != nil || p.ofHosts) && s&applied == 0:
		return Vacuous
	}
	return Held
}

// Vacuous says of the states of many runs, put together with |, whether they
// never put the claim to the test. Such a search is no pass.
func (p *Property) Vacuous(all State) bool { return p.verdict(all) == Vacuous }

// Timed says whether the claim asks for times: by within, or for a field that is
// one. A search that knows orders and no times can not tell whether it holds. A
// claim in Go may look at the clock without saying so.
func (p *Property) Timed() bool { return p.Within > 0 || slices.ContainsFunc(p.Asks, timed) }

// Hostless says whether the claim is about what hosts do alone, and a world has none.
func (p *Property) Hostless(w *sim.World) bool { return p.ofHosts && w.Fleet().Len() == 0 }

// Violated says whether the claim is broken.
func (s State) Violated() bool { return s&violated != 0 }
