package classroom

import (
	"fmt"
	"slices"
	"sort"
	"strings"

	"github.com/seed-11de0fc1/rehearse/quiz/measure"
	"github.com/seed-11de0fc1/rehearse/quiz/misconceptions"
	"github.com/seed-11de0fc1/rehearse/quiz/pose"
)

// Analysis is what the answers say of the questions, and of the class.
type Analysis struct {
	Assignment string    `json:"assignment"`
	Students   int       `json:"students"` // who have a sheet
	Handed     int       `json:"handedIn"`
	Median     float64   `json:"medianPercent"`
	Questions  []Quality `json:"questions"`
	Beliefs    []Held    `json:"misconceptions"`
	Notes      []string  `json:"notes"` // what can not be said yet
}

// Quality is what the answers to a question say of it. Discrimination needs
// FromLearners answers.
type Quality struct {
	Question       string   `json:"question"`
	Scenario       string   `json:"scenario"`
	Kind           string   `json:"kind"`
	Asked          string   `json:"asked"`
	Key            string   `json:"key"`
	Answers        int      `json:"answers"`
	Right          int      `json:"right"`
	Blank          int      `json:"blank"`
	Difficulty     float64  `json:"difficulty"` // the share that is right
	Low            float64  `json:"low"`        // bounds of the share, with 95 %
	High           float64  `json:"high"`
	Discrimination *float64 `json:"discrimination"` // nil: too few answers, or all alike
	Wrong          []Chosen `json:"wrong"`          // the most frequent first
}

// Chosen is how often a wrong answer was given, and what is behind it.
type Chosen struct {
	Answer      string   `json:"answer"`
	Times       int      `json:"times"`
	Share       float64  `json:"share"`          // of all answers
	Functioning bool     `json:"functioning"`    // at least 5 % chose it
	Unread      bool     `json:"notUnderstood"`  // it could not be understood
	Leading     []string `json:"misconceptions"` // that lead to it, the likeliest first
	Belief      string   `json:"belief"`         // of the likeliest; empty if it is not in the catalogue
	Rule        string   `json:"rule"`           // that the likeliest breaks
	mark        Mark
}

// Held is a misconception with those whose answers speak for it.
type Held struct {
	ID       string   `json:"id"`
	Belief   string   `json:"belief"`
	Rule     string   `json:"rule"`
	Answers  int      `json:"answers"`  // that it leads to
	Learners []string `json:"learners"` // who gave at least two of them
	Touched  int      `json:"touched"`  // who gave at least one
}

// FromLearners is how many answers it takes to say how well a question tells
// those who know from those who do not.
const FromLearners = 10

// functions is the share of answers from which a wrong option has a purpose.
const functions = 0.05

// strong is how many answers make a holder.
const strong = 2

// Analyse sums up what was handed in.
func (g *Grades) Analyse() *Analysis {
	a := &Analysis{Assignment: g.Assignment, Students: len(g.Students), Questions: []Quality{}, Beliefs: []Held{}}
	var percents []float64
	for _, r := range g.Students {
		if r.Handed && r.Fault == "" {
			a.Handed++
			percents = append(percents, r.Percent)
		}
	}
	a.Median = median(percents)
	a.Beliefs = g.beliefs()
	a.Questions = g.qualities()
	a.Notes = notesOn(a.Questions)
	return a
}

// notesOn says what can not be said of questions yet.
func notesOn(list []Quality) []string {
	few := 0
	for _, q := range list {
		if q.Answers < FromLearners {
			few++
		}
	}
	if few == 0 {
		return []string{}
	}
	return []string{fmt.Sprintf("how well a question tells those who know from those who do not takes %d answers; %d of %d questions have fewer", FromLearners, few, len(list))}
}

func median(list []float64) float64 {
	if len(list) == 0 {
		return 0
	}
	sort.Float64s(list)
	return (list[(len(list)-1)/2] + list[len(list)/2]) / 2
}

// one is an answer among all to a question.
type one struct {
	Mark
	rest float64 // the share of points in all other questions
}

// qualities are those of all questions, the hardest first.
func (g *Grades) qualities() []Quality {
	var order []string
	all := map[string][]one{}
	for _, r := range g.Students {
		for _, m := range r.Marks {
			if m.State == Voided || m.State == Missing || r.Fault != "" {
				continue
			}
			if all[m.Question] == nil {
				order = append(order, m.Question)
			}
			all[m.Question] = append(all[m.Question], one{m, (r.Points - m.Points) / float64(max(1, r.Of-1))})
		}
	}
	list, support := []Quality{}, g.support()
	for _, q := range order {
		list = append(list, quality(q, all[q]))
		for i := range list[len(list)-1].Wrong {
			list[len(list)-1].Wrong[i].explain(support)
		}
	}
	sort.SliceStable(list, func(i, j int) bool { return list[i].Difficulty < list[j].Difficulty })
	return list
}

func quality(name string, answers []one) Quality {
	first := answers[0].Mark
	q := Quality{Question: name, Scenario: first.Scenario, Kind: first.Kind, Key: first.Key, Answers: len(answers), Wrong: []Chosen{}}
	if first.item != nil {
		q.Asked = first.item.Ask
	}
	var right []bool
	var rest []float64
	for _, m := range answers {
		switch m.State {
		case Right:
			q.Right++
		case Blank:
			q.Blank++
		default:
			q.wrong(m.Mark)
		}
		right, rest = append(right, m.State == Right), append(rest, m.rest)
	}
	q.Difficulty = float64(q.Right) / float64(q.Answers)
	q.Low, q.High = measure.Share{Right: q.Right, Of: q.Answers}.Wilson()
	for i := range q.Wrong {
		q.Wrong[i].Share = float64(q.Wrong[i].Times) / float64(q.Answers)
		q.Wrong[i].Functioning = q.Wrong[i].Share >= functions
	}
	sort.SliceStable(q.Wrong, func(i, j int) bool {
		a, b := q.Wrong[i], q.Wrong[j]
		return a.Times > b.Times || a.Times == b.Times && !a.Unread && b.Unread
	})
	if r, ok := measure.Biserial(right, rest); ok && q.Answers >= FromLearners {
		q.Discrimination = &r
	}
	return q
}

// wrong counts a wrong answer.
func (q *Quality) wrong(m Mark) {
	n := slices.IndexFunc(q.Wrong, func(c Chosen) bool { return c.Answer == m.Answer })
	if n < 0 {
		n = len(q.Wrong)
		q.Wrong = append(q.Wrong, Chosen{Answer: m.Answer, Unread: m.State == Unread, Leading: slices.Clone(m.Leading), mark: m})
	}
	q.Wrong[n].Times++
}

// explain says what is behind a wrong answer: of the misconceptions that lead
// to it the one that fits most of what the class answered.
func (w *Chosen) explain(support map[string]int) {
	if w.mark.answer == nil || len(w.Leading) == 0 {
		return
	}
	e := pose.Item{Item: w.mark.item}.Explain(w.mark.answer, support)
	if len(e.Mutants) > 0 {
		w.Leading, w.Belief, w.Rule = e.Mutants, e.Belief, e.Rule
	}
}

// support counts, for each misconception, how many answers it leads to.
func (g *Grades) support() map[string]int {
	support := map[string]int{}
	for _, r := range g.Students {
		for _, m := range r.Marks {
			for _, id := range m.Leading {
				support[id]++
			}
		}
	}
	return support
}

// beliefs are the misconceptions that answers speak for, those with most
// holders first.
func (g *Grades) beliefs() []Held {
	all := map[string]*Held{}
	for _, r := range g.Students {
		counts := map[string]int{}
		for _, m := range r.Marks {
			for _, id := range m.Leading {
				counts[id]++
			}
		}
		for id, n := range counts {
			h := all[id]
			if h == nil {
				h = &Held{ID: id, Learners: []string{}}
				if m, ok := misconceptions.Lookup(id); ok {
					h.Belief, h.Rule = m.Belief, m.Rule
				}
				all[id] = h
			}
			h.Answers += n
			if h.Touched++; n >= strong {
				h.Learners = append(h.Learners, r.Student.ID)
			}
		}
	}
	list := []Held{}
	for _, h := range all {
		if h.Belief != "" { // it is in the catalogue
			list = append(list, *h)
		}
	}
	sort.Slice(list, func(i, j int) bool {
		a, b := list[i], list[j]
		switch {
		case len(a.Learners) != len(b.Learners):
			return len(a.Learners) > len(b.Learners)
		case a.Answers != b.Answers:
			return a.Answers > b.Answers
		}
		return strings.Compare(a.ID, b.ID) < 0
	})
	return list
}
