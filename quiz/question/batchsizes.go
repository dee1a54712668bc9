package question

import "strconv"

// How many are deployed to at each step: kind 5.
var batchSizes = &Kind{
	Number: 5, Name: "batch-sizes", Form: List, Family: "how many may be offline at once",
	Subjects: once(func(c *Case) bool { return touched(c) && even(c) && len(c.Truth.thePace().Waves(c.asked())) > 1 }),
	Ask:      always("How many instances are started at each step? (All take equally long)"),
	Like:     "a number for each step, such as 2 2 1",
	Answer: func(r *Run, _ Subject) Answer {
		d, ok := r.first()
		if !ok {
			return nil
		}
		a := Answer{}
		for _, n := range r.thePace().Waves(d) {
			a = append(a, strconv.Itoa(n))
		}
		return a
	},
}
