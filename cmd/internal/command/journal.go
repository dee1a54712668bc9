package command

import (
	"bufio"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/klauspost/compress/zstd"

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

// writeJournal writes the records of a level to a file, whole or not at all.
func (f *factory) writeJournal(path string, w *sim.World, level kernel.Level) (err error) {
	temp, err := os.CreateTemp(filepath.Dir(path), ".rehearse-*")
	if err != nil {
		return coded{exitUsage, err}
	}
	name := temp.Name()
	f.temp.Store(&name)
	defer os.Remove(name)
	if err = writeRecords(temp, strings.HasSuffix(path, ".zst"), w, level); err == nil {
		err = temp.Sync()
	}
	if e := temp.Close(); err == nil {
		err = e
	}
	if err == nil {
		err = os.Rename(name, path)
	}
	if err != nil {
		return coded{exitInternal, err}
	}
	return nil
}

func writeRecords(to io.Writer, compress bool, w *sim.World, level kernel.Level) error {
	if compress {
		z, err := zstd.NewWriter(to)
		if err != nil {
			return err
		}
		if err := writeRecords(z, false, w, level); err != nil {
			return err
		}
		return z.Close()
	}
	b := bufio.NewWriter(to)
	enc := json.NewEncoder(b)
	for _, r := range w.Journal().Records() {
		if level == kernel.Decisions && r.Rule == 0 {
			continue
		}
		if err := enc.Encode(lineOf(w, r)); err != nil {
			return err
		}
	}
	return b.Flush()
}
