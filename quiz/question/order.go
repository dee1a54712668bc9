package question

import "slices"

// Who is touched first, and in which order all are: kinds 3 and 4. Who goes
// first among equals is nobody's knowledge, so it is never what decides.

var firstTarget = &Kind{
	Number: 3, Name: "first-target", Form: Word, Family: "the order in which a group is gone through",
	Subjects: once(func(c *Case) bool { return touched(c) && len(c.classes()) > 1 && len(c.classes()[0]) == 1 }),
	Ask:      always("Which instance is deployed to first?"),
	Domain:   hostNames,
	Answer: func(r *Run, s Subject) Answer {
		if order := attemptOrder.Answer(r, s); len(order) > 0 {
			return order[:1]
		}
		return nil
	},
}

var attemptOrder = &Kind{
	Number: 4, Name: "attempt-order", Form: Order, Family: "the order in which a group is gone through",
	Subjects: once(func(c *Case) bool { return touched(c) && len(c.classes()) > 1 }),
	Ask:      always("In which order are the instances attempted that are attempted at all?"),
	Domain:   hostNames,
	Rank: func(c *Case, host string) int {
		for i, class := range c.classes() {
			if slices.Contains(class, host) {
				return i
			}
		}
		return -1
	},
	Answer: func(r *Run, _ Subject) Answer {
		d, ok := r.first()
		if !ok {
			return nil
		}
		a := Answer{}
		for _, i := range r.thePace().Order(d) {
			a = append(a, r.Fleet().Name(i))
		}
		return a
	},
}

// classes are the hosts that were attempted, those of equal standing together,
// the first to go first.
func (c *Case) classes() (list [][]string) {
	last := -1
	for _, t := range c.Truth.theTargets() {
		if !started(&t) {
			continue
		}
		if t.Class != last {
			list, last = append(list, nil), t.Class
		}
		list[len(list)-1] = append(list[len(list)-1], t.Name)
	}
	return list
}

// hostNames are the hosts of deployment 1 in the order of the scenario.
func hostNames(c *Case, _ Subject) (names []string) {
	for i := range uint32(c.Truth.Fleet().Len()) {
		if name := c.Truth.Fleet().Name(i); c.Truth.target(name) != nil {
			names = append(names, name)
		}
	}
	return names
}
