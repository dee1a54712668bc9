package codedeploy

import (
	"slices"

	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// Mutant is a plausible wrong belief about one rule. It replaces exactly one
// decision; the proof that our tests can tell it from the truth stands with
// the tests, and the quiz asks whether a learner holds it.
type Mutant struct {
	ID      string // stable, never reused
	Rule    kernel.Rule
	Replace func(d *Decisions)
	// Witness is a case in the short notation that holds under AWS and not
	// under the mutant; empty if the notation can not show it.
	Witness string
}

// Mutants are all of them, in the order of the files that hold the truth.
var Mutants = slices.Concat(budgetMutants, orderMutants, zoneMutants, planMutants, healthMutants, membershipMutants,
	requestMutants, startMutants, lifecycleMutants, hookMutants, installMutants, agentMutants, rollbackMutants, blueGreenMutants,
	scalingMutants, launchMutants, followUpMutants, quotaMutants, trafficMutants, alarmMutants,
	shiftMutants, functionMutants, lambdaMutants, ecsMutants)

// Under returns the decisions of AWS with the mutant's in place of one.
func (m *Mutant) Under() *Decisions {
	d := AWS
	m.Replace(&d)
	return &d
}
