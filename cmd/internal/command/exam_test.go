package command

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/seed-11de0fc1/rehearse/cmd/internal/term"
	"github.com/seed-11de0fc1/rehearse/quiz/exam"
)

// examAt is an exam of three questions that is kept in a directory.
func examAt(t *testing.T, home, answers string) *examOptions {
	t.Helper()
	io, _, _ := term.Test()
	file := filepath.Join(home, "answers.txt")
	if err := os.WriteFile(file, []byte(answers), 0o600); err != nil {
		t.Fatal(err)
	}
	o := &examOptions{factory: &factory{io: io}, preset: "dva-deploy", seed: "2", items: 3, answers: file}
	o.home, o.at = home, "2026-03-01T18:00:00Z"
	return o
}

// leave answers every question of an exam, and comes to an end in the middle of
// handing it in, after some answers were kept.
func leave(t *testing.T, o *examOptions, after int) {
	t.Helper()
	var err error
	if o.sit, err = o.newSitting(o.answers); err != nil {
		t.Fatal(err)
	}
	if o.notes, err = o.openNotebook(&o.keeper); err != nil {
		t.Fatal(err)
	}
	p, _ := exam.Find(o.preset)
	if err := o.begin(p.Of(o.items)); err != nil {
		t.Fatal(err)
	}
	for range o.items {
		if err := o.exam.Answer("1", o.moment()); err != nil {
			t.Fatal(err)
		}
	}
	o.exam.Submit(o.moment())
	o.save()
	for n := range after {
		o.notes.record(o.exam.Questions[n], reply{Answer: o.exam.Given(n)})
	}
	if err := o.notes.close(); err != nil {
		t.Fatal(err)
	}
}

// Wherever handing in comes to an end, going on keeps every answer once (R19).
func TestExamIsHandedInOnce(t *testing.T) {
	for after := range 4 {
		home := t.TempDir()
		left := examAt(t, home, "")
		leave(t, left, after)
		o := examAt(t, home, "")
		o.resume, o.seed = true, ""
		if err := o.run(); err != nil {
			t.Fatalf("after %d answers: %v", after, err)
		}
		n, _ := opened(t, &o.keeper)
		list, err := n.store.Unfinished()
		if len(n.before) != 3 || len(list) != 0 || err != nil {
			t.Errorf("after %d answers: %d are kept, %d exams have not ended, %v", after, len(n.before), len(list), err)
		}
		if got, want := o.exam.Result().Scored, left.exam.Result().Scored; got != want {
			t.Errorf("after %d answers: %+v, want %+v", after, got, want)
		}
		if err := n.close(); err != nil {
			t.Fatal(err)
		}
	}
}

// Of two windows in which the same exam goes on, one is told, and what the other
// one kept stays.
func TestExamGoesOnTwice(t *testing.T) {
	home := t.TempDir()
	left := examAt(t, home, "")
	leave(t, left, 0)
	windows := []*examOptions{examAt(t, home, ""), examAt(t, home, "")}
	for _, o := range windows {
		var err error
		o.resume = true
		if o.sit, err = o.newSitting(o.answers); err != nil {
			t.Fatal(err)
		}
		if o.notes, err = o.openNotebook(&o.keeper); err != nil {
			t.Fatal(err)
		}
		if resumed, err := o.goesOn(); err != nil || !resumed {
			t.Fatal(resumed, err)
		}
	}
	windows[0].exam.Flag()
	windows[0].save()
	windows[1].save()
	if windows[0].elsewhere || !windows[1].elsewhere {
		t.Errorf("the first is told %v, the second %v", windows[0].elsewhere, windows[1].elsewhere)
	}
	if err := windows[1].handIn(); !errors.Is(err, errElsewhere) {
		t.Error(err)
	}
	if err := windows[0].handIn(); err != nil {
		t.Error(err)
	}
	for _, o := range windows {
		if err := o.notes.close(); err != nil {
			t.Fatal(err)
		}
	}
}
