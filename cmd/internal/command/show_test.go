package command

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/seed-11de0fc1/rehearse/cmd/internal/term"
	"github.com/seed-11de0fc1/rehearse/scenarios"
	"github.com/seed-11de0fc1/rehearse/sim"
)

// What show prints runs in a directory of its own as the bundled scenario does.
func TestCopiesOfBundledScenariosRun(t *testing.T) {
	for _, e := range scenarios.Library() {
		io, out, _ := term.Test()
		if err := runShow(&factory{io: io}, e.Name); err != nil {
			t.Fatal(err)
		}
		path := filepath.Join(t.TempDir(), "copy.yaml")
		if err := os.WriteFile(path, out.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
		if a, b := endOf(t, e.Name), endOf(t, path); a != b {
			t.Errorf("%s: the copy ends with %s, not %s", e.Name, b, a)
		}
	}
}

// endOf is the fingerprint of a whole run.
func endOf(t *testing.T, path string) string {
	t.Helper()
	src, err := scenarios.Load(path)
	if err != nil {
		t.Fatal(err)
	}
	_, setup, found := src.Compile()
	if setup == nil {
		t.Fatal(found)
	}
	w := sim.New(setup)
	if err := w.Run(); err != nil {
		t.Fatal(err)
	}
	return w.Journal().Fingerprint().String()
}
