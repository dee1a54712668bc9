package bundle

import (
	"errors"
	"io/fs"

	"github.com/seed-11de0fc1/rehearse/scenarios/source"
)

// Fault is what is wrong with a bundle.
type Fault struct {
	Bundle  string // its path as given
	Entry   string // the entry in it, or empty
	Message string // what is wrong
	Fix     string // what would be right; may be empty
	Err     error  // the cause, or nil
}

// Error returns "bundle: entry: message; fix" on one line, safe to print.
func (f *Fault) Error() string {
	text := f.Bundle + ": "
	if f.Entry != "" {
		text += f.Entry + ": "
	}
	text += f.Message
	if f.Fix != "" {
		text += "; " + f.Fix
	}
	return source.Escape(text)
}

// Unwrap returns the cause, so that errors.Is(err, fs.ErrNotExist) works.
func (f *Fault) Unwrap() error { return f.Err }

// unreadable is the Fault for an error of the file system or of an archive
// reader.
func unreadable(err error) *Fault {
	f := &Fault{Err: err, Message: "can not be read: " + err.Error()}
	var path *fs.PathError
	switch {
	case errors.Is(err, fs.ErrNotExist):
		f.Message, f.Fix = "there is no such bundle", "give the path of a directory, .zip, .tar or .tgz beside the scenario"
	case errors.As(err, &path):
		f.Message = "can not be read: " + path.Err.Error()
	}
	return f
}
