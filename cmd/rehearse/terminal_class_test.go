//go:build unix

package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/seed-11de0fc1/rehearse/quiz/classroom"
)

// A student at a terminal completes a sheet, comes back, and goes over it:
// each question shows the answer so far, and what is changed counts.
func TestSheetGoneOverOnATerminal(t *testing.T) {
	dir := t.TempDir()
	lab := filepath.Join(dir, "lab")
	roster := filepath.Join(dir, "roster.csv")
	if err := os.WriteFile(roster, []byte("id,name\nanna,Anna\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{{"new", lab, "--roster", roster, "--seed", "x"}, {"assign", lab, "week-1", "--items", "2", "--kinds", "touched-set,skipped-count", "--scenarios", "rollback"}} {
		if out, err := rehearse(t, append([]string{"class"}, args...)...).CombinedOutput(); err != nil {
			t.Fatalf("%s", out)
		}
	}
	sheet := filepath.Join(lab, "week-1", "sheets", "anna.yaml")
	term := openTerminal(t, nil, "class", "take", sheet)
	for range 2 {
		term.types("Your answer", "1\r")
	}
	term.expect("2 of 2 questions answered")
	term.exits(0)

	again := openTerminal(t, nil, "class", "take", sheet)
	again.types("Go over your answers again?", "y\r")
	again.expect("answered so far: 1")
	again.types("Your answer", "2\r")
	again.types("Your answer", "n\r")
	again.expect("Hand in that file.")
	again.exits(0)
	s, err := classroom.LoadSheet(sheet)
	if err != nil {
		t.Fatal(err)
	}
	j, file, err := classroom.OpenJournal(filepath.Join(lab, "week-1", "sheets", "anna.answers.jsonl"), s)
	if err != nil {
		t.Fatal(err)
	}
	file.Close()
	if a := j.Answers(); a[1] != "2" || a[2] != "1" || len(j.Given) != 3 {
		t.Errorf("%v", j.Given)
	}
}
