package question

import (
	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
	"github.com/seed-11de0fc1/rehearse/sim/rules"
)

// Observe says what there is to see in the run at the last place where a wrong
// answer would part from it, and by which rule. Where no misconception leads to
// another answer it is the last decision of the run.
func (it *Item) Observe() string {
	at, rule := it.decisive()
	rows := it.Case.Truth.Journal().Records()
	switch {
	case at < 0:
		return ""
	case at >= len(rows):
		return "after " + rows[len(rows)-1].At.String() + " nothing more happens (" + rules.String(rule) + ")"
	}
	return rows[at].At.String() + " " + line(it.Case.Truth.World, rows[at]) + " (" + rules.String(rule) + ")"
}

// Decides is the rule that Observe names, on which the right answer hangs last;
// empty if there is none.
func (it *Item) Decides() string {
	_, rule := it.decisive()
	return rules.String(rule)
}

// decisive is the last record of the run from which a wrong answer would part,
// with the rule of that, or else the last that a rule decided; -1 if there is
// none.
func (it *Item) decisive() (at int, rule kernel.Rule) {
	at = -1
	for _, b := range it.beliefs() {
		if a := it.answers(b.Mutant.ID); a == nil || it.Exact(a) {
			continue
		}
		if p := partsAt(it.Case.Truth, b.Run); p > at {
			at, rule = p, b.Mutant.Rule
		}
	}
	rows := it.Case.Truth.Journal().Records()
	for i := len(rows) - 1; at < 0 && i >= 0; i-- {
		if r := rows[i]; r.Rule != 0 && r.Kind != events.EventStarted && r.Kind != events.EventEnded {
			at, rule = i, r.Rule
		}
	}
	return at, rule
}
