package awsjson

import (
	"github.com/seed-11de0fc1/rehearse/scenarios"
	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// Document is what a run prints as JSON.
type Document struct {
	Schema           string            `json:"schema"`
	Scenario         string            `json:"scenario"`
	Seed             uint64            `json:"seed"`
	Fingerprint      string            `json:"fingerprint"`
	Ended            string            `json:"ended"`
	Calls            []Call            `json:"calls"`
	Deployments      []Deployment      `json:"deployments"`
	DeploymentGroups []DeploymentGroup `json:"deploymentGroups"`
	Instances        []Instance        `json:"instances"`
	Traffic          []Traffic         `json:"traffic"`
	Shifts           []Shift           `json:"shifts,omitempty"` // Lambda, ECS
	Expect           Expect            `json:"expect"`

	AutoScalingGroups []AutoScalingGroup `json:"autoScalingGroups,omitempty"`
	ScalingActivities []ScalingActivity  `json:"scalingActivities,omitempty"` // of all groups, in order
}

// Call is a call of the timeline with what it got.
type Call struct {
	Time         string `json:"time"`
	Operation    string `json:"operation"`
	DeploymentID string `json:"deploymentId,omitempty"`
	Status       string `json:"status,omitempty"` // of StopDeployment
	Exception    string `json:"exception,omitempty"`

	HooksNotCleanedUp []ScalingGroupRef `json:"hooksNotCleanedUp,omitempty"` // of UpdateDeploymentGroup and DeleteDeploymentGroup
}

// Expect is how the scenario's expectations came out.
type Expect struct {
	Passed   int      `json:"passed"`
	Failed   int      `json:"failed"`
	Failures []string `json:"failures"`
}

// Run makes the document of a world that has run with its journal at level
// all.
func Run(w *sim.World, s *scenarios.Scenario, v scenarios.Verdict) Document {
	doc := Document{
		Schema: "rehearse/run/1", Scenario: s.Title, Seed: w.Seed(), Fingerprint: w.Journal().Fingerprint().String(),
		Ended: w.Ended().String(), Calls: calls(w), Deployments: []Deployment{}, DeploymentGroups: groups(w),
		Instances: instances(w), AutoScalingGroups: scalingGroups(w), ScalingActivities: activities(w), Traffic: traffic(w), Shifts: shifts(w), Expect: Expect{v.Passed, v.Failed, []string{}},
	}
	account, region := s.Place()
	place := region + ":" + account
	for _, d := range w.Deployments() {
		doc.Deployments = append(doc.Deployments, deployment(w, d, place))
	}
	for _, f := range v.Failures {
		doc.Expect.Failures = append(doc.Expect.Failures, f.String())
	}
	return doc
}

func calls(w *sim.World) []Call {
	list := []Call{}
	for n, in := range w.Setup().Inputs {
		at, a, ok := w.Taken(n)
		if in.Fault != nil || !ok {
			continue
		}
		c := Call{Time: timestamp(at), Operation: in.Op(), Exception: a.Exception.String(), HooksNotCleanedUp: hooksLeft(w, a.HooksLeft)}
		if a.Deployment != codedeploy.None {
			c.DeploymentID = w.DeploymentAt(a.Deployment).ID
		}
		if in.Call != nil && in.Call.Op == codedeploy.OpStopDeployment && a.Exception == events.NoException {
			c.Status = stopStatus(a.Stop)
		}
		list = append(list, c)
	}
	return list
}

// stopStatus is what StopDeployment answers (CD-6.4).
func stopStatus(s events.DeploymentStatus) string {
	if s == events.DeploymentSucceeded {
		return "Succeeded"
	}
	return "Pending"
}

// timestamp prints simulated time as RFC 3339, from 2026-01-01T00:00:00Z on.
func timestamp(t kernel.Time) string {
	year, month, day := date(int(t / kernel.Day))
	rest := t % kernel.Day
	b := []byte("0000-00-00T00:00:00.000Z")
	put := func(at, digits int, n kernel.Time) {
		for i := at + digits - 1; i >= at; i-- {
			b[i] = byte('0' + n%10)
			n /= 10
		}
	}
	put(0, 4, kernel.Time(year))
	put(5, 2, kernel.Time(month))
	put(8, 2, kernel.Time(day))
	put(11, 2, rest/kernel.Hour)
	put(14, 2, rest/kernel.Minute%60)
	put(17, 2, rest/kernel.Second%60)
	put(20, 3, rest%kernel.Second)
	return string(b)
}

// date is the calendar date a number of days after 2026-01-01.
func date(days int) (year, month, day int) {
	lengths := [...]int{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31}
	for year = 2026; ; year++ {
		leap := year%4 == 0 && year%100 != 0 || year%400 == 0
		for month, length := range lengths {
			if month == 1 && leap {
				length++
			}
			if days < length {
				return year, month + 1, days + 1
			}
			days -= length
		}
	}
}
