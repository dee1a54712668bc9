package question_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/seed-11de0fc1/rehearse/quiz/question"
)

// A wrong option that can be tried says what comes out of it, also one that
// nobody believes in.
func TestTried(t *testing.T) {
	for _, c := range []struct{ kind, want string }{
		{"minimal-fix", "not rolled back|rolled back|left alone"},
		{"find-the-setting", "0s "},
		{"which-scenario-discriminates", "whether it is so or not"},
		{"kill-the-mutant", "real CodeDeploy"},
	} {
		k, _ := question.Find(c.kind)
		filled := 0
		for _, it := range drawn(t, 8, 12, k) {
			for _, o := range it.Wrong {
				e := it.Explain(o.Answer, question.RuleBook{}, nil)
				if !slices.ContainsFunc(strings.Split(c.want, "|"), func(text string) bool { return strings.Contains(e.Tried, text) }) {
					t.Errorf("%s: %s: tried %q", it.ID(), o.Text, e.Tried)
				}
				if len(o.Mutants) == 0 {
					filled++
				}
			}
		}
		if filled == 0 {
			t.Errorf("%s: nothing filled in", c.kind)
		}
	}
}

// What is wrong with an option that means another run is shown in that run: both
// lines where truth and belief part there.
func TestExplainElsewhere(t *testing.T) {
	for _, name := range []string{"minimal-fix", "find-the-setting", "which-scenario-discriminates", "counterfactual"} {
		k, _ := question.Find(name)
		for _, it := range drawn(t, 9, 12, k) {
			for _, o := range it.Wrong {
				if e := it.Explain(o.Answer, question.RuleBook{}, nil); len(o.Mutants) > 0 && (e.Truth == "" || e.Truth == e.Yours) {
					t.Errorf("%s: %s: %+v", it.ID(), o.Text, e)
				}
			}
		}
	}
}
