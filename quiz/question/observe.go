package question

import "github.com/seed-11de0fc1/rehearse/sim/rules"

// Observe says what there is to see in the run at the place where a wrong
// answer would part from it, and by which rule. It is empty where no
// misconception leads to another answer.
func (it *Item) Observe() string {
	for _, b := range it.beliefs() {
		if it.answers(b.Mutant.ID) == nil {
			continue
		}
		var e Explanation
		if e.part(it.Case.Truth.World, b.Run.World); e.At != "" {
			return e.Truth + " (" + rules.String(b.Mutant.Rule) + ")"
		}
	}
	return ""
}
