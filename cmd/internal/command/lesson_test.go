package command

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/seed-11de0fc1/rehearse/cmd/internal/term"
	"github.com/seed-11de0fc1/rehearse/quiz/deck"
	"github.com/seed-11de0fc1/rehearse/quiz/pose"
)

// lessonOf asks cards, with lines that are typed.
func lessonOf(cards []pose.Question, lines []string) *lesson {
	io, _, _ := term.Test()
	io.In = strings.NewReader(strings.Join(lines, "\n"))
	f := &factory{io: io}
	l, _, err := f.newLesson(&keeper{noSave: true}, "study", "")
	if err != nil {
		panic(err)
	}
	l.most = len(cards)
	l.next = func() (q pose.Question, err error) {
		q, cards = cards[0], cards[1:]
		return q, nil
	}
	return l
}

// Whatever is typed, answers, hints, giving up and taking back in any order,
// each card has one answer in the end, the last that was given to it.
func TestLessonKeepsTheLastAnswerToEach(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var cards []pose.Question
		for i := range rapid.IntRange(1, 5).Draw(t, "cards") {
			cards = append(cards, pose.Card{Deck: "d", Card: &deck.Card{ID: fmt.Sprint(i), Kind: deck.Number, Topic: "T", Ask: "How many?", Number: "1", Rules: []string{"CD-2.1"}}})
		}
		lines := rapid.SliceOfN(rapid.SampledFrom([]string{"1", "2", "-", "?", "u", "x", ""}), 0, 30).Draw(t, "typed")
		var want []string
		for _, line := range lines {
			switch {
			case len(want) == len(cards):
			case line == "1", line == "2":
				want = append(want, line)
			case line == "-":
				want = append(want, "")
			case line == "u" && len(want) > 0:
				want = want[:len(want)-1]
			}
		}
		l := lessonOf(cards, lines)
		err := l.run()
		if done := len(want) == len(cards); done != (err == nil) || !done && !errors.Is(err, term.ErrInputNeeded) {
			t.Fatalf("%v after %d of %d answers", err, len(want), len(cards))
		}
		var given []string
		for i, a := range l.notes.given {
			given = append(given, a.Given)
			if a.Card != "" && a.Card != fmt.Sprintf("d/%d", i) || a.Right != (a.Given == "1") {
				t.Fatalf("answer %d: %+v", i, a)
			}
		}
		if diff := cmp.Diff(want, given); diff != "" && len(want)+len(given) > 0 {
			t.Fatalf("(-want +kept):\n%s", diff)
		}
	})
}
