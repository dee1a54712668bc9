package question

import (
	"slices"
	"strconv"
	"strings"

	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// The next step of the service: kind 30. It is asked where beliefs take
// another.
var youAreTheService = &Kind{
	Number: 30, Name: "you-are-the-service", Form: Word, Family: "what decides the next step",
	Tells: true,
	Subjects: func(c *Case) (list []Subject) {
		if !over(c) || c.asked().Platform != codedeploy.Server || c.asked().Settings.BlueGreenType {
			return nil
		}
		for _, s := range moments(c.Truth) {
			if slices.ContainsFunc(c.Beliefs(), func(b Belief) bool {
				step := stepAt(b.Run, s)
				return step != nil && !slices.Equal(step, stepAt(c.Truth, s))
			}) {
				list = append(list, s)
			}
		}
		return list
	},
	Facts: func(c *Case, s Subject) []string {
		rows := c.Truth.Journal().Records()[:s.Record]
		text := "It is " + s.At.String() + ". The last that happened: " + line(c.Truth.World, rows[len(rows)-1]) + "."
		if d, ok := made(c.Truth, rows); ok {
			text += " Deployment " + strconv.Itoa(d.Number) + ": " + Standing(c.Truth.World, d, rows) + "."
		}
		return []string{text}
	},
	Ask: always("You are CodeDeploy. What do you do next?"),
	Answer: func(r *Run, s Subject) Answer {
		if step := stepAt(r, s); step != nil {
			return Answer{step.String()}
		}
		return nil
	},
	Domain: func(c *Case, _ Subject) (list []string) {
		list = []string{StepBegin, StepSkip, StepStop, StepWait}
		for _, status := range []string{"Succeeded", "Failed", "Stopped"} {
			list = append(list, StepEnd+" "+status)
		}
		for _, host := range hostNames(c, Subject{}) {
			list = append(list, StepDeploy+" "+host)
		}
		for _, revision := range revisionNames(c) {
			list = append(list, StepRollback+" "+revision)
		}
		return list
	},
	Said: func(a Answer) string { return Step(strings.Fields(a[0])).Says() },
}

// made is the latest deployment that has begun by some record.
func made(r *Run, rows []kernel.Record) (sim.Deployment, bool) {
	for i := len(rows) - 1; i >= 0; i-- {
		if rows[i].Kind == events.DeploymentBegun {
			return r.DeploymentAt(int32(events.Record(rows[i]).Index())), true
		}
	}
	return sim.Deployment{}, false
}

// timedStep is a step about a deployment as a whole, when it is taken and by
// which record of the journal.
type timedStep struct {
	Step
	at    kernel.Time
	place int
}

func (t timedStep) equal(u timedStep) bool { return t.at == u.at && slices.Equal(t.Step, u.Step) }

// steps are those about deployments as a whole; what is skipped is skipped at
// once.
func (r *Run) steps() (list []timedStep) {
	if r.taken != nil {
		return r.taken
	}
	for place, row := range r.Journal().Records() {
		step, ok := StepOf(r.World, row)
		if !ok || step[0] == StepEvent {
			continue
		}
		t := timedStep{step, row.At, place}
		if n := len(list); n == 0 || step[0] != StepSkip || !t.equal(list[n-1]) {
			list = append(list, t)
		}
	}
	r.taken = list
	return list
}

// moments are those at which a run can be asked for its next step: before each
// step, and after each behind which it waits.
func moments(r *Run) (list []Subject) {
	steps := r.steps()
	for n, step := range steps {
		if step.place > 0 {
			list = append(list, Subject{Record: step.place, At: step.at})
		}
		if n+1 == len(steps) || steps[n+1].at > step.at {
			list = append(list, Subject{Record: step.place + 1, At: step.at})
		}
	}
	return list
}

// stepAt is the step of a run at a moment of the truth, or to wait; nil if the
// run has left the truth before.
func stepAt(r *Run, s Subject) Step {
	before := 0
	truth, steps := r.home.Truth.steps(), r.steps()
	for before < len(truth) && truth[before].place < s.Record {
		if before >= len(steps) || !steps[before].equal(truth[before]) {
			return nil
		}
		before++
	}
	switch {
	case before >= len(steps) || steps[before].at > s.At:
		return Step{StepWait}
	case steps[before].at < s.At:
		return nil
	}
	return steps[before].Step
}

// Taking are the misconceptions under which the service would take a step at a
// moment, and in truth does not: after so many records of the true run, at a
// time.
func (c *Case) Taking(step Step, place int, at kernel.Time) (ids []string) {
	next := func(r *Run) Step {
		if step[0] == StepEvent {
			return eventAt(r, place)
		}
		return stepAt(r, Subject{Record: place, At: at})
	}
	if slices.Equal(next(c.Truth), step) {
		return nil
	}
	for _, b := range c.Beliefs() {
		if slices.Equal(next(b.Run), step) {
			ids = append(ids, b.Mutant.ID)
		}
	}
	slices.SortStableFunc(ids, func(x, y string) int { return rank(Option{Mutants: []string{x}}) - rank(Option{Mutants: []string{y}}) })
	return ids
}

// eventAt is the next lifecycle event that begins in a run that is the true one
// up to some record; nil if it is not.
func eventAt(r *Run, place int) Step {
	if partsAt(r.home.Truth, r) < place {
		return nil
	}
	rows := r.Journal().Records()
	for _, row := range rows[min(place, len(rows)):] {
		if step, ok := StepOf(r.World, row); ok {
			return step
		}
	}
	return nil
}
