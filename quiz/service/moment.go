package service

import (
	"fmt"
	"strings"

	"github.com/seed-11de0fc1/rehearse/quiz/pose"
	"github.com/seed-11de0fc1/rehearse/quiz/progress"
	"github.com/seed-11de0fc1/rehearse/quiz/question"
	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
	"github.com/seed-11de0fc1/rehearse/sim/rules"
)

// Moment is a moment at which the learner is asked for the next step.
type Moment struct {
	game     *Game
	place    int // so many records were written before
	at       kernel.Time
	right    []decision // each is as good as the first
	news     []string
	standing string
}

var _ pose.Question = (*Moment)(nil)

// ID names the moment: how many records there were before it.
func (m *Moment) ID() string {
	return fmt.Sprintf("%s/%s/%d.%s", m.game.c.Name, kind, m.place, m.right[0].Step[0])
}

const kind = "be-codedeploy"

// Topic is that of the scenario.
func (m *Moment) Topic() string {
	if topic := m.game.c.Topic(); topic != "" {
		return topic
	}
	return "Deployment configurations"
}

// Rules is the rule that decides.
func (m *Moment) Rules() []string { return []string{rules.String(m.right[0].Rule)} }

// Objectives are none: a game is for no exam.
func (*Moment) Objectives() []string { return nil }

// Told is what has happened, and how the targets stand.
func (m *Moment) Told() []string {
	list := append([]string{}, m.news...)
	if m.standing != "" {
		list = append(list, m.standing)
	}
	return list
}

// Ask is the question.
func (m *Moment) Ask() string { return "It is " + m.at.String() + ". What do you do?" }

// Listed is nothing: steps are typed.
func (*Moment) Listed() []string { return nil }

// With are the steps that there are.
func (m *Moment) With() string { return "one of " + strings.Join(m.verbs(), ", ") }

// Hidden is empty: the run judges.
func (*Moment) Hidden() string { return "" }

// Correction is none.
func (*Moment) Correction() (c pose.Correction, ok bool) { return c, false }

// Hint is a rung: the numbers in play, the rule, the verb, the step.
func (m *Moment) Hint(n int) []string {
	step := m.right[0].Step
	switch n {
	case 1:
		return []string{m.numbers()}
	case 2:
		rule, _ := rules.Lookup(m.right[0].Rule)
		return []string{rules.String(m.right[0].Rule) + ": " + rule.Statement}
	case 3:
		return []string{"It begins with " + step[0] + "."}
	case 4:
		return []string{"It is: " + step.String()}
	}
	return nil
}

// numbers are those on which the rules work, as they are before the step.
func (m *Moment) numbers() string {
	fork := m.game.world.Fork()
	rows := m.game.upTo(fork, m.place)
	d, ok := underWay(fork, rows)
	if !ok || !begun(rows, d) {
		return "Nothing is in progress yet."
	}
	if d.Platform != codedeploy.Server {
		r := m.game.c.Setup.CodeDeploy.Configs[d.Config].Routing
		return fmt.Sprintf("Numbers: %s, %d percent, interval %s.", r.Type, r.Percentage, r.Interval)
	}
	count := map[string]int{}
	for i := range uint32(d.Targets) {
		state, _, _ := strings.Cut(question.StandingOf(d.FirstTarget+i, rows), ",")
		count[state]++
	}
	return fmt.Sprintf("Deployment %d: %d targets, of which %d must stay healthy; %d in progress, %d failed, %d succeeded.",
		d.Number, d.Planned, d.Minimum, count["InProgress"], count["Failed"], count["Succeeded"])
}

// Say writes a step as it was typed.
func (*Moment) Say(a question.Answer) string { return strings.Join(a, " ") }

// Score is 1 for a step that is right, and else 0.
func (m *Moment) Score(a question.Answer) float64 {
	for _, d := range m.right {
		if a.Equal(question.Answer(d.Step)) {
			return 1
		}
	}
	return 0
}

// Observe is the rule by which a right step was right.
func (m *Moment) Observe() string {
	return m.right[0].Says() + " (" + rules.String(m.right[0].Rule) + ")"
}

// Keep is what is kept of a step.
func (m *Moment) Keep(a question.Answer) progress.Answer {
	kept := progress.Answer{
		Item:  progress.Item{Kind: kind, Scenario: m.game.c.Name, Seed: m.game.c.Setup.Seed, Key: m.ID()},
		Card:  pose.MemoryOf(kind, m.Topic()),
		Topic: m.Topic(), Rules: m.Rules(),
	}
	if a == nil {
		return kept
	}
	kept.Given, kept.Points, kept.Right = m.Say(a), m.Score(a), m.Score(a) == 1
	if kept.Right {
		return kept
	}
	suspects := m.suspects(a)
	for _, id := range suspects {
		kept.Beliefs = append(kept.Beliefs, progress.Belief{ID: id, Chosen: true, Sharing: len(suspects)})
	}
	kept.Unexplained = len(suspects) == 0
	_, rule := m.decides(question.Step(a))
	if kept.Rules = []string{rules.String(rule)}; !kept.Unexplained {
		kept.Rules = question.Broken(suspects)
	}
	return kept
}

// suspects are the misconceptions under which the service would take a step.
func (m *Moment) suspects(a question.Answer) []string {
	return m.game.c.Taking(question.Step(a), m.place, m.at)
}
