package shrink

// Counterexamples that are kept, to be run first next time.

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/seed-11de0fc1/rehearse/scenarios"
	"github.com/seed-11de0fc1/rehearse/scenarios/source"
)

// Dir is where counterexamples are kept, below the working directory.
var Dir = filepath.Join("testdata", "rehearse")

// Name is what the file of a counterexample is called, without .yaml: its claim
// in small letters, and the first eight digits of a digest of claim and
// scenario.
func (r *Result) Name() string {
	sum := sha256.Sum256(append([]byte(r.Claim+"\n"), scenarios.Encode(r.Scenario)...))
	return slug(r.Claim) + "-" + hex.EncodeToString(sum[:4])
}

// slug is a text in small letters and digits, up to 40 of them.
func slug(text string) string {
	var b strings.Builder
	for _, r := range strings.ToLower(text) {
		switch letter := r >= 'a' && r <= 'z' || r >= '0' && r <= '9'; {
		case b.Len() == 40:
		case letter:
			b.WriteRune(r)
		case b.Len() > 0 && !strings.HasSuffix(b.String(), "-"):
			b.WriteByte('-')
		}
	}
	if made := strings.Trim(b.String(), "-"); made != "" {
		return made
	}
	return "counterexample"
}

// Save writes a counterexample into a directory, which it makes if it is not
// there, and returns the path of the file. A file that says something else is
// never replaced: the name is then followed by -2, -3 and so on.
func (r *Result) Save(dir string) (string, error) {
	if left := r.bundles(); left != "" {
		return "", fmt.Errorf("the counterexample needs the bundle %s, which would not be beside it in %s", source.Escape(left), source.Escape(dir))
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return "", err
	}
	for n := 1; ; n++ {
		path := filepath.Join(dir, r.Name()+".yaml")
		if n > 1 {
			path = filepath.Join(dir, fmt.Sprintf("%s-%d.yaml", r.Name(), n))
		}
		text := r.Text(filepath.ToSlash(path))
		err := writeNew(path, text)
		if !errors.Is(err, fs.ErrExist) {
			return path, err
		}
		if there, err := os.ReadFile(path); err != nil || bytes.Equal(there, text) {
			return path, err
		}
	}
}

// bundles is a bundle that the counterexample still needs, or empty.
func (r *Result) bundles() string {
	for i := range r.Scenario.Revisions {
		if !r.Scenario.Revisions[i].Bundle.IsZero() {
			return r.Scenario.Revisions[i].Bundle.Text
		}
	}
	return ""
}

// writeNew writes a file whole or not at all; fs.ErrExist if there is one of the
// name.
func writeNew(path string, text []byte) error {
	temp, err := os.CreateTemp(filepath.Dir(path), ".rehearse-*")
	if err != nil {
		return err
	}
	defer os.Remove(temp.Name())
	_, err = temp.Write(text)
	if err = errors.Join(err, temp.Chmod(0o644), temp.Close()); err != nil {
		return err
	}
	return os.Link(temp.Name(), path)
}

// Load reads the texts of the counterexamples in a directory, in order of their
// names. There are none if there is no such directory.
func Load(dir string) (list []*scenarios.Source, err error) {
	entries, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	for _, e := range entries {
		if e.IsDir() || filepath.Ext(e.Name()) != ".yaml" || strings.HasPrefix(e.Name(), ".") {
			continue
		}
		src, err := scenarios.Load(filepath.Join(dir, e.Name()))
		if err != nil {
			return nil, err
		}
		list = append(list, src)
	}
	return list, nil
}
