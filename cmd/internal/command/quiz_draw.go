package command

import (
	"slices"

	"github.com/seed-11de0fc1/rehearse/quiz/pose"
	"github.com/seed-11de0fc1/rehearse/quiz/progress"
	"github.com/seed-11de0fc1/rehearse/quiz/question"
	"github.com/seed-11de0fc1/rehearse/scenarios"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// quizDraw draws questions from scenarios: from one, or from bundled ones and
// small ones that are drawn as well, in turn.
type quizDraw struct {
	seed  uint64
	kinds []*question.Kind
	fits  func(it *question.Item) bool
	only  *question.Case // nil: many scenarios
	names []string       // of the bundled ones
	at    uint64         // which scenario is next
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
	if d.names == nil {
		d.shuffle()
	}
	for range patience {
		c, err := d.scenario()
		if err != nil {
			return nil, err
		}
		if c == nil {
			continue
		}
		if q := d.from(c, kernel.Mix(d.seed, d.at)>>44, perCase, n.given); q != nil {
			return q, nil
		}
	}
	return nil, nil
}

// shuffle puts the bundled scenarios in an order that the seed decides.
func (d *quizDraw) shuffle() {
	for _, e := range scenarios.Library() {
		d.names = append(d.names, e.Name)
	}
	slices.SortFunc(d.names, func(a, b string) int {
		x, y := kernel.Mix(d.seed, kernel.HashString(a)), kernel.Mix(d.seed, kernel.HashString(b))
		if x < y {
			return -1
		}
		return 1
	})
}

// scenario is the next one; nil if it can not be asked about.
func (d *quizDraw) scenario() (*question.Case, error) {
	d.at++
	if turn := d.at / 2; d.at%2 == 0 {
		src, err := scenarios.Load(d.names[turn%uint64(len(d.names))])
		if err != nil {
			return nil, err
		}
		c, _ := question.Compile(src)
		return c, nil
	}
	return question.PracticeCase(kernel.Mix(d.seed, d.at) >> 44)
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
