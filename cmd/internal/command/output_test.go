package command

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/seed-11de0fc1/rehearse/cmd/internal/term"
)

// A file that appears while the result is being made is not replaced, and
// nothing is left behind.
func TestOutputNeverReplacesWhatAppeared(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "deck.yaml")
	io, _, _ := term.Test()
	f, o := &factory{io: io}, &outputFile{path: path}
	if err := o.check("-"); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte("theirs"), 0o600); err != nil {
		t.Fatal(err)
	}
	if code := exitCode(o.write(f, []byte("ours"))); code != exitConflict {
		t.Errorf("exit code %d", code)
	}
	holds(t, path, "theirs")
	o.force = true
	if err := o.write(f, []byte("ours")); err != nil {
		t.Fatal(err)
	}
	holds(t, path, "ours")
	if entries, _ := os.ReadDir(dir); len(entries) != 1 {
		t.Errorf("left behind: %v", entries)
	}
}

func holds(t *testing.T, path, want string) {
	t.Helper()
	if text, err := os.ReadFile(path); err != nil || string(text) != want {
		t.Errorf("%s holds %q, %v", path, text, err)
	}
}
