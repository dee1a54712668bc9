package progress

import (
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"reflect"
)

// Merged counts what an import has brought that was not there.
type Merged struct {
	Sessions int `json:"sessions"`
	Answers  int `json:"answers"`
	Undone   int `json:"undone"`
	Known    int `json:"known"` // answers that were there already
}

// ErrInvalid is what is wrong with a document that is imported.
var ErrInvalid = errors.New("this is no exported progress")

// Read reads a document and says what is wrong with it.
func Read(r io.Reader) (d Document, err error) {
	text, err := io.ReadAll(io.LimitReader(r, bytesMax+1))
	if err != nil {
		return d, err
	}
	if len(text) > bytesMax {
		return d, fmt.Errorf("%w: it has more than %d bytes", ErrInvalid, bytesMax)
	}
	if err := json.Unmarshal(text, &d); err != nil {
		return d, fmt.Errorf("%w: %s", ErrInvalid, unlike(err))
	}
	if err := d.check(); err != nil {
		return d, fmt.Errorf("%w: %w", ErrInvalid, err)
	}
	return d, nil
}

// unlike says in what a text is no document.
func unlike(err error) string {
	var wrong *json.UnmarshalTypeError
	var broken *json.SyntaxError
	switch {
	case errors.As(err, &wrong) && wrong.Field == "":
		return "it is JSON, but a " + wrong.Value + " where an object is wanted"
	case errors.As(err, &wrong):
		return fmt.Sprintf("%s is a %s, which it can not be", wrong.Field, wrong.Value)
	case errors.As(err, &broken) && broken.Offset == 0:
		return "it is empty"
	case errors.As(err, &broken):
		return fmt.Sprintf("from byte %d on it is no JSON", broken.Offset)
	}
	return err.Error()
}

// Import adds what a document has and the store has not, all of it or nothing.
// To do it again changes nothing.
func (s *Store) Import(d Document) (m Merged, err error) {
	err = s.write(func(tx *sql.Tx) error {
		if m, err = s.merge(tx, d); err != nil {
			return err
		}
		return s.beyond(tx)
	})
	return m, err
}

func (s *Store) merge(tx *sql.Tx, d Document) (m Merged, err error) {
	for _, session := range d.Sessions {
		added, err := mergeSession(tx, session)
		if err != nil {
			return m, err
		}
		m.Sessions += added
	}
	cards := map[string]bool{}
	for i, a := range d.Answers {
		added, err := mergeAnswer(tx, a)
		if err != nil {
			return m, fmt.Errorf("answers[%d]: %w", i, err)
		}
		if added {
			m.Answers++
			cards[a.Card] = true
		} else {
			m.Known++
		}
	}
	for i, u := range d.Undone {
		card, added, err := mergeUndo(tx, u)
		if err != nil {
			return m, fmt.Errorf("undone[%d]: %w", i, err)
		}
		if added {
			m.Undone++
			cards[card] = true
		}
	}
	for card := range cards {
		if err := rebuildCard(tx, card); err != nil {
			return m, err
		}
	}
	return m, nil
}

// mergeSession keeps the version that has changed more often.
func mergeSession(tx *sql.Tx, session Session) (added int, err error) {
	known, err := sessionsWhere(tx, "WHERE store = ? AND number = ?", session.ID.Store, session.ID.Number)
	if err != nil || len(known) == 1 && known[0].Changes >= session.Changes {
		return 0, err
	}
	if len(known) == 1 {
		_, err = tx.Exec("UPDATE sessions SET state = ?, changes = ?, ended = ? WHERE store = ? AND number = ?",
			document(session.State), session.Changes, millis(session.Ended), session.ID.Store, session.ID.Number)
		return 0, err
	}
	return 1, putSession(tx, session)
}

func mergeAnswer(tx *sql.Tx, a Answer) (added bool, err error) {
	known, err := answersWhere(tx, "WHERE store = ? AND number = ?", a.ID.Store, a.ID.Number)
	switch {
	case err != nil:
		return false, err
	case len(known) == 0:
		if has, err := sessionsWhere(tx, "WHERE store = ? AND number = ?", a.Session.Store, a.Session.Number); err != nil || len(has) == 0 {
			return false, first(err, fmt.Errorf("%w: session %s is not in it", ErrInvalid, a.Session))
		}
		return true, putAnswer(tx, a)
	case !reflect.DeepEqual(known[0], a):
		return false, fmt.Errorf("%w: %s; was the file of the progress copied, and used at both places?", ErrConflict, a.ID)
	}
	return false, nil
}

func mergeUndo(tx *sql.Tx, u Undo) (card string, added bool, err error) {
	answers, err := answersWhere(tx, "WHERE store = ? AND number = ?", u.Answer.Store, u.Answer.Number)
	if err != nil || len(answers) == 0 {
		return "", false, first(err, fmt.Errorf("%w: answer %s is not in it", ErrInvalid, u.Answer))
	}
	done, err := tx.Exec("INSERT OR IGNORE INTO undone VALUES (?, ?, ?, ?, ?)", u.ID.Store, u.ID.Number, u.Answer.Store, u.Answer.Number, u.At.UnixMilli())
	if err != nil {
		return "", false, err
	}
	n, err := done.RowsAffected()
	return answers[0].Card, n == 1, err
}

// beyond makes the next number larger than any that came in under the name of
// this store.
func (s *Store) beyond(tx *sql.Tx) error {
	_, err := tx.Exec(`UPDATE store SET number = max(number,
		(SELECT coalesce(max(number), 0) FROM sessions WHERE store = ?1),
		(SELECT coalesce(max(number), 0) FROM answers  WHERE store = ?1),
		(SELECT coalesce(max(number), 0) FROM undone   WHERE store = ?1))`, s.name)
	return err
}
