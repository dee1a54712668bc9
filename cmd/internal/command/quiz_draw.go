package command

import (
	"slices"

	"github.com/seed-11de0fc1/rehearse/quiz/pose"
	"github.com/seed-11de0fc1/rehearse/quiz/progress"
	"github.com/seed-11de0fc1/rehearse/quiz/question"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// quizDraw draws questions from scenarios: from one, or from small ones that
// are drawn as well.
type quizDraw struct {
	seed  uint64
	kinds []*question.Kind
	fits  func(it *question.Item) bool
	only  *question.Case // nil: drawn scenarios
	at    uint64         // of these, the next
}

const (
	perCase  = 18  // items of one drawn scenario
	mostOf   = 200 // items of one that is named
	patience = 500 // scenarios that hold nothing that fits
)

// next draws a question that was not asked in this session; nil if there is
// none.
func (d *quizDraw) next(n *notebook) (pose.Question, error) {
	if d.only != nil {
		return d.from(d.only, d.seed, mostOf, n.given), nil
	}
	for range patience {
		number := kernel.Mix(d.seed, d.at) >> 44
		d.at++
		c, err := question.PracticeCase(number)
		if err != nil {
			return nil, err
		}
		if q := d.from(c, number, perCase, n.given); q != nil {
			return q, nil
		}
	}
	return nil, nil
}

// from is an item of a case that fits.
func (d *quizDraw) from(c *question.Case, seed uint64, most int, given []progress.Answer) pose.Question {
	kinds := d.kinds
	if len(kinds) == len(question.Kinds) {
		kinds = nil // in an order that is drawn
	}
	for _, it := range question.Generate(c, seed, most, kinds...) {
		key := it.KeyHash()
		was := func(a progress.Answer) bool { return a.Item.Key == key }
		if d.fits(it) && !slices.ContainsFunc(given, was) {
			return pose.Item{Item: it}
		}
	}
	return nil
}
