package command

import (
	"bytes"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/seed-11de0fc1/rehearse/cmd/internal/term"
	"github.com/seed-11de0fc1/rehearse/quiz/deck"
	"github.com/seed-11de0fc1/rehearse/quiz/measure"
	"github.com/seed-11de0fc1/rehearse/quiz/pose"
)

// seated is a sitting in which lines are typed, and what it has written.
func seated(lines string) (s *sitting, out, messages *bytes.Buffer) {
	io, out, messages := term.Test()
	io.In = strings.NewReader(lines)
	s, _ = (&factory{io: io}).newSitting("")
	at := time.Unix(0, 0)
	s.clock = func() time.Time { at = at.Add(2 * time.Second); return at }
	return s, out, messages
}

var (
	stopped = pose.Card{Deck: "d", Card: &deck.Card{ID: "c", Kind: deck.Choice, Topic: "Rollback", Ask: "What comes first?", Rules: []string{"CD-5.1"},
		Options: []deck.Option{{Text: "this", Right: true}, {Text: "that", Belief: "M-CD-07", Because: "It comes later."}, {Text: "neither"}},
		Was:     "that", Right: "this", Why: "It was so once."}}
	hidden = pose.Card{Deck: "d", Card: &deck.Card{ID: "b", Kind: deck.Basic, Topic: "Setup", Ask: "Who?", Answer: "The agent"}}
)

// Hints come one by one; what is no answer is asked again; and it is asked how
// sure somebody is.
func TestSittingTakesAnAnswer(t *testing.T) {
	s, _, messages := seated("?\n9\n1\n3\n")
	s.certainty = true
	r, err := s.ask(stopped, "1 of 2")
	if err != nil || r.hints != 1 || r.certainty != measure.High || r.took != 2*time.Second || stopped.Score(r.Answer) > 1 || r.word != "" {
		t.Errorf("%+v, %v", r, err)
	}
	for _, want := range []string{"1 of 2\nWhat comes first?\n  1. ", "Answer with a number from 1 to 3; ? gives a hint, q leaves.", "It is about Rollback.", `"9" is not in the list`, "How sure are you?"} {
		if !strings.Contains(messages.String(), want) {
			t.Errorf("no %q in\n%s", want, messages)
		}
	}
}

// A word that the sitting knows is no answer; one that it does not know is none
// either.
func TestSittingTakesWords(t *testing.T) {
	s, _, _ := seated("u\nq\n")
	s.words, s.hints = []word{wordLeave, wordUndo}, false
	if r, err := s.ask(stopped, ""); r.word != wordUndo.key || err != nil {
		t.Errorf("%+v, %v", r, err)
	}
	if r, err := s.ask(hidden, ""); r.word != wordLeave.key || err != nil {
		t.Errorf("%+v, %v", r, err)
	}
	s, _, messages := seated("?\nu\n")
	s.words, s.hints = nil, false
	if _, err := s.ask(stopped, ""); !errors.Is(err, term.ErrInputNeeded) || strings.Contains(messages.String(), "hint") {
		t.Errorf("%v\n%s", err, messages)
	}
}

// What is hidden is shown when somebody wants to see it, and he is asked then.
func TestSittingRevealsAnAnswer(t *testing.T) {
	s, _, messages := seated("?\n\ny\n")
	r, err := s.ask(hidden, "")
	if err != nil || hidden.Score(r.Answer) != 1 || r.hints != 1 {
		t.Errorf("%+v, %v", r, err)
	}
	if before, after, ok := strings.Cut(messages.String(), "  The agent\nDid you know it?\n"); !ok || strings.Contains(before, "The agent") || after != "Your answer: y\n" {
		t.Errorf("%s", messages)
	}
}

// A wrong answer is refuted and the old wording corrected; a right one is seen.
func TestFeedback(t *testing.T) {
	s, out, _ := seated("")
	wrong, err := stopped.Read("that")
	if err != nil {
		t.Fatal(err)
	}
	s.feedback(stopped, wrong, nil)
	s.feedback(hidden, nil, nil)
	right, _ := stopped.Read("this")
	s.feedback(stopped, right, nil)
	for _, want := range []string{"MISS  you: that\n      right: this\n", "CD-5.1 It comes later.", "fits: M-CD-07", "MISS  you: no answer\n      right: The agent\n", "ok    this\n", "often told: that\n", "as it is: this\n", "because: It was so once.\n"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("no %q in\n%s", want, out)
		}
	}
}
