package progress

import (
	"database/sql"
	"time"
)

// Undo is a record that takes an answer back.
type Undo struct {
	ID     ID        `json:"id"`
	Answer ID        `json:"answer"`
	At     time.Time `json:"at"`
}

// Undo takes back the last answer that was given in this store and not taken
// back before, and returns it. It stays in the file, but counts no longer.
func (s *Store) Undo(at time.Time) (Answer, error) { return s.undo("", nil, at) }

// UndoIn takes back the last answer of one session, as Undo does.
func (s *Store) UndoIn(session ID, at time.Time) (Answer, error) {
	return s.undo("session_store = ? AND session_number = ? AND", []any{session.Store, session.Number}, at)
}

func (s *Store) undo(which string, args []any, at time.Time) (a Answer, err error) {
	err = s.write(func(tx *sql.Tx) error {
		list, err := answersWhere(tx, "WHERE "+which+` store = ? AND NOT EXISTS (SELECT 1 FROM undone
			WHERE answer_store = answers.store AND answer_number = answers.number)
			ORDER BY number DESC LIMIT 1`, append(args, s.name)...)
		if err != nil {
			return err
		}
		if len(list) == 0 {
			return ErrNothing
		}
		a = list[0]
		u := Undo{Answer: a.ID, At: at}
		if u.ID, err = s.nextID(tx); err != nil {
			return err
		}
		if err := putUndo(tx, u); err != nil {
			return err
		}
		return rebuildCard(tx, a.Card)
	})
	return a, err
}

func putUndo(tx *sql.Tx, u Undo) error {
	_, err := tx.Exec("INSERT INTO undone VALUES (?, ?, ?, ?, ?)", u.ID.Store, u.ID.Number, u.Answer.Store, u.Answer.Number, u.At.UnixMilli())
	return err
}

func undos(db querier) (list []Undo, err error) {
	rows, err := db.Query("SELECT store, number, answer_store, answer_number, at FROM undone ORDER BY store, number")
	return list, each(rows, err, func() error {
		var u Undo
		var at int64
		err := rows.Scan(&u.ID.Store, &u.ID.Number, &u.Answer.Store, &u.Answer.Number, &at)
		u.At = moment(at)
		list = append(list, u)
		return err
	})
}
