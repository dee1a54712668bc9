package service_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/seed-11de0fc1/rehearse/quiz/pose"
	"github.com/seed-11de0fc1/rehearse/quiz/question"
	"github.com/seed-11de0fc1/rehearse/quiz/service"
	"github.com/seed-11de0fc1/rehearse/scenarios"
)

func caseOf(t *testing.T, name string) *question.Case {
	c, ok := caseIf(t, name)
	if !ok {
		t.Fatalf("there are no questions about %s", name)
	}
	return c
}

// caseIf is the case of a scenario; false if no questions are asked about it.
func caseIf(t *testing.T, name string) (*question.Case, bool) {
	src, ok := question.PracticeSource(name)
	if !ok {
		var err error
		if src, err = scenarios.Load(name); err != nil {
			t.Fatal(err)
		}
	}
	c, err := question.Compile(src)
	if err != nil && !errors.Is(err, question.ErrUntold) {
		t.Fatal(err)
	}
	return c, err == nil
}

// right is the step that the last hint gives away.
func right(t *testing.T, m *service.Moment) question.Answer {
	text, ok := strings.CutPrefix(m.Hint(pose.Rungs)[0], "It is: ")
	if !ok {
		t.Fatal(m.Hint(pose.Rungs))
	}
	a, err := m.Read(text)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// typed plays steps as they are typed, then right ones to the end.
func typed(t *testing.T, name string, steps ...string) *service.Game {
	g := service.New(caseOf(t, name), false)
	for m := g.Next(); m != nil; m = g.Next() {
		a := right(t, m)
		if n := len(g.Moves()); n < len(steps) {
			var err error
			if a, err = m.Read(steps[n]); err != nil {
				t.Fatal(err)
			}
		}
		g.Take(m, a, 0)
	}
	return g
}

// A deployment that fails and is rolled back, step by step (CD-2.7, CD-2.8,
// CD-5.1, CD-2.14).
func TestStory(t *testing.T) {
	g := typed(t, "rollback")
	var got []string
	for _, m := range g.Moves() {
		got = append(got, m.At+" "+m.Step)
	}
	want := []string{
		"0s begin", "0s deploy web-1", "0s wait",
		"1s event web-1 ApplicationStop", "3s event web-1 DownloadBundle", "5s event web-1 BeforeInstall", "6s event web-1 Install",
		"8s event web-1 AfterInstall", "9s event web-1 ApplicationStart", "30s event web-1 ValidateService",
		"35s deploy web-2", "35s wait", "1m10s end Failed", "1m10s skip", "1m10s rollback v1",
		"1m10s begin", "1m10s deploy web-2", "1m10s wait", "1m22s deploy web-1", "1m22s wait", "1m34s deploy web-3", "1m34s wait",
		"1m46s deploy web-4", "1m46s wait", "1m58s end Succeeded", "1m58s wait",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if told := g.Moves()[12].Told; !slices.Contains(told, "1m10s web-2: ValidateService Failed: ScriptFailed") || told[len(told)-1] != "Deployment 1 of v2: web-1 Succeeded; web-2 Failed; web-3, web-4 Pending." {
		t.Errorf("before the end: %q", told)
	}
	if told := g.Moves()[14].Told; told[len(told)-1] != "Deployment 1 of v2: web-1 Succeeded; web-2 Failed; web-3, web-4 Skipped." {
		t.Errorf("before the rollback: %q", told)
	}
}

// Wrong steps: what is impossible is said, which misconception would take them,
// and what is right and by which rule. The right one is taken then.
func TestWrongSteps(t *testing.T) {
	for _, c := range []struct {
		what, scenario string
		steps          []string
		tried, belief  string
		rule           string
	}{
		{"nothing before it begins", "one-at-a-time-fails", []string{"deploy web-1"}, "deploy web-1, but the deployment has not begun", "", "CD-1.5"},
		{"the minimum is no batch", "one-at-a-time-fails", []string{"begin", "deploy web-1", "deploy web-2"}, "", "M-CD-02", "CD-2.3"},
		{"one that is under way", "one-at-a-time-fails", []string{"begin", "deploy web-1", "deploy web-1"}, "deploy web-1, but web-1 is InProgress", "", "CD-1.6"},
		{"an event where nothing started", "one-at-a-time-fails", []string{"begin", "event web-1 Install"}, "event web-1 Install, but nothing has started on web-1", "", "CD-1.6"},
		{"no rollback before the end", "rollback", []string{"begin", "rollback v1"}, "rollback v1, but the deployment is not over", "", "CD-5.2"},
		{"twice", "rollback", []string{"begin", "begin"}, "begin, but the deployment has begun", "", "CD-1.5"},
		{"the bundle comes first", "one-at-a-time-fails", []string{"begin", "deploy web-1", "wait", "event web-1 BeforeInstall"}, "", "", "CD-4.1"},
		{"the next in the order of the scenario", "one-at-a-time-fails", []string{"begin", "deploy web-3"}, "", "", "CD-2.15"},
		{"unhealthy first", "failed-instances-first", []string{"begin", "deploy web-1"}, "", "M-CD-10", "CD-2.14"},
	} {
		g := typed(t, c.scenario, c.steps...)
		move := g.Moves()[len(c.steps)-1]
		e := move.Explanation
		if move.Right || e == nil {
			t.Errorf("%s: taken for right", c.what)
			continue
		}
		if e.Tried != c.tried || c.belief != "" && (len(e.Mutants) == 0 || e.Mutants[0] != c.belief) || c.belief == "" && len(e.Mutants) > 0 || e.Rule != c.rule || e.Refuted == "" || e.Source == "" {
			t.Errorf("%s: %+v", c.what, e)
		}
		if g.Right() != len(g.Moves())-1 || len(typed(t, c.scenario).Moves()) != len(g.Moves()) {
			t.Errorf("%s: %d of %d right", c.what, g.Right(), len(g.Moves()))
		}
	}
}

// Of hosts of equal standing any may be the next, as long as one is (CD-2.15).
func TestOutOfTurn(t *testing.T) {
	g := typed(t, "half-at-a-time", "begin", "deploy web-3", "deploy web-1")
	if g.Right() != len(g.Moves()) {
		t.Errorf("%+v", g.Moves())
	}
	if told := g.Moves()[2].Told; !strings.Contains(told[len(told)-1], "web-3 InProgress") {
		t.Errorf("web-3 was started: %q", told)
	}
}

// Beliefs that would take wrong steps are suspected, those of most steps first.
func TestSuspected(t *testing.T) {
	g := typed(t, "one-at-a-time-fails", "begin", "deploy web-1", "deploy web-2")
	if diff := cmp.Diff([]string{"M-CD-02"}, g.Suspected()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if s := g.Support(); s["M-CD-02"] != 1 || len(s) != 1 {
		t.Errorf("%v", s)
	}
}

// Whoever takes the right steps brings the world where the run goes, in every
// scenario that questions are about, and the same twice.
func TestRightSteps(t *testing.T) {
	var names []string
	for n := range 25 {
		names = append(names, fmt.Sprintf("practice:%d", n))
	}
	for _, e := range scenarios.Library() {
		names = append(names, e.Name)
	}
	for _, name := range names {
		c, ok := caseIf(t, name)
		if !ok {
			continue
		}
		first, second := service.New(c, true), service.New(c, true)
		steps := 0
		for m := first.Next(); m != nil; m = first.Next() {
			if steps++; steps > 2000 {
				t.Fatalf("%s has no end", name)
			}
			a := right(t, m)
			if kept := m.Keep(a); !kept.Right || m.Observe() == "" || m.Score(nil) != 0 {
				t.Errorf("%s: %+v", m.ID(), kept)
			}
			if move := first.Take(m, a, 0); !move.Right {
				t.Errorf("%s: %+v", name, move)
			}
			again := second.Next()
			second.Take(again, right(t, again), 0)
		}
		asked := 0
		for _, r := range c.Truth.Journal().Records() {
			if step, ok := question.StepOf(c.Truth.World, r); ok && step[0] != question.StepSkip {
				asked++
			}
		}
		taken := slices.DeleteFunc(slices.Clone(first.Moves()), func(m service.Move) bool { return m.Step == "wait" || m.Step == "skip" })
		if len(taken) != asked {
			t.Errorf("%s: %d steps asked, the run has %d", name, len(taken), asked)
		}
		x, _ := json.Marshal(first.Moves())
		if y, _ := json.Marshal(second.Moves()); string(x) != string(y) {
			t.Errorf("%s is played in two ways", name)
		}
	}
}

// What is typed wrongly is asked again, with what was meant.
func TestRead(t *testing.T) {
	m := service.New(caseOf(t, "one-at-a-time-fails"), false).Next()
	for text, want := range map[string]string{
		"":                   "nothing is typed",
		"deplooy web-1":      "did you mean deploy?",
		"deploy web-l":       "did you mean web-1?",
		"deploy":             "it is typed as deploy HOST",
		"event web-1 Instal": "did you mean Install?",
		"end Suceeded":       "did you mean Succeeded?",
		"rollback v3":        "no revision",
		"shift 101":          "no percentage",
	} {
		if a, err := m.Read(text); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, %v", text, a, err)
		}
	}
	if a, err := m.Read("DEPLOY Web-1"); err != nil || !a.Equal(question.Answer{"deploy", "web-1"}) {
		t.Errorf("%v, %v", a, err)
	}
}

// Hints go from the numbers to the step, and there are as many as for other
// questions.
func TestHints(t *testing.T) {
	g := service.New(caseOf(t, "one-at-a-time-fails"), false)
	m := g.Next()
	if got := m.Hint(1)[0]; got != "Nothing is in progress yet." {
		t.Error(got)
	}
	g.Take(m, right(t, m), 0)
	m = g.Next()
	for n, want := range []string{"4 targets, of which 3 must stay healthy; 0 in progress", "CD-2.7: ", "It begins with deploy.", "It is: deploy web-1"} {
		if got := m.Hint(n + 1); len(got) == 0 || !strings.Contains(got[0], want) {
			t.Errorf("hint %d: %q, want %q", n+1, got, want)
		}
	}
	if m.Hint(pose.Rungs+1) != nil {
		t.Error("a hint too many")
	}
}
