package question

import "github.com/seed-11de0fc1/rehearse/sim/rules"

// Observe says what there is to see in the run at the last place where a wrong
// answer would part from it, and by which rule. It is empty where no
// misconception leads to another answer.
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
		return ""
	}
	rows := it.Case.Truth.Journal().Records()
	_, text := lineAt(it.Case.Truth.World, at)
	if at >= len(rows) {
		text = "after " + rows[len(rows)-1].At.String() + " nothing more happens"
	}
	return text + " (" + rules.String(last.Mutant.Rule) + ")"
}
