package command

// What is said of errors: each is a line, and for a program one line of JSON
// holds all that a command has to say beside its result.

import (
	"errors"
	"strings"

	"github.com/seed-11de0fc1/rehearse/cmd/internal/term"
	"github.com/seed-11de0fc1/rehearse/scenarios/source"
)

// choice is an error that lists what could have been written, a line each.
type choice struct {
	text string // such as "no exam objective X; there are"
	list [][2]string
}

// Error is the choice in one line.
func (c choice) Error() string {
	var names []string
	for _, x := range c.list {
		names = append(names, x[0])
	}
	return c.text + " " + strings.Join(names, ", ")
}

// tell says that something went wrong while a command goes on. For a program it
// waits for the end.
func (f *factory) tell(err error) {
	if f.json {
		f.told = append(f.told, err)
		return
	}
	report(f.io, err)
}

// end says how a command has ended.
func (f *factory) end(err error) {
	if !f.json {
		report(f.io, err)
		return
	}
	list := []any{}
	for _, e := range append(f.told, err) {
		list = append(list, errorsIn(e)...)
	}
	switch {
	case len(list) > 0:
		line := map[string]any{"schema": "rehearse/error/1", "exitCode": exitCode(err), "errors": list}
		if held := f.notesHeld(); len(held) > 0 {
			line["notes"] = held
		}
		f.tellJSON(line)
	case len(f.io.Notes()) > 0:
		f.tellJSON(map[string]any{"schema": "rehearse/notes/1", "notes": f.notesHeld()})
	}
}

// errorsIn are the errors in one: each diagnostic, or itself.
func errorsIn(err error) (list []any) {
	var found source.Diagnostics
	switch {
	case err == nil || err.Error() == "":
	case errors.As(err, &found):
		for _, note := range shownNotes(found) {
			list = append(list, note)
		}
	default:
		list = append(list, map[string]string{"message": strings.TrimSpace(err.Error())})
	}
	return list
}

// notesHeld are the notes that wait for the end.
func (f *factory) notesHeld() (list []any) {
	for _, text := range f.io.Notes() {
		list = append(list, map[string]string{"message": text})
	}
	return list
}

func (f *factory) tellJSON(v any) {
	if line, err := jsonText(v, ""); err == nil {
		f.io.Tell(strings.TrimSuffix(line, "\n"))
	}
}

// report prints an error, each diagnostic on a line of its own.
func report(io *term.IO, err error) {
	var found source.Diagnostics
	var listed choice
	switch {
	case err == nil || err.Error() == "":
	case errors.As(err, &found):
		notes(io, found)
	case errors.As(err, &listed):
		io.Notef("rehearse: %s\n", listed.text)
		for _, x := range listed.list {
			io.Notef("  %s  %s\n", x[0], x[1])
		}
	default:
		io.Notef("rehearse: %s\n", err.Error())
	}
}

// notes prints diagnostics to standard error.
func notes(io *term.IO, found source.Diagnostics) {
	for _, d := range found {
		io.Notef("%s\n", term.Normal.Text(d.Error()))
	}
}
