package question

import "github.com/seed-11de0fc1/rehearse/sim/events"

// What comes next where the trace stops: kind 25. It stops where beliefs part
// from the truth.
var nextEvent = &Kind{
	Number: 25, Name: "next-event", Form: Word, Closed: true, Family: "what decides the next step",
	Tells: true,
	Subjects: func(c *Case) (list []Subject) {
		if !settled(c) {
			return nil
		}
		count := map[int]int{}
		for _, b := range c.Beliefs() {
			at := partsAt(c.Truth, b.Run)
			if at < 1 || at >= len(c.Truth.Journal().Records()) || at >= len(b.Run.Journal().Records()) {
				continue
			}
			if count[at]++; count[at] == 2 {
				list = append(list, Subject{Record: at})
			}
		}
		return list
	},
	Ask:   always("The journal of the run stops here. What is its next record?"),
	Facts: func(c *Case, s Subject) []string { return traceFacts(c, s.Record) },
	Answer: func(r *Run, s Subject) Answer {
		rows := r.Journal().Records()
		if s.Record >= len(rows) {
			return nil
		}
		return Answer{line(r.World, rows[s.Record])}
	},
	Shares: func(truth, r *Run, s Subject) bool { return partsAt(truth, r) >= s.Record },
}

// partsAt is the place of the first record in which two runs differ, if only in
// the host to which the same happens.
func partsAt(a, b *Run) int {
	x, y := a.Journal().Records(), b.Journal().Records()
	n := min(len(x), len(y))
	for i := range n {
		if x[i] != y[i] || x[i].Kind == events.TargetStarted && a.Subject(x[i]) != b.Subject(y[i]) {
			return i
		}
	}
	return n
}

const traceShown = 4

// traceFacts are the last records before a place in the journal of the truth.
func traceFacts(c *Case, place int) (list []string) {
	for _, row := range c.Truth.Journal().Records()[max(0, place-traceShown):place] {
		list = append(list, row.At.String()+" "+line(c.Truth.World, row))
	}
	return list
}
