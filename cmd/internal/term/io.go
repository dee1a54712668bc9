package term

import (
	"bufio"
	"bytes"
	"io"
	"strings"
	"time"

	xterm "golang.org/x/term"
)

// IO is a command's view of the world outside: three streams and what is known
// about them. Flags may be bound straight to the exported fields, because every
// decision is taken when something is printed.
type IO struct {
	In  io.Reader
	Out io.Writer // results
	Err io.Writer // messages, questions, progress

	Width      int  // columns there are to fill, 40 to 1000
	ASCII      bool // draw with ASCII signs only
	NoColor    bool // --no-color, NO_COLOR
	Plain      bool // --plain: a record per line, fields separated by tabs
	Accessible bool // --accessible, ACCESSIBLE: sentences, no drawings, no redrawing
	NoInput    bool // --no-input: never ask, return ErrInputNeeded
	JSON       bool // --json: a program reads what is written, unless Err is a terminal

	inTTY, outTTY, errTTY, dumb bool
	flows                       bool // the width is known, so lines that are longer are broken

	was      *xterm.State // of the terminal, at the beginning; nil if there is none
	now      func() time.Time
	script   Prompter
	lines    *bufio.Reader
	notes    []string // that are held back for a program
	writeErr error
}

// Test returns an IO for tests with its two buffers: 80 columns, UTF-8, no
// colour, no terminal. Its prompter takes the answers, if there are any, in
// order; otherwise it reads lines from In, which is empty until the test sets it.
func Test(answers ...string) (t *IO, out, err *bytes.Buffer) {
	out, err = &bytes.Buffer{}, &bytes.Buffer{}
	t = &IO{In: strings.NewReader(""), Out: out, Err: err, Width: 80, now: time.Now}
	if len(answers) > 0 {
		t.script = Script(answers...)
	}
	return t, out, err
}

// Interactive reports whether a person sits in front of a terminal that can be
// redrawn.
func (t *IO) Interactive() bool {
	return t.inTTY && t.outTTY && !t.dumb && !t.Plain && !t.Accessible
}

// Attended reports whether a person can be asked something on a terminal of
// whatever kind.
func (t *IO) Attended() bool { return t.inTTY && t.outTTY && !t.Plain && !t.NoInput }

func (t *IO) colorful(tty bool) bool {
	return tty && !t.dumb && !t.NoColor && !t.Plain && !t.Accessible
}

func (t *IO) ascii() bool { return t.ASCII || t.Accessible }
