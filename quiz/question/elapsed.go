package question

import (
	"slices"
	"strings"

	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// How long the deployment takes: kind 24.
var elapsed = &Kind{
	Number: 24, Name: "elapsed", Form: Word, Family: "how many at a time, or how traffic moves, and what that takes",
	Subjects: once(func(c *Case) bool {
		d := c.asked()
		if d.Platform == codedeploy.Lambda {
			return shifting(c) && d.Status == events.DeploymentSucceeded
		}
		return touched(c) && even(c) && !d.Traffic && d.Status != events.DeploymentStopped
	}),
	Ask:   always("How long does deployment 1 take, from its creation to its end?"),
	Like:  "a duration such as 5m40s",
	Facts: func(c *Case, _ Subject) []string { return paceFacts(c) },
	Answer: func(r *Run, _ Subject) Answer {
		d, ok := r.first()
		if !ok || !d.Status.Final() {
			return nil
		}
		return Answer{(d.Ended - d.Created).String()}
	},
}

// paces are how long hosts take on which deployment 1 succeeds, and those on
// which it fails, each length once.
func (c *Case) paces() (good, bad []kernel.Time) {
	for _, t := range c.Truth.theTargets() {
		list := &good
		if t.Status == events.TargetFailed {
			list = &bad
		}
		from, begun := startedAt(c.Truth, t.Index)
		if time := t.Updated - from; begun && !slices.Contains(*list, time) {
			*list = append(*list, time)
		}
	}
	return good, bad
}

// startedAt is when a target was started: before an agent took it up.
func startedAt(r *Run, target uint32) (kernel.Time, bool) {
	for _, row := range r.Journal().Records() {
		if row.Kind == events.TargetStarted && events.Record(row).Index() == target {
			return row.At, true
		}
	}
	return 0, false
}

// paceFacts are the times that an elapsed time is made of.
func paceFacts(c *Case) []string {
	d := c.asked()
	if d.Platform != codedeploy.Lambda && disturbed(c) {
		return nil // the case tells it
	}
	if d.Platform == codedeploy.Lambda {
		before, after := aroundTraffic(c)
		return []string{"What comes before AllowTraffic takes " + before.String() + ", what comes after it " + after.String() + "."}
	}
	return []string{lasts(c.paces())}
}

// lasts says how long hosts take.
func lasts(good, bad []kernel.Time) string {
	var told []string
	if len(good) > 0 {
		told = append(told, "one on which it succeeds "+good[0].String())
	}
	if len(bad) > 0 {
		told = append(told, "one on which it fails "+bad[0].String())
	}
	return "Undisturbed, an instance takes: " + strings.Join(told, ", ") + "; what comes next begins at once."
}

// aroundTraffic is how long a shifting deployment takes before and after
// AllowTraffic.
func aroundTraffic(c *Case) (before, after kernel.Time) {
	d := c.asked()
	for _, t := range c.Truth.theTargets() {
		for i := range t.Events {
			if e := &t.Events[i]; e.Event == events.AllowTraffic {
				before, after = e.Start-d.Created, d.Ended-e.End
			}
		}
	}
	return before, after
}
