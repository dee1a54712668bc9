package progress

import (
	"database/sql"
	"errors"
	"time"

	"github.com/seed-11de0fc1/rehearse/quiz/measure"
)

// Card is something to remember and what is known about that memory.
type Card struct {
	Name string
	measure.Memory
}

// Cards are all cards, the first that is due first.
func (s *Store) Cards() ([]Card, error) {
	list, err := cardsWhere(s.db, "")
	return list, s.explained(err)
}

// Due are the cards that are due at a time, the longest overdue first, and at
// most so many.
func (s *Store) Due(at time.Time, limit int) ([]Card, error) {
	list, err := cardsWhere(s.db, "WHERE due <= ?1 OR last > ?1", at.UnixMilli())
	return list[:min(limit, len(list))], s.explained(err)
}

// Card is one card; ok is false if it was never answered.
func (s *Store) Card(name string) (c Card, ok bool, err error) {
	list, err := cardsWhere(s.db, "WHERE card = ?", name)
	if len(list) == 1 {
		return list[0], true, nil
	}
	return Card{Name: name}, false, s.explained(err)
}

func cardsWhere(db querier, where string, args ...any) (list []Card, err error) {
	rows, err := db.Query("SELECT card, stability, difficulty, days, reps, lapses, last, due FROM cards "+where+" ORDER BY due, card", args...)
	return list, each(rows, err, func() error {
		var c Card
		var last, due int64
		err := rows.Scan(&c.Name, &c.Stability, &c.Difficulty, &c.Days, &c.Reps, &c.Lapses, &last, &due)
		c.Last, c.Due = moment(last), moment(due)
		list = append(list, c)
		return err
	})
}

// rebuildCard computes a card from its answers; a card without any is gone.
func rebuildCard(tx *sql.Tx, name string) error {
	if name == "" {
		return nil
	}
	list, err := counting(tx, name)
	if err != nil {
		return err
	}
	if len(list) == 0 {
		_, err := tx.Exec("DELETE FROM cards WHERE card = ?", name)
		return err
	}
	m := memoryOf(list)
	_, err = tx.Exec("INSERT OR REPLACE INTO cards VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
		name, m.Stability, m.Difficulty, m.Days, m.Reps, m.Lapses, m.Last.UnixMilli(), m.Due.UnixMilli())
	return err
}

// memoryOf is what the answers of one card have left.
func memoryOf(answers []Answer) (m measure.Memory) {
	for _, a := range answers {
		m = m.Recall(a.Right, a.At)
	}
	return m
}

// rebuildCards computes all cards anew.
func rebuildCards(tx *sql.Tx) error {
	var names []string
	rows, err := tx.Query("SELECT DISTINCT card FROM answers WHERE card <> ''")
	err = each(rows, err, func() error {
		var name string
		err := rows.Scan(&name)
		names = append(names, name)
		return err
	})
	for _, name := range names {
		err = errors.Join(err, rebuildCard(tx, name))
	}
	return err
}
