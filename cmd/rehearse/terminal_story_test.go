//go:build unix

package main

import (
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"strings"
	"syscall"
	"testing"

	"github.com/seed-11de0fc1/rehearse/quiz/progress"
)

const evening = "2026-03-01T18:00:00Z"

func home(t *testing.T) (dir string, variables []string) {
	dir = filepath.Join(t.TempDir(), "home")
	return dir, []string{progress.HomeVariable + "=" + dir}
}

// A quiz on a terminal: a hint, a wrong answer and how sure it was in one key,
// taking it back, a right one, Ctrl-C. What was answered is kept, and offered
// again.
func TestQuizOnATerminal(t *testing.T) {
	dir, variables := home(t)
	quiz := []string{"quiz", "--scenario", "one-at-a-time-fails", "--kinds", "final-status,touched-set", "--certainty", "--now", evening}
	term := openTerminal(t, variables, append(quiz, "--seed", "3")...)
	term.types("Your answer", "?\r")
	term.expect("It is about when a deployment goes on")
	term.types("Your answer", "Succeeded\r")
	term.types("How sure are you?", "x3")
	term.expect("CD-2.8 No: a failed host uses up the whole budget")
	term.types("Your answer", "u\r")
	term.expect("Taken back: Succeeded")
	term.types("Your answer", "Failed\r")
	term.types("How sure are you?", "\r")
	term.expect("ok")
	term.types("Your answer", "\x03")
	term.exits(130)

	again := openTerminal(t, variables, quiz...)
	again.expect("after 1 answer.")
	again.types("Go on with it?", "y\r")
	again.types("Which instances does deployment 1 attempt at all?", "1\r")
	again.types("How sure are you?", "2")
	again.expect("of 2 right")
	again.exits(0)
	if there := keptIn(t, dir); len(there) != 2 || there[0].Given != "Failed" || there[0].Hints != 0 || there[1].Certainty.String() != "medium" {
		t.Errorf("%+v", there)
	}
}

// keptIn are the answers that are kept in a home.
func keptIn(t *testing.T, dir string) []progress.Answer {
	t.Helper()
	list := documentOf[progress.Document](t, rehearse(t, "progress", "--export", "-", "--home", dir))
	undone := map[progress.ID]bool{}
	for _, u := range list.Undone {
		undone[u.Answer] = true
	}
	var counting []progress.Answer
	for _, a := range list.Answers {
		if !undone[a.ID] {
			counting = append(counting, a)
		}
	}
	return counting
}

// Who is told to end in the middle of a question leaves the terminal as it was.
func TestTerminatedAtAQuestion(t *testing.T) {
	_, variables := home(t)
	for _, keys := range []string{"", "Failed\r"} { // at the answer, and at how sure it is
		term := openTerminal(t, variables, "quiz", "--scenario", "one-at-a-time-fails", "--kinds", "final-status", "--certainty", "--anew")
		term.types("Your answer", keys)
		if keys != "" {
			term.expect("How sure are you?")
			term.settle()
		}
		if err := term.cmd.Process.Signal(syscall.SIGTERM); err != nil {
			t.Fatal(err)
		}
		term.expect("rehearse: interrupted")
		if is := term.state(); !reflect.DeepEqual(is, term.calm) {
			t.Errorf("after %q: %+v, was %+v", keys, is, term.calm)
		}
		term.exits(128 + int(syscall.SIGTERM))
	}
}

const hiddenDeck = `deck: 1
id: mine
title: Mine
language: en
cards:
  - {id: agent, kind: basic, topic: Setup, ask: "Who does it?", answer: The agent, rules: [CD-8.1]}
  - {id: size, kind: number, topic: Limits, ask: "How large?", number: 2, unit: GB, sources: [a guide]}
`

// Cards on a terminal: one whose answer is hidden until Enter, and one that is
// typed. The one that was not known is due the next day.
func TestStudyOnATerminal(t *testing.T) {
	dir, variables := home(t)
	path := filepath.Join(t.TempDir(), "mine.yaml")
	if err := os.WriteFile(path, []byte(hiddenDeck), 0o600); err != nil {
		t.Fatal(err)
	}
	term := openTerminal(t, variables, "study", "--deck", path, "--now", evening)
	term.types("Enter shows the answer", "\r")
	term.expect("The agent")
	term.types("Your answer", "n\r")
	term.types("Answer with a number (GB)", "2 GB\r")
	term.expect("1 of 2 right")
	term.exits(0)
	if there := keptIn(t, dir); len(there) != 2 || there[0].Card != "mine/agent" || there[0].Right || !there[1].Right {
		t.Errorf("%+v", there)
	}
	next := openTerminal(t, variables, "study", "--deck", path, "--now", "2026-03-02T18:00:00Z")
	next.types("1 of 1", "q\r")
	next.exits(0)
}

// Who is new is told in one screen what there is, and led through the first
// five minutes; who has been here is told what is due and what can go on.
func TestGreeting(t *testing.T) {
	dir, variables := home(t)
	term := openTerminal(t, variables)
	term.types("What next?", "\r")
	screen, _, _ := strings.Cut(term.text(), "Nothing for now") // what comes next may be there already
	if lines := strings.Count(screen, "\n"); lines > 23 {
		t.Errorf("%d lines are no single screen:\n%s", lines, screen)
	}
	term.types("one-at-a-time --speed 30", "\r")
	term.types("What will happen?", "\r")
	term.types("1 of 3", "Succeeded\r")
	term.types("2 of 3", "1\r")
	term.types("3 of 3", "no\r")
	term.types("Why was web-4 never attempted?", "\r")
	term.expect("timeline[0]: call CreateDeployment")
	term.expect("Next: rehearse quiz")
	term.exits(0)

	quiz := openTerminal(t, variables, "quiz", "--scenario", "one-at-a-time-fails", "--seed", "3", "--kinds", "final-status,touched-set")
	quiz.types("Your answer", "Failed\r")
	quiz.types("Your answer", "q\r")
	quiz.exits(0)
	back := openTerminal(t, []string{"REHEARSE_HOME=/nowhere"}, "--home", dir)
	back.expect("Welcome back")
	back.expect("Nothing is due.")
	back.types("Go on with the quiz of", "\r")
	back.types("Which instances", "q\r")
	back.exits(0)
}

// Nothing but what can be printed and line ends comes out of --accessible.
func TestAccessible(t *testing.T) {
	_, variables := home(t)
	control := regexp.MustCompile(`[\x00-\x09\x0b-\x1f\x7f]|\xc2[\x80-\x9f]`)
	for _, c := range []struct {
		args  []string
		types []string // after each question
	}{
		{[]string{"--accessible"}, []string{"Number from 1", "4\n"}},
		{[]string{"quiz", "--accessible", "--scenario", "one-at-a-time-fails", "--kinds", "final-status", "--items", "1", "--certainty"}, []string{"Your answer", "?\n", "Your answer", "Failed\n", "How sure", "2\n"}},
		{[]string{"study", "--accessible", "--new", "1", "--deck", "codedeploy"}, []string{"Your answer", "9\n", "Your answer", "1\n"}},
		{[]string{"predict", "one-at-a-time-fails", "--accessible", "--items", "1"}, []string{"Your prediction", "Failed\n"}},
	} {
		term := openTerminal(t, variables, c.args...)
		term.calm = nil // it reads whole lines
		for i := 0; i < len(c.types); i += 2 {
			term.types(c.types[i], c.types[i+1])
		}
		term.exits(0)
		if found := control.FindString(strings.ReplaceAll(string(term.said), "\r\n", "\n")); found != "" {
			t.Errorf("%v: %q came out:\n%q", c.args, found, term.said)
		}
	}
}

// An exam on a terminal: an answer, a flag, the list, Ctrl-C; then what was
// answered is there, and it is submitted with questions left out.
func TestExamOnATerminal(t *testing.T) {
	dir, variables := home(t)
	exam := []string{"exam", "dva-deploy", "--items", "3", "--seed", "2", "--now", evening}
	term := openTerminal(t, variables, exam...)
	term.expect("1 of 3")
	term.types("Your answer", "1\r")
	term.expect("2 of 3")
	term.types("Your answer", "f\r")
	term.expect("flagged")
	term.types("Your answer", "l\r")
	term.expect("1 of 3 answered")
	term.types("Your answer", "\x03")
	term.exits(130)

	again := openTerminal(t, variables, "exam", "--now", evening)
	again.types("Go on with it?", "y\r")
	again.expect("flagged")
	again.types("Your answer", "s\r")
	again.types("Submit?", "y\r")
	again.expect("not an AWS score")
	again.exits(0)
	if there := keptIn(t, dir); len(there) != 1 {
		t.Errorf("%+v", there)
	}
}
