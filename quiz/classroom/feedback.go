package classroom

import (
	"fmt"
	"strings"

	"github.com/seed-11de0fc1/rehearse/quiz/pose"
	"github.com/seed-11de0fc1/rehearse/quiz/question"
	"github.com/seed-11de0fc1/rehearse/scenarios/source"
)

// feedback is what a student gets back: each question with what was answered,
// what is right, and why.
func (c *Class) feedback(g *Grades, r Result) string {
	var b strings.Builder
	line := func(format string, args ...any) {
		b.WriteString(source.Escape(fmt.Sprintf(format, args...)) + "\n")
	}
	line("%s of %s, %s", g.Assignment, c.Title, r.Student.ID)
	switch {
	case !r.Handed:
		line("Nothing was handed in.")
	case r.Fault != "":
		line("What was handed in could not be read: %s", r.Fault)
	default:
		line("%d of %d right, %s %% with what is right in part", r.Right, r.Of, number(r.Percent))
	}
	support := r.support()
	for _, m := range r.Marks {
		line("")
		line("%d. %s", m.Number, stateText(m.State))
		if m.State == Voided {
			line("   The question is not what was asked any more; it does not count.")
			continue
		}
		for _, known := range m.item.Stem() {
			line("   %s", known)
		}
		for n, text := range listed(m.item) {
			line("   %d. %s", n+1, text)
		}
		line("   you: %s", said(m))
		line("   right: %s", m.Key)
		if m.answer != nil && m.State != Right {
			explained(line, pose.Item{Item: m.item}.Explain(m.answer, support))
		}
	}
	return b.String()
}

// stateText is a state in words.
func stateText(s State) string {
	if s == Unread {
		return "not understood"
	}
	return string(s)
}

// said is what a student answered.
func said(m Mark) string {
	switch m.State {
	case Blank, Missing:
		return "nothing"
	case Unread:
		return m.Answer + " (it takes " + m.item.Example() + ")"
	}
	return m.Answer
}

// support counts what the answers speak for.
func (r *Result) support() map[string]int {
	var items []*question.Item
	var answers []question.Answer
	for _, m := range r.Marks {
		if m.answer != nil {
			items, answers = append(items, m.item), append(answers, m.answer)
		}
	}
	return question.Support(items, answers)
}

// explained says where the belief behind an answer and AWS part.
func explained(line func(string, ...any), e question.Explanation) {
	for _, part := range []struct{ label, text string }{
		{"at " + e.At, e.Truth}, {"you expected", e.Yours}, {"belief", e.Belief}, {e.Rule, e.Refuted}, {"source", e.Source}, {"see it", e.Command},
	} {
		if part.text != "" {
			line("   %s: %s", part.label, part.text)
		}
	}
}
