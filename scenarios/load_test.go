package scenarios

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/seed-11de0fc1/rehearse/scenarios/source"
)

const smallest = "rehearse: 1\nfleet: {instances: [{name: web}]}\n"

func TestLoadTakesFilesDirectoriesAndNames(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "scenario.yaml")
	if err := os.WriteFile(file, []byte(smallest), 0o644); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{file, dir, "half-at-a-time"} {
		s, err := Load(path)
		if err != nil {
			t.Errorf("%s: %v", path, err)
			continue
		}
		if _, setup, found := s.Compile(); setup == nil {
			t.Errorf("%s: %v", path, found)
		}
	}
}

func TestLoadSaysWhatIsNotThere(t *testing.T) {
	for path, want := range map[string]string{
		"half-at-a-tme":          `no scenario "half-at-a-tme"; did you mean half-at-a-time?`,
		"nothing/like/it.yaml":   "name a file",
		t.TempDir():              "scenario.yaml",
		"evil\x1b[31m\u202ename": `evil\x1b[31m`,
	} {
		_, err := Load(path)
		if !errors.Is(err, ErrNotFound) || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "\x1b") {
			t.Errorf("%q: %v", path, err)
		}
	}
}

// endless is an input without an end (R3).
type endless struct{}

func (endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = '#'
	}
	return len(p), nil
}

func TestReadStopsAtOneMebibyte(t *testing.T) {
	s, err := Read("stdin", endless{}, ".")
	if err != nil || len(s.Text) != source.MaxText+1 {
		t.Fatalf("%d bytes, %v", len(s.Text), err)
	}
	if _, _, found := s.Compile(); !strings.Contains(found.Error(), "longer than 1048576 bytes") {
		t.Error(found)
	}
}

// Bundles come from below the scenario's directory and nowhere else (R8).
func TestBundlesStayInTheDirectory(t *testing.T) {
	outside, dir := t.TempDir(), t.TempDir()
	for _, d := range []string{outside, filepath.Join(dir, "good")} {
		if err := os.MkdirAll(d, 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(d, "appspec.yml"), []byte("version: 0.0\nos: linux\n"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Symlink(outside, filepath.Join(dir, "link")); err != nil {
		t.Fatal(err)
	}
	if _, err := directory(dir).Bundle("good"); err != nil {
		t.Error(err)
	}
	if _, err := directory(dir).Bundle("missing"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("missing: %v", err)
	}
	for _, path := range []string{"../" + filepath.Base(outside), outside, "link", "good/../../" + filepath.Base(outside)} {
		if b, err := directory(dir).Bundle(path); err == nil {
			t.Errorf("%s: opened %v", path, b)
		}
	}
}

// A bundle that is not beside the scenario may be a bundled one; one that lies
// there counts, and what can not be read brings no warning about its scripts.
func TestBundlesOfTheLibrary(t *testing.T) {
	revision := func(bundle string) string {
		return smallest + "revisions: {v1: {bundle: " + bundle + ", scripts: {scripts/start.sh: {exit: 1}}}}\n"
	}
	for _, row := range []struct {
		bundle, beside string
		want           string
	}{
		{"bundles/web-v1", "", "s.yaml:3:26: note: bundles/web-v1 is not beside the scenario; the bundle of that name that comes with Rehearse is taken"},
		{"bundles/web-v1", "bundles/web-v1", `s.yaml:3:52: warning: no hook of this revision runs "scripts/start.sh"; leave it out; the revision has no hooks`},
		{"bundles/nowhere", "", "s.yaml:3:26: bundles/nowhere: there is no such bundle; give the path of a directory, .zip, .tar or .tgz beside the scenario"},
		{"../library/bundles/web-v1", "", "s.yaml:3:26: ../library/bundles/web-v1: the path leaves the scenario's directory or is malformed; write one such as bundles/v1"},
	} {
		dir := t.TempDir()
		if row.beside != "" {
			if err := os.MkdirAll(filepath.Join(dir, row.beside), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(filepath.Join(dir, row.beside, "appspec.yml"), []byte("version: 0.0\nos: linux\n"), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		s, _ := Read("s.yaml", strings.NewReader(revision(row.bundle)), dir)
		if _, _, found := s.Compile(); found.Error() != row.want {
			t.Errorf("%s: %v, want %s", row.bundle, found, row.want)
		}
	}
}

func TestChangesAreMadeBeforeDecoding(t *testing.T) {
	s := &Source{Name: "s.yaml", Text: []byte("rehearse: 1\nfleet: {instances: [{name: web, count: 2}]}\n")}
	scenario, setup, found := s.Compile("fleet.instances[web].count=5", "seed=9", "title=a = b")
	if setup == nil || setup.Fleet.Groups[0].Count != 5 || setup.Seed != 9 || scenario.Title != "a = b" {
		t.Errorf("%+v %v", scenario, found)
	}
	for change, want := range map[string]string{
		"seed":                         "no = in it",
		"seed=":                        "empty",
		"fleet.instances[web].count=0": "--set fleet.instances[web].count=0:1:1: count: 0 is not within",
		"fleet.instances[wbe].count=1": "did you mean web",
		"fleet.order=[":                "--set",
	} {
		if _, setup, found := s.Compile(change); setup != nil || !strings.Contains(found.Error(), want) {
			t.Errorf("%s: %v", change, found)
		}
	}
}

// The texts that acceptance hands in: none decodes, none panics, and what is
// printed is tame (R12).
func TestRubbishIsRefused(t *testing.T) {
	for name, text := range map[string][]byte{
		"empty": nil, "null": []byte("~"), "list": []byte("[1]"), "word": []byte("rehearse"), "zeroes": make([]byte, 4096),
		"bomb":    bytes.Repeat([]byte("["), 100_000),
		"version": []byte("rehearse: 1.0\nfleet: {instances: []}\n"),
		"escape":  []byte("rehearse: 1\nfleet: {instances: [{name: \"we\\x1b[31mb\"}]}\n"),
		"key":     []byte("rehearse: 1\n\"\\u202efleet\": 1\n"),
	} {
		_, setup, found := (&Source{Name: name, Text: text}).Compile()
		if setup != nil || !found.HasErrors() {
			t.Errorf("%s: accepted", name)
		}
		if strings.ContainsFunc(found.Error(), func(r rune) bool { return r != '\n' && source.IsHidden(r) }) {
			t.Errorf("%s: %q", name, found.Error())
		}
	}
}

// A change that is wrong brings its own fault, not one more for each use of
// what it would have defined.
func TestAWrongChangeIsOneFault(t *testing.T) {
	_, _, found := (&Source{Name: "s.yaml", Text: []byte(strings.TrimSpace(fourHosts))}).Compile("fleet.instances[web].name=~")
	if len(found) != 1 || !strings.HasPrefix(found.Error(), "--set fleet.instances[web].name=~:1:1: ") {
		t.Error(found)
	}
}
