package term

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"strings"
)

const answerMax = 64 << 10 // bytes in one line

// liner asks on Err and reads answers from In line by line. It serves pipes,
// --accessible and terminals that cannot be redrawn. After an answer that makes
// no sense it says so and asks again.
type liner struct{ t *IO }

func (l liner) Select(label string, options []string, def int) (int, error) {
	l.t.Sayf("%s\n", label)
	for i, option := range options {
		l.t.Sayf("  %d. %s\n", i+1, option)
	}
	hint := ""
	if def >= 0 && def < len(options) {
		hint = fmt.Sprintf(", default %d", def+1)
	}
	ask := fmt.Sprintf("Number from 1 to %d%s: ", len(options), hint)
	return repeat(l, label, ask, func(s string) (int, error) { return readChoice(s, options, def) })
}

func (l liner) Input(label, def string, valid func(string) error) (string, error) {
	ask := label + ": "
	if def != "" {
		ask = fmt.Sprintf("%s, default %s: ", label, def)
	}
	return repeat(l, label, ask, func(s string) (string, error) { return readText(s, def, valid) })
}

func (l liner) Confirm(label string, def bool) (bool, error) {
	ask := fmt.Sprintf("%s Yes or no, default %s: ", label, word(def))
	return repeat(l, label, ask, func(s string) (bool, error) { return readYes(s, def) })
}

func (l liner) Key(label, keys string) (byte, error) {
	return repeat(l, label, label+" ", func(s string) (byte, error) { return readKey(s, keys) })
}

func repeat[T any](l liner, label, ask string, read func(string) (T, error)) (T, error) {
	for {
		l.t.Sayf("%s", ask)
		answer, err := l.line()
		if err != nil {
			l.t.Sayf("\n")
			var zero T
			return zero, fmt.Errorf("%w for %q: %w", ErrInputNeeded, label, err)
		}
		if !l.t.inTTY { // nobody has seen it typed
			l.t.Sayf("%s\n", answer)
		}
		value, err := read(answer)
		if err == nil {
			return value, nil
		}
		l.t.Sayf("%s\n", err)
	}
}

// line returns the next line of In without its end. The reader is kept, as it
// may have read ahead.
func (l liner) line() (string, error) {
	if l.t.lines == nil {
		l.t.lines = bufio.NewReaderSize(l.t.In, answerMax)
	}
	s, err := l.t.lines.ReadSlice('\n')
	if err == bufio.ErrBufferFull {
		return "", fmt.Errorf("the answer is longer than %d bytes", answerMax)
	}
	if err == io.EOF && len(s) == 0 {
		return "", errors.New("the input has ended")
	}
	if err != nil && err != io.EOF {
		return "", err
	}
	return strings.TrimSpace(string(s)), nil
}
