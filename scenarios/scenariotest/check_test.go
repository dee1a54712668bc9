package scenariotest

import (
	"strings"
	"testing"

	"github.com/seed-11de0fc1/rehearse/sim"
)

// What a fuzzer draws may make a claim panic: that is told with where it did, and
// the next scenario is checked as if nothing had been.
func TestCheckTellsOfPanics(t *testing.T) {
	t.Chdir(t.TempDir())
	brittle := true
	x, err := start("one-at-a-time-fails", []Option{Always("fine", func(w *sim.World) bool {
		for _, d := range w.Deployments() {
			if brittle && d.Failed > 0 {
				panic("somebody has failed")
			}
		}
		return true
	})})
	if err != nil {
		t.Fatal(err)
	}
	err = x.check(x.scenario, "kept")
	if err == nil || !strings.Contains(err.Error(), `"no panic in always fine" is broken at `) || !strings.Contains(err.Error(), "panic: somebody has failed") {
		t.Error(err)
	}
	brittle = false
	if err := x.check(x.scenario, "kept"); err != nil {
		t.Error(err)
	}
}
