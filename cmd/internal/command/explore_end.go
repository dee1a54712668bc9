package command

// What is kept of a search that is over, so that --resume can tell it.

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"io"
	"os"
	"strings"

	"github.com/seed-11de0fc1/rehearse/scenarios/source"
)

// searchEnd is what a search has found that is over.
type searchEnd struct {
	Missed   bool // a property is broken, or was never put to the test
	Open     bool // one is neither broken nor proved
	Document json.RawMessage
}

// missed is the exit code of a search that is over.
func (o *exploreOptions) missed(end *searchEnd) error {
	if end.Missed || o.proof && end.Open {
		return errMissed
	}
	return nil
}

func (k *keptSearch) endHeader() string {
	return strings.Replace(k.header(), "exploration", "explored", 1)
}

// end keeps what a search has found, in the place of what was kept on the way. What can
// not be kept is begun anew.
func (k *keptSearch) end(end *searchEnd, document map[string]any) {
	text, err := jsonText(document, "")
	if end.Document = json.RawMessage(text); err == nil {
		err = k.write(k.endHeader(), func(w io.Writer) error {
			e := json.NewEncoder(w)
			e.SetEscapeHTML(false)
			return e.Encode(end)
		})
	}
	if err != nil {
		_ = os.Remove(k.path())
	}
}

// readEnd reads what end kept from a file that is whole; nil if that is something else.
// The file is at its beginning then.
func (k *keptSearch) readEnd(file *os.File) *searchEnd {
	defer file.Seek(0, io.SeekStart)
	header := make([]byte, len(k.endHeader()))
	if _, err := io.ReadFull(file, header); err != nil || string(header) != k.endHeader() {
		return nil
	}
	text, err := io.ReadAll(file)
	end := new(searchEnd)
	if err != nil || len(text) < sha256.Size || json.NewDecoder(bytes.NewReader(text[:len(text)-sha256.Size])).Decode(end) != nil {
		return nil
	}
	return end
}

// tellEnd tells what a search has found that was over before, with its exit code.
func (o *exploreOptions) tellEnd(end *searchEnd) error {
	o.io.Notef("note: this search is over; leave --resume out to make it again\n")
	if o.json {
		if err := o.document(end.Document); err != nil {
			return err
		}
		return o.missed(end)
	}
	var found struct {
		Properties []struct {
			Property, Verdict, Scope, Counterexample string
			Faults                                   int
		}
	}
	if err := json.Unmarshal(end.Document, &found); err != nil {
		return coded{exitInternal, err}
	}
	for _, p := range found.Properties {
		o.io.Printf("%s %s\n", p.Verdict, source.Escape(p.Property))
		if p.Counterexample != "" {
			o.io.Printf("  broken %s\n\n", withFaults(p.Faults))
			o.lines([]byte(p.Counterexample))
		}
		o.io.Printf("  scope: %s\n", p.Scope)
	}
	return o.missed(end)
}

// lines prints a scenario for copying.
func (o *exploreOptions) lines(text []byte) {
	for line := range strings.Lines(string(text)) {
		o.io.Printf("    %s\n", strings.TrimRight(line, "\n"))
	}
	o.io.Printf("\n")
}
