package progress

import (
	"slices"
	"strings"
	"time"

	"github.com/seed-11de0fc1/rehearse/quiz/measure"
)

// Group is how the answers came out that have something in common.
type Group struct {
	Name string
	measure.Share
	Points float64 // their sum
	Last   time.Time
}

// Suspected is a misconception that something speaks for.
type Suspected struct {
	ID       string
	Chosen   int // how often an answer was given that it leads to
	Strength measure.Strength
}

// Report is what all of it comes to at one moment.
type Report struct {
	Now         time.Time
	All         measure.Share
	Rules       []Group // by name
	Topics      []Group
	Levels      []measure.Level
	Brier       float64
	Told        int // answers with a certainty
	Streak      measure.Streak
	Due         []Card
	Cards       int
	NextDue     time.Time // of the cards that are not due yet; zero if there is none
	Suspected   []Suspected
	Unexplained []Unexplained
}

// ReportOf sums up answers and cards. The days are those of the place of now.
func ReportOf(answers []Answer, cards []Card, now time.Time) Report {
	r := Report{
		Now: now, Cards: len(cards),
		Rules:       groups(answers, func(a Answer) []string { return a.Rules }),
		Topics:      groups(answers, func(a Answer) []string { return []string{a.Topic} }),
		Suspected:   suspected(answers, now),
		Unexplained: UnexplainedOf(answers),
	}
	var told []measure.Told
	var times []time.Time
	for _, a := range answers {
		r.All.Add(a.Right)
		told = append(told, measure.Told{Certainty: a.Certainty, Right: a.Right})
		times = append(times, a.At)
	}
	r.Levels = measure.Calibrate(told)
	r.Brier, r.Told = measure.Brier(told)
	r.Streak = measure.StreakOf(times, now)
	for _, c := range cards {
		switch {
		case c.IsDue(now):
			r.Due = append(r.Due, c)
		case r.NextDue.IsZero() || c.Due.Before(r.NextDue):
			r.NextDue = c.Due
		}
	}
	return r
}

// groups sorts answers under the names that each has, in the order of names.
func groups(answers []Answer, names func(Answer) []string) (list []Group) {
	at := map[string]int{}
	for _, a := range answers {
		for _, name := range names(a) {
			i, known := at[name]
			if !known {
				i = len(list)
				at[name] = i
				list = append(list, Group{Name: name})
			}
			list[i].Add(a.Right)
			list[i].Points += a.Points
			list[i].Last = a.At
		}
	}
	slices.SortFunc(list, func(a, b Group) int { return byNumbers(a.Name, b.Name) })
	return list
}

// byNumbers orders CD-2.9 before CD-2.10.
func byNumbers(a, b string) int {
	for a != "" && b != "" {
		x, y := piece(a), piece(b)
		if x != y {
			if isDigit(x[0]) && isDigit(y[0]) && len(x) != len(y) {
				return len(x) - len(y)
			}
			return strings.Compare(x, y)
		}
		a, b = a[len(x):], b[len(y):]
	}
	return len(a) - len(b)
}

// piece is the number at the beginning of a text, or else its first byte.
func piece(s string) string {
	n := 0
	for n < len(s) && isDigit(s[n]) {
		n++
	}
	return s[:max(n, 1)]
}

func isDigit(b byte) bool { return '0' <= b && b <= '9' }

// suspected are the misconceptions that something speaks for, the strongest
// first.
func suspected(answers []Answer, now time.Time) (list []Suspected) {
	evidence := map[string]measure.Evidence{}
	chosen := map[string]int{}
	var ids []string
	for _, a := range answers {
		for _, b := range a.Beliefs {
			if _, known := evidence[b.ID]; !known {
				ids = append(ids, b.ID)
			}
			e := evidence[b.ID]
			switch {
			case b.Chosen:
				e = e.Chosen(b.Sharing, a.At)
				chosen[b.ID]++
			case a.Right && a.Options > 1:
				e = e.Refused(b.Sharing, a.Options, a.At)
			}
			evidence[b.ID] = e
		}
	}
	slices.Sort(ids)
	for _, id := range ids {
		if strength := evidence[id].Strength(now); strength > measure.None {
			list = append(list, Suspected{id, chosen[id], strength})
		}
	}
	slices.SortStableFunc(list, func(a, b Suspected) int { return int(b.Strength - a.Strength) })
	return list
}
