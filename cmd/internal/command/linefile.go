package command

import (
	"bufio"
	"encoding/json"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/klauspost/compress/zstd"

	"github.com/seed-11de0fc1/rehearse/scenarios/source"
)

// lineFile is a file of JSON lines that is being written, under another name
// until it is whole.
type lineFile struct {
	f     *factory
	path  string
	temp  *os.File
	zip   *zstd.Encoder // nil: not compressed
	out   *bufio.Writer
	lines *json.Encoder
	err   error // the first one
}

// newLineFile begins a file next to path, compressed if path ends in .zst. flag
// is the option that named it.
func (f *factory) newLineFile(flag, path, scenario string) (*lineFile, error) {
	path, mode, err := placeOf(flag, path, scenario)
	if err != nil {
		return nil, err
	}
	temp, err := os.CreateTemp(filepath.Dir(path), ".rehearse-*")
	if err != nil {
		return nil, coded{exitUsage, err}
	}
	_ = temp.Chmod(mode) // where that fails only its owner reads it
	f.temps.Store(temp.Name(), true)
	l := &lineFile{f: f, path: path, temp: temp}
	var to io.Writer = temp
	if strings.HasSuffix(path, ".zst") {
		if l.zip, err = zstd.NewWriter(temp); err != nil {
			l.discard()
			return nil, coded{exitInternal, err}
		}
		to = l.zip
	}
	l.out = bufio.NewWriter(to)
	l.lines = json.NewEncoder(l.out)
	return l, nil
}

// placeOf is the file that a flag names, behind links, and its mode, which a
// file that is replaced hands down. Only regular files are replaced, and never
// the scenario.
func placeOf(flag, path, scenario string) (string, fs.FileMode, error) {
	if target, err := filepath.EvalSymlinks(path); err == nil {
		path = target
	} else if _, err := os.Lstat(path); err == nil {
		return "", 0, usagef(flag + " " + source.Escape(path) + " is a link to nothing")
	}
	info, err := os.Stat(path)
	if err != nil {
		return path, 0o644, nil // CreateTemp will tell if there is no such directory
	}
	if !info.Mode().IsRegular() {
		return "", 0, usagef(flag + " " + source.Escape(path) + " is not a regular file; `rehearse watch --json` prints the records")
	}
	for _, text := range []string{scenario, filepath.Join(scenario, "scenario.yaml")} {
		if its, err := os.Stat(text); err == nil && os.SameFile(info, its) {
			return "", 0, usagef(flag + " " + source.Escape(path) + " is the scenario itself; choose another name")
		}
	}
	return path, info.Mode().Perm(), nil
}

// line writes a value, unless something went wrong before.
func (l *lineFile) line(v any) {
	if l.err == nil {
		l.err = l.lines.Encode(v)
	}
}

// commit gives the file its name; after an error there is none.
func (l *lineFile) commit() error {
	defer l.discard()
	closers := []func() error{l.out.Flush, l.temp.Sync, l.temp.Close, func() error { return os.Rename(l.temp.Name(), l.path) }}
	if l.zip != nil {
		closers = slices.Insert(closers, 1, l.zip.Close)
	}
	for _, close := range closers {
		if l.err == nil {
			l.err = close()
		}
	}
	if l.err != nil {
		return coded{exitInternal, l.err}
	}
	return nil
}

// discard removes the file if it has not got its name.
func (l *lineFile) discard() {
	l.temp.Close()
	os.Remove(l.temp.Name())
	l.f.temps.Delete(l.temp.Name())
}
