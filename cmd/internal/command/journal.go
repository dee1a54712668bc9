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
	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
	"github.com/seed-11de0fc1/rehearse/sim/rules"
)

// journalLine is a record as a line of JSON.
type journalLine struct {
	No      uint64 `json:"no"`
	At      int64  `json:"at"` // milliseconds since time 0
	Kind    string `json:"kind"`
	Subject string `json:"subject"`
	Cause   uint64 `json:"cause,omitempty"`
	Rule    string `json:"rule,omitempty"`
	A       int64  `json:"a"`
	B       int64  `json:"b"`
	Text    string `json:"text"`
}

func lineOf(w *sim.World, r kernel.Record) journalLine {
	return journalLine{
		No: uint64(r.No), At: int64(r.At), Kind: events.RecordName(r.Kind), Subject: w.Subject(r), Cause: uint64(r.Cause),
		Rule: rules.String(r.Rule), A: r.A, B: r.B, Text: w.Describe(r),
	}
}

// journalFile is a journal that is being written, under another name until it
// is whole.
type journalFile struct {
	f     *factory
	path  string
	w     *sim.World
	level kernel.Level
	temp  *os.File
	zip   *zstd.Encoder // nil: not compressed
	out   *bufio.Writer
	lines *json.Encoder
	err   error // the first one
}

// newJournalFile begins a file next to path that will have the records of a
// level, as JSON lines, compressed if path ends in .zst.
func (f *factory) newJournalFile(path, scenario string, w *sim.World, level kernel.Level) (*journalFile, error) {
	path, mode, err := journalPlace(path, scenario)
	if err != nil {
		return nil, err
	}
	temp, err := os.CreateTemp(filepath.Dir(path), ".rehearse-*")
	if err != nil {
		return nil, coded{exitUsage, err}
	}
	name := temp.Name()
	_ = temp.Chmod(mode) // where that fails only its owner reads it
	f.temp.Store(&name)
	j := &journalFile{f: f, path: path, w: w, level: level, temp: temp}
	var to io.Writer = temp
	if strings.HasSuffix(path, ".zst") {
		if j.zip, err = zstd.NewWriter(temp); err != nil {
			j.discard()
			return nil, coded{exitInternal, err}
		}
		to = j.zip
	}
	j.out = bufio.NewWriter(to)
	j.lines = json.NewEncoder(j.out)
	return j, nil
}

// journalPlace is the file that a journal goes to, behind links, and its mode,
// which a file that is replaced hands down. Only regular files are replaced,
// and never the scenario.
func journalPlace(path, scenario string) (string, fs.FileMode, error) {
	if target, err := filepath.EvalSymlinks(path); err == nil {
		path = target
	} else if _, err := os.Lstat(path); err == nil {
		return "", 0, usagef("--journal " + source.Escape(path) + " is a link to nothing")
	}
	info, err := os.Stat(path)
	if err != nil {
		return path, 0o644, nil // CreateTemp will tell if there is no such directory
	}
	if !info.Mode().IsRegular() {
		return "", 0, usagef("--journal " + source.Escape(path) + " is not a regular file; `rehearse watch --json` prints the records")
	}
	for _, text := range []string{scenario, filepath.Join(scenario, "scenario.yaml")} {
		if its, err := os.Stat(text); err == nil && os.SameFile(info, its) {
			return "", 0, usagef("--journal " + source.Escape(path) + " is the scenario itself; choose another name")
		}
	}
	return path, info.Mode().Perm(), nil
}

// observe writes records as they pass.
func (j *journalFile) observe(rows []kernel.Record) {
	for _, r := range rows {
		if j.err == nil && (j.level == kernel.All || r.Rule != 0) {
			j.err = j.lines.Encode(lineOf(j.w, r))
		}
	}
}

// commit gives the file its name; after an error there is none.
func (j *journalFile) commit() error {
	defer j.discard()
	closers := []func() error{j.out.Flush, j.temp.Sync, j.temp.Close, func() error { return os.Rename(j.temp.Name(), j.path) }}
	if j.zip != nil {
		closers = slices.Insert(closers, 1, j.zip.Close)
	}
	for _, close := range closers {
		if j.err == nil {
			j.err = close()
		}
	}
	if j.err != nil {
		return coded{exitInternal, j.err}
	}
	return nil
}

// discard removes the file if it has not got its name.
func (j *journalFile) discard() {
	j.temp.Close()
	os.Remove(j.temp.Name())
	j.f.temp.Store(nil)
}
