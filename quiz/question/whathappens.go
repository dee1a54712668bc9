package question

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/seed-11de0fc1/rehearse/quiz/misconceptions"
	"github.com/seed-11de0fc1/rehearse/scenarios/source"
)

// mostWide is how many bytes a thing that may happen has at most.
const mostWide = 150

const (
	mostStatements = 10 // things that may happen are listed at most
	mostAsked      = 3  // times that a scenario is asked about, but for what is left over
)

// WhatHappens asks which of several records a run has; they are taken from the
// true run and from those of misconceptions, so that the answer tells many of
// them apart. It is no kind of practice: it is asked to find out what somebody
// believes.
var WhatHappens = &Kind{
	Name: "what-happens", Form: Set, Family: "what decides the next step", Open: true,
	Subjects: func(c *Case) (subjects []Subject) {
		if !c.shows {
			return nil
		}
		for n, list := range c.statements() {
			if len(list) > 1 {
				subjects = append(subjects, Subject{Record: n})
			}
		}
		return subjects
	},
	Ask:    always("Which of these are so? What names a time happens then; the rest is so when all is over."),
	Domain: func(c *Case, s Subject) []string { return c.statements()[s.Record] },
	Said:   func(a Answer) string { return orNone(strings.Join(a, "; ")) },
	Answer: func(r *Run, s Subject) Answer {
		a, has := Answer{}, said(r)
		for _, text := range r.home.statements()[s.Record] {
			if has[text] {
				a = append(a, text)
			}
		}
		return a
	},
}

// said are all records of a run with their times, and what can be told of it in
// the end, in words.
func said(r *Run) map[string]bool {
	if r.told != nil {
		return r.told
	}
	r.told = map[string]bool{}
	for i := range r.Journal().Records() {
		r.told[statement(r, i)] = true
	}
	for _, text := range ends(r) {
		r.told[text] = true
	}
	return r.told
}

// ends are what can be told of a run when all is over.
func ends(r *Run) []string {
	if r.ended == nil {
		for _, l := range misconceptions.Tell(r.World, nil) {
			r.ended = append(r.ended, l.Subject+": "+l.Says)
		}
	}
	return r.ended
}

// statement is a record with its time, in which deployments have their numbers.
func statement(r *Run, place int) string {
	_, text := lineAt(r.World, place)
	for n, d := range r.deployments {
		text = strings.ReplaceAll(text, d.ID, "deployment "+strconv.Itoa(n+1))
	}
	return strings.ReplaceAll(text, "deployment deployment", "deployment")
}

// statements are what WhatHappens lists, question by question, worked out once.
func (c *Case) statements() [][]string {
	if c.listed == nil {
		c.listed = c.telling()
	}
	return c.listed
}

// telling chooses statements one by one, each the one after which the beliefs
// fall into most parts; when a question is full, the next goes on from there.
func (c *Case) telling() (all [][]string) {
	truth := said(c.Truth)
	runs := []map[string]bool{truth}
	var texts []string
	add := func(text string) {
		if len(text) < mostWide && !slices.Contains(texts, text) {
			texts = append(texts, text)
		}
	}
	for _, b := range c.Beliefs() {
		if !strings.HasPrefix(b.Mutant.ID, "M-") {
			continue
		}
		believed := said(b.Run)
		runs = append(runs, believed)
		at, _ := textsPart(c.Truth, b.Run)
		for _, r := range []*Run{c.Truth, b.Run} {
			for i := at; i < min(at+3, len(r.Journal().Records())); i++ {
				add(statement(r, i))
			}
			for _, text := range ends(r) {
				if truth[text] != believed[text] {
					add(text)
				}
			}
		}
	}
	parts := make([]int, len(runs)) // of each run
	chosen := []string{}
	for len(all) < mostAsked {
		best, most := "", spread(parts)+1e-6
		for _, text := range texts {
			if bits := spread(split(parts, runs, text)); bits > most {
				best, most = text, bits+1e-6
			}
		}
		if best == "" {
			break
		}
		parts = split(parts, runs, best)
		if chosen = append(chosen, best); len(chosen) == mostStatements {
			slices.SortFunc(chosen, byTime)
			all, chosen = append(all, chosen), nil
		}
	}
	slices.SortFunc(chosen, byTime)
	return append(all, chosen)
}

// split parts runs by whether they have a record.
func split(parts []int, runs []map[string]bool, text string) []int {
	next, numbers := make([]int, len(parts)), map[int]int{}
	for i, p := range parts {
		p *= 2
		if runs[i][text] {
			p++
		}
		if _, known := numbers[p]; !known {
			numbers[p] = len(numbers)
		}
		next[i] = numbers[p]
	}
	return next
}

// spread is how many bits it takes to say in which part a run is.
func spread(parts []int) (bits float64) {
	counts := map[int]int{}
	for _, p := range parts {
		counts[p]++
	}
	list := make([]int, 0, len(counts))
	for _, n := range counts {
		list = append(list, n)
	}
	slices.Sort(list)
	for _, n := range list {
		p := float64(n) / float64(len(parts))
		bits -= p * math.Log2(p)
	}
	return math.Round(bits*1e6) / 1e6
}

// byTime orders statements by the times they name.
func byTime(a, b string) int {
	x, y := timeOf(a), timeOf(b)
	if x != y {
		return int(x - y)
	}
	return strings.Compare(a, b)
}

func timeOf(text string) int64 {
	at, _, _ := strings.Cut(text, " ")
	if ms, err := source.ParseDuration(at); err == nil {
		return ms
	}
	n, _ := strconv.ParseInt(at, 10, 64)
	return n
}
