package scenarios

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/seed-11de0fc1/rehearse/scenarios/bundle"
	"github.com/seed-11de0fc1/rehearse/scenarios/library"
	"github.com/seed-11de0fc1/rehearse/scenarios/source"
)

// Source is the text of a scenario and the files around it.
type Source struct {
	Name  string // for messages: the path, or the name of a bundled scenario
	Text  []byte // at most a byte more than source.MaxText, which Decode refuses
	Files Files
	// Claims are properties beside those of the text, as --property gives them; the
	// name of one in the text means that one.
	Claims []string
	Only   bool // leaves out the properties of the text that Claims do not name
}

// ErrNotFound is what errors.Is finds in the error of Load if there is no
// scenario of that name.
var ErrNotFound = errors.New("no such scenario")

type notFoundError struct{ name, fix string }

func (e *notFoundError) Error() string {
	return source.Escape(fmt.Sprintf("no scenario %q; %s", e.name, e.fix))
}

func (e *notFoundError) Is(target error) bool { return target == ErrNotFound }

// Load reads the text of the scenario that path means: a file, a directory
// with a scenario.yaml, - for standard input, or else the name of a bundled
// scenario. It reads no more than 1 MiB and a byte.
func Load(path string) (*Source, error) {
	if path == "-" {
		return Read("stdin", os.Stdin, ".")
	}
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return loadBundled(path, err)
	case info.IsDir():
		path = filepath.Join(path, "scenario.yaml")
	}
	file, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, &notFoundError{path, "name a file, or a directory with a scenario.yaml"}
	}
	if err != nil {
		return nil, err
	}
	defer file.Close()
	return Read(path, file, filepath.Dir(path))
}

// Read reads the text of a scenario whose bundles are below the directory dir.
// name is for messages.
func Read(name string, from io.Reader, dir string) (*Source, error) {
	text, err := io.ReadAll(io.LimitReader(from, source.MaxText+1))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return &Source{Name: name, Text: text, Files: directory(dir)}, nil
}

// LoadBundled reads the text of a bundled scenario, whatever files there are.
func LoadBundled(name string) (*Source, error) { return loadBundled(name, fs.ErrNotExist) }

// loadBundled reads a scenario of the library, or explains why there is none.
func loadBundled(name string, why error) (*Source, error) {
	text, err := library.FS.ReadFile(name + ".yaml")
	if err == nil {
		return &Source{Name: name, Text: text, Files: embedded{library.FS}}, nil
	}
	if !errors.Is(why, fs.ErrNotExist) {
		return nil, why
	}
	if near, ok := source.Suggest(name, libraryNames()); ok {
		return nil, &notFoundError{name, "did you mean " + near + "?"}
	}
	return nil, &notFoundError{name, "name a file, or a bundled scenario: `rehearse list` shows them"}
}

// directory gives bundles below itself and nothing outside.
type directory string

func (d directory) Bundle(path string) (*bundle.Bundle, error) {
	root, err := os.OpenRoot(string(d))
	if err != nil {
		return nil, err
	}
	defer root.Close()
	return bundle.Open(root, path, bundle.Limits{})
}

// embedded gives bundles out of a file system.
type embedded struct{ fs.FS }

func (e embedded) Bundle(path string) (*bundle.Bundle, error) {
	return bundle.OpenFS(e.FS, path, bundle.Limits{})
}
