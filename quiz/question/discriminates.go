package question

import (
	"regexp"
	"slices"

	"github.com/seed-11de0fc1/rehearse/quiz/misconceptions"
	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// believed is what somebody says who holds a misconception; empty if the
// catalogue does not know it.
func believed(mutant string) string {
	m, ok := misconceptions.Lookup(mutant)
	if !ok {
		return ""
	}
	return m.Belief
}

// namesSetting are the words of beliefs that hold for one configuration.
var namesSetting = regexp.MustCompile(`OneAtATime|one-at-a-time|HalfAtATime|AllAtOnce|\d %`)

// joined is a misconception together with what decides already.
func joined(d *codedeploy.Decisions, mutant string) *codedeploy.Decisions {
	both := *d
	for i := range codedeploy.Mutants {
		if codedeploy.Mutants[i].ID == mutant {
			codedeploy.Mutants[i].Replace(&both)
		}
	}
	return &both
}

// whichScenario asks which change of a scenario shows that a belief is wrong:
// kind 29. The others leave the run as it would be if the belief were right.
var whichScenario = &Kind{
	Number: 29, Name: "which-scenario-discriminates", Form: Word, Closed: true, Family: "where a belief would show",
	Subjects: func(c *Case) (list []Subject) {
		if !changeable(c) {
			return nil
		}
		for i := range codedeploy.Mutants {
			m := &codedeploy.Mutants[i]
			if says := believed(m.ID); says == "" || namesSetting.MatchString(says) || m.Rule>>8&15 != 2 {
				continue
			}
			list = append(list, Subject{Name: m.ID})
		}
		draw := kernel.NewStream(c.Setup.Seed, 4, purposePractice)
		shuffle(&draw, list)
		return list[:min(len(list), mostVariants)]
	},
	Facts: func(_ *Case, s Subject) []string {
		return []string{"Somebody says: " + believed(s.Name)}
	},
	Ask: always("One thing about this scenario may be changed to find out whether that is so. With which change can the run show it?"),
	Answer: func(r *Run, s Subject) Answer {
		yes, no := r.home.tells(s.Name)
		if len(yes) == 0 || len(no) < leastWrong {
			return nil
		}
		if r == r.home.Truth {
			return Answer{yes[0].text}
		}
		for _, ch := range no {
			if apart(r.with(ch), r.home.changed(ch, joined(r.decisions, s.Name))) {
				return Answer{ch.text}
			}
		}
		return nil
	},
	Tried: func(*Case, Subject, Answer) string { return "the run is the same, whether it is so or not" },
	Fill: func(c *Case, s Subject) (list []Answer) {
		_, no := c.tells(s.Name)
		for _, ch := range no {
			list = append(list, Answer{ch.text})
		}
		return list
	},
}

// tells are the changes with which the run tells whether a belief is right,
// and those with which it is the same. What differs in no record, only in the
// order in which targets are listed, is neither.
func (c *Case) tells(mutant string) (yes, no []change) {
	for _, ch := range c.changes() {
		here := c.variant(ch)
		if here == nil {
			continue
		}
		switch there := c.changed(ch, joined(here.decisions, mutant)); {
		case apart(here, there):
			yes = append(yes, ch)
		case there != nil && sameTargets(here, there):
			no = append(no, ch)
		}
	}
	return yes, no
}

// sameTargets says whether two runs are the same and list the same targets.
func sameTargets(a, b *Run) bool {
	return a.Journal().Fingerprint() == b.Journal().Fingerprint() &&
		slices.EqualFunc(a.theTargets(), b.theTargets(), func(x, y sim.Target) bool { return x.Name == y.Name })
}

// apart says whether two runs tell different stories; one may be missing.
func apart(a, b *Run) bool {
	if a == nil || b == nil || a.Journal().Fingerprint() == b.Journal().Fingerprint() {
		return false
	}
	_, parts := textsPart(a, b)
	return parts
}
