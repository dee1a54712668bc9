package command

import (
	"cmp"
	"slices"

	"github.com/seed-11de0fc1/rehearse/quiz/adaptive"
	"github.com/seed-11de0fc1/rehearse/quiz/pose"
	"github.com/seed-11de0fc1/rehearse/quiz/question"
	"github.com/seed-11de0fc1/rehearse/scenarios"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// quizDraw chooses questions by what was answered, about one scenario, or about
// bundled ones and small ones that are drawn as well, in turn.
type quizDraw struct {
	seed  uint64
	kinds []*question.Kind
	fits  func(it *question.Item) bool
	only  *question.Case             // nil: many scenarios
	names []string                   // of the bundled ones
	made  map[uint64][]pose.Question // of the scenarios, by their place
}

const (
	perCase  = 18  // items of one of many scenarios
	mostOf   = 200 // items of one that is named
	window   = 8   // scenarios to choose from
	patience = 500 // scenarios of which none has anything that fits
)

// next chooses a question that was not asked in this session; nil if there is
// none. The same answers lead to the same question.
func (d *quizDraw) next(n *notebook) (pose.Question, error) {
	if d.made == nil {
		d.shuffle()
	}
	learner := adaptive.Know(n.before, n.given, n.moment())
	draw := kernel.NewStream(d.seed, uint64(len(n.given)), 0)
	if d.only != nil {
		q, _ := learner.Next(d.from(d.only, d.seed, mostOf), &draw)
		return q, nil
	}
	var pool []pose.Question
	for i := range uint64(patience) {
		list, err := d.scenario(uint64(len(n.given)) + i)
		if err != nil {
			return nil, err
		}
		if pool = append(pool, list...); i+1 < window {
			continue
		}
		if q, ok := learner.Next(pool, &draw); ok {
			return q, nil
		}
	}
	return nil, nil
}

// shuffle puts the bundled scenarios in an order that the seed decides.
func (d *quizDraw) shuffle() {
	d.made = map[uint64][]pose.Question{}
	for _, e := range scenarios.Library() {
		d.names = append(d.names, e.Name)
	}
	slices.SortFunc(d.names, func(a, b string) int {
		return cmp.Compare(kernel.Mix(d.seed, kernel.HashString(a)), kernel.Mix(d.seed, kernel.HashString(b)))
	})
}

// scenario makes the questions about the scenario at a place; none if it can
// not be asked about.
func (d *quizDraw) scenario(at uint64) (list []pose.Question, err error) {
	if list, ok := d.made[at]; ok {
		return list, nil
	}
	seed := kernel.Mix(d.seed, at) >> 44
	var c *question.Case
	if at%2 == 0 {
		c, err = question.PracticeCase(seed)
	} else {
		var src *scenarios.Source
		if src, err = scenarios.Load(d.names[at/2%uint64(len(d.names))]); err == nil {
			c, _ = question.Compile(src)
		}
	}
	if c != nil {
		list = d.from(c, seed, perCase)
	}
	d.made[at] = list
	return list, err
}

// from are the items of a case that fit.
func (d *quizDraw) from(c *question.Case, seed uint64, most int) (list []pose.Question) {
	kinds := d.kinds
	if len(kinds) == len(question.Kinds) {
		kinds = nil // in an order that is drawn
	}
	for _, it := range question.Generate(c, seed, most, kinds...) {
		if d.fits(it) {
			list = append(list, pose.Item{Item: it})
		}
	}
	return list
}
