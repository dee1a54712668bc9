package classroom

import (
	"slices"
	"sort"
	"strings"

	"github.com/seed-11de0fc1/rehearse/quiz/measure"
	"github.com/seed-11de0fc1/rehearse/quiz/misconceptions"
)

// Analysis is what the answers say of the questions, and of the class.
type Analysis struct {
	Assignment string    `json:"assignment"`
	Students   int       `json:"students"` // who have a sheet
	Handed     int       `json:"handedIn"`
	Median     float64   `json:"medianPercent"`
	Questions  []Quality `json:"questions"`
	Beliefs    []Held    `json:"misconceptions"`
}

// Quality is what the answers to a question say of it. Discrimination and
// options need FromLearners answers.
type Quality struct {
	Question       string   `json:"question"`
	Answers        int      `json:"answers"`
	Right          int      `json:"right"`
	Difficulty     float64  `json:"difficulty"` // the share that is right
	Low            float64  `json:"low"`        // bounds of the share, with 95 %
	High           float64  `json:"high"`
	Discrimination *float64 `json:"discrimination,omitempty"` // nil: too few answers, or all alike
	Wrong          []Chosen `json:"wrong"`
}

// Chosen is how often a wrong answer was given.
type Chosen struct {
	Answer      string   `json:"answer"`
	Times       int      `json:"times"`
	Share       float64  `json:"share"`       // of all answers
	Functioning bool     `json:"functioning"` // at least 5 % chose it
	Leading     []string `json:"misconceptions"`
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

// FromLearners is how many answers it takes to say something of a question.
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
	a.Questions = g.qualities()
	a.Beliefs = g.beliefs()
	return a
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
	list := []Quality{}
	for _, q := range order {
		list = append(list, quality(q, all[q]))
	}
	sort.SliceStable(list, func(i, j int) bool { return list[i].Difficulty < list[j].Difficulty })
	return list
}

func quality(name string, answers []one) Quality {
	q := Quality{Question: name, Answers: len(answers), Wrong: []Chosen{}}
	var right []bool
	var rest []float64
	for _, m := range answers {
		if m.State == Right {
			q.Right++
		} else if m.State != Blank {
			q.wrong(m.Mark)
		}
		right, rest = append(right, m.State == Right), append(rest, m.rest)
	}
	q.Difficulty = float64(q.Right) / float64(q.Answers)
	q.Low, q.High = measure.Share{Right: q.Right, Of: q.Answers}.Wilson()
	if q.Answers < FromLearners {
		q.Wrong = []Chosen{}
		return q
	}
	if r, ok := measure.Biserial(right, rest); ok {
		q.Discrimination = &r
	}
	for i := range q.Wrong {
		q.Wrong[i].Share = float64(q.Wrong[i].Times) / float64(q.Answers)
		q.Wrong[i].Functioning = q.Wrong[i].Share >= functions
	}
	sort.SliceStable(q.Wrong, func(i, j int) bool { return q.Wrong[i].Times > q.Wrong[j].Times })
	return q
}

// wrong counts a wrong answer.
func (q *Quality) wrong(m Mark) {
	n := slices.IndexFunc(q.Wrong, func(c Chosen) bool { return c.Answer == m.Answer })
	if n < 0 {
		n = len(q.Wrong)
		q.Wrong = append(q.Wrong, Chosen{Answer: m.Answer, Leading: m.Leading})
	}
	q.Wrong[n].Times++
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
