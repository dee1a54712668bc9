package progress

import (
	"database/sql"
	"encoding/json"
	"fmt"
	"time"
)

// Session is one sitting: a quiz, an exam, a lesson.
type Session struct {
	ID      ID              `json:"id"`
	Kind    string          `json:"kind"`
	Seed    uint64          `json:"seed"`
	Options json.RawMessage `json:"options"` // what it was started with
	State   json.RawMessage `json:"state"`   // what it takes to go on with it
	Changes int64           `json:"changes"` // how often it has changed: the later version has more
	Begun   time.Time       `json:"begun"`
	Ended   *time.Time      `json:"ended"` // nil while it can go on
}

const sessionColumns = "store, number, kind, seed, options, state, changes, begun, ended"

// Begin starts a session. Its id and its changes are given to it.
func (s *Store) Begin(session Session, at time.Time) (Session, error) {
	session.Changes, session.Begun, session.Ended = 1, at, nil
	err := s.write(func(tx *sql.Tx) (err error) {
		if session.ID, err = s.nextID(tx); err != nil {
			return err
		}
		if err := session.check(); err != nil {
			return fmt.Errorf("%w: %w", ErrInvalid, err)
		}
		return putSession(tx, session)
	})
	return session, err
}

// Save keeps what it takes to go on with a session.
func (s *Store) Save(id ID, state json.RawMessage) error {
	return s.write(func(tx *sql.Tx) error { return saveState(tx, id, state) })
}

// End closes a session: it can not go on.
func (s *Store) End(id ID, at time.Time) error {
	return s.write(func(tx *sql.Tx) error {
		return one(tx.Exec("UPDATE sessions SET ended = ?, changes = changes + 1 WHERE store = ? AND number = ?",
			at.UnixMilli(), id.Store, id.Number))
	})
}

// Sessions are all sessions in order of their stores and numbers.
func (s *Store) Sessions() ([]Session, error) {
	list, err := sessionsWhere(s.db, "")
	return list, s.explained(err)
}

// Unfinished are the sessions that can go on, those of this store first, and of
// those the latest.
func (s *Store) Unfinished() ([]Session, error) {
	list, err := sessionsWhere(s.db, "WHERE ended IS NULL ORDER BY store = ? DESC, number DESC", s.name)
	return list, s.explained(err)
}

func saveState(tx *sql.Tx, id ID, state json.RawMessage) error {
	return one(tx.Exec("UPDATE sessions SET state = ?, changes = changes + 1 WHERE store = ? AND number = ?",
		document(state), id.Store, id.Number))
}

func putSession(tx *sql.Tx, s Session) error {
	_, err := tx.Exec("INSERT OR REPLACE INTO sessions ("+sessionColumns+") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
		s.ID.Store, s.ID.Number, s.Kind, int64(s.Seed), document(s.Options), document(s.State), s.Changes, s.Begun.UnixMilli(), millis(s.Ended))
	return err
}

func sessionsWhere(db querier, where string, args ...any) (list []Session, err error) {
	if where == "" {
		where = "ORDER BY store, number"
	}
	rows, err := db.Query("SELECT "+sessionColumns+" FROM sessions "+where, args...)
	return list, each(rows, err, func() error {
		var s Session
		var seed, begun int64
		var ended sql.NullInt64
		var options, state string
		err := rows.Scan(&s.ID.Store, &s.ID.Number, &s.Kind, &seed, &options, &state, &s.Changes, &begun, &ended)
		s.Seed, s.Begun, s.Options, s.State = uint64(seed), moment(begun), json.RawMessage(options), json.RawMessage(state)
		if ended.Valid {
			at := moment(ended.Int64)
			s.Ended = &at
		}
		list = append(list, s)
		return err
	})
}

// document is a JSON text, null if there is none.
func document(raw json.RawMessage) string {
	if len(raw) == 0 {
		return "null"
	}
	return string(raw)
}

func millis(t *time.Time) any {
	if t == nil {
		return nil
	}
	return t.UnixMilli()
}

func moment(ms int64) time.Time { return time.UnixMilli(ms).UTC() }
