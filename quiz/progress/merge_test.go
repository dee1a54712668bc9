package progress

import (
	"bytes"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func read(t *testing.T, text string) Document {
	t.Helper()
	d, err := Read(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func imported(t *testing.T, s *Store, text string) Merged {
	t.Helper()
	m, err := s.Import(read(t, text))
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// state is what a learner would notice of a store.
type state struct {
	Sessions []Session
	Answers  []Answer
	Cards    []Card
}

func stateOf(t *testing.T, s *Store) (st state) {
	t.Helper()
	var errs [3]error
	st.Sessions, errs[0] = s.Sessions()
	st.Answers, errs[1] = s.Answers()
	st.Cards, errs[2] = s.Cards()
	if err := errors.Join(errs[:]...); err != nil {
		t.Fatal(err)
	}
	return st
}

// An export brings everything to another machine, and there a second time
// nothing.
func TestImportTwice(t *testing.T) {
	a, session := fresh(t)
	recorded(t, a, answer(session.ID, "c"), morning)
	recorded(t, a, right(answer(session.ID, "c")), morning.AddDate(0, 0, 1))
	if _, err := a.Undo(morning); err != nil {
		t.Fatal(err)
	}
	b := opened(t, t.TempDir()+"/"+FileName)
	if got, want := imported(t, b, exported(t, a)), (Merged{Sessions: 1, Answers: 2, Undone: 1}); got != want {
		t.Errorf("%+v, want %+v", got, want)
	}
	if diff := cmp.Diff(stateOf(t, a), stateOf(t, b)); diff != "" {
		t.Errorf("(-from +to):\n%s", diff)
	}
	if got, want := imported(t, b, exported(t, a)), (Merged{Known: 2}); got != want {
		t.Errorf("again: %+v, want %+v", got, want)
	}
	if got, want := imported(t, a, exported(t, a)), (Merged{Known: 2}); got != want {
		t.Errorf("its own: %+v, want %+v", got, want)
	}
	if _, err := b.Undo(morning); !errors.Is(err, ErrNothing) {
		t.Errorf("took back what was answered elsewhere: %v", err)
	}
}

// Two machines that give one another their exports come to the same, whoever
// begins, and whatever their clocks say. The schedule is always what the
// answers come to.
func TestMachinesAgree(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		dirs := [2]string{t.TempDir(), t.TempDir()}
		var stores [2]*Store
		var sessions [2]Session
		for i, dir := range dirs {
			s, err := Open(dir+"/"+FileName, morning)
			if err != nil {
				r.Fatal(err)
			}
			defer s.Close()
			stores[i], sessions[i] = s, begun(t, s)
		}
		for range rapid.IntRange(1, 8).Draw(r, "steps") {
			i := rapid.IntRange(0, 1).Draw(r, "machine")
			at := morning.Add(time.Duration(rapid.IntRange(-100, 100).Draw(r, "hours")) * time.Hour)
			switch rapid.IntRange(0, 4).Draw(r, "what") {
			case 0:
				if _, err := stores[i].Undo(at); err != nil && !errors.Is(err, ErrNothing) {
					r.Fatal(err)
				}
			case 1:
				imported(t, stores[i], exported(t, stores[1-i]))
			default:
				a := answer(sessions[i].ID, rapid.SampledFrom([]string{"", "c", "d"}).Draw(r, "card"))
				a.Right = rapid.Bool().Draw(r, "right")
				recorded(t, stores[i], a, at)
			}
		}
		imported(t, stores[0], exported(t, stores[1]))
		imported(t, stores[1], exported(t, stores[0]))
		a, b := stateOf(t, stores[0]), stateOf(t, stores[1])
		if diff := cmp.Diff(a, b); diff != "" {
			r.Fatalf("(-one +other):\n%s", diff)
		}
		for _, c := range a.Cards {
			its, err := counting(stores[0].db, c.Name)
			if err != nil {
				r.Fatal(err)
			}
			want := memoryOf(its)
			if want.Days != c.Days || !want.Due.Equal(c.Due) || want.Reps != c.Reps {
				r.Fatalf("card %+v, answers come to %+v", c, want)
			}
		}
	})
}

// A session that went on elsewhere is there as it was last.
func TestImportTakesTheLaterSession(t *testing.T) {
	a, session := fresh(t)
	early := exported(t, a)
	if err := a.Save(session.ID, []byte(`{"next": 3}`)); err != nil {
		t.Fatal(err)
	}
	late := exported(t, a)
	for _, order := range [][]string{{early, late}, {late, early}} {
		b := opened(t, t.TempDir()+"/"+FileName)
		for _, text := range order {
			imported(t, b, text)
		}
		list, err := b.Sessions()
		if err != nil || len(list) != 1 || string(list[0].State) != `{"next":3}` {
			t.Errorf("%v %v", list, err)
		}
	}
}

// A store that was copied and used at both places has two answers with one
// number. Nothing of the other comes in.
func TestImportOfACopiedFile(t *testing.T) {
	a, session := fresh(t)
	before := exported(t, a)
	recorded(t, a, answer(session.ID, "c"), morning)
	other := strings.Replace(exported(t, a), `"given": "Succeeded"`, `"given": "Stopped"`, 1)
	text := exported(t, a)
	if _, err := a.Import(read(t, other)); !errors.Is(err, ErrConflict) {
		t.Errorf("%v, want %v", err, ErrConflict)
	}
	if text == before || exported(t, a) != text {
		t.Error("something has changed")
	}
}

// After a store has got back answers of its own, the next number is a new one.
func TestImportOfItsOwnFuture(t *testing.T) {
	a, session := fresh(t)
	a2 := recorded(t, a, answer(session.ID, "c"), morning)
	text := strings.ReplaceAll(exported(t, a), `"`+a2.ID.String()+`"`, `"`+ID{a.name, 50}.String()+`"`)
	imported(t, a, text)
	if next := recorded(t, a, answer(session.ID, "c"), morning); next.ID.Number != 51 {
		t.Errorf("number %d, want 51", next.ID.Number)
	}
}

// What is wrong with a document is said with its place.
func TestReadInvalid(t *testing.T) {
	s, session := fresh(t)
	recorded(t, s, answer(session.ID, "c"), morning)
	good := exported(t, s)
	for _, c := range []struct{ old, new, want string }{
		{`rehearse/progress/1`, `rehearse/progress/9`, `schema: "rehearse/progress/9" is not`},
		{`"store": "`, `"store": "x`, `store: "x`},
		{`"certainty": 3`, `"certainty": 4`, `answers[0].certainty: 4 is not within 0..3`},
		{`"points": 0.25`, `"points": 1.5`, `answers[0].points: 1.5 is not within 0..1`},
		{`"hints": 1`, `"hints": -1`, `answers[0].hints: -1 is not within`},
		{`"sharing": 1`, `"sharing": 0`, `answers[0].misconceptions[0].sharing: 0 is not within`},
		{`"given": "Succeeded"`, `"given": "a\u0000"`, `answers[0].given: it has a zero byte`},
		{`"given": "Succeeded"`, `"given": "` + strings.Repeat("x", textMax+1) + `"`, `answers[0].given: it has 65537 bytes`},
		{`"changes": 1`, `"changes": 0`, `sessions[0].changes: 0 is not within`},
		{`-2"`, `-02"`, `is no id`},
		{`-2"`, `-99999999999999999999"`, `is no id`},
		{`"2026-03-10T`, `"9999-03-10T`, `the year 9999 is not within`},
		{`{`, `[`, `no JSON`},
	} {
		text := strings.Replace(good, c.old, c.new, 1)
		_, err := Read(strings.NewReader(text))
		if text == good || !errors.Is(err, ErrInvalid) || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %s", c.new[:min(40, len(c.new))], err, c.want)
		}
	}
	d := read(t, good)
	d.Sessions = nil
	if _, err := opened(t, t.TempDir()+"/"+FileName).Import(d); !errors.Is(err, ErrInvalid) {
		t.Errorf("answers without their session: %v", err)
	}
}

// Whatever is imported, either nothing comes in, or what can be exported and
// imported again.
func FuzzImport(f *testing.F) {
	seed := `{"schema":"rehearse/progress/1","store":"0123456789abcdef",
"sessions":[{"id":"0123456789abcdef-1","kind":"quiz","seed":7,"options":{"items":[1,2]},"state":null,"changes":1,"begun":"2026-03-10T09:00:00Z","ended":null}],
"answers":[{"id":"0123456789abcdef-2","session":"0123456789abcdef-1","at":"2026-03-10T09:00:00.123456+01:00","item":{"kind":"a","scenario":"b","seed":7,"key":"k"},
"card":"c","topic":"t","rules":["CD-2.3"],"misconceptions":[{"id":"M","chosen":true,"sharing":1}],"options":4,"given":"=1","right":false,"points":0.5,"certainty":3,"hints":0,"tookMs":5,"unexplained":false}],
"undone":[{"id":"0123456789abcdef-3","answer":"0123456789abcdef-2","at":"2026-03-10T09:00:00Z"}]}`
	f.Add([]byte(seed))
	f.Add([]byte(strings.Replace(seed, `"answers":[`, `"answers":[null,`, 1)))
	f.Add([]byte(`{"schema":"rehearse/progress/1","store":"0123456789abcdef"}`))
	f.Add([]byte(`null`))
	s, err := Open(f.TempDir()+"/"+FileName, morning)
	if err != nil {
		f.Fatal(err)
	}
	f.Cleanup(func() { s.Close() })
	f.Fuzz(func(t *testing.T, text []byte) {
		d, err := Read(bytes.NewReader(text))
		if err != nil {
			return
		}
		for _, table := range []string{"undone", "answer_rules", "answer_beliefs", "answers", "sessions", "cards"} {
			if _, err := s.db.Exec("DELETE FROM " + table); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := s.Import(d); err != nil {
			if st := stateOf(t, s); len(st.Sessions)+len(st.Answers)+len(st.Cards) > 0 {
				t.Fatalf("%v, but %+v came in", err, st)
			}
			return
		}
		once := exported(t, s)
		if m := imported(t, s, once); m.Sessions+m.Answers+m.Undone > 0 || exported(t, s) != once {
			t.Fatalf("again: %+v", m)
		}
	})
}
