package diagnosis

import (
	"fmt"

	"github.com/seed-11de0fc1/rehearse/quiz/question"
	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// Learner is somebody who is simulated.
type Learner struct {
	mutant *codedeploy.Mutant // nil: an expert
	slips  uint64             // per cent
	draw   kernel.Stream
}

// NewLearner makes a learner who holds a misconception, or none if the id is
// empty, and answers otherwise than he believes in so many per cent.
func NewLearner(id string, slips int, seed uint64) (*Learner, error) {
	l := &Learner{slips: uint64(slips), draw: kernel.NewStream(seed, kernel.HashString(id), 0)}
	if id == "" {
		return l, nil
	}
	h := hypothesisOf(id)
	if h < 0 {
		return nil, fmt.Errorf("no misconception %s that can be run", id)
	}
	l.mutant = hypotheses[h].Mutant()
	return l, nil
}

// Answer is what the learner answers: what happens in a run under what he
// believes, but for slips.
func (l *Learner) Answer(it *question.Item) question.Answer {
	a := it.Key()
	if l.mutant != nil {
		if under := it.Under(l.mutant); under != nil {
			a = under
		}
	}
	if l.draw.Below(100) >= l.slips {
		return a
	}
	return l.slipped(it, a)
}

// slipped is another answer: one of the options, or one that somebody else gives.
func (l *Learner) slipped(it *question.Item, a question.Answer) question.Answer {
	others := []question.Answer{it.Key(), nil}
	if len(it.Choices) > 0 {
		others = nil
		for _, o := range it.Choices {
			others = append(others, o.Answer)
		}
	} else {
		for _, o := range it.Wrong {
			others = append(others, o.Answer)
		}
	}
	var rest []question.Answer
	for _, o := range others {
		if !o.Equal(a) {
			rest = append(rest, o)
		}
	}
	return rest[l.draw.Below(uint64(len(rest)))]
}
