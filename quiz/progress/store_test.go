package progress

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/seed-11de0fc1/rehearse/quiz/measure"
)

var morning = time.Date(2026, 3, 10, 9, 0, 0, 0, time.UTC)

func opened(t *testing.T, path string) *Store {
	t.Helper()
	s, err := Open(path, morning)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

// fresh is a new store, with a session in it.
func fresh(t *testing.T) (*Store, Session) {
	t.Helper()
	s := opened(t, filepath.Join(t.TempDir(), "home", FileName))
	return s, begun(t, s)
}

func begun(t *testing.T, s *Store) Session {
	t.Helper()
	session, err := s.Begin(Session{Kind: "quiz", Seed: 1<<63 + 7, Options: json.RawMessage(`{"items":10}`)}, morning)
	if err != nil {
		t.Fatal(err)
	}
	return session
}

// answer is a wrong answer with all that an answer can have.
func answer(session ID, card string) Answer {
	return Answer{
		Session: session, Item: Item{"final-status", "half-at-a-time-odd", 7, "9f86d081"},
		Card: card, Topic: "Budget", Rules: []string{"CD-2.3", "CD-2.10"},
		Beliefs: []Belief{{"M-CD-01", true, 1}, {"M-CD-05", false, 2}},
		Options: 4, Given: "Succeeded", Points: 0.25, Certainty: measure.High, Hints: 1, TookMs: 12_345,
	}
}

func right(a Answer) Answer {
	a.Right, a.Points, a.Given = true, 1, "Failed"
	for i := range a.Beliefs {
		a.Beliefs[i].Chosen = false
	}
	return a
}

func recorded(t *testing.T, s *Store, a Answer, at time.Time) Answer {
	t.Helper()
	a, err := s.Record(a, nil, at)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func answers(t *testing.T, s *Store) []Answer {
	t.Helper()
	list, err := s.Answers()
	if err != nil {
		t.Fatal(err)
	}
	return list
}

func exported(t *testing.T, s *Store) string {
	t.Helper()
	var b bytes.Buffer
	if err := s.Export(&b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// What was kept is there when the file is opened again, with every field, and
// the session can go on.
func TestWhatIsKeptStays(t *testing.T) {
	s, session := fresh(t)
	state := json.RawMessage(`{"next":2}`)
	kept, err := s.Record(answer(session.ID, "half"), state, morning)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s = opened(t, s.Path())
	if diff := cmp.Diff([]Answer{kept}, answers(t, s)); diff != "" {
		t.Errorf("(-kept +there):\n%s", diff)
	}
	session.State, session.Changes = state, 2
	list, err := s.Unfinished()
	if diff := cmp.Diff([]Session{session}, list); diff != "" || err != nil {
		t.Errorf("%v (-kept +there):\n%s", err, diff)
	}
	if err := s.End(session.ID, morning.Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	if list, err := s.Unfinished(); len(list) > 0 || err != nil {
		t.Errorf("an ended session goes on: %v %v", list, err)
	}
	list, err = s.Sessions()
	if err != nil || len(list) != 1 || list[0].Ended == nil || !list[0].Ended.Equal(morning.Add(time.Hour)) {
		t.Errorf("%v %v", list, err)
	}
}

// An answer without its session, or with what no export could carry, is refused
// and leaves nothing, not even a number.
func TestWhatIsRefusedLeavesNothing(t *testing.T) {
	s, session := fresh(t)
	stray, huge, zero := answer(ID{s.name, 99}, "c"), answer(session.ID, "c"), answer(session.ID, "c")
	huge.Given = strings.Repeat("x", textMax+1)
	zero.Given = "a\x00b"
	for _, c := range []struct {
		a    Answer
		want error
	}{{stray, ErrNoSession}, {huge, ErrInvalid}, {zero, ErrInvalid}} {
		if _, err := s.Record(c.a, nil, morning); !errors.Is(err, c.want) {
			t.Errorf("%v, want %v", err, c.want)
		}
	}
	if err := s.Save(ID{s.name, 99}, nil); !errors.Is(err, ErrNoSession) {
		t.Errorf("saved: %v", err)
	}
	if a := recorded(t, s, answer(session.ID, "c"), morning); a.ID.Number != session.ID.Number+1 {
		t.Errorf("number %d after session %d", a.ID.Number, session.ID.Number)
	}
}

// A clock that is set back, or forward, reorders nothing.
func TestR24TheClockReordersNothing(t *testing.T) {
	s, session := fresh(t)
	for i, at := range []time.Time{morning, morning.AddDate(-1, 0, 0), morning.AddDate(1, 0, 0), morning} {
		a := answer(session.ID, "c")
		a.Given = fmt.Sprint(i)
		recorded(t, s, a, at)
	}
	var given string
	for _, a := range answers(t, s) {
		given += a.Given
	}
	if given != "0123" {
		t.Errorf("in the order %s", given)
	}
	c, ok, err := s.Card("c")
	if err != nil || !ok || c.Reps != 4 || c.Due.After(morning.AddDate(0, 0, 3)) {
		t.Errorf("%+v %v %v", c, ok, err)
	}
}

// Due are the cards whose day has come, the longest overdue first; one that was
// answered in the future is due too.
func TestDue(t *testing.T) {
	s, session := fresh(t)
	recorded(t, s, answer(session.ID, "wrong"), morning)                                   // tomorrow
	recorded(t, s, right(answer(session.ID, "right")), morning)                            // in three days
	recorded(t, s, right(answer(session.ID, "from the future")), morning.AddDate(1, 0, 0)) // the clock was wrong
	recorded(t, s, answer(session.ID, ""), morning)                                        // kept under no card
	for _, c := range []struct {
		days, limit int
		want        string
	}{{0, 9, "from the future"}, {1, 9, "wrong, from the future"}, {3, 9, "wrong, right, from the future"}, {3, 2, "wrong, right"}, {3, 0, ""}} {
		list, err := s.Due(morning.AddDate(0, 0, c.days), c.limit)
		var names []string
		for _, card := range list {
			names = append(names, card.Name)
			if !card.IsDue(morning.AddDate(0, 0, c.days)) {
				t.Errorf("%s is not due", card.Name)
			}
		}
		if got := strings.Join(names, ", "); got != c.want || err != nil {
			t.Errorf("after %d days: %s %v, want %s", c.days, got, err, c.want)
		}
	}
	if all, err := s.Cards(); len(all) != 3 || err != nil {
		t.Errorf("%v %v", all, err)
	}
}

// An answer that is taken back counts no longer, and its card is as before; it
// stays in the file, and is told apart in an export.
func TestUndo(t *testing.T) {
	s, session := fresh(t)
	recorded(t, s, answer(session.ID, "c"), morning)
	before, _, err := s.Card("c")
	if err != nil {
		t.Fatal(err)
	}
	last := recorded(t, s, right(answer(session.ID, "c")), morning.AddDate(0, 0, 1))
	undone, err := s.Undo(morning.AddDate(0, 0, 2))
	if diff := cmp.Diff(last, undone); diff != "" || err != nil {
		t.Errorf("%v (-last +undone):\n%s", err, diff)
	}
	after, _, err := s.Card("c")
	if diff := cmp.Diff(before, after); diff != "" || err != nil {
		t.Errorf("%v (-before +after):\n%s", err, diff)
	}
	if text := exported(t, s); len(answers(t, s)) != 1 || strings.Count(text, `"given"`) != 2 || strings.Count(text, `"answer": "`+last.ID.String()) != 1 {
		t.Errorf("%d answers count; %s", len(answers(t, s)), text)
	}
	if _, err := s.Undo(morning); err != nil {
		t.Error(err)
	}
	if _, ok, err := s.Card("c"); ok || err != nil {
		t.Errorf("a card without answers: %v %v", ok, err)
	}
	if _, err := s.Undo(morning); !errors.Is(err, ErrNothing) {
		t.Errorf("%v, want %v", err, ErrNothing)
	}
}

// What is taken back in a session is its own, though another has answered since.
func TestUndoInASession(t *testing.T) {
	s, session := fresh(t)
	other := begun(t, s)
	first := recorded(t, s, answer(session.ID, "c"), morning)
	recorded(t, s, answer(other.ID, "c"), morning)
	undone, err := s.UndoIn(session.ID, morning)
	if undone.ID != first.ID || err != nil {
		t.Errorf("%v, %v, want %v", undone.ID, err, first.ID)
	}
	if _, err := s.UndoIn(session.ID, morning); !errors.Is(err, ErrNothing) || len(answers(t, s)) != 1 {
		t.Errorf("%v, %d answers count", err, len(answers(t, s)))
	}
}

// A path may have any characters.
func TestOddPath(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a b?c#d%25 é&mode=ro", FileName)
	s := opened(t, path)
	begun(t, s)
	if !exists(path) {
		t.Errorf("nothing at %s", path)
	}
	info, err := os.Stat(filepath.Dir(path))
	if err != nil || info.Mode().Perm() != 0o700 {
		t.Errorf("%v %v", info.Mode(), err)
	}
}

// A flag goes before the variable.
func TestPlace(t *testing.T) {
	t.Setenv(HomeVariable, "/variable")
	if got, want := Place("/flag"), filepath.Join("/flag", FileName); got != want {
		t.Errorf("%s, want %s", got, want)
	}
	if got, want := Place(""), filepath.Join("/variable", FileName); got != want {
		t.Errorf("%s, want %s", got, want)
	}
	t.Setenv(HomeVariable, "")
	if got := Place(""); filepath.Base(filepath.Dir(got)) != "rehearse" {
		t.Errorf("%s", got)
	}
}
