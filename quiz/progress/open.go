package progress

import (
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"time"

	"github.com/rogpeppe/go-internal/lockedfile"
	_ "modernc.org/sqlite" // the driver
)

// Store is an open file of progress. Several processes may have one open.
type Store struct {
	db   *sql.DB
	path string
	name string
	// SetAside is where a damaged file was moved when the store was opened,
	// empty if there was none.
	SetAside string
}

// How many milliseconds a process waits for another to finish its writing.
const patience = 10_000

// Open opens the file at a path, or makes it. A file that is damaged is set
// aside, and an empty store begins in its place; at is for its name.
func Open(path string, at time.Time) (*Store, error) {
	s := &Store{path: path}
	if err := s.open(at, migrations); err != nil {
		s.Close()
		return nil, s.explained(err)
	}
	return s, nil
}

// Examine looks through the file at a path, if there is one, and changes
// nothing.
func Examine(path string) error {
	if !exists(path) {
		return nil
	}
	s := &Store{path: path}
	err := s.connect()
	if err == nil {
		err = s.knows(migrations)
	}
	return s.explained(errors.Join(err, s.Close()))
}

// open does so while no other process opens the file: it must not be set aside
// by one when another has begun anew.
func (s *Store) open(at time.Time, list []migration) error {
	if err := os.MkdirAll(filepath.Dir(s.path), 0o700); err != nil {
		return err
	}
	unlock, err := lockedfile.MutexAt(s.path + ".lock").Lock()
	if err != nil {
		return err
	}
	defer unlock()
	err = s.connect()
	if kindOf(err) == ErrDamaged || errors.Is(err, ErrDamaged) {
		s.Close()
		if s.SetAside, err = setAside(s.path, at); err == nil {
			err = s.connect()
		}
	}
	if err != nil {
		return err
	}
	if err := s.migrate(list); err != nil {
		return err
	}
	return s.db.QueryRow("SELECT name FROM store").Scan(&s.name)
}

// connect opens the file and looks whether it is sound.
func (s *Store) connect() (err error) {
	if lostHead(s.path) {
		return ErrDamaged
	}
	if s.db, err = sql.Open("sqlite", dataSource(s.path)); err != nil {
		return err
	}
	s.db.SetMaxOpenConns(1)
	return s.sound()
}

func dataSource(path string) string {
	q := url.Values{
		"_txlock": {"immediate"},
		"_pragma": {fmt.Sprintf("busy_timeout(%d)", patience), "journal_mode(WAL)", "synchronous(FULL)", "foreign_keys(1)", "trusted_schema(0)"},
	}
	return (&url.URL{Scheme: "file", OmitHost: true, Path: filepath.ToSlash(path), RawQuery: q.Encode()}).String()
}

// lostHead says whether a file is empty beside its log: SQLite would take it
// for a new one, and throw the log away.
func lostHead(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.Size() == 0 && exists(path+"-wal")
}

// sound says what is wrong with the file, by its structure and its schema.
func (s *Store) sound() error {
	var verdict string
	var id, version int
	if err := s.db.QueryRow("PRAGMA integrity_check(1)").Scan(&verdict); err != nil {
		return err
	}
	if verdict != "ok" {
		return fmt.Errorf("%w: %s", ErrDamaged, verdict)
	}
	if err := s.db.QueryRow("SELECT application_id, user_version FROM pragma_application_id, pragma_user_version").Scan(&id, &version); err != nil {
		return err
	}
	var tables int
	if err := s.db.QueryRow("SELECT count(*) FROM sqlite_schema").Scan(&tables); err != nil {
		return err
	}
	if empty := id == 0 && version == 0 && tables == 0; !empty && (id != applicationID || version == 0 || tables == 0) {
		return fmt.Errorf("%w: it does not have the mark of Rehearse", ErrDamaged)
	}
	return nil
}

// Path is where the file lies.
func (s *Store) Path() string { return s.path }

// Close lets go of the file.
func (s *Store) Close() error {
	if s.db == nil {
		return nil
	}
	return s.db.Close()
}

// Check looks through the whole file.
func (s *Store) Check() error { return s.explained(s.sound()) }

// write runs f in one transaction: all of it is kept, or nothing. Nobody else
// writes meanwhile.
func (s *Store) write(f func(*sql.Tx) error) error {
	tx, err := s.db.Begin()
	if err != nil {
		return s.explained(err)
	}
	if err := f(tx); err != nil {
		_ = tx.Rollback() // the first failure is the one to tell
		return s.explained(err)
	}
	return s.explained(tx.Commit())
}

// nextID gives the next number.
func (s *Store) nextID(tx *sql.Tx) (ID, error) {
	id := ID{Store: s.name}
	return id, tx.QueryRow("UPDATE store SET number = number + 1 RETURNING number").Scan(&id.Number)
}
