package command

import (
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/seed-11de0fc1/rehearse/cmd/internal/term"
)

// fullDisk takes nothing.
type fullDisk struct{}

func (fullDisk) Write([]byte) (int, error) { return 0, syscall.ENOSPC }

// R20: where there is no room for the result, one message says so, with the
// exit code of what is not the learner's fault.
func TestR20NoRoomForADeck(t *testing.T) {
	cards := filepath.Join(t.TempDir(), "cards.csv")
	if err := os.WriteFile(cards, []byte("question,answer\nq,a\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []string{
		"deck list", "deck list --json", "deck show codestar", "deck show codestar --json", "deck check", "deck check --json", "schema",
		"deck export codestar --to anki", "deck export codestar --to csv", "deck export codestar --to gift", "deck export codestar --to moodle",
		"deck export codestar --to html", "deck export codestar --to html --json", "deck import " + cards, "deck import --json " + cards,
	} {
		io, _, messages := term.Test()
		io.Out = fullDisk{}
		code := Main(strings.Fields(c), io)
		if text := messages.String(); code != exitInternal || strings.Count(text, "no space left on device") != 1 {
			t.Errorf("%s: exit code %d\n%s", c, code, text)
		}
	}
}

// R20: a file that could not be written whole is told by the name it was to
// have; what had the name stays.
func TestR20NoRoomForAFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "deck.csv")
	if err := os.WriteFile(path, []byte("theirs"), 0o600); err != nil {
		t.Fatal(err)
	}
	io, _, _ := term.Test()
	file, err := (&factory{io: io}).newOutFile("--output", path, "")
	if err != nil {
		t.Fatal(err)
	}
	full := &os.PathError{Op: "write", Path: file.temp.Name(), Err: syscall.ENOSPC}
	err = file.commit(full)
	if want := "--output " + path + " can not be written: no space left on device"; exitCode(err) != exitInternal || err.Error() != want {
		t.Errorf("exit code %d: %v", exitCode(err), err)
	}
	holds(t, path, "theirs")
	if entries, _ := os.ReadDir(filepath.Dir(path)); len(entries) != 1 {
		t.Errorf("left behind: %v", entries)
	}
}
