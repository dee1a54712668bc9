package exam

import (
	"encoding/json"
	"errors"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/seed-11de0fc1/rehearse/quiz/pose"
	"github.com/seed-11de0fc1/rehearse/quiz/question"
)

var noon = time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)

// Every preset can be drawn: as many questions as it says, no two alike, all
// with options, the unscored ones new, and the same again from the same seed.
func TestPresets(t *testing.T) {
	for _, p := range Presets {
		e, err := Begin(p, 7, noon)
		if err != nil {
			t.Errorf("%s: %v", p.Name, err)
			continue
		}
		unscored, cards := 0, 0
		for _, q := range e.Questions {
			if len(q.Listed()) < 2 {
				t.Errorf("%s: %s offers %d options", p.Name, q.ID(), len(q.Listed()))
			}
			if q.Unscored {
				unscored++
			}
			if strings.HasPrefix(q.Keep(nil).Item.Kind, "card-") {
				cards++
				if q.Unscored || !isUnder(q, p.Under) {
					t.Errorf("%s: %s does not belong", p.Name, q.ID())
				}
			}
		}
		if len(e.Questions) != p.Items || unscored != p.Unscored || cards == 0 {
			t.Errorf("%s: %d questions, %d unscored, %d cards", p.Name, len(e.Questions), unscored, cards)
		}
		if again, err := Begin(p, 7, noon); err != nil || !slices.Equal(again.IDs, e.IDs) {
			t.Errorf("%s: other questions from the same seed, %v", p.Name, err)
		}
	}
}

// No question gives away the answer to another one about the same run.
func TestNothingIsGivenAway(t *testing.T) {
	pairs := 0
	for seed := range uint64(4) {
		for _, p := range Presets[:2] {
			list, err := Draw(p, seed)
			if err != nil {
				t.Fatal(err)
			}
			of := map[string][]*question.Kind{}
			for _, q := range list {
				it, ok := q.Question.(pose.Item)
				if !ok {
					continue
				}
				pairs += len(of[it.Case.Name])
				if it.Kind.GivesAway(of[it.Case.Name]) {
					t.Errorf("%s, seed %d: %s beside others", p.Name, seed, it.ID())
				}
				of[it.Case.Name] = append(of[it.Case.Name], it.Kind)
			}
		}
	}
	if pairs == 0 {
		t.Error("no scenario is asked about twice")
	}
}

// answer is a right or a wrong answer to a question, as somebody types it: the
// first of all ways to choose that is.
func answer(q Question, right bool) string {
	for set := 1; set < 1<<len(q.Listed()); set++ {
		var numbers []string
		for n := range q.Listed() {
			if set>>n&1 == 1 {
				numbers = append(numbers, strconv.Itoa(n+1))
			}
		}
		text := strings.Join(numbers, " ")
		if a, err := q.Read(text); err == nil && (q.Score(a) == 1) == right {
			return text
		}
	}
	return ""
}

// kept is a state as it comes back from where it was kept.
func kept(t *rapid.T, s State) (again State) {
	text, err := json.Marshal(s)
	if err == nil {
		err = json.Unmarshal(text, &again)
	}
	if err != nil {
		t.Fatal(err)
	}
	return again
}

// Whatever somebody does, no answer is lost, time never grows, and the result is
// what the answers come to; and to go on from what was kept changes nothing.
func TestMoves(t *testing.T) {
	p := Presets[0].Of(6)
	first, err := Begin(p, 3, noon)
	if err != nil {
		t.Fatal(err)
	}
	rapid.Check(t, func(rt *rapid.T) {
		e := &Exam{State: first.State, Preset: p, Questions: first.Questions}
		e.Answers, e.Flagged = map[int]string{}, nil
		want, flagged, now := map[int]string{}, map[int]bool{}, noon
		for range rapid.IntRange(1, 30).Draw(rt, "moves") {
			now = now.Add(time.Duration(rapid.IntRange(-300, 300).Draw(rt, "seconds")) * time.Second)
			left, at, over := e.Left, e.At, e.Over
			switch rapid.IntRange(0, 6).Draw(rt, "move") {
			case 0, 1:
				text := answer(e.Current(), rapid.Bool().Draw(rt, "right"))
				if err := e.Answer(text, now); err == nil {
					want[at] = text
				} else if !errors.Is(err, ErrOver) {
					rt.Fatal(err)
				}
			case 2:
				e.Flag()
				flagged[at] = !flagged[at]
			case 3:
				e.Go(rapid.IntRange(-1, 6).Draw(rt, "to"))
			case 4:
				e.Tick(now)
			case 5:
				e.State = kept(rt, e.State)
			case 6:
				if rapid.IntRange(0, 9).Draw(rt, "submits") == 0 {
					e.Submit(now)
				}
			}
			if e.Left > left || over && !e.Over || e.At < 0 || e.At >= len(e.Questions) {
				rt.Fatalf("%v left after %v, at %d", e.Left, left, e.At)
			}
		}
		for n, text := range want {
			if e.Answers[n] != text {
				rt.Fatalf("the answer to %d is %q, want %q", n, e.Answers[n], text)
			}
		}
		for n := range e.Questions {
			if slices.Contains(e.Flagged, n) != flagged[n] {
				rt.Fatalf("flagged are %v, want %v", e.Flagged, flagged)
			}
		}
		right, of := 0, 0
		for n, q := range e.Questions {
			if q.Unscored {
				continue
			}
			of++
			if a, err := q.Read(want[n]); err == nil && q.Score(a) == 1 {
				right++
			}
		}
		if r := e.Result(); r.Scored.Right != right || r.Scored.Of != of {
			rt.Fatalf("%+v, want %d of %d", r.Scored, right, of)
		}
	})
}

// What was kept goes on; a version that asks other questions does not.
func TestResume(t *testing.T) {
	e, err := Begin(Presets[0].Of(4), 3, noon)
	if err != nil {
		t.Fatal(err)
	}
	if err := e.Answer(answer(e.Current(), true), noon.Add(time.Minute)); err != nil {
		t.Fatal(err)
	}
	again, err := Resume(e.State)
	if err != nil || again.At != e.At || again.Left != e.Left || again.Result().Scored != e.Result().Scored || again.Preset != e.Preset {
		t.Errorf("%+v, %v", again, err)
	}
	other := e.State
	other.IDs = slices.Clone(e.IDs)
	other.IDs[0] = "x"
	if _, err := Resume(other); !errors.Is(err, ErrOther) {
		t.Errorf("other questions: %v", err)
	}
}

// The clock runs on while nobody is there, and one that is set back gives no
// time.
func TestClock(t *testing.T) {
	e := &Exam{State: State{Left: 10 * time.Minute, Last: noon}, Questions: make([]Question, 1)}
	for _, c := range []struct {
		at   time.Duration
		left time.Duration
	}{{4 * time.Minute, 6 * time.Minute}, {-time.Hour, 6 * time.Minute}, {-time.Hour + time.Minute, 5 * time.Minute}, {24 * time.Hour, 0}, {0, 0}} {
		if left := e.Tick(noon.Add(c.at)); left != c.left || e.Over != (c.left == 0) {
			t.Errorf("at %v: %v left, want %v; over %v", c.at, left, c.left, e.Over)
		}
	}
	if err := e.Answer("1", noon); !errors.Is(err, ErrOver) {
		t.Errorf("an answer after the end: %v", err)
	}
}

// All of several right options must be chosen, and nothing given is wrong.
func TestAllOrNothing(t *testing.T) {
	e, err := Begin(Presets[3], 7, noon)
	if err != nil {
		t.Fatal(err)
	}
	for n, q := range e.Questions {
		if q.Keep(nil).Item.Kind != "card-multi" {
			continue
		}
		part, _ := q.Read("1")
		if e.Answers[n] = "1"; e.Right(n) != (q.Score(part) == 1) || q.Score(question.Answer(nil)) != 0 {
			t.Errorf("%s is right in part", q.ID())
		}
		return
	}
	t.Error("no question with several right options")
}
