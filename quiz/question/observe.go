package question

import (
	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/rules"
)

// Observe says what there is to see in the run at the last place where a wrong
// answer would part from it, and by which rule. Where no misconception leads to
// another answer it is the last decision of the run.
func (it *Item) Observe() string {
	last, at := Belief{}, -1
	for _, b := range it.beliefs() {
		if a := it.answers(b.Mutant.ID); a == nil || it.Exact(a) {
			continue
		}
		if p := partsAt(it.Case.Truth, b.Run); p > at {
			last, at = b, p
		}
	}
	if at < 0 {
		return it.lastDecision()
	}
	rows := it.Case.Truth.Journal().Records()
	_, text := lineAt(it.Case.Truth.World, at)
	if at >= len(rows) {
		text = "after " + rows[len(rows)-1].At.String() + " nothing more happens"
	}
	return text + " (" + rules.String(last.Mutant.Rule) + ")"
}

// lastDecision is the last record that a rule decided, and by which; empty if
// there is none.
func (it *Item) lastDecision() string {
	rows := it.Case.Truth.Journal().Records()
	for i := len(rows) - 1; i >= 0; i-- {
		if r := rows[i]; r.Rule != 0 && r.Kind != events.EventStarted && r.Kind != events.EventEnded {
			return r.At.String() + " " + line(it.Case.Truth.World, r) + " (" + rules.String(r.Rule) + ")"
		}
	}
	return ""
}
