package classroom

import (
	"strings"
	"testing"

	"github.com/seed-11de0fc1/rehearse/quiz/question"
)

// analysed is what is said of a class of n, of whom all from the sixth on, and
// of the others every second one at healthy-after, give the first wrong answer.
func analysed(t *testing.T, n int) *Analysis {
	t.Helper()
	c, a := classOf(t, n), &Assignment{Name: "week-1", Items: 4, Scenarios: []string{"one-at-a-time-fails"}, Kinds: []string{"final-status", "touched-set", "healthy-after", "skipped-count"}}
	list := assigned(t, c, a)
	for i := range list {
		handIn(t, c, a, &list[i], func(_ int, it *question.Item) string {
			if i >= 6 || it.Kind.Name == "healthy-after" && i%2 == 0 {
				if len(it.Wrong) > 0 {
					return typed(it, it.Wrong[0].Answer)
				}
			}
			return typed(it, it.Key())
		})
	}
	g, err := c.Grade(a.Name, quiet)
	if err != nil {
		t.Fatal(err)
	}
	return g.Analyse()
}

// Twelve learners, of whom those who know all but one question take the same
// wrong answer to it.
func TestAnalysis(t *testing.T) {
	x := analysed(t, 12)
	if x.Handed != 12 || len(x.Questions) != 4 || len(x.Beliefs) == 0 || len(x.Beliefs[0].Learners) < 6 || x.Beliefs[0].Belief == "" || len(x.Notes) != 0 {
		t.Fatalf("%+v", x)
	}
	for _, q := range x.Questions {
		switch {
		case q.Answers != 12 || q.Difficulty != float64(q.Right)/12:
			t.Errorf("%+v", q)
		case strings.HasSuffix(q.Question, "healthy-after") && (q.Right != 3 || len(q.Wrong) != 1 || q.Wrong[0].Times != 9 || !q.Wrong[0].Functioning):
			t.Errorf("%+v", q)
		case q.Right > 0 && q.Right < 12 && (q.Discrimination == nil || *q.Discrimination < 0.3):
			t.Errorf("%+v: those who know are not told apart", q)
		}
	}
}

// Of three learners it is said what was asked, what was answered instead, and
// the belief behind it; how well a question tells them apart is not.
func TestAnalysisOfFew(t *testing.T) {
	x := analysed(t, 3)
	if x.Handed != 3 || len(x.Notes) != 1 || !strings.Contains(x.Notes[0], "4 of 4 questions have fewer") {
		t.Errorf("%+v", x)
	}
	for _, q := range x.Questions {
		if q.Discrimination != nil || q.Asked == "" || q.Scenario != "one-at-a-time-fails" || q.Kind == "" || q.Key == "" {
			t.Errorf("%+v", q)
		}
	}
	q := x.Questions[0]
	if q.Kind != "healthy-after" || q.Right != 1 || len(q.Wrong) != 1 {
		t.Fatalf("%+v", q)
	}
	w := q.Wrong[0]
	if w.Times != 2 || w.Answer == q.Key || len(w.Leading) == 0 || w.Belief == "" || !strings.HasPrefix(w.Rule, "CD-") || w.Unread {
		t.Errorf("%+v", w)
	}
}
