package question

import (
	"fmt"

	"github.com/seed-11de0fc1/rehearse/sim/events"
)

// Which single change makes a deployment succeed, or keeps more in service
// while it does: kind 26. Each change was tried; of those that do it only one
// is offered.
var minimalFix = &Kind{
	Number: 26, Name: "minimal-fix", Form: Word, Closed: true, Deep: true, Family: "when a deployment goes on and when it gives up",
	Tells: true,
	Subjects: func(c *Case) []Subject {
		if !changeable(c) {
			return nil
		}
		wanted := 0
		if succeeds(c.Truth) {
			wanted = inServiceAtWorst(c.Truth) + 1
		}
		for _, ch := range c.changes() {
			if c.mends(ch, wanted) {
				return []Subject{{Name: ch.name, Record: wanted}} // another one would be asked for in the same words
			}
		}
		return nil
	},
	Ask: func(_ *Case, s Subject) string {
		if s.Record == 0 {
			return "Which single change makes deployment 1 succeed?"
		}
		return fmt.Sprintf("Which single change lets deployment 1 succeed with at least %d instances, at every moment, that neither are being deployed to nor have failed?", s.Record)
	},
	Answer: func(r *Run, s Subject) Answer {
		if r == r.home.Truth {
			return Answer{r.home.changeNamed(s.Name).text}
		}
		for _, ch := range r.home.changes() {
			if r.home.mends(ch, s.Record) {
				continue
			}
			if run := r.with(ch); run != nil && fulfils(run, s.Record) {
				return Answer{ch.text}
			}
		}
		return nil
	},
	Tried: func(c *Case, s Subject, a Answer) string {
		run := c.variant(c.changeSaid(a[0]))
		if run == nil {
			return ""
		}
		if s.Record == 0 {
			return outcome(run)
		}
		return fmt.Sprintf("%s; %d are left alone in the worst moment", outcome(run), inServiceAtWorst(run))
	},
	Elsewhere: func(r *Run, _ Subject, a Answer) *Run { return r.with(r.home.changeSaid(a[0])) },
	Fill: func(c *Case, s Subject) (list []Answer) {
		for _, ch := range c.changes() {
			if !c.mends(ch, s.Record) {
				list = append(list, Answer{ch.text})
			}
		}
		return list
	},
}

// mends says whether a change makes deployment 1 succeed with so many that
// stay in service.
func (c *Case) mends(ch change, wanted int) bool {
	run := c.variant(ch)
	return run != nil && fulfils(run, wanted)
}

func fulfils(r *Run, wanted int) bool {
	return succeeds(r) && (wanted == 0 || inServiceAtWorst(r) >= wanted)
}

func succeeds(r *Run) bool {
	d, ok := r.first()
	return ok && d.Status == events.DeploymentSucceeded
}

// inServiceAtWorst is how many neither were being deployed to nor had failed in the
// worst moment of deployment 1.
func inServiceAtWorst(r *Run) int {
	d, _ := r.first()
	return d.Targets - r.thePace().MaxOffline(d)
}
