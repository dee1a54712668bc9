package scenariotest

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/seed-11de0fc1/rehearse/scenarios"
	"github.com/seed-11de0fc1/rehearse/scenarios/explore/shrink"
)

// Counterexamples that are kept: a folder for each test, a file for each claim.

// place is the folder of the counterexamples of a test.
func place(test string) string {
	parts := strings.Split(test, "/")
	for i := range parts {
		parts[i] = tame(parts[i])
	}
	return filepath.Join(append([]string{"testdata", "rehearse"}, parts...)...)
}

// tame is a text as part of a path on any system: letters, digits and -.
func tame(text string) string {
	keep := func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '_' {
			return r
		}
		return '-'
	}
	return strings.Trim(strings.Map(keep, text), "-")
}

// save writes a counterexample, in place of an earlier one to the same claim.
func save(dir string, r *shrink.Result) (path string, err error) {
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return "", err
	}
	path = filepath.ToSlash(filepath.Join(dir, tame(r.Property.Name)+".yaml"))
	return path, os.WriteFile(path, r.Text(path), 0o666)
}

// replay tries the counterexamples of a test, and tells of those that still
// break a claim.
func (x *exploration) replay(dir string) (texts []string, err error) {
	entries, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	for _, e := range entries {
		if err != nil || filepath.Ext(e.Name()) != ".yaml" {
			continue
		}
		var more []string
		more, err = x.retry(filepath.ToSlash(filepath.Join(dir, e.Name())))
		texts = append(texts, more...)
	}
	return texts, err
}

// retry runs one counterexample under all claims.
func (x *exploration) retry(path string) (texts []string, err error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	s, found := scenarios.Decode(path, text)
	if found.HasErrors() {
		return nil, found
	}
	for _, p := range x.properties {
		switch r, err := shrink.Shrink(context.Background(), s, shrink.Options{Files: x.files, Property: p, Runs: 1}); {
		case err == nil:
			texts = append(texts, broken(r, path))
		case !errors.Is(err, shrink.ErrHolds):
			return nil, err
		}
	}
	return texts, nil
}
