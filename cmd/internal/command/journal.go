package command

import (
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

// journalFile is a file of the records of a level.
type journalFile struct {
	*lineFile
	w     *sim.World
	level kernel.Level
}

// observe writes records as they pass.
func (j *journalFile) observe(rows []kernel.Record) {
	for _, r := range rows {
		if j.level == kernel.All || r.Rule != 0 {
			j.line(lineOf(j.w, r))
		}
	}
}
