//go:build unix

package bundle

import (
	"strings"
	"syscall"
	"testing"
)

// R9: a pipe in a directory is refused and never opened, which would hang.
func TestPipeInDirectory(t *testing.T) {
	root := directoryOf(t, entry{"a", "x", ""})
	if err := syscall.Mkfifo(root.Name()+"/b/appspec.yml", 0o644); err != nil {
		t.Fatal(err)
	}
	_, err := Open(root, "b", Limits{})
	if err == nil || !strings.Contains(err.Error(), "appspec.yml: is neither a file nor a directory") {
		t.Errorf("got %v", err)
	}
	if err := syscall.Mkfifo(root.Name()+"/p.zip", 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(root, "p.zip", Limits{}); err == nil || !strings.Contains(err.Error(), "is neither a directory nor a file") {
		t.Errorf("got %v", err)
	}
}
