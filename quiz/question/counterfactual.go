package question

// The same run with one thing changed: kind 32.
var counterfactual = &Kind{
	Number: 32, Name: "counterfactual", Form: Word, Closed: true, Deep: true, Family: "when a deployment goes on and when it gives up",
	Tells: true,
	Subjects: func(c *Case) (list []Subject) {
		if !changeable(c) || !undoable(c) {
			return nil
		}
		for _, ch := range c.changes() {
			list = append(list, Subject{Name: ch.name})
		}
		return list[:min(len(list), mostVariants)]
	},
	Facts: func(c *Case, _ Subject) []string {
		return []string{"What becomes of deployment 1: " + outcome(c.Truth) + "."}
	},
	Ask: func(c *Case, s Subject) string {
		return "And if one thing were otherwise: " + c.changeNamed(s.Name).text + ". What would become of deployment 1?"
	},
	Answer: func(r *Run, s Subject) Answer {
		if other := r.with(r.home.changeNamed(s.Name)); other != nil {
			return Answer{outcome(other)}
		}
		return nil
	},
	Elsewhere: func(r *Run, s Subject, _ Answer) *Run { return r.with(r.home.changeNamed(s.Name)) },
}

// mostVariants is how many changes of a case are asked about by one kind.
const mostVariants = 4
