package exam

import (
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/seed-11de0fc1/rehearse/quiz/question"
)

// State is all that an exam needs to go on.
type State struct {
	Preset  string         `json:"preset"`
	Seed    uint64         `json:"seed"`
	Items   int            `json:"items"`
	Minutes int            `json:"minutes"`
	IDs     []string       `json:"ids"` // of the questions: another version may ask others
	Answers map[int]string `json:"answers"`
	Flagged []int          `json:"flagged"`
	At      int            `json:"at"`   // the question that is shown, from 0
	Left    time.Duration  `json:"left"` // at the last move
	Last    time.Time      `json:"last"` // when that was
	Over    bool           `json:"over"`
}

// Exam is an exam under way.
type Exam struct {
	State
	Preset    Preset
	Questions []Question
}

var (
	// ErrOver is that an exam has ended: it was submitted, or its time is up.
	ErrOver = errors.New("the exam is over")
	// ErrOther is that the questions are not those that the exam was begun with.
	ErrOther = errors.New("this version asks other questions than those the exam was begun with")
)

// Begin begins an exam.
func Begin(p Preset, seed uint64, at time.Time) (*Exam, error) {
	questions, err := Draw(p, seed)
	if err != nil {
		return nil, err
	}
	e := &Exam{Preset: p, Questions: questions}
	e.State = State{Preset: p.Name, Seed: seed, Items: p.Items, Minutes: p.Minutes, IDs: idsOf(questions), Answers: map[int]string{}, Flagged: []int{}, Left: p.Time(), Last: at}
	return e, nil
}

// Resume goes on with an exam. The error is ErrOther if that can not be.
func Resume(s State) (*Exam, error) {
	p, ok := Find(s.Preset)
	if !ok || s.Items < 1 {
		return nil, ErrOther
	}
	p = p.Of(s.Items)
	p.Minutes = s.Minutes
	questions, err := Draw(p, s.Seed)
	if err != nil {
		return nil, err
	}
	if !slices.Equal(idsOf(questions), s.IDs) {
		return nil, ErrOther
	}
	if s.Answers == nil {
		s.Answers = map[int]string{}
	}
	s.At = min(max(0, s.At), len(questions)-1)
	return &Exam{State: s, Preset: p, Questions: questions}, nil
}

func idsOf(questions []Question) (ids []string) {
	for _, q := range questions {
		ids = append(ids, q.ID())
	}
	return ids
}

// Tick lets time pass until a moment, and says how much is left. Time that a
// clock was set back by does not count, and gives none.
func (e *Exam) Tick(at time.Time) time.Duration {
	if passed := at.Sub(e.Last); passed > 0 {
		e.Left = max(0, e.Left-passed)
	}
	e.Last = at
	if e.Left == 0 {
		e.Over = true
	}
	return e.Left
}

// Current is the question that is shown.
func (e *Exam) Current() Question { return e.Questions[e.At] }

// Answer answers the question that is shown, or changes the answer, and goes on
// to the next that has none.
func (e *Exam) Answer(text string, at time.Time) error {
	if e.Tick(at); e.Over {
		return ErrOver
	}
	if _, err := e.Current().Read(text); err != nil {
		return err
	}
	e.Answers[e.At] = strings.TrimSpace(text)
	e.next()
	return nil
}

// next goes to the next question without an answer; where all have one, to the
// next of all.
func (e *Exam) next() {
	for n := 1; n <= len(e.Questions); n++ {
		if at := (e.At + n) % len(e.Questions); e.Answers[at] == "" {
			e.At = at
			return
		}
	}
	e.At = min(e.At+1, len(e.Questions)-1)
}

// Flag flags the question that is shown, to come back to it, or takes the flag
// away.
func (e *Exam) Flag() {
	if n := slices.Index(e.Flagged, e.At); n >= 0 {
		e.Flagged = slices.Delete(e.Flagged, n, n+1)
		return
	}
	e.Flagged = append(e.Flagged, e.At)
	slices.Sort(e.Flagged)
}

// Go shows another question, from 0; false if there is none.
func (e *Exam) Go(to int) bool {
	if to < 0 || to >= len(e.Questions) {
		return false
	}
	e.At = to
	return true
}

// Submit ends the exam.
func (e *Exam) Submit(at time.Time) {
	e.Tick(at)
	e.Over = true
}

// Given is the answer to a question, nil if there is none.
func (e *Exam) Given(n int) question.Answer {
	text := e.Answers[n]
	if text == "" {
		return nil
	}
	a, err := e.Questions[n].Read(text)
	if err != nil {
		return nil
	}
	return a
}
