package command

import (
	"strings"
	"testing"

	"github.com/seed-11de0fc1/rehearse/cmd/internal/term"
	"github.com/seed-11de0fc1/rehearse/quiz/question"
)

func opened(t *testing.T, k *keeper) (n *notebook, messages func() string) {
	t.Helper()
	io, _, err := term.Test()
	n, e := (&factory{io: io}).openNotebook(k)
	if e != nil {
		t.Fatal(e)
	}
	return n, err.String
}

// What can not be written any more in the middle of a sitting is said once, and
// the sitting goes on with all that was answered; what was kept before stays.
func TestR20NotebookGoesOnInMemory(t *testing.T) {
	k := &keeper{learner: learner{home: t.TempDir(), at: "2026-03-01T18:00:00Z"}}
	n, messages := opened(t, k)
	if err := n.begin("quiz", 1, quizPlan{}); err != nil {
		t.Fatal(err)
	}
	n.record(stopped, reply{Answer: question.Answer{"this"}})
	if err := n.store.Close(); err != nil { // from now on every write fails
		t.Fatal(err)
	}
	n.record(stopped, reply{Answer: question.Answer{"that"}})
	n.record(stopped, reply{Answer: question.Answer{"neither"}})
	if _, ok := n.undo(); !ok || len(n.given) != 2 {
		t.Errorf("%d answers", len(n.given))
	}
	n.end()
	if text := messages(); strings.Count(text, "This goes on in memory") != 1 {
		t.Errorf("said:\n%s", text)
	}
	if code := exitCode(n.close()); code != exitInternal {
		t.Errorf("exit code %d", code)
	}
	again, _ := opened(t, k)
	defer again.close()
	if session, answers := again.unfinished("quiz"); answers != 1 || len(again.before) != 1 || session.Kind != "quiz" {
		t.Errorf("%d answers in %+v", answers, session)
	}
}

// A right answer that took a hint was not remembered; a wrong one was not
// either, and the schedule must know.
func TestNotebookKeepsTheScheduleHonest(t *testing.T) {
	n, _ := opened(t, &keeper{noSave: true})
	for _, c := range []struct {
		answer string
		hints  int
		card   string
	}{{"this", 0, "d/c"}, {"this", 1, ""}, {"that", 1, "d/c"}} {
		a := n.record(stopped, reply{Answer: question.Answer{c.answer}, hints: c.hints})
		if a.Card != c.card || a.Hints != c.hints {
			t.Errorf("%+v: kept under %q with %d hints", c, a.Card, a.Hints)
		}
	}
}
