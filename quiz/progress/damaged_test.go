package progress

import (
	"bytes"
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// damagedFile is a store with a few pages of answers, closed.
func damagedFile(t *testing.T, damage func([]byte) []byte) (path string, text []byte) {
	t.Helper()
	s, session := fresh(t)
	for range 60 {
		recorded(t, s, answer(session.ID, "c"), morning)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(s.Path())
	if err != nil || len(text) < 10_000 {
		t.Fatal(len(text), err)
	}
	text = damage(text)
	if err := os.WriteFile(s.Path(), text, 0o600); err != nil {
		t.Fatal(err)
	}
	return s.Path(), text
}

var damages = []struct {
	name   string
	damage func([]byte) []byte
}{
	{"a damaged header", func(b []byte) []byte { copy(b, "SQLite farmat 7"); return b }},
	{"another page size", func(b []byte) []byte { b[16], b[17] = 3, 3; return b }},
	{"cut within the first page", func(b []byte) []byte { return b[:50] }},
	{"cut in the middle", func(b []byte) []byte { return b[:len(b)/2+7] }},
	{"cut by a page", func(b []byte) []byte { return b[:len(b)-4096] }},
	{"garbage in the middle", func(b []byte) []byte {
		copy(b[len(b)/2/4096*4096:], bytes.Repeat([]byte{0xa7, 0x03, 0xff}, 1365))
		return b
	}},
	{"zeros in the middle", func(b []byte) []byte { clear(b[8192:16384]); return b }},
	{"a text file", func([]byte) []byte { return []byte(strings.Repeat("my notes\n", 1000)) }},
	{"the file of another program", func([]byte) []byte { return otherProgram }},
}

// otherProgram is a sound SQLite file that is not ours.
var otherProgram = func() []byte {
	dir, err := os.MkdirTemp("", "rehearse-*")
	if err != nil {
		panic(err)
	}
	defer os.RemoveAll(dir)
	db, err := sql.Open("sqlite", dataSource(filepath.Join(dir, "x")))
	if err != nil {
		panic(err)
	}
	if _, err := db.Exec("CREATE TABLE bookmarks (url TEXT)"); err != nil {
		panic(err)
	}
	db.Close()
	text, err := os.ReadFile(filepath.Join(dir, "x"))
	if err != nil {
		panic(err)
	}
	return text
}()

// A damaged file is set aside as it is, under a new name, and an empty store
// begins. Another that is damaged later overwrites nothing.
func TestR22DamagedFileIsSetAside(t *testing.T) {
	for _, c := range damages {
		t.Run(c.name, func(t *testing.T) {
			path, text := damagedFile(t, c.damage)
			if err := Examine(path); !errors.Is(err, ErrDamaged) || !exists(path) {
				t.Errorf("examined: %v, want %v", err, ErrDamaged)
			}
			s := opened(t, path)
			want := filepath.Join(path+".damaged-2026-03-10", FileName)
			if s.SetAside != want {
				t.Fatalf("set aside as %q, want %q", s.SetAside, want)
			}
			if kept, err := os.ReadFile(want); err != nil || !bytes.Equal(kept, text) {
				t.Errorf("it is not what it was: %v", err)
			}
			if list := answers(t, s); len(list) > 0 {
				t.Errorf("%d answers", len(list))
			}
			recorded(t, s, answer(begun(t, s).ID, "c"), morning)
			s.Close()
			if err := os.WriteFile(path, []byte(strings.Repeat("broken again", 100)), 0o600); err != nil {
				t.Fatal(err)
			}
			if s = opened(t, path); s.SetAside != filepath.Join(path+".damaged-2026-03-10-2", FileName) {
				t.Errorf("set aside as %q", s.SetAside)
			}
			if kept, err := os.ReadFile(want); err != nil || !bytes.Equal(kept, text) {
				t.Errorf("overwritten: %v", err)
			}
		})
	}
}

// To examine a sound file, or none, is no fault and makes none.
func TestExamine(t *testing.T) {
	path, _ := damagedFile(t, func(b []byte) []byte { return b })
	if err := Examine(path); err != nil {
		t.Error(err)
	}
	if err := Examine(path + "x"); err != nil || exists(path+"x") {
		t.Error(err)
	}
}

// R22: whatever byte of a small store is wrong, opening it and reading it never ends
// in a crash: it is as it was, is set aside, or is refused.
func TestR22AnyWrongByte(t *testing.T) {
	_, text := damagedFile(t, func(b []byte) []byte { return b })
	dir := t.TempDir()
	for i := 0; i < len(text); i += 1 + len(text)/150 {
		wrong := bytes.Clone(text)
		wrong[i] ^= 0xff
		path := filepath.Join(dir, string(rune('a'+i%26)), FileName)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, wrong, 0o600); err != nil {
			t.Fatal(err)
		}
		s, err := Open(path, morning)
		if err != nil {
			if !errors.Is(err, ErrNewer) {
				t.Errorf("byte %d: %v", i, err)
			}
		} else {
			if list, err := s.Answers(); err == nil && s.SetAside == "" && len(list) != 60 {
				t.Errorf("byte %d: %d answers without a word", i, len(list))
			}
			s.Close()
		}
		if err := os.RemoveAll(filepath.Dir(path)); err != nil {
			t.Fatal(err)
		}
	}
}

// R22: wherever a store was cut off, at a page or within one, it is set aside, and a
// new one begins.
func TestR22TruncatedAnywhere(t *testing.T) {
	_, text := damagedFile(t, func(b []byte) []byte { return b })
	for page := 4096; page < len(text); page += 4096 {
		for _, length := range []int{page - 3, page} {
			path := filepath.Join(t.TempDir(), FileName)
			if err := os.WriteFile(path, text[:length], 0o600); err != nil {
				t.Fatal(err)
			}
			s := opened(t, path)
			aside, err := os.ReadFile(s.SetAside)
			if err != nil || !bytes.Equal(aside, text[:length]) || len(answers(t, s)) > 0 {
				t.Errorf("cut after %d bytes: set aside as %q, %v", length, s.SetAside, err)
			}
			if err := s.Close(); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// A file that was emptied beside its log is damaged: SQLite would take it for a
// new one and throw the log away, with all that is in it.
func TestR22EmptiedFileBesideItsLog(t *testing.T) {
	path := filepath.Join(t.TempDir(), FileName)
	log := []byte("what would be lost")
	for name, text := range map[string][]byte{path: nil, path + "-wal": log} {
		if err := os.WriteFile(name, text, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	s := opened(t, path)
	if kept, err := os.ReadFile(s.SetAside + "-wal"); err != nil || !bytes.Equal(kept, log) {
		t.Errorf("%q %v", kept, err)
	}
}

// unwritable is a directory in which not even the superuser can make a file.
func unwritable(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.Chmod(dir, 0o500); err != nil {
		t.Fatal(err)
	}
	probe := filepath.Join(dir, "probe")
	if os.WriteFile(probe, nil, 0o600) != nil {
		return dir
	}
	if err := os.WriteFile(probe, []byte("a file, not a directory"), 0o600); err != nil {
		t.Fatal(err)
	}
	return probe
}

// Where nothing can be written, that is said.
func TestR20UnwritableHome(t *testing.T) {
	for _, dir := range []string{unwritable(t), filepath.Join(unwritable(t), "deeper")} {
		_, err := Open(filepath.Join(dir, FileName), morning)
		if !errors.Is(err, ErrReadOnly) || !strings.Contains(err.Error(), dir) {
			t.Errorf("%v, want %v", err, ErrReadOnly)
		}
	}
}

// A file that can only be read takes no answer, and loses none.
func TestR20ReadOnlyFile(t *testing.T) {
	s, session := fresh(t)
	recorded(t, s, answer(session.ID, "c"), morning)
	if _, err := s.db.Exec("PRAGMA query_only = 1"); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Record(answer(session.ID, "c"), nil, morning); !errors.Is(err, ErrReadOnly) {
		t.Errorf("%v, want %v", err, ErrReadOnly)
	}
	if list := answers(t, s); len(list) != 1 {
		t.Errorf("%d answers", len(list))
	}
}

// R20: at whatever write the disk is full, the answer is refused with these words, all
// before it are there, and once there is room it goes on.
func TestR20FullDisk(t *testing.T) {
	refused := map[int]bool{}
	for pages := 14; pages < 30; pages += 2 {
		s, session := fresh(t)
		if _, err := s.db.Exec("PRAGMA synchronous = OFF; PRAGMA max_page_count = " + strconv.Itoa(pages)); err != nil {
			t.Fatal(err)
		}
		kept := 0
		var err error
		for kept < 10_000 && err == nil {
			if _, err = s.Record(answer(session.ID, "c"), []byte("1"), morning); err == nil {
				kept++
			}
		}
		if !errors.Is(err, ErrFull) || !strings.Contains(err.Error(), "nothing that was kept before is lost") {
			t.Fatalf("%d pages: %v, want %v", pages, err, ErrFull)
		}
		if list := answers(t, s); len(list) != kept {
			t.Errorf("%d pages: %d answers of %d", pages, len(list), kept)
		}
		refused[kept] = true
		checkCards(t, s)
		if _, err := s.db.Exec("PRAGMA max_page_count = 1000000"); err != nil {
			t.Fatal(err)
		}
		recorded(t, s, answer(session.ID, "c"), morning)
	}
	if len(refused) < 5 {
		t.Errorf("full at %d different writes", len(refused))
	}
}
