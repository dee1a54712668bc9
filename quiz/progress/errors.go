package progress

import (
	"errors"
	"fmt"
	"io/fs"
	"syscall"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// What can go wrong. In each case all that was kept before is still there.
var (
	ErrNewer     = errors.New("the progress was kept by a newer version of Rehearse")
	ErrFull      = errors.New("the disk is full")
	ErrReadOnly  = errors.New("the place for progress can not be written to")
	ErrBusy      = errors.New("another Rehearse has been writing for too long")
	ErrDamaged   = errors.New("the file with the progress is damaged")
	ErrNoSession = errors.New("there is no such session")
	ErrNothing   = errors.New("there is no answer that could be taken back")
	ErrConflict  = errors.New("two different records have one id")
)

// explained is an error of SQLite or the system in our words, with the file.
func (s *Store) explained(err error) error {
	if err == nil {
		return nil
	}
	for _, known := range []error{ErrNewer, ErrNoSession, ErrNothing, ErrConflict, ErrFull, ErrReadOnly, ErrBusy, ErrDamaged} {
		if errors.Is(err, known) {
			return err
		}
	}
	kind := kindOf(err)
	if kind == nil {
		return fmt.Errorf("progress in %s: %w", s.path, err)
	}
	return fmt.Errorf("%w (%s: %w); nothing that was kept before is lost", kind, s.path, err)
}

func kindOf(err error) error {
	switch {
	case errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.EROFS), errors.Is(err, syscall.ENOTDIR):
		return ErrReadOnly
	case errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EDQUOT):
		return ErrFull
	}
	var e *sqlite.Error
	if !errors.As(err, &e) {
		return nil
	}
	switch e.Code() & 0xff {
	case sqlite3.SQLITE_FULL:
		return ErrFull
	case sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM:
		return ErrReadOnly
	case sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED:
		return ErrBusy
	case sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB:
		return ErrDamaged
	}
	return nil
}
