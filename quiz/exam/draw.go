package exam

import (
	"fmt"
	"slices"
	"strings"

	"github.com/seed-11de0fc1/rehearse/quiz/deck"
	"github.com/seed-11de0fc1/rehearse/quiz/pose"
	"github.com/seed-11de0fc1/rehearse/quiz/question"
	"github.com/seed-11de0fc1/rehearse/scenarios"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// Question is a question of an exam.
type Question struct {
	pose.Question
	Unscored bool
}

// Draw draws the questions of an exam: cards and questions about bundled
// scenarios in equal parts as far as there are so many, then questions about
// drawn scenarios, of which the unscored ones are. All offer options.
func Draw(p Preset, seed uint64) ([]Question, error) {
	scored := p.Items - p.Unscored
	cards, runs := cardsUnder(p.Under), runsUnder(p.Under, seed)
	draw := kernel.NewStream(seed, kernel.HashString(p.Name), 0)
	shuffle(&draw, cards)
	shuffle(&draw, runs)
	half := min(len(cards), (scored+1)/2)
	list := append(slices.Clone(cards[:half]), runs[:min(len(runs), scored-half)]...)
	fresh, err := freshRuns(seed, p.Items-len(list))
	if err != nil {
		return nil, err
	}
	var all []Question
	for _, q := range list {
		all = append(all, Question{q, false})
	}
	for n, q := range fresh {
		all = append(all, Question{q, n >= len(fresh)-p.Unscored})
	}
	if all = different(all); len(all) < p.Items {
		return nil, fmt.Errorf("there are only %d questions for %s", len(all), p.Under)
	}
	shuffle(&draw, all)
	return all, nil
}

// cardsUnder are the cards of the built-in decks with options that are for an
// objective.
func cardsUnder(under string) (list []pose.Question) {
	for _, name := range deck.Bundled() {
		text, _ := deck.BundledText(name)
		d, found := deck.Decode(name, text)
		if found.HasErrors() {
			continue // a test reads them all
		}
		for _, c := range pose.Cards(d) {
			if (c.Kind == deck.Choice || c.Kind == deck.Multi) && isUnder(c, under) {
				list = append(list, c)
			}
		}
	}
	return list
}

// perScenario is how many questions are asked about one bundled scenario.
const perScenario = 2

// runsUnder are questions about bundled scenarios that are for an objective.
func runsUnder(under string, seed uint64) (list []pose.Question) {
	for _, e := range scenarios.Library() {
		if !slices.ContainsFunc(e.Exam, func(name string) bool { return strings.HasPrefix(name, under) }) {
			continue
		}
		src, err := scenarios.LoadBundled(e.Name)
		if err != nil {
			continue
		}
		c, err := question.Compile(src)
		if err != nil {
			continue // it can not be asked about
		}
		list = append(list, choices(question.Generate(c, seed, 4*perScenario, quick...), perScenario)...)
	}
	return list
}

// freshRuns are so many questions about scenarios that nobody has seen.
func freshRuns(seed uint64, n int) (list []pose.Question, err error) {
	for more := uint64(0); len(list) < n && more < 20; more++ {
		items, err := question.Draw(kernel.Mix(seed, more), 4*n, quick...)
		if err != nil {
			return nil, err
		}
		list = append(list, choices(items, n-len(list))...)
	}
	return list, nil
}

// quick are the kinds whose options are read off the runs that there are.
var quick = slices.DeleteFunc(slices.Clone(question.Kinds), func(k *question.Kind) bool { return k.Deep })

// choices are up to n of some items, those that offer options and give none of
// the others away.
func choices(items []*question.Item, n int) (list []pose.Question) {
	of := map[string][]*question.Kind{} // taken, by scenario
	for _, it := range items {
		taken := of[it.Case.Name]
		if len(it.Choices) > 0 && len(list) < n && !it.Kind.GivesAway(taken) && len(question.Lint([]*question.Item{it})) == 0 {
			list = append(list, pose.Item{Item: it})
			of[it.Case.Name] = append(taken, it.Kind)
		}
	}
	return list
}

// different leaves out what asks the same as another question.
func different(list []Question) []Question {
	seen := map[string]bool{}
	return slices.DeleteFunc(list, func(q Question) bool {
		text := strings.Join(append(q.Told(), q.Ask()), "\n")
		twice := seen[text]
		seen[text] = true
		return twice
	})
}

func isUnder(q pose.Question, under string) bool {
	return slices.ContainsFunc(q.Objectives(), func(name string) bool { return strings.HasPrefix(name, under) })
}

func shuffle[T any](draw *kernel.Stream, list []T) {
	for i := len(list) - 1; i > 0; i-- {
		j := draw.Below(uint64(i) + 1)
		list[i], list[j] = list[j], list[i]
	}
}
