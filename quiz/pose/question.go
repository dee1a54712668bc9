package pose

import (
	"github.com/seed-11de0fc1/rehearse/quiz/progress"
	"github.com/seed-11de0fc1/rehearse/quiz/question"
)

// Question is what can be put to a learner.
type Question interface {
	// ID names the question: the same id in the same program is the same one.
	ID() string
	// Topic is what it is about, in a word or two.
	Topic() string
	// Rules are those that its answer rests on.
	Rules() []string
	// Objectives are those of exams that it is for, such as DVA-C02/3.4, in the
	// order of scenarios.Objectives.
	Objectives() []string

	// Told is what is known, a sentence each; Ask is the question.
	Told() []string
	Ask() string
	// Listed are numbered from 1: options to choose from, or things to put in
	// order. It is empty if the answer is typed.
	Listed() []string
	// With is what an answer looks like.
	With() string
	// Hidden is an answer that the learner judges himself once he has seen it:
	// then he is asked for yes or no. Empty: there is nothing to judge.
	Hidden() string
	// Hint is a rung of the ladder, from 1 to Rungs; nil beyond the last.
	Hint(n int) []string

	// Read understands an answer as a person types it. The error says what
	// would be understood.
	Read(text string) (question.Answer, error)
	// Say writes an answer for a person, as it was chosen or typed.
	Say(a question.Answer) string
	// Score is how right an answer is, from 0 to 1.
	Score(a question.Answer) float64
	// Explain says what is wrong with an answer that is not right. support
	// counts what other answers speak for, as question.Support does; it may be
	// nil.
	Explain(a question.Answer, support map[string]int) question.Explanation
	// Observe is what is worth seeing after a right answer; it may be empty.
	Observe() string
	// Correction is what a question corrects.
	Correction() (Correction, bool)
	// Keep is what is kept of an answer in practice: all but session, time,
	// certainty and hints. A nil answer is none.
	Keep(a question.Answer) progress.Answer
}

// Rungs is how many hints a question has.
const Rungs = 4

// Correction is an old wording with the one that holds.
type Correction struct {
	Was   string `json:"was"`
	Right string `json:"right"`
	Why   string `json:"why"`
}
