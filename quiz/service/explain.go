package service

import (
	"cmp"
	"slices"
	"strings"

	"github.com/seed-11de0fc1/rehearse/quiz/misconceptions"
	"github.com/seed-11de0fc1/rehearse/quiz/question"
	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
	"github.com/seed-11de0fc1/rehearse/sim/rules"
)

// The rules by which there is nothing to do.
const (
	ruleBudget   = rules.CD_2_7
	ruleRollback = rules.CD_5_2
	ruleStops    = rules.CD_6_5
	ruleTarget   = rules.CD_1_7
)

// Explain says what is wrong with a step: what AWS does instead and by which
// rule, and which misconception would take it. Of several it takes the one that
// fits most of the other steps, by support, and then the first.
func (m *Moment) Explain(a question.Answer, support map[string]int) question.Explanation {
	right := m.right[0]
	rule, _ := rules.Lookup(right.Rule)
	e := question.Explanation{
		Predicted: m.Say(a), Happened: right.String() + ": " + right.Says() + " (" + rules.String(right.Rule) + ")", Mutants: m.suspects(a),
		Rule: rules.String(right.Rule), Refuted: rule.Statement, Source: rule.Source, Command: m.game.c.Command(), Tried: m.impossible(question.Step(a)),
	}
	slices.SortStableFunc(e.Mutants, func(x, y string) int { return cmp.Compare(support[y], support[x]) })
	if len(e.Mutants) == 0 {
		e.Mutants = []string{}
		return e
	}
	if belief, ok := misconceptions.Lookup(e.Mutants[0]); ok {
		e.Belief, e.Rule, e.Refuted, e.Source = belief.Belief, belief.Rule, belief.Refutation, belief.Source
	}
	return e
}

// impossible says why a step can not be taken at all; empty if it only is not
// the right one.
func (m *Moment) impossible(step question.Step) string {
	fork := m.game.world.Fork()
	rows := m.game.upTo(fork, m.place)
	d, ok := underWay(fork, rows)
	if !ok {
		return ""
	}
	over := ended(rows, d)
	switch step[0] {
	case question.StepDeploy, question.StepEvent:
		return m.impossibleOn(fork, rows, d, step)
	case question.StepBegin:
		if begun(rows, d) {
			return "the deployment has begun"
		}
	case question.StepEnd, question.StepStop:
		if over {
			return "the deployment is over"
		}
	case question.StepRollback:
		if !over {
			return "the deployment is not over"
		}
	}
	return ""
}

// impossibleOn says why nothing can begin on a target.
func (m *Moment) impossibleOn(w *sim.World, rows []kernel.Record, d sim.Deployment, step question.Step) string {
	if !begun(rows, d) {
		return "the deployment has not begun"
	}
	for i := range uint32(d.Targets) {
		t := d.FirstTarget + i
		if w.TargetName(t) != step[1] {
			continue
		}
		state := question.StandingOf(t, rows)
		running := strings.HasPrefix(state, events.TargetInProgress.String())
		if running == (step[0] == question.StepDeploy) && state != events.TargetPending.String() || !running && state != events.TargetPending.String() {
			return step[1] + " is " + state
		}
		if state == events.TargetPending.String() && step[0] == question.StepEvent {
			return "nothing has started on " + step[1]
		}
		return ""
	}
	return step[1] + " is no target of the deployment"
}
