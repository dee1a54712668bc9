package service

import (
	"strings"

	"github.com/seed-11de0fc1/rehearse/quiz/question"
	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
	"github.com/seed-11de0fc1/rehearse/sim/rules"
)

// The rules by which a wrong step is wrong, where that is not the rule by which
// the right one is right.
const (
	ruleStatuses = rules.CD_1_5  // of a deployment
	ruleTargets  = rules.CD_1_6  // their statuses
	ruleClasses  = rules.CD_2_14 // who goes first
	ruleEqual    = rules.CD_2_15 // of equal standing
	ruleEvents   = rules.CD_4_1  // their order
)

// decides is the rule by which a wrong step is wrong, with the reason if it can
// not be taken at all.
func (m *Moment) decides(step question.Step) (reason string, rule kernel.Rule) {
	right := m.right[0]
	fork := m.game.world.Fork()
	rows := m.game.upTo(fork, m.place)
	d, ok := underWay(fork, rows)
	if !ok || len(step) == 0 {
		return "", right.Rule
	}
	if reason, rule = impossible(fork, rows, d, step); rule != 0 {
		return reason, rule
	}
	switch {
	case right.Step[0] == question.StepEvent && d.Platform == codedeploy.Server:
		return reason, ruleEvents
	case right.Step[0] == question.StepDeploy && step[0] == question.StepDeploy && reason == "":
		return "", m.turn(fork, d, step[1])
	}
	return reason, right.Rule
}

// turn is the rule by which it is not the turn of a host that waits.
func (m *Moment) turn(w *sim.World, d sim.Deployment, host string) kernel.Rule {
	mine, _ := targetOf(w, d, host)
	first, _ := targetOf(w, d, m.right[0].Step[1])
	if w.CodeDeploy().Target(mine).Class != w.CodeDeploy().Target(first).Class {
		return ruleClasses
	}
	return ruleEqual
}

// impossible says why a step can not be taken at all, and by which rule; both
// are empty if it only is not the right one.
func impossible(w *sim.World, rows []kernel.Record, d sim.Deployment, step question.Step) (reason string, rule kernel.Rule) {
	over := ended(rows, d)
	switch step[0] {
	case question.StepDeploy, question.StepEvent:
		return impossibleOn(w, rows, d, step)
	case question.StepBegin:
		if begun(rows, d) {
			return "the deployment has begun", ruleStatuses
		}
	case question.StepEnd, question.StepStop:
		if over {
			return "the deployment is over", ruleStatuses
		}
	case question.StepRollback:
		if !over {
			return "the deployment is not over", ruleRollback
		}
	}
	return "", 0
}

// impossibleOn says why nothing can begin on a target. To be none is by no rule
// of its own.
func impossibleOn(w *sim.World, rows []kernel.Record, d sim.Deployment, step question.Step) (reason string, rule kernel.Rule) {
	if !begun(rows, d) {
		return "the deployment has not begun", ruleStatuses
	}
	t, ok := targetOf(w, d, step[1])
	if !ok {
		return step[1] + " is no target of the deployment", 0
	}
	state := question.StandingOf(t, rows)
	waits, runs := state == events.TargetPending.String(), strings.HasPrefix(state, events.TargetInProgress.String())
	switch starts := step[0] == question.StepDeploy; {
	case waits && !starts:
		return "nothing has started on " + step[1], ruleTargets
	case !waits && (starts || !runs):
		return step[1] + " is " + state, ruleTargets
	}
	return "", 0
}

// targetOf is the target of a deployment with a name.
func targetOf(w *sim.World, d sim.Deployment, name string) (t uint32, ok bool) {
	for t := d.FirstTarget; t < d.FirstTarget+uint32(d.Targets); t++ {
		if w.TargetName(t) == name {
			return t, true
		}
	}
	return 0, false
}
