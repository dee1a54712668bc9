package diagnosis

import (
	"strings"

	"github.com/seed-11de0fc1/rehearse/quiz/misconceptions"
)

// expert is the index of the hypothesis that no misconception is held.
const expert = 0

// hypotheses are the expert, and behind him all misconceptions that can be run.
var hypotheses = func() []*misconceptions.Misconception {
	list := []*misconceptions.Misconception{nil}
	all := misconceptions.All()
	for i := range all {
		if all[i].NotRunnable == "" {
			list = append(list, &all[i])
		}
	}
	return list
}()

// hypothesisOf is the index of a misconception by its id, or -1.
func hypothesisOf(id string) int {
	for i, m := range hypotheses {
		if m != nil && strings.EqualFold(m.ID, id) {
			return i
		}
	}
	return -1
}
