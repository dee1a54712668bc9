package progress

import (
	"database/sql"
	"encoding/json"
	"fmt"
	"time"
)

const answerColumns = "store, number, session_store, session_number, at, kind, scenario, seed, key, card, topic, " +
	"options, given, is_right, points, certainty, hints, took, unexplained"

// Record keeps an answer, what it takes to go on with its session (unless that
// is nil), and when its card is due, all at once. Its id and time are given to
// it.
func (s *Store) Record(a Answer, state json.RawMessage, at time.Time) (Answer, error) {
	a.At = at
	err := s.write(func(tx *sql.Tx) (err error) {
		if a.ID, err = s.nextID(tx); err != nil {
			return err
		}
		if err := a.check(); err != nil {
			return fmt.Errorf("%w: %w", ErrInvalid, err)
		}
		if state == nil {
			err = touch(tx, a.Session)
		} else {
			err = saveState(tx, a.Session, state)
		}
		if err != nil {
			return err
		}
		if err := putAnswer(tx, a); err != nil {
			return err
		}
		return rebuildCard(tx, a.Card)
	})
	return a, err
}

// touch fails if there is no such session.
func touch(tx *sql.Tx, id ID) error {
	return one(tx.Exec("UPDATE sessions SET number = number WHERE store = ? AND number = ?", id.Store, id.Number))
}

func putAnswer(tx *sql.Tx, a Answer) error {
	_, err := tx.Exec("INSERT INTO answers ("+answerColumns+") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
		a.ID.Store, a.ID.Number, a.Session.Store, a.Session.Number, a.At.UnixMilli(),
		a.Item.Kind, a.Item.Scenario, int64(a.Item.Seed), a.Item.Key, a.Card, a.Topic,
		a.Options, a.Given, a.Right, a.Points, int(a.Certainty), a.Hints, a.TookMs, a.Unexplained)
	if err != nil {
		return err
	}
	for i, rule := range a.Rules {
		if _, err := tx.Exec("INSERT INTO answer_rules VALUES (?, ?, ?, ?)", a.ID.Store, a.ID.Number, i, rule); err != nil {
			return err
		}
	}
	for i, b := range a.Beliefs {
		if _, err := tx.Exec("INSERT INTO answer_beliefs VALUES (?, ?, ?, ?, ?, ?)", a.ID.Store, a.ID.Number, i, b.ID, b.Chosen, b.Sharing); err != nil {
			return err
		}
	}
	return nil
}

// one wants exactly one session to have been changed.
func one(done sql.Result, err error) error {
	if err != nil {
		return err
	}
	if n, err := done.RowsAffected(); err != nil || n == 1 {
		return err
	}
	return ErrNoSession
}
