package progress

import (
	"database/sql"
	"fmt"
	"os"
)

// applicationID marks the file as ours: "Rhrs" in its header.
const applicationID = 0x52687273

// migration leads from one version of the schema to the next.
type migration struct {
	schema string
	then   func(*sql.Tx) error // what has to be computed; may be nil
}

// migrations lead to the present version, which is their number. What is here
// never changes; new ones come at the end.
var migrations = []migration{
	{schema: schemaAnswers},
	{schema: schemaCards, then: rebuildCards},
}

// migrate brings the file to the present version. Before a file with answers is
// changed it is copied.
func (s *Store) migrate(list []migration) error {
	version, err := s.version()
	if err != nil || version == len(list) {
		return err
	}
	if err := s.knows(list); err != nil {
		return err
	}
	if version > 0 {
		if err := s.copyBefore(version); err != nil {
			return err
		}
	}
	return s.write(func(tx *sql.Tx) error {
		for _, m := range list[version:] {
			if _, err := tx.Exec(m.schema); err != nil {
				return err
			}
			if m.then == nil {
				continue
			}
			if err := m.then(tx); err != nil {
				return err
			}
		}
		if version == 0 {
			if err := nameStore(tx); err != nil {
				return err
			}
		}
		_, err := tx.Exec(fmt.Sprintf("PRAGMA application_id = %d; PRAGMA user_version = %d", applicationID, len(list)))
		return err
	})
}

// knows says whether the file is not too new.
func (s *Store) knows(list []migration) error {
	version, err := s.version()
	if err != nil || version <= len(list) {
		return err
	}
	return fmt.Errorf("%w: %s has version %d, this program knows versions up to %d; update Rehearse, or name another place with --home",
		ErrNewer, s.path, version, len(list))
}

// nameStore gives a new store the name by which its answers are known anywhere.
func nameStore(tx *sql.Tx) error {
	_, err := tx.Exec("INSERT INTO store VALUES (lower(hex(randomblob(8))), 0)")
	return err
}

func (s *Store) version() (n int, err error) {
	return n, s.db.QueryRow("PRAGMA user_version").Scan(&n)
}

// copyBefore copies the file, through SQLite, under a name that is free.
func (s *Store) copyBefore(version int) error {
	path := s.path + fmt.Sprintf(".version-%d", version)
	for n := 2; exists(path); n++ {
		path = s.path + fmt.Sprintf(".version-%d-%d", version, n)
	}
	_, err := s.db.Exec("VACUUM INTO ?", path)
	return err
}

func exists(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}
