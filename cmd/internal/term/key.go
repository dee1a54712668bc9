package term

import (
	"fmt"
	"io"
	"strings"

	xterm "golang.org/x/term"
)

// What a terminal sends for keys that are no letters.
const (
	keyInterrupt = 0x03 // Ctrl-C
	keyEnd       = 0x04 // Ctrl-D
	keyEnter     = '\r'
	keyLine      = '\n'
)

// Key reads one key without waiting for Enter. Keys that mean nothing are
// passed over.
func (s surveyor) Key(label, keys string) (byte, error) {
	s.t.Sayf("%s ", label)
	defer s.t.Sayf("\n")
	state, err := xterm.MakeRaw(int(s.in.Fd()))
	if err != nil {
		return 0, err
	}
	defer func() { _ = xterm.Restore(int(s.in.Fd()), state) }() // there is nothing more to be done for it
	key, err := readRaw(s.in, label, keys)
	if err == nil && key != 0 {
		s.t.Sayf("%s", string(key))
	}
	return key, err
}

func readRaw(in io.Reader, label, keys string) (byte, error) {
	for {
		var b [1]byte
		if _, err := in.Read(b[:]); err != nil {
			return 0, fmt.Errorf("%w for %q: %w", ErrInputNeeded, label, err)
		}
		switch {
		case b[0] == keyInterrupt:
			return 0, ErrInterrupted
		case b[0] == keyEnd:
			return 0, fmt.Errorf("%w for %q: %w", ErrInputNeeded, label, io.EOF)
		case b[0] == keyEnter, b[0] == keyLine:
			return 0, nil
		case strings.IndexByte(keys, b[0]) >= 0:
			return b[0], nil
		}
	}
}
