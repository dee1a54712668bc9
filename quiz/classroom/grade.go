package classroom

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"slices"

	"github.com/seed-11de0fc1/rehearse/quiz/question"
)

// Grades are the marks of all students in an assignment.
type Grades struct {
	Assignment string   `json:"assignment"`
	Students   []Result `json:"students"`
	Without    []string `json:"without"` // students who have no sheet
	Changed    []Change `json:"changed"` // since it was graded last
	Voided     int      `json:"voided"`  // questions that are not those that were asked any more
	NewKeys    int      `json:"newKeys"` // questions whose key is another than when they were given out
}

// Result is what one student achieved.
type Result struct {
	Student Student `json:"student"`
	Handed  bool    `json:"handedIn"`
	Fault   string  `json:"fault,omitempty"` // why what was handed in could not be read
	Right   int     `json:"right"`           // wholly
	Of      int     `json:"of"`              // questions that count
	Points  float64 `json:"points"`          // with what is right in part; up to Of
	Percent float64 `json:"percent"`
	Marks   []Mark  `json:"marks"`
}

// Mark is what one answer is worth.
type Mark struct {
	Number   int      `json:"number"`
	Question string   `json:"question"` // the same for all who are asked it
	Scenario string   `json:"scenario"`
	Kind     string   `json:"kind"`
	State    State    `json:"state"`
	Answer   string   `json:"answer"` // as it was chosen or typed
	Key      string   `json:"key"`
	Points   float64  `json:"points"`         // 0 to 1
	Leading  []string `json:"misconceptions"` // that lead to the answer
	NewKey   bool     `json:"newKey"`         // the key is another than when it was given out
	item     *question.Item
	answer   question.Answer
}

// State is what became of an answer.
type State string

// The states.
const (
	Right   State = "right"
	Partly  State = "partly"
	Wrong   State = "wrong"
	Blank   State = "blank"   // nothing was answered
	Unread  State = "unread"  // it could not be understood; worth nothing
	Voided  State = "voided"  // the question is not what was asked any more; it does not count
	Missing State = "missing" // nothing was handed in
)

// Change is a percentage that is another than at the last grading.
type Change struct {
	Student string  `json:"student"`
	Before  float64 `json:"before"`
	Now     float64 `json:"now"`
}

const gradesFile = "grades.json"

// Grade makes every question of an assignment anew and marks what was handed
// in. It trusts no record but the answers themselves.
func (c *Class) Grade(name string, progress func(int)) (*Grades, error) {
	a, err := c.Assignment(name)
	if err != nil {
		return nil, err
	}
	list, err := c.variants(a)
	if err != nil {
		return nil, err
	}
	if err := c.make(list, false, progress); err != nil {
		return nil, err
	}
	g := &Grades{Assignment: a.Name, Students: []Result{}, Without: c.without(list), Changed: []Change{}}
	for i := range list {
		g.Students = append(g.Students, c.result(a, &list[i]))
		for _, m := range g.Students[i].Marks {
			g.count(m)
		}
	}
	before, err := c.graded(a)
	if err == nil {
		g.compare(before)
	} else if !errors.Is(err, ErrNotFound) {
		return nil, err
	}
	return g, nil
}

func (g *Grades) count(m Mark) {
	if m.State == Voided {
		g.Voided++
	} else if m.NewKey {
		g.NewKeys++
	}
}

// compare finds whose percentage is another than before.
func (g *Grades) compare(before *Grades) {
	for _, r := range g.Students {
		n := slices.IndexFunc(before.Students, func(old Result) bool { return old.Student.ID == r.Student.ID })
		if n >= 0 && before.Students[n].Percent != r.Percent {
			g.Changed = append(g.Changed, Change{r.Student.ID, before.Students[n].Percent, r.Percent})
		}
	}
}

// graded reads the last grading.
func (c *Class) graded(a *Assignment) (*Grades, error) {
	path := c.dir(a.Name, gradesFolder, gradesFile)
	data, err := os.ReadFile(path)
	if absent(err) {
		return nil, ErrNotFound
	}
	if err != nil {
		return nil, unreadable(path, err)
	}
	g := &Grades{}
	if err := json.Unmarshal(data, g); err != nil {
		return nil, fmt.Errorf("%s is not what `rehearse class grade` wrote; delete it and grade again", path)
	}
	return g, nil
}

// result marks what one student handed in.
func (c *Class) result(a *Assignment, v *Variant) Result {
	r := Result{Student: Student{ID: v.Student}}
	if s, ok := c.Student(v.Student); ok {
		r.Student = s
	}
	answers, handed, fault := c.handedIn(a, v)
	r.Handed, r.Fault = handed, fault
	for n := range v.Questions {
		m := mark(n+1, v.Questions[n], v.items[n], answers[n+1])
		if m.State == Blank && !handed {
			m.State = Missing
		}
		if r.Marks = append(r.Marks, m); m.State == Voided {
			continue
		}
		if r.Of++; m.State == Right {
			r.Right++
		}
		r.Points += m.Points
	}
	if r.Of > 0 {
		r.Percent = float64(int(1000*r.Points/float64(r.Of)+0.5)) / 10
	}
	return r
}

// handedIn are the answers that a student handed in.
func (c *Class) handedIn(a *Assignment, v *Variant) (answers map[int]string, handed bool, fault string) {
	data, end, err := present(c.dir(a.Name, answersFolder), v.Student)
	if err != nil {
		return nil, true, unwrapped(err).Error()
	}
	if data == nil {
		return nil, false, ""
	}
	h, err := readReturned(c.dir(a.Name, answersFolder, v.Student+end), data)
	switch {
	case err != nil:
		return nil, true, err.Error()
	case h.Student != v.Student || h.Assignment != a.Name || h.Seal != c.seal(a, v):
		return nil, true, "it is not for this sheet"
	}
	return h.answers, true, ""
}

// mark marks one answer, of a question that was made anew.
func mark(n int, asked Asked, it *question.Item, text string) Mark {
	m := Mark{Number: n, Question: asked.question(), Scenario: asked.Scenario, Kind: asked.Kind, State: Voided, Answer: text, Leading: []string{}}
	if it == nil || stemOf(it) != asked.Stem {
		return m
	}
	m.item, m.Key, m.NewKey = it, it.KeyText(), it.KeyHash() != asked.Key
	if text == "" {
		m.State = Blank
		return m
	}
	var err error
	if m.answer, err = it.Read(text); err != nil {
		m.State = Unread
		return m
	}
	m.Answer, m.Points, m.Leading = it.Say(m.answer), it.Score(m.answer), append(m.Leading, it.Leading(m.answer)...)
	switch {
	case it.Exact(m.answer):
		m.State = Right
	case m.Points > 0:
		m.State = Partly
	default:
		m.State = Wrong
	}
	return m
}
