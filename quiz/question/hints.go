package question

import (
	"fmt"

	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// hintsMost is how many hints there are.
const hintsMost = 4

// traceHint is how many decisions the last hint shows at most.
const traceHint = 8

// Hint is a rung of the ladder, from 1: which rules matter, the numbers they
// work on, the first event, the trace up to the last decision. It is nil
// beyond the last.
func (it *Item) Hint(n int) []string {
	switch n {
	case 1:
		return []string{"It is about " + it.Kind.Family + "."}
	case 2:
		return []string{it.numbers()}
	case 3:
		return it.firstEvent()
	case 4:
		return it.trace()
	}
	return nil
}

// numbers are those that the rules work on.
func (it *Item) numbers() string {
	d, config := it.Case.asked(), it.Case.config()
	if d.Platform != codedeploy.Server {
		r := config.Routing
		return fmt.Sprintf("Numbers: %s, %d percent, interval %s.", r.Type, r.Percentage, r.Interval)
	}
	if config.Min.Type == codedeploy.MostConcurrency {
		return fmt.Sprintf("Numbers: %s, at most %d at once.", counted(d.Planned, "target"), config.Min.Value)
	}
	return fmt.Sprintf("Numbers: %s, minimum %s %d.", counted(d.Planned, "target"), minimumTypes[config.Min.Type], config.Min.Value)
}

// firstEvent is the first thing that happens to a target.
func (it *Item) firstEvent() []string {
	for _, r := range it.Case.Truth.Journal().Records() {
		if events.Record(r).SubjectKind() == events.Target {
			return []string{r.At.String() + " " + line(it.Case.Truth.World, r)}
		}
	}
	return []string{"Nothing happens to any target."}
}

// ofAnother says whether a record is about a target of another deployment than the
// one that is asked about.
func (it *Item) ofAnother(r kernel.Record) bool {
	d, record := it.Case.asked(), events.Record(r)
	n := int(record.Index()) - int(d.FirstTarget)
	return record.SubjectKind() == events.Target && (n < 0 || n >= d.Targets) && it.Kind != WhatHappens
}

// trace are the decisions up to the last but one, without those about targets of
// other deployments.
func (it *Item) trace() (list []string) {
	rows := it.Case.Truth.Journal().Records()
	if it.Subject.Record > 0 {
		rows = rows[:it.Subject.Record]
	}
	for _, r := range rows {
		if r.Rule != 0 && r.Kind != events.EventStarted && r.Kind != events.EventEnded && !it.ofAnother(r) {
			list = append(list, r.At.String()+" "+line(it.Case.Truth.World, r))
		}
	}
	list = list[:max(0, len(list)-1)]
	return list[max(0, len(list)-traceHint):]
}
