package progress

import (
	"encoding/json"
	"errors"
	"io"
)

// Schema is the name of the exported format.
const Schema = "rehearse/progress/1"

// Document is all that is kept, answers that were taken back included. The
// schedule is not in it: it follows from the answers.
type Document struct {
	Schema   string    `json:"schema"`
	Store    string    `json:"store"` // which it was written from
	Sessions []Session `json:"sessions"`
	Answers  []Answer  `json:"answers"`
	Undone   []Undo    `json:"undone"`
}

// Export writes all that is kept as JSON, as it was at one moment.
func (s *Store) Export(w io.Writer) error {
	d, err := s.document()
	if err != nil {
		return s.explained(err)
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", " ")
	return enc.Encode(d)
}

func (s *Store) document() (Document, error) {
	tx, err := s.db.Begin()
	if err != nil {
		return Document{}, err
	}
	defer tx.Rollback()
	d := Document{Schema: Schema, Store: s.name}
	var errs [3]error
	d.Sessions, errs[0] = sessionsWhere(tx, "")
	d.Answers, errs[1] = answersWhere(tx, "ORDER BY store, number")
	d.Undone, errs[2] = undos(tx)
	return d.whole(), errors.Join(errs[:]...)
}

// whole writes empty lists as such, and JSON texts without line ends.
func (d Document) whole() Document {
	if d.Sessions == nil {
		d.Sessions = []Session{}
	}
	if d.Answers == nil {
		d.Answers = []Answer{}
	}
	if d.Undone == nil {
		d.Undone = []Undo{}
	}
	return d
}
