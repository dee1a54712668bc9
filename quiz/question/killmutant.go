package question

import (
	"slices"
	"strings"

	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// property is a kind of statement about a run: with what, it holds.
type property struct {
	name  string
	kind  *Kind
	state func(a Answer) string
}

// properties are those among which learners choose, in the words of tests.
func properties() []property {
	return []property{
		{"status", finalStatus, func(a Answer) string { return "deployment 1 ends " + a[0] }},
		{"skipped", skippedCount, func(a Answer) string { return "deployment 1 skips exactly " + a[0] }},
		{"succeeded", succeededSet, func(a Answer) string { return "deployment 1 succeeds exactly on " + orNone(spans(a)) }},
		{"service", healthyMinimum, func(a Answer) string {
			return "never fewer than " + a[0] + " are left alone, and at some moment exactly " + a[0]
		}},
		{"rollback", rollbackHappens, func(a Answer) string {
			if a[0] == "yes" {
				return "deployment 1 is rolled back"
			}
			return "deployment 1 is not rolled back"
		}},
		{"first", firstTarget, func(a Answer) string { return "the first to be deployed to is " + a[0] }},
		{"minimum", minimumNumber, func(a Answer) string { return "the minimum comes to " + a[0] + " in whole instances" }},
		{"healthy", healthyAfter, func(a Answer) string { return "when all is over " + a[0] + " are Healthy" }},
		{"revision", revisionMap, func(a Answer) string { return "in the end there lie " + mapText(a) }},
	}
}

// killTheMutant asks for the property that catches a wrong CodeDeploy and lets
// the right one pass: kind 31.
var killTheMutant = &Kind{
	Number: 31, Name: "kill-the-mutant", Form: Word, Closed: true, Family: "what a wrong belief changes in a run",
	Subjects: func(c *Case) (list []Subject) {
		if !over(c) || !touched(c) || !undoable(c) {
			return nil
		}
		for _, b := range c.Beliefs() {
			says := believed(b.Mutant.ID)
			if named := namesSetting.FindString(says); named != "" && !strings.Contains(c.config().Name, named) {
				continue
			}
			if says != "" && kills(c.Truth, b.Mutant.ID) != "" {
				list = append(list, Subject{Name: b.Mutant.ID})
			}
		}
		return list
	},
	Facts: func(_ *Case, s Subject) []string {
		return []string{"Somebody has built a CodeDeploy in which this is so: " + believed(s.Name)}
	},
	Ask: always("A test runs this scenario. Which statement lets the real CodeDeploy pass and catches that one?"),
	Answer: func(r *Run, s Subject) Answer {
		if text := kills(r, s.Name); text != "" && (r == r.home.Truth || !slices.Contains(killing(r.home.Truth, s.Name), text)) {
			return Answer{text}
		}
		return nil
	},
	Tried: func(c *Case, _ Subject, a Answer) string {
		for _, p := range properties() {
			if p.says(c.Truth) == a[0] {
				return "it holds of the real CodeDeploy, and of the other one too"
			}
		}
		return "it does not hold of the real CodeDeploy"
	},
	Fill: func(c *Case, s Subject) (list []Answer) {
		wrong := c.mutated(s.Name)
		for _, p := range drawnProperties(c) {
			here, there := p.says(c.Truth), p.says(wrong)
			if here != "" && here == there {
				list = append(list, Answer{here})
			}
		}
		return list
	},
}

// drawnProperties are the properties in an order drawn from the case.
func drawnProperties(c *Case) []property {
	list := properties()
	draw := kernel.NewStream(c.Setup.Seed, 2, purposePractice)
	shuffle(&draw, list)
	return list
}

// says is what a property states of a run; empty if it states nothing.
func (p property) says(r *Run) string {
	if p.kind.Subjects(r.home) == nil {
		return ""
	}
	a := p.kind.Answer(r, Subject{})
	if a == nil || len(a) == 0 && p.kind != succeededSet {
		return ""
	}
	return p.state(a)
}

// kills is the first statement that holds of a run and no longer holds if a
// misconception is added to what decides; empty if there is none.
func kills(r *Run, mutant string) string {
	if list := killing(r, mutant); len(list) > 0 {
		return list[0]
	}
	return ""
}

func killing(r *Run, mutant string) (list []string) {
	other := r.home.believing(r.decisions, mutant)
	if other == nil {
		return nil
	}
	for _, p := range drawnProperties(r.home) {
		if here := p.says(r); here != "" && here != p.says(other) {
			list = append(list, here)
		}
	}
	return list
}

// believing is the run of a case under some decisions and a misconception.
func (c *Case) believing(d *codedeploy.Decisions, mutant string) *Run {
	if d == c.Truth.decisions && strings.HasPrefix(mutant, "M-") {
		return c.mutated(mutant)
	}
	return c.changed(change{apply: func(*sim.Setup) {}}, joined(d, mutant))
}
