package command

import (
	"errors"
	"os"
	"time"

	"github.com/spf13/cobra"

	"github.com/seed-11de0fc1/rehearse/quiz/progress"
	"github.com/seed-11de0fc1/rehearse/scenarios/source"
)

// learner is where the progress of a learner lies, and what time it is for him.
type learner struct {
	home, at string
}

func (l *learner) flags(cmd *cobra.Command) {
	cmd.Flags().StringVar(&l.home, "home", "", "the directory of the progress, instead of "+progress.HomeVariable+" or the usual one for data")
	cmd.Flags().StringVar(&l.at, "now", "", "take this for the present time, such as 2026-03-01T18:00:00+01:00")
}

// now is the one clock of all that is asked and kept, with the place whose
// calendar counts.
func (l *learner) now() (time.Time, error) {
	if l.at == "" {
		return time.Now(), nil
	}
	at, err := time.Parse(time.RFC3339, l.at)
	if err != nil || at.Year() < 1 || at.Year() > 9998 {
		return at, usagef("--now is a time such as 2026-03-01T18:00:00+01:00")
	}
	return at, nil
}

// kept says whether anything was ever kept.
func (l *learner) kept() bool {
	_, err := os.Lstat(progress.Place(l.home))
	return err == nil
}

// possible refuses a --home that can not be one.
func (l *learner) possible() error {
	if l.home == "" {
		return nil
	}
	return possibleDirectory("--home", l.home)
}

// open opens the progress, and says so if it was damaged.
func (l *learner) open(f *factory) (*progress.Store, error) {
	at, err := l.now()
	if err != nil {
		return nil, err
	}
	if err := l.possible(); err != nil {
		return nil, err
	}
	store, err := progress.Open(progress.Place(l.home), at)
	if errors.Is(err, progress.ErrReadOnly) && l.home != "" {
		return nil, usagef("--home " + source.Escape(l.home) + " can not be written to; name another directory")
	}
	if err != nil {
		return nil, keeping(err)
	}
	if store.SetAside != "" {
		f.io.Notef("rehearse: the file with your progress was damaged. It is now %s, unchanged, and an empty one has begun.\n"+
			"If you have an export, `rehearse progress --import FILE` brings it back.\n", store.SetAside)
	}
	return store, nil
}

// keeping is an error of the progress with its exit code.
func keeping(err error) error {
	for _, is := range []struct {
		kind error
		code int
	}{
		{progress.ErrInvalid, exitInvalid},
		{progress.ErrNothing, exitNotFound}, {progress.ErrNoSession, exitNotFound},
		{progress.ErrNewer, exitConflict}, {progress.ErrConflict, exitConflict}, {progress.ErrBusy, exitConflict},
	} {
		if errors.Is(err, is.kind) {
			return coded{is.code, err}
		}
	}
	if err != nil {
		return coded{exitInternal, err}
	}
	return nil
}
