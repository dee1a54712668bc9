package question

import (
	"fmt"
	"slices"
	"strconv"

	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// Where a run that is wrong leaves the rules: kind 28. Who holds the belief
// that makes it wrong finds nothing; who holds another finds another line.
var findTheMistake = &Kind{
	Number: 28, Name: "find-the-mistake", Form: Word, Family: "what decides the next step",
	Tells: true,
	Subjects: func(c *Case) (list []Subject) {
		if !settled(c) {
			return nil
		}
		for _, b := range c.Beliefs() {
			if at, ok := leaves(c.Truth, b.Run); ok && c.room() >= linesLeast && !deniesRollback(b.Run, at) {
				before := int(kernel.Mix(c.Setup.Seed, kernel.HashString(b.Mutant.ID)) % uint64(c.room()))
				list = append(list, Subject{Record: max(0, at-before), Name: b.Mutant.ID})
			}
		}
		return list
	},
	Facts: func(c *Case, s Subject) (list []string) {
		for i, text := range c.shown(s) {
			list = append(list, fmt.Sprintf("(%d) %s", i+1, text))
		}
		return list
	},
	Ask:    always("Which is the first of these records that CodeDeploy would not write so?"),
	Domain: func(c *Case, s Subject) []string { return append(lineNumbers(len(c.shown(s))), "none") },
	Answer: func(r *Run, s Subject) Answer {
		shown := r.home.shown(s)
		if before, _ := textsPart(r, r.home.mutated(s.Name)); before < s.Record {
			return nil
		}
		for i, text := range shown {
			if at, here := lineAt(r.World, s.Record+i); at == "" || here != text {
				return Answer{strconv.Itoa(i + 1)}
			}
		}
		return Answer{"none"}
	},
	Said: func(a Answer) string {
		if a[0] == "none" {
			return "none of them"
		}
		return "(" + a[0] + ")"
	},
}

// deniesRollback says whether a record says that there is nothing to roll back
// to. That is true even of a run in which nothing would be rolled back anyhow,
// so that nobody can call it a mistake (CD-5.2, CD-5.4).
func deniesRollback(r *Run, place int) bool {
	return r.Journal().Records()[place].Kind == events.RollbackDenied
}

// How many records of a wrong run are shown.
const (
	linesLeast = 3
	linesMost  = 6
)

// room is how many records there is room for in a stem.
func (c *Case) room() int { return min(linesMost, stemLines-len(wrapAll(c.facts))-2) }

// mutated is the run under a misconception.
func (c *Case) mutated(mutant string) *Run {
	list := c.Beliefs()
	return list[slices.IndexFunc(list, func(b Belief) bool { return b.Mutant.ID == mutant })].Run
}

// shown are the records of a wrong run that are shown, as text.
func (c *Case) shown(s Subject) (list []string) {
	run := c.mutated(s.Name)
	for i := s.Record; i < min(s.Record+c.room(), len(run.Journal().Records())); i++ {
		_, text := lineAt(run.World, i)
		list = append(list, text)
	}
	return list
}

func lineNumbers(n int) (list []string) {
	for i := range n {
		list = append(list, strconv.Itoa(i+1))
	}
	return list
}

// leaves is the place at which a wrong run leaves the true one in words; false
// if it only ends, or only its times are others.
func leaves(truth, wrong *Run) (at int, ok bool) {
	at, _ = textsPart(truth, wrong)
	x, y := truth.Journal().Records(), wrong.Journal().Records()
	if at >= len(x) || at >= len(y) {
		return at, false
	}
	return at, line(truth.World, x[at]) != line(wrong.World, y[at])
}

// textsPart is the place of the first record that two runs tell otherwise.
func textsPart(a, b *Run) (at int, parts bool) {
	n := max(len(a.Journal().Records()), len(b.Journal().Records()))
	for i := range n {
		if _, here := lineAt(a.World, i); here != textAt(b, i) {
			return i, true
		}
	}
	return n, false
}

func textAt(r *Run, place int) string {
	_, text := lineAt(r.World, place)
	return text
}
