package question

import (
	"slices"
	"strconv"

	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
	"github.com/seed-11de0fc1/rehearse/sim/events"
)

// How many may fail before the rest is given up, found by trying: kind 12.
var maxFailures = &Kind{
	Deep:   true,
	Number: 12, Name: "max-failures", Form: Number, Family: "when a deployment goes on and when it gives up",
	Subjects: once(func(c *Case) bool {
		return touched(c) && c.asked().Failed == 0 && c.asked().Skipped == 0 && len(c.Setup.Inputs) == 1 && !c.asked().IgnoreStopFailures
	}),
	Ask: always("Suppose that Install fails on the instances attempted first. On how many of them at most, if none is to be skipped?"),
	Answer: func(r *Run, _ Subject) Answer {
		d, ok := r.first()
		if !ok || !d.Begun {
			return nil
		}
		order := r.thePace().Order(d)
		for n := 1; n <= len(order); n++ {
			if skips(r, order[:n]) {
				return Answer{strconv.Itoa(n - 1)}
			}
		}
		return Answer{strconv.Itoa(len(order))}
	},
}

// skips says whether a run in which Install fails on some hosts leaves others
// out.
func skips(r *Run, failing []uint32) bool {
	d, _ := r.first()
	s := *r.Setup()
	s.CodeDeploy.Revisions = slices.Clone(s.CodeDeploy.Revisions)
	who := codedeploy.Who{Hosts: slices.Sorted(slices.Values(failing)), Deployment: 1}
	rev := &s.CodeDeploy.Revisions[d.Revision]
	rev.Events = append([]codedeploy.EventBehaviour{{Who: who, Event: events.Install, Fails: true}}, rev.Events...)
	w := sim.NewUnder(&s, r.decisions)
	if w.Run() != nil {
		return true
	}
	made, ok := w.Deployment(1)
	return ok && made.Skipped > 0
}
