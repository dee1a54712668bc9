package progress

import (
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// older is a store as the first migrations left it, with two answers if it
// could have any; closed.
func older(t *testing.T, version int) (path string) {
	t.Helper()
	s := &Store{path: filepath.Join(t.TempDir(), FileName)}
	if err := s.open(morning, migrations[:version]); err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{
		"INSERT INTO sessions VALUES ('" + s.name + "', 1, 'quiz', 7, 'null', 'null', 1, 0, NULL)",
		"INSERT INTO answers VALUES ('" + s.name + "', 2, '" + s.name + "', 1, 1000, 'k', 's', 7, 'h', 'c', 't', 4, 'g', 0, 0.0, 0, 0, 5, 0)",
		"INSERT INTO answers VALUES ('" + s.name + "', 3, '" + s.name + "', 1, 86401000, 'k', 's', 7, 'h', 'c', 't', 4, 'g', 1, 1.0, 0, 0, 5, 0)",
		"UPDATE store SET number = 3",
	} {
		if _, err := s.db.Exec(text); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	return s.path
}

func schemaOf(t *testing.T, s *Store) (list []string) {
	t.Helper()
	rows, err := s.db.Query("SELECT coalesce(sql, name) FROM sqlite_schema ORDER BY name")
	err = each(rows, err, func() error {
		var text string
		err := rows.Scan(&text)
		list = append(list, text)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// From every earlier version a store comes to the present one, with all its
// answers and the schedule that follows from them, after a copy was made.
func TestMigrationFromEveryVersion(t *testing.T) {
	for version := 1; version < len(migrations); version++ {
		path := older(t, version)
		s := opened(t, path)
		now, err := s.version()
		if err != nil || now != len(migrations) {
			t.Errorf("from %d: version %d %v", version, now, err)
		}
		news, _ := fresh(t)
		if diff := cmp.Diff(schemaOf(t, news), schemaOf(t, s)); diff != "" {
			t.Errorf("from %d (-new +migrated):\n%s", version, diff)
		}
		c, ok, err := s.Card("c")
		if list := answers(t, s); len(list) != 2 || !ok || err != nil || c.Reps != 2 || c.Days != memoryOf(list).Days {
			t.Errorf("from %d: %v, %+v %v", version, list, c, err)
		}
		recorded(t, s, answer(begun(t, s).ID, "c"), morning)
		if !exists(path + ".version-1") {
			t.Error("no copy was made")
		}
	}
}

// A migration that fails leaves the older version as it was.
func TestMigrationThatFails(t *testing.T) {
	path := older(t, 1)
	no := errors.New("no")
	broken := []migration{migrations[0], {schema: schemaCards, then: func(*sql.Tx) error { return no }}}
	for range 2 { // and makes a copy each time
		s := &Store{path: path}
		if err := s.open(morning, broken); !errors.Is(err, no) {
			t.Errorf("%v, want %v", err, no)
		}
		s.Close()
	}
	if !exists(path+".version-1") || !exists(path+".version-1-2") {
		t.Error("a copy is missing")
	}
	if s := opened(t, path); len(answers(t, s)) != 2 {
		t.Errorf("%d answers", len(answers(t, s)))
	}
}

// An older program does not touch what a newer one has written.
func TestR23NewerStore(t *testing.T) {
	path := older(t, len(migrations))
	s := &Store{path: path}
	if err := s.open(morning, append(migrations[:len(migrations):len(migrations)], migration{schema: "CREATE TABLE later (x ANY) STRICT"})); err != nil {
		t.Fatal(err)
	}
	s.Close()
	before, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Open(path, morning); !errors.Is(err, ErrNewer) {
		t.Errorf("%v, want %v", err, ErrNewer)
	}
	after, err := os.ReadFile(path)
	if err != nil || string(before) != string(after) {
		t.Errorf("it was changed: %v", err)
	}
}
