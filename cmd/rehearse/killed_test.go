//go:build unix

package main

import (
	"bufio"
	"math/rand/v2"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/seed-11de0fc1/rehearse/quiz/progress"
)

const (
	killsMost  = 200
	killsLeast = 40               // on a machine that is slow
	killsTime  = 16 * time.Second // after which no more are tried
)

// A quiz that is killed at any moment loses at most the answer being typed:
// each one that it has told about is kept, and the quiz can be taken up again.
func TestR19KilledQuiz(t *testing.T) {
	seed := rand.Uint64()
	t.Logf("seed %d", seed)
	draw := rand.New(rand.NewPCG(seed, 0))
	dir, _ := home(t)
	kills, there, unsaid := 0, 0, 0
	for begun := time.Now(); kills < killsMost && (kills < killsLeast || time.Since(begun) < killsTime); kills++ {
		how := "--anew"
		if there > 0 && draw.IntN(2) == 0 {
			how = "--resume"
		}
		said := killedQuiz(t, dir, how, draw.IntN(3), time.Duration(draw.IntN(10_000))*time.Microsecond)
		now := counted(t, filepath.Join(dir, progress.FileName))
		if extra := now - there - said; extra < 0 || extra > 1 {
			t.Fatalf("after %d kills: %d answers were told about, %d more are kept", kills, said, now-there)
		} else {
			unsaid += extra
		}
		there = now
	}
	t.Logf("%d answers kept after %d kills, %d of them before they were told about", there, kills, unsaid)
	if there == 0 {
		t.Error("no answer was ever kept")
	}
}

// killedQuiz runs a quiz until it has told about so many answers and a moment
// has passed, and kills it. It returns how many it has told about.
func killedQuiz(t *testing.T, dir, how string, answers int, moment time.Duration) (said int) {
	t.Helper()
	words := []string{"quiz", "--home", dir, how}
	if how == "--anew" {
		words = append(words, "--seed", "4", "--kinds", "final-status")
	}
	cmd := rehearse(t, words...)
	cmd.Stdin = strings.NewReader(strings.Repeat("Failed\n1\n", 500)) // one or the other is an answer to each
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	if answers == 0 {
		time.Sleep(moment)
		_ = cmd.Process.Kill() // it is looked at below how it ended
	}
	for lines := bufio.NewScanner(out); lines.Scan(); {
		if !strings.HasPrefix(lines.Text(), "ok  ") && !strings.HasPrefix(lines.Text(), "MISS") {
			continue
		}
		if said++; said == answers {
			time.Sleep(moment)
			_ = cmd.Process.Kill()
		}
	}
	if err := cmd.Wait(); err == nil || cmd.ProcessState.ExitCode() >= 0 {
		t.Fatalf("the quiz ended by itself: %v", cmd.ProcessState)
	}
	return said
}

// counted is how many answers a file of progress holds, which must be sound.
func counted(t *testing.T, path string) int {
	t.Helper()
	store, err := progress.Open(path, time.Now())
	if err != nil {
		t.Fatal(err)
	}
	list, err := store.Answers()
	if err != nil || store.SetAside != "" {
		t.Fatalf("%v, set aside: %q", err, store.SetAside)
	}
	if err := store.Close(); err != nil {
		t.Fatal(err)
	}
	return len(list)
}
