package question

import (
	"cmp"
	"slices"

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
	Tried     string   `json:"tried,omitempty"` // what comes out of the option that was chosen
	Refuted   string   `json:"refutation,omitempty"`
	LookAt    string   `json:"lookAt,omitempty"` // what decided, where nothing is refuted
	Rule      string   `json:"rule,omitempty"`
	Source    string   `json:"source,omitempty"`
	Command   string   `json:"command"`
}

// Explain says what is wrong with an answer that is not the key: the first
// record at which the truth parts from a belief that gives this answer, and
// what speaks against the belief. Of several beliefs it takes the one that fits
// most of what else was answered, by Support, which may be nil; then one of the
// catalogue; then the one that parts last. Where things were chosen from a list
// it may be one that gives a part of the answer. Without such a belief, and where
// there is no answer, it says what happened.
func (it *Item) Explain(a Answer, against Refuter, support map[string]int) Explanation {
	e := Explanation{Happened: it.KeyText(), Mutants: []string{}, Command: it.Case.Command()}
	if a != nil {
		e.Predicted = it.Say(a)
	}
	if it.Kind.Tried != nil && a != nil {
		e.Tried = it.Kind.Tried(it.Case, it.Subject, a)
	}
	b, ok := it.holding(a, &e, support)
	if !ok {
		b, ok = it.nearly(a)
	}
	if !ok {
		e.LookAt = it.Observe()
		return e
	}
	if truth, wrong := it.shownBy(it.Case.Truth, a), it.shownBy(b.Run, a); truth != nil && wrong != nil {
		e.part(truth.World, wrong.World)
	}
	e.Rule = rules.String(b.Mutant.Rule)
	for _, refuter := range []Refuter{against, RuleBook{}} {
		if r, ok := refuter.Refute(b.Mutant.ID); ok {
			e.Belief, e.Refuted, e.Source = r.Belief, r.Text, r.Source
			break
		}
	}
	return e
}

// shownBy is the run that shows what is wrong with an answer, under the decisions
// of a run of the case.
func (it *Item) shownBy(r *Run, a Answer) *Run {
	if it.Kind.Elsewhere == nil {
		return r
	}
	return it.Kind.Elsewhere(r, it.Subject, a)
}

// holding is the likeliest belief that gives an answer.
func (it *Item) holding(a Answer, e *Explanation, support map[string]int) (Belief, bool) {
	var fitting []Belief
	for _, b := range it.beliefs() {
		if it.same(it.answers(b.Mutant.ID), a) {
			fitting = append(fitting, b)
		}
	}
	slices.SortStableFunc(fitting, func(x, y Belief) int {
		return cmp.Or(support[y.Mutant.ID]-support[x.Mutant.ID],
			rank(Option{Mutants: []string{x.Mutant.ID}})-rank(Option{Mutants: []string{y.Mutant.ID}}),
			partsAt(it.Case.Truth, y.Run)-partsAt(it.Case.Truth, x.Run))
	})
	for _, b := range fitting {
		e.Mutants = append(e.Mutants, b.Mutant.ID)
	}
	if len(fitting) == 0 {
		return Belief{}, false
	}
	return fitting[0], true
}

// nearly is the belief that agrees with an answer about the first of the things
// that happen, or not, of which it is wrong, and about most of the others.
func (it *Item) nearly(a Answer) (nearest Belief, ok bool) {
	if it.Kind != WhatHappens || a == nil {
		return nearest, false
	}
	at := slices.IndexFunc(it.Things, func(thing string) bool { return slices.Contains(a, thing) != slices.Contains(it.key, thing) })
	most := 0
	for _, b := range it.beliefs() {
		believed := it.answers(b.Mutant.ID)
		if at < 0 || believed == nil || slices.Contains(believed, it.Things[at]) != slices.Contains(a, it.Things[at]) {
			continue
		}
		alike := 0
		for _, thing := range it.Things {
			if slices.Contains(believed, thing) == slices.Contains(a, thing) {
				alike++
			}
		}
		if alike > most {
			nearest, most = b, alike
		}
	}
	return nearest, most > 0
}

// answers is what somebody answers who holds a misconception: nil for the key.
func (it *Item) answers(mutant string) Answer {
	for _, o := range it.Wrong {
		if slices.Contains(o.Mutants, mutant) {
			return o.Answer
		}
	}
	return nil
}

// Support counts, for each misconception, how many of some answers it gives.
func Support(items []*Item, answers []Answer) map[string]int {
	support := map[string]int{}
	for i := range codedeploy.Mutants {
		id := codedeploy.Mutants[i].ID
		for n, it := range items {
			a := it.answers(id)
			if it.same(a, answers[n]) || a == nil && it.Exact(answers[n]) {
				support[id]++
			}
		}
	}
	return support
}

// same says whether two answers are the same as far as they had to be given.
func (it *Item) same(a, b Answer) bool {
	if a == nil || b == nil {
		return false
	}
	if len(it.Choices) == 0 && it.Kind.Short != nil {
		a, b = it.Kind.Short(a), it.Kind.Short(b)
	}
	return a.Equal(b)
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
