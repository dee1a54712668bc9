package pose

import (
	"slices"
	"strings"

	"github.com/seed-11de0fc1/rehearse/quiz/misconceptions"
	"github.com/seed-11de0fc1/rehearse/quiz/progress"
	"github.com/seed-11de0fc1/rehearse/quiz/question"
)

// Item is an item made from a run.
type Item struct {
	*question.Item
	Known bool   // the facts of its case have been told already
	Under string // the name under which the schedule keeps it, if not that of Memory
}

// Told are the facts of the case, and those that the item itself needs.
func (it Item) Told() []string {
	if it.Known {
		return it.Own
	}
	return slices.Concat(it.Case.Facts(), it.Own)
}

// Objectives are those of its scenario if that is bundled, and those of the
// misconceptions that lead to other answers.
func (it Item) Objectives() []string {
	names := libraryExams()[it.Case.Name]
	for _, o := range it.Wrong {
		for _, id := range o.Mutants {
			if m, ok := misconceptions.Lookup(id); ok {
				names = append(names, m.Exam...)
			}
		}
	}
	return inOrder(names)
}

// Ask is the question.
func (it Item) Ask() string { return it.Item.Ask }

// Listed are the options, or the things to order or to choose from.
func (it Item) Listed() (list []string) {
	for _, o := range it.Choices {
		list = append(list, o.Text)
	}
	return append(list, it.Things...)
}

// With is what an answer looks like.
func (it Item) With() string { return it.Example() }

// Hidden is empty: the run judges.
func (Item) Hidden() string { return "" }

// Correction is none.
func (Item) Correction() (c Correction, ok bool) { return c, false }

// Explain refutes with what the catalogue of misconceptions says.
func (it Item) Explain(a question.Answer, support map[string]int) question.Explanation {
	return it.Item.Explain(a, catalogued{}, support)
}

// Memory is the name under which the schedule keeps items of this sort: when it
// is due, another one of the kind and topic is asked.
func (it Item) Memory() string {
	if it.Under != "" {
		return it.Under
	}
	return MemoryOf(it.Kind.Name, it.Topic())
}

// MemoryOf is the name under which the schedule keeps items of a kind about a
// topic.
func MemoryOf(kind, topic string) string { return memoryPrefix + kind + "/" + topic }

// No id of a deck has a colon.
const memoryPrefix = "question:"

// ReadMemory reads what MemoryOf has written.
func ReadMemory(name string) (kind, topic string, ok bool) {
	rest, ok := strings.CutPrefix(name, memoryPrefix)
	if !ok {
		return "", "", false
	}
	return strings.Cut(rest, "/")
}

// NameOf is the name in the schedule of what an answer was given to, even where
// the answer does not count there.
func NameOf(a progress.Answer) string {
	switch {
	case a.Card != "":
		return a.Card
	case strings.HasPrefix(a.Item.Kind, cardKind):
		return a.Item.Scenario
	}
	return MemoryOf(a.Item.Kind, a.Topic)
}

// Keep is what is kept of an answer. A wrong one speaks of the rules alone that
// the misconceptions break which lead to it.
func (it Item) Keep(a question.Answer) progress.Answer {
	kept := progress.Answer{
		Item: progress.Item{Kind: it.Kind.Name, Scenario: it.Case.Name, Seed: it.Seed, Key: it.KeyHash()},
		Card: it.Memory(), Topic: it.Topic(), Rules: it.charged(a), Options: len(it.Choices),
	}
	if a == nil {
		return kept
	}
	kept.Given, kept.Points, kept.Right = it.Say(a), it.Score(a), it.Exact(a)
	leading := it.Leading(a)
	kept.Beliefs = it.believed(leading)
	kept.Unexplained = !kept.Right && len(leading) == 0
	if len(leading) > 0 {
		kept.Rules = question.Broken(leading)
	}
	return kept
}

// charged are the rules of which an answer speaks that no misconception leads to.
// If it is wrong and was not chosen from options, that is the one that decides:
// most of what could lead elsewhere was never thought of. So it is with every
// answer where a whole scenario is asked about.
func (it Item) charged(a question.Answer) []string {
	missed := len(it.Choices) == 0 && (a == nil || !it.Exact(a))
	if rule := it.Decides(); rule != "" && (missed || it.Kind == question.WhatHappens) {
		return []string{rule}
	}
	return it.Rules()
}

// believed are the misconceptions that lead to one of the options, or to what
// was answered.
func (it Item) believed(leading []string) (list []progress.Belief) {
	add := func(ids []string, chosen bool) {
		for _, id := range ids {
			list = append(list, progress.Belief{ID: id, Chosen: chosen, Sharing: len(ids)})
		}
	}
	if len(it.Choices) == 0 {
		add(leading, true)
	}
	for _, o := range it.Choices {
		add(o.Mutants, slices.Equal(o.Mutants, leading))
	}
	return list
}

// catalogued refutes with what the catalogue of misconceptions says.
type catalogued struct{}

func (catalogued) Refute(mutant string) (question.Refutation, bool) {
	m, ok := misconceptions.Lookup(mutant)
	if !ok {
		return question.Refutation{}, false
	}
	return question.Refutation{Belief: m.Belief, Text: m.Refutation, Source: m.Source}, true
}
