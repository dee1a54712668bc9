package scenarios

import (
	"testing"

	"github.com/seed-11de0fc1/rehearse/sim"
)

// A trial that decides nothing says why.
func TestUnfeltTrials(t *testing.T) {
	for _, row := range []struct{ text, question, want string }{
		{tryOut, "web-1 is terminated at 2s", ""},
		{tryOut, "web-1 fails Install", ""},
		{tryOut, "web-1 is terminated during Install", ""},
		{tryOut, "web-1 is terminated at 2h", "it came after the last deployment had ended, at 12s"},
		{tryOut, "zone a is out at 2h", "it came after the last deployment had ended, at 12s"},
		{tryOut, "stop at 2h", "it was refused with DeploymentAlreadyCompletedException"},
		{tryOut, "deployment 7 is stopped at 1s", "it was refused with DeploymentDoesNotExistException"},
		{tryOut, "db-1 is terminated during Install", "what it waits for never came: no Install began there"},
		{scaledOut, "web-3 fails Install", ""},
		{scaledOut, "web-9 fails Install", "web-9 was never there"},
		{scaledOut, "web-8 and web-9 are terminated at 5s", "web-8 and web-9 were never there"},
		{scaledOut, "web-3 is terminated at 5s", "web-3 was not there yet"},
		{scaledOut, "web-3 is terminated at 6m5s", ""},
	} {
		setup := setupOf(t, []byte(row.text))
		trials, err := Ask(setup, row.question)
		if err == nil {
			err = Try(setup, trials)
		}
		if err != nil {
			t.Fatal(row.question, err)
		}
		w := sim.New(setup)
		if err := w.Run(); err != nil {
			t.Fatal(err)
		}
		if got := Unfelt(w, trials); got[0] != row.want {
			t.Errorf("%s: %q, want %q", row.question, got[0], row.want)
		}
	}
}
