package question

import (
	"slices"
	"strings"

	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
	"github.com/seed-11de0fc1/rehearse/sim/rules"
)

// Refutation is what is said against a misconception.
type Refutation struct {
	Belief string // in the learner's voice; may be empty
	Text   string
	Source string
}

// Refuter knows refutations by the id of a mutant.
type Refuter interface {
	Refute(mutant string) (Refutation, bool)
}

// RuleBook refutes with the statement of the rule that a misconception breaks.
type RuleBook struct{}

// Refute is the statement and the source of the rule.
func (RuleBook) Refute(mutant string) (Refutation, bool) {
	i := slices.IndexFunc(codedeploy.Mutants, func(m codedeploy.Mutant) bool { return m.ID == mutant })
	if i < 0 {
		return Refutation{}, false
	}
	rule, ok := rules.Lookup(codedeploy.Mutants[i].Rule)
	return Refutation{Text: rule.Statement, Source: rule.Source}, ok
}

// Explanation says what is wrong with an answer.
type Explanation struct {
	Predicted string   `json:"predicted"`
	Happened  string   `json:"happened"`
	Mutants   []string `json:"misconceptions"` // that give this answer, the likeliest first
	Belief    string   `json:"belief,omitempty"`
	At        string   `json:"at,omitempty"`    // where truth and belief part
	Truth     string   `json:"truth,omitempty"` // what happens there
	Yours     string   `json:"yours,omitempty"` // what would, if the belief were right
	Refuted   string   `json:"refutation,omitempty"`
	Rule      string   `json:"rule,omitempty"`
	Source    string   `json:"source,omitempty"`
	Command   string   `json:"command"`
}

// Explain says what is wrong with an answer that is not the key: the first
// record at which the truth parts from a belief that gives this answer, and
// what speaks against the belief. Without such a belief it says what happened.
func (it *Item) Explain(a Answer, against Refuter) Explanation {
	e := Explanation{Predicted: it.Kind.text(a), Happened: it.KeyText(), Mutants: []string{}, Command: it.Case.Command()}
	if it.Kind.Short != nil && len(a) < len(it.key) {
		e.Predicted = strings.Join(a, " ")
	}
	b, ok := it.holding(a, &e)
	if !ok {
		return e
	}
	e.part(it.Case.Truth.World, b.Run.World)
	e.Rule = rules.String(b.Mutant.Rule)
	for _, refuter := range []Refuter{against, RuleBook{}} {
		if r, ok := refuter.Refute(b.Mutant.ID); ok {
			e.Belief, e.Refuted, e.Source = r.Belief, r.Text, r.Source
			break
		}
	}
	return e
}

// holding is the likeliest belief that gives an answer: one of the catalogue
// before one of ours.
func (it *Item) holding(a Answer, e *Explanation) (Belief, bool) {
	for _, o := range it.Wrong {
		if o.Answer.Equal(a) || it.typed(o.Answer).Equal(a) && len(it.Choices) == 0 {
			e.Mutants = append(e.Mutants, o.Mutants...)
		}
	}
	slices.SortStableFunc(e.Mutants, func(x, y string) int {
		return rank(Option{Mutants: []string{x}}) - rank(Option{Mutants: []string{y}})
	})
	for _, b := range it.beliefs() {
		if len(e.Mutants) > 0 && b.Mutant.ID == e.Mutants[0] {
			return b, true
		}
	}
	return Belief{}, false
}

// typed is what has to be typed of an answer.
func (it *Item) typed(a Answer) Answer {
	if it.Kind.Short != nil {
		return it.Kind.Short(a)
	}
	return a
}

// part finds where truth and belief part and tells both: at the first record
// that says something else, or else in what they leave.
func (e *Explanation) part(truth, belief *sim.World) {
	x, y := truth.Journal().Records(), belief.Journal().Records()
	for i := range max(len(x), len(y)) {
		at, here := lineAt(truth, i)
		other, there := lineAt(belief, i)
		if here != there {
			if e.Truth, e.Yours, e.At = here, there, at; at == "" {
				e.At = other
			}
			return
		}
	}
	if p := sim.Diff(truth, belief); !p.Equal {
		e.Truth, e.Yours = p.A, p.B
	}
}

// lineAt tells the record at a place of a journal: its time, and all of it.
func lineAt(w *sim.World, place int) (at, text string) {
	rows := w.Journal().Records()
	if place >= len(rows) {
		return "", "nothing more happens"
	}
	at = rows[place].At.String()
	return at, at + " " + line(w, rows[place])
}

// line tells a record without its time; where scripts begin, whose they are.
func line(w *sim.World, r kernel.Record) string {
	text := w.Subject(r) + ": " + w.Describe(r)
	if r.Kind == events.EventStarted && r.B >= 0 {
		text += ", with the scripts of " + w.DeploymentAt(int32(r.B)).RevisionName
	}
	return text
}
