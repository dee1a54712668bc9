package exam

import (
	"sort"

	"github.com/seed-11de0fc1/rehearse/quiz/measure"
	"github.com/seed-11de0fc1/rehearse/scenarios"
)

// Result is what an exam came to: shares, and no score of AWS.
type Result struct {
	Scored   measure.Share
	Unscored measure.Share // of the questions on trial
	Blank    int           // scored ones without an answer
	Domains  []Part        // by objective
	Rules    []Part        // those with a wrong answer, the weakest first
}

// Part is a part of the scored questions; one question may be in several.
type Part struct {
	Name  string
	Title string
	measure.Share
}

// Right says whether the answer to a question is wholly right.
func (e *Exam) Right(n int) bool {
	a := e.Given(n)
	return a != nil && e.Questions[n].Score(a) == 1
}

// Result sums the exam up.
func (e *Exam) Result() (r Result) {
	domains, rules := map[string]*measure.Share{}, map[string]*measure.Share{}
	for n, q := range e.Questions {
		right := e.Right(n)
		if q.Unscored {
			r.Unscored.Add(right)
			continue
		}
		if r.Scored.Add(right); e.Given(n) == nil {
			r.Blank++
		}
		add(domains, q.Objectives(), right)
		add(rules, q.Rules(), right)
	}
	for _, o := range scenarios.Objectives {
		if s := domains[o.Name]; s != nil && o.Under(e.Preset.Under) {
			r.Domains = append(r.Domains, Part{o.Name, o.Title, *s})
		}
	}
	for name, s := range rules {
		if s.Right < s.Of {
			r.Rules = append(r.Rules, Part{Name: name, Share: *s})
		}
	}
	sort.Slice(r.Rules, func(i, j int) bool {
		a, b := r.Rules[i], r.Rules[j]
		if x, y := a.Right*b.Of, b.Right*a.Of; x != y {
			return x < y
		}
		return a.Name < b.Name
	})
	return r
}

func add(parts map[string]*measure.Share, names []string, right bool) {
	for _, name := range names {
		if parts[name] == nil {
			parts[name] = &measure.Share{}
		}
		parts[name].Add(right)
	}
}
