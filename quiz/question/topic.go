package question

// What an item is about, in words of the library of scenarios and in rules.

import (
	"slices"
	"strings"
	"sync"

	"github.com/seed-11de0fc1/rehearse/scenarios"
	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
	"github.com/seed-11de0fc1/rehearse/sim/rules"
)

// Topic is what the item is about: the topic of its scenario if that is
// bundled, and else that of its platform or kind, in the library's words.
func (it *Item) Topic() string {
	if topic := it.Case.Topic(); topic != "" {
		return topic
	}
	return it.Kind.topic()
}

// Topic is what a case is about, whatever is asked of it; empty if that depends
// on the question.
func (c *Case) Topic() string {
	if topic := libraryTopics()[c.Name]; topic != "" {
		return topic
	}
	switch d := c.asked(); {
	case d.Platform == codedeploy.Lambda:
		return "Lambda"
	case d.Platform == codedeploy.ECS:
		return "ECS"
	case d.Settings.BlueGreenType:
		return "Blue/green"
	}
	return ""
}

// libraryTopics are the topics of the bundled scenarios by their names.
var libraryTopics = sync.OnceValue(func() map[string]string {
	topics := map[string]string{}
	for _, e := range scenarios.Library() {
		topics[e.Name] = e.Topic
	}
	return topics
})

// topic is what questions of a kind are about where hosts are deployed to in
// place.
func (k *Kind) topic() string {
	for _, t := range []struct{ begins, topic string }{
		{"rollback", "Rollback"}, {"revision", "Rollback"},
		{"hook", "Lifecycle events"}, {"script", "Lifecycle events"}, {"ran", "Lifecycle events"}, {"file", "Lifecycle events"},
		{"status-reason", "Failures"}, {"first-target", "Targets"}, {"attempt", "Targets"}, {"touched", "Targets"}, {"succeeded", "Targets"},
	} {
		if strings.HasPrefix(k.Name, t.begins) {
			return t.topic
		}
	}
	return "Deployment configurations"
}

// Rules are those that the answer hangs on: whoever believes one of them to be
// otherwise may answer wrongly. They stand in the order of the rule book.
func (it *Item) Rules() (names []string) {
	shown := it.Choices
	if len(shown) == 0 {
		shown = it.Wrong
	}
	var mutants []string
	for _, o := range shown {
		if !it.Exact(o.Answer) {
			mutants = append(mutants, o.Mutants...)
		}
	}
	return Broken(mutants)
}

// Broken are the rules that misconceptions break, in the order of the rule book.
func Broken(mutants []string) (names []string) {
	var numbers []kernel.Rule
	for i := range codedeploy.Mutants {
		m := &codedeploy.Mutants[i]
		if slices.Contains(mutants, m.ID) && !slices.Contains(numbers, m.Rule) {
			numbers = append(numbers, m.Rule)
		}
	}
	slices.Sort(numbers)
	for _, n := range numbers {
		names = append(names, rules.String(n))
	}
	return names
}

// Leading are the misconceptions that lead to an answer, none if it is right.
func (it *Item) Leading(a Answer) []string {
	for _, o := range it.Wrong {
		if it.same(o.Answer, a) && !it.Exact(a) {
			return slices.Clone(o.Mutants)
		}
	}
	return nil
}
