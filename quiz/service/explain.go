package service

import (
	"cmp"
	"slices"

	"github.com/seed-11de0fc1/rehearse/quiz/misconceptions"
	"github.com/seed-11de0fc1/rehearse/quiz/question"
	"github.com/seed-11de0fc1/rehearse/sim/rules"
)

// The rules by which there is nothing to do.
const (
	ruleBudget   = rules.CD_2_7
	ruleRollback = rules.CD_5_2
	ruleStops    = rules.CD_6_5
	ruleTarget   = rules.CD_1_7
)

// Explain says what is wrong with a step: what AWS does instead and by which
// rule, and which misconception would take it. Of several it takes the one that
// fits most of the other steps, by support, and then the first.
func (m *Moment) Explain(a question.Answer, support map[string]int) question.Explanation {
	right := m.right[0]
	reason, number := m.decides(question.Step(a))
	rule, _ := rules.Lookup(number)
	if reason == "" { // it is by the same rule that the other step is right
		right.Rule = number
	}
	e := question.Explanation{
		Predicted: m.Say(a), Happened: right.String() + ": " + right.Says() + " (" + rules.String(right.Rule) + ")", Mutants: m.suspects(a),
		Rule: rules.String(number), Refuted: rule.Statement, Source: rule.Source, Command: m.game.c.Command(),
	}
	if reason != "" {
		e.Tried = m.Say(a) + ", but " + reason
	}
	slices.SortStableFunc(e.Mutants, func(x, y string) int { return cmp.Compare(support[y], support[x]) })
	if len(e.Mutants) == 0 {
		e.Mutants = []string{}
		return e
	}
	if belief, ok := misconceptions.Lookup(e.Mutants[0]); ok {
		e.Belief, e.Rule, e.Refuted, e.Source = belief.Belief, belief.Rule, belief.Refutation, belief.Source
	}
	return e
}
