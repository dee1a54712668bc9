package term

import (
	"fmt"
	"io"

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
// message is of no consequence.
func (t *IO) Notef(format string, args ...any) {
	fmt.Fprintf(t.Err, format, safe(args, t.colorful(t.errTTY))...)
}

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
