package command

import (
	"github.com/seed-11de0fc1/rehearse/quiz/misconceptions"
	"github.com/seed-11de0fc1/rehearse/quiz/question"
)

// catalogued refutes with what the catalogue of misconceptions says.
type catalogued struct{}

func (catalogued) Refute(mutant string) (question.Refutation, bool) {
	m, ok := misconceptions.Lookup(mutant)
	if !ok {
		return question.Refutation{}, false
	}
	return question.Refutation{Belief: m.Belief, Text: m.Refutation, Source: m.Source}, true
}
