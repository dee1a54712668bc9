package command

import (
	"errors"
	"io/fs"
	"syscall"

	"github.com/seed-11de0fc1/rehearse/cmd/internal/term"
	"github.com/seed-11de0fc1/rehearse/scenarios"
	"github.com/seed-11de0fc1/rehearse/scenarios/source"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// The exit codes that scripts can rely on.
const (
	exitDone        = 0
	exitMissed      = 1 // an expectation was missed
	exitUsage       = 2
	exitInvalid     = 3 // the input is invalid
	exitNotFound    = 4
	exitConflict    = 5
	exitNeedsInput  = 6
	exitInternal    = 70
	exitInterrupted = 130
)

// coded is an error with the exit code that it leads to.
type coded struct {
	code int
	error
}

func (c coded) Unwrap() error { return c.error }

// errMissed ends a command that has already said what was missed.
var errMissed = coded{exitMissed, errors.New("")}

func usagef(text string) error { return coded{exitUsage, errors.New(text)} }

// exitCode is the code that an error leads to.
func exitCode(err error) int {
	var c coded
	var d source.Diagnostics
	var limit *kernel.LimitError
	switch {
	case err == nil:
		return exitDone
	case errors.As(err, &c):
		return c.code
	case errors.Is(err, scenarios.ErrNotFound):
		return exitNotFound
	case errors.As(err, &d), errors.As(err, &limit):
		return exitInvalid
	case errors.Is(err, term.ErrInputNeeded):
		return exitNeedsInput
	case errors.Is(err, term.ErrInterrupted):
		return exitInterrupted
	}
	return exitInvalid
}

// unreadable is that a file can not be read, in words and with the exit code of
// every command.
func unreadable(path string, err error) error {
	var at *fs.PathError
	switch path = source.Escape(path); {
	case err == nil:
		return nil
	case errors.Is(err, fs.ErrNotExist), errors.Is(err, syscall.ENOTDIR):
		return notFound("no file " + path)
	case errors.Is(err, syscall.EISDIR):
		return coded{exitInvalid, errors.New(path + " is a directory; name a file")}
	case errors.As(err, &at):
		return coded{exitInvalid, errors.New(path + " can not be read: " + at.Err.Error())}
	}
	return err
}

func notFound(text string) error { return coded{exitNotFound, errors.New(text)} }
