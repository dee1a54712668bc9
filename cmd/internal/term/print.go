package term

import (
	"fmt"
	"io"
	"strings"

	"github.com/seed-11de0fc1/rehearse/scenarios/source"
)

const wholeLine = "%s\n" // of a file, or JSON

// Printf writes a result to Out. Arguments other than numbers, booleans and
// Text are escaped; Text is escaped and coloured. The format itself is trusted.
// A line that is wider than the terminal is broken between words, unless it is
// somebody else's: the format is wholeLine, and the argument no Text. A failure to write is kept for
// WriteError.
func (t *IO) Printf(format string, args ...any) {
	text := fmt.Sprintf(format, safe(args, t.colorful(t.outTTY))...)
	if format != wholeLine || isText(args[0]) {
		text = t.flow(text)
	}
	t.write(text)
}

// Notef writes a message to Err, otherwise as Printf does. A failure to write a
// message is of no consequence. For a program it is held back.
func (t *IO) Notef(format string, args ...any) {
	if !t.forProgram() {
		t.Sayf(format, args...)
		return
	}
	text := strings.TrimPrefix(fmt.Sprintf(format, safe(args, false)...), "note: ")
	t.notes = append(t.notes, strings.TrimSpace(text))
}

// Sayf writes to Err what is a part of a conversation: a question, or what is said
// to an answer. A program is not talked to.
func (t *IO) Sayf(format string, args ...any) {
	if !t.forProgram() {
		fmt.Fprintf(t.Err, format, safe(args, t.colorful(t.errTTY))...)
	}
}

// Notes are the messages that were held back.
func (t *IO) Notes() []string { return t.notes }

// Tell writes a line of JSON to Err as it is.
func (t *IO) Tell(line string) { fmt.Fprintf(t.Err, "%s\n", line) }

// forProgram says whether what is written to Err is read by a program.
func (t *IO) forProgram() bool { return t.JSON && !t.errTTY }

// Copy writes a file to Out as it is. A failure is kept for WriteError.
func (t *IO) Copy(file []byte) { t.write(string(file)) }

// WriteError returns the first failure to write to Out, such as a full disk, or
// nil.
func (t *IO) WriteError() error { return t.writeErr }

func (t *IO) write(s string) {
	if t.writeErr == nil {
		_, t.writeErr = io.WriteString(t.Out, s)
	}
}

func safe(args []any, color bool) []any {
	done := make([]any, len(args))
	for i, arg := range args {
		switch v := arg.(type) {
		case Text:
			done[i] = v.Style.paint(source.Escape(v.Text), color)
		case bool, int, int8, int16, int32, int64, uint, uint8, uint16, uint32, uint64, float64:
			done[i] = v
		default:
			done[i] = source.Escape(fmt.Sprint(v))
		}
	}
	return done
}

func isText(arg any) bool {
	_, ok := arg.(Text)
	return ok
}
