package term

import (
	"errors"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
)

// Prompter asks a person. All questions return an error that wraps
// ErrInputNeeded when nobody can answer, and ErrInterrupted after Ctrl-C.
type Prompter interface {
	// Select returns the index of the chosen option. The default is an index
	// too; -1 means that there is none.
	Select(label string, options []string, def int) (int, error)
	// Input returns a line of text; valid may be nil.
	Input(label, def string, valid func(string) error) (string, error)
	// Confirm returns yes or no.
	Confirm(label string, def bool) (bool, error)
	// Key returns one of some keys, which is pressed alone on a terminal that can
	// be redrawn and on a line of its own elsewhere; 0 after Enter alone.
	Key(label, keys string) (byte, error)
}

var (
	// ErrInputNeeded says that a question has to be answered and nobody can.
	ErrInputNeeded = errors.New("input is needed")
	// ErrInterrupted says that the person pressed Ctrl-C at a question.
	ErrInterrupted = errors.New("interrupted")
)

// Prompter returns who asks here: nobody with --no-input, a test's script,
// survey on a real terminal, and otherwise plain questions answered line by
// line.
func (t *IO) Prompter() Prompter {
	if t.NoInput {
		return nobody{}
	}
	if t.script != nil {
		return t.script
	}
	in, inFile := t.In.(*os.File)
	out, outFile := t.Out.(*os.File)
	if t.Interactive() && inFile && outFile {
		return surveyor{in, out, t}
	}
	return liner{t}
}

// nobody refuses every question.
type nobody struct{}

func (nobody) Select(label string, _ []string, _ int) (int, error) { return 0, refuse(label) }

func (nobody) Input(label, _ string, _ func(string) error) (string, error) {
	return "", refuse(label)
}

func (nobody) Confirm(label string, _ bool) (bool, error) { return false, refuse(label) }

func (nobody) Key(label, _ string) (byte, error) { return 0, refuse(label) }

func refuse(label string) error {
	return fmt.Errorf("%w for %q, but --no-input was given", ErrInputNeeded, label)
}

// readChoice understands a number from 1 or the option's own text.
func readChoice(answer string, options []string, def int) (int, error) {
	if answer == "" && def >= 0 && def < len(options) {
		return def, nil
	}
	if n, err := strconv.Atoi(answer); err == nil && n >= 1 && n <= len(options) {
		return n - 1, nil
	}
	if i := slices.Index(options, answer); i >= 0 {
		return i, nil
	}
	return 0, fmt.Errorf("%q is not one of the options; type a number from 1 to %d", answer, len(options))
}

func readText(answer, def string, valid func(string) error) (string, error) {
	if answer == "" {
		answer = def
	}
	if valid == nil {
		return answer, nil
	}
	return answer, valid(answer)
}

func readYes(answer string, def bool) (bool, error) {
	switch strings.ToLower(answer) {
	case "":
		return def, nil
	case "y", "yes":
		return true, nil
	case "n", "no":
		return false, nil
	}
	return false, fmt.Errorf("%q is neither yes nor no; type y or n", answer)
}

func readKey(answer, keys string) (byte, error) {
	if answer == "" {
		return 0, nil
	}
	if len(answer) == 1 && strings.Contains(keys, answer) {
		return answer[0], nil
	}
	return 0, fmt.Errorf("%q is none of %s; type one, or nothing", answer, strings.Join(strings.Split(keys, ""), ", "))
}

func word(yes bool) string {
	if yes {
		return "yes"
	}
	return "no"
}
