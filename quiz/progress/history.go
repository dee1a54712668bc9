package progress

import (
	"database/sql"
	"encoding/json"
)

// querier is a database or a transaction.
type querier interface {
	Query(query string, args ...any) (*sql.Rows, error)
}

// each calls scan for each row.
func each(rows *sql.Rows, err error, scan func() error) error {
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := scan(); err != nil {
			return err
		}
	}
	return rows.Err()
}

// Answers are the answers that count, in the order in which they were given.
func (s *Store) Answers() ([]Answer, error) {
	list, err := counting(s.db, "")
	return list, s.explained(err)
}

// counting are the answers that were not taken back, in order; only those of a
// card if one is named, in the order that these alone have.
func counting(db querier, card string) ([]Answer, error) {
	where := `WHERE (? = '' OR card = ?) AND NOT EXISTS (SELECT 1 FROM undone
		WHERE answer_store = answers.store AND answer_number = answers.number)
		ORDER BY store, number`
	list, err := answersWhere(db, where, card, card)
	return merged(list), err
}

// merged puts answers that are sorted by store and number into one order: the
// answers of each store stay in the order of their numbers, and stores take
// turns by the clock.
func merged(list []Answer) []Answer {
	var stores [][]Answer
	for i, a := range list {
		if i == 0 || a.ID.Store != list[i-1].ID.Store {
			stores = append(stores, nil)
		}
		last := len(stores) - 1
		stores[last] = append(stores[last], a)
	}
	if len(stores) < 2 {
		return list
	}
	all := make([]Answer, 0, len(list))
	for len(all) < len(list) {
		first := -1
		for i, s := range stores {
			if len(s) > 0 && (first < 0 || s[0].At.Before(stores[first][0].At)) {
				first = i
			}
		}
		all = append(all, stores[first][0])
		stores[first] = stores[first][1:]
	}
	return all
}

func answersWhere(db querier, where string, args ...any) (list []Answer, err error) {
	rows, err := db.Query("SELECT "+answerColumns+`,
		(SELECT json_group_array(rule ORDER BY place) FROM answer_rules r WHERE r.store = answers.store AND r.number = answers.number),
		(SELECT json_group_array(json_object('id', belief, 'chosen', json(iif(chosen, 'true', 'false')), 'sharing', sharing) ORDER BY place)
			FROM answer_beliefs b WHERE b.store = answers.store AND b.number = answers.number)
		FROM answers `+where, args...)
	return list, each(rows, err, func() error {
		a, err := scanAnswer(rows)
		list = append(list, a)
		return err
	})
}

func scanAnswer(rows *sql.Rows) (a Answer, err error) {
	var at, seed int64
	var rules, beliefs []byte
	err = rows.Scan(&a.ID.Store, &a.ID.Number, &a.Session.Store, &a.Session.Number, &at,
		&a.Item.Kind, &a.Item.Scenario, &seed, &a.Item.Key, &a.Card, &a.Topic,
		&a.Options, &a.Given, &a.Right, &a.Points, &a.Certainty, &a.Hints, &a.TookMs, &a.Unexplained, &rules, &beliefs)
	if err != nil {
		return a, err
	}
	a.At, a.Item.Seed = moment(at), uint64(seed)
	if err := json.Unmarshal(rules, &a.Rules); err != nil {
		return a, err
	}
	return a, json.Unmarshal(beliefs, &a.Beliefs)
}
