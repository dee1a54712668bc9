// Package adaptive chooses the next question by what a learner has answered.
package adaptive

import (
	"slices"
	"time"

	"github.com/seed-11de0fc1/rehearse/quiz/measure"
	"github.com/seed-11de0fc1/rehearse/quiz/pose"
	"github.com/seed-11de0fc1/rehearse/quiz/progress"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// Weights are whole quarters, so that every machine draws the same.
const (
	base     = 1 // of any question: nothing is left out for good
	evidence = 4 // for each grade of the strongest evidence behind its options
	wrong    = 4 // if a rule it hangs on was last answered wrongly
)

// Learner is what the answers so far say about whoever gave them.
type Learner struct {
	suspected map[string]measure.Strength
	missed    map[string]bool // rules by how they were answered last
	asked     map[string]bool // keys of items
	last      string          // scenario
}

// Know makes a learner of answers, in the order in which they were given.
// session are those of the present one: their questions are not asked again.
func Know(before, session []progress.Answer, now time.Time) *Learner {
	l := &Learner{map[string]measure.Strength{}, map[string]bool{}, map[string]bool{}, ""}
	all := slices.Concat(before, session)
	for _, s := range progress.ReportOf(all, nil, now).Suspected {
		l.suspected[s.ID] = s.Strength
	}
	for _, a := range all {
		for _, rule := range a.Rules {
			l.missed[rule] = !a.Right
		}
	}
	for _, a := range session {
		l.asked[a.Item.Key], l.last = true, a.Item.Scenario
	}
	return l
}

// Weight is how much speaks for asking a question, in quarters; 0 if it was
// asked in this session.
func (l *Learner) Weight(q pose.Question) uint64 {
	if len(l.asked) > 0 && l.asked[q.Keep(nil).Item.Key] {
		return 0
	}
	strongest := measure.None
	if it, ok := q.(pose.Item); ok {
		for _, o := range it.Wrong {
			for _, id := range o.Mutants {
				strongest = max(strongest, l.suspected[id])
			}
		}
	}
	weight := base + evidence*uint64(strongest)
	if slices.ContainsFunc(q.Rules(), func(rule string) bool { return l.missed[rule] }) {
		weight += wrong
	}
	return weight
}

// Next draws one of some questions by their weights, of another scenario than
// the last if there is one; false if all of them were asked.
func (l *Learner) Next(pool []pose.Question, draw *kernel.Stream) (pose.Question, bool) {
	weights := make([]uint64, len(pool))
	var sum, others uint64
	for i, q := range pool {
		weights[i] = l.Weight(q)
		if sum += weights[i]; !l.again(q) {
			others += weights[i]
		}
	}
	if sum == 0 {
		return nil, false
	}
	among := others
	if others == 0 {
		among = sum
	}
	at := draw.Below(among)
	for i, q := range pool {
		if others > 0 && l.again(q) {
			continue
		}
		if at < weights[i] {
			return q, true
		}
		at -= weights[i]
	}
	return nil, false
}

// again says whether a question is about the scenario of the last one.
func (l *Learner) again(q pose.Question) bool {
	it, ok := q.(pose.Item)
	return ok && it.Case.Name == l.last
}
