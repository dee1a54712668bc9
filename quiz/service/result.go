package service

import (
	"cmp"
	"slices"

	"github.com/seed-11de0fc1/rehearse/quiz/question"
)

// Move is a step that the learner took.
type Move struct {
	At          string                `json:"at"`
	Told        []string              `json:"told"`
	Step        string                `json:"step"` // as it was typed
	Right       bool                  `json:"right"`
	Key         string                `json:"key"` // what CodeDeploy does
	Rule        string                `json:"rule"`
	Hints       int                   `json:"hints,omitempty"`
	Explanation *question.Explanation `json:"explanation,omitempty"` // of a wrong one
}

// Take takes a step. A wrong one counts, and the right one is taken instead.
func (g *Game) Take(m *Moment, a question.Answer, hints int) Move {
	move := Move{
		At: m.at.String(), Told: m.Told(), Step: m.Say(a), Right: m.Score(a) == 1,
		Key: m.right[0].String(), Rule: m.Rules()[0], Hints: hints,
	}
	if move.Right {
		move.Key = move.Step
	} else {
		e := m.Explain(a, g.Support())
		move.Explanation = &e
	}
	g.advance(m, question.Step(a))
	g.moves = append(g.moves, move)
	return move
}

// Moves are the steps taken so far.
func (g *Game) Moves() []Move { return g.moves }

// Support counts, for each misconception, how many wrong steps it would take.
func (g *Game) Support() map[string]int {
	support := map[string]int{}
	for i := range g.moves {
		if e := g.moves[i].Explanation; e != nil {
			for _, id := range e.Mutants {
				support[id]++
			}
		}
	}
	return support
}

// Suspected are the misconceptions that would take wrong steps, those that take
// most of them first.
func (g *Game) Suspected() (ids []string) {
	support := g.Support()
	for i := range g.moves {
		if e := g.moves[i].Explanation; e != nil {
			for _, id := range e.Mutants {
				if !slices.Contains(ids, id) {
					ids = append(ids, id)
				}
			}
		}
	}
	slices.SortStableFunc(ids, func(x, y string) int { return cmp.Compare(support[y], support[x]) })
	return ids
}

// Right is how many steps were right.
func (g *Game) Right() (n int) {
	for i := range g.moves {
		if g.moves[i].Right {
			n++
		}
	}
	return n
}
