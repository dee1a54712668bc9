package classroom

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// Places where no class can be are told apart: a file, one that a file stands in
// the way of, and one that the system does not give.
func TestImpossiblePlaces(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "file")
	if err := os.WriteFile(file, []byte("mine"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, x := range []struct {
		path string
		kind error
		want string
	}{
		{file, ErrExists, "is a file"},
		{filepath.Join(file, "x"), ErrUnwritable, "x can not be written"},
	} {
		if _, err := Create(x.path, "Lab", "", "", nil); !errors.Is(err, x.kind) || !strings.Contains(err.Error(), x.want) {
			t.Errorf("new %q: %v, want %s", x.path, err, x.want)
		}
		if _, err := Open(x.path); err == nil || strings.HasPrefix(x.path, file) && !errors.Is(err, ErrNotFound) {
			t.Errorf("open %q: %v", x.path, err)
		}
	}
	if text, err := os.ReadFile(file); string(text) != "mine" {
		t.Errorf("%q, %v", text, err)
	}
	if _, _, err := OpenJournal(dir, &Sheet{}); !errors.Is(err, ErrUnwritable) {
		t.Errorf("a folder for answers: %v", err)
	}
}

// A class that could not be written whole leaves nothing behind, and what could
// not be taken stays as it was.
func TestNothingIsLeftHalfWritten(t *testing.T) {
	dir := t.TempDir()
	c := &Class{Folder: filepath.Join(dir, "lab"), secret: make([]byte, secretBytes)}
	if err := os.MkdirAll(filepath.Join(c.Folder, classFile), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := c.begin([]byte("id,name\n")); !errors.Is(err, ErrExists) {
		t.Errorf("%v", err)
	}
	if left, _ := os.ReadDir(c.Folder); len(left) != 0 {
		t.Errorf("left behind: %v", left)
	}
	c = classOf(t, 1)
	assigned(t, c, &Assignment{Name: "week-1", Items: 3, Scenarios: []string{"rollback"}})
	if err := os.WriteFile(c.dir("week-1", gradesFolder), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := c.Write(&Grades{Assignment: "week-1"}); !errors.Is(err, ErrUnwritable) {
		t.Errorf("%v", err)
	}
	if err := unwritable("x", &fs.PathError{Op: "write", Path: ".rehearse-1", Err: syscall.ENOSPC}); !errors.Is(err, ErrFull) || err.Error() != "x can not be written: the disk is full" {
		t.Errorf("%v", err)
	}
}
