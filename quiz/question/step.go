package question

import (
	"slices"
	"strconv"
	"strings"

	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// Step is what the service does next, in the words in which a learner who plays
// the service says it: a verb and what it is done to.
type Step []string

// The verbs of a Step.
const (
	StepBegin    = "begin"    // the deployment: its targets are known
	StepDeploy   = "deploy"   // a host: it is its turn
	StepEvent    = "event"    // host and lifecycle event: that begins on it
	StepShift    = "shift"    // so many per cent of the traffic
	StepStop     = "stop"     // the deployment: what runs may end, nothing else starts
	StepEnd      = "end"      // the deployment, with a status
	StepSkip     = "skip"     // the rest
	StepRollback = "rollback" // to a revision
	StepWait     = "wait"     // nothing can be done before something ends
)

// StepOf is the step that a record of a run takes; false if it takes none, and
// only tells what happens by itself.
func StepOf(w *sim.World, r kernel.Record) (Step, bool) {
	rec := events.Record(r)
	switch r.Kind {
	case events.DeploymentBegun:
		return Step{StepBegin}, true
	case events.TargetStarted:
		return Step{StepDeploy, w.Subject(r)}, true
	case events.EventStarted:
		return Step{StepEvent, w.Subject(r), rec.LifecycleEvent().String()}, true
	case events.TrafficShifted:
		return Step{StepShift, strconv.FormatInt(r.A, 10)}, true
	case events.DeploymentStopping:
		return Step{StepStop}, true
	case events.DeploymentEnded:
		return Step{StepEnd, rec.Status().String()}, true
	case events.TargetPassedOver:
		return Step{StepSkip}, true
	case events.DeploymentMade:
		if d := w.DeploymentAt(int32(rec.Index())); d.Creator == events.ByRollback {
			return Step{StepRollback, d.RevisionName}, true
		}
	}
	return nil, false
}

// String is the step as it is typed.
func (s Step) String() string { return strings.Join(s, " ") }

// Says is the step in a clause.
func (s Step) Says() string {
	switch s[0] {
	case StepBegin:
		return "put the deployment InProgress"
	case StepDeploy:
		return "start on " + s[1]
	case StepEvent:
		return "begin " + s[2] + " on " + s[1]
	case StepShift:
		return "shift " + s[1] + " % of the traffic"
	case StepStop:
		return "stop the deployment, and let what runs end"
	case StepEnd:
		return "end the deployment: " + s[1]
	case StepSkip:
		return "skip the instances that are left"
	case StepRollback:
		return "make a deployment that rolls back to " + s[1]
	}
	return "start nothing, and wait for what ends next"
}

// Standing is how the targets of a deployment stand after some records of a
// run, those of equal standing together: "web-1 Succeeded; web-2 Install runs".
func Standing(w *sim.World, d sim.Deployment, rows []kernel.Record) string {
	var states []string
	of := map[string][]string{}
	for i := range uint32(d.Targets) {
		state := StandingOf(d.FirstTarget+i, rows)
		if of[state] == nil {
			states = append(states, state)
		}
		of[state] = append(of[state], w.TargetName(d.FirstTarget+i))
	}
	for n, state := range states {
		slices.SortStableFunc(of[state], byNumber)
		states[n] = spans(of[state]) + " " + state
	}
	return strings.Join(states, "; ")
}

func byNumber(a, b string) int {
	stemA, x := numbered(a)
	stemB, y := numbered(b)
	if stemA != stemB {
		return strings.Compare(stemA, stemB)
	}
	return x - y
}

// StandingOf is how a target stands after some records.
func StandingOf(target uint32, rows []kernel.Record) string {
	for i := len(rows) - 1; i >= 0; i-- {
		rec := events.Record(rows[i])
		if rec.SubjectKind() != events.Target || rec.Index() != target {
			continue
		}
		switch rec.Kind {
		case events.TargetEnded:
			return rec.TargetStatus().String()
		case events.TargetPassedOver:
			return "Skipped"
		case events.TargetReadied:
			return "Ready"
		case events.TargetStarted, events.TargetResumed:
			return "InProgress"
		case events.EventStarted:
			return "InProgress, " + rec.LifecycleEvent().String() + " runs"
		case events.EventEnded:
			return "InProgress, " + rec.LifecycleEvent().String() + " " + rec.Outcome().Status.String()
		}
	}
	return "Pending"
}
