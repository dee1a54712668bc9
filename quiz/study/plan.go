package study

import (
	"slices"

	"github.com/seed-11de0fc1/rehearse/quiz/pose"
)

// Plan is what a session may ask.
type Plan struct {
	Cards []pose.Card         // of the decks
	Due   []string            // names in the memory schedule, the longest overdue first
	Known func(string) bool   // whether a name was ever answered
	Items bool                // whether generated questions are asked that are due
	About func(t string) bool // whether a topic is asked about
	For   []string            // objectives of exams; nil: all questions
	New   int                 // how many new cards at most
	Seed  uint64              // from which questions are generated
}

// Queue is what to ask, in order: what is due before what is new, but never two
// of one topic in a row if that can be avoided.
func (p *Plan) Queue() []pose.Question {
	list := p.due()
	return Interleave(append(list, p.newCards()...))
}

// due is what has to be asked again.
func (p *Plan) due() (list []pose.Question) {
	for _, name := range p.Due {
		at := slices.IndexFunc(p.Cards, func(c pose.Card) bool { return c.ID() == name })
		if at >= 0 && p.fits(p.Cards[at]) {
			list = append(list, p.Cards[at])
		}
		kind, topic, ok := pose.ReadMemory(name)
		if !p.Items || !ok || !p.About(topic) {
			continue
		}
		if it, ok := Fresh(kind, topic, p.Seed); ok && p.isFor(it) {
			it.Under = name
			list = append(list, it)
		}
	}
	return list
}

// fits says whether a card is asked at all.
func (p *Plan) fits(c pose.Card) bool { return p.About(c.Topic()) && p.isFor(c) }

// isFor says whether a question is for one of the objectives.
func (p *Plan) isFor(q pose.Question) bool {
	wanted := func(name string) bool { return slices.Contains(p.For, name) }
	return p.For == nil || slices.ContainsFunc(q.Objectives(), wanted)
}

// newCards were never answered; as many as may be: of each topic in turn.
func (p *Plan) newCards() (list []pose.Question) {
	for _, c := range inTurn(p.Cards) {
		if len(list) < p.New && !p.Known(c.ID()) && p.fits(c) {
			list = append(list, c)
		}
	}
	return list
}

// inTurn takes the first card of each topic, then the second, and so on.
func inTurn(cards []pose.Card) []pose.Card {
	round := map[string]int{}
	turns := make([]int, len(cards))
	order := make([]int, len(cards))
	for i, c := range cards {
		turns[i], order[i] = round[c.Topic()], i
		round[c.Topic()]++
	}
	slices.SortStableFunc(order, func(a, b int) int { return turns[a] - turns[b] })
	list := make([]pose.Card, len(cards))
	for i, at := range order {
		list[i] = cards[at]
	}
	return list
}
