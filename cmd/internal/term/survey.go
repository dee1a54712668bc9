package term

import (
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/AlecAivazis/survey/v2"
	"github.com/AlecAivazis/survey/v2/core"
	"github.com/AlecAivazis/survey/v2/terminal"

	"github.com/seed-11de0fc1/rehearse/scenarios/source"
)

// surveyor asks with arrow keys and colour. It must only ever meet a real
// terminal: in a pipe the library loses answers and writes escape codes.
type surveyor struct {
	in, out *os.File
	t       *IO
}

func (s surveyor) Select(label string, options []string, def int) (int, error) {
	shown := make([]string, len(options))
	for i, option := range options {
		shown[i] = source.Escape(option)
	}
	q := &survey.Select{Message: source.Escape(label), Options: shown}
	if def >= 0 && def < len(options) {
		q.Default = def
	}
	var chosen int
	err := s.ask(q, &chosen)
	return chosen, err
}

func (s surveyor) Input(label, def string, valid func(string) error) (string, error) {
	var text string
	q := &survey.Input{Message: source.Escape(label), Default: source.Escape(def)}
	check := func(answer any) error {
		_, err := readText(answer.(string), "", valid)
		return err
	}
	err := s.ask(q, &text, survey.WithValidator(check))
	return text, err
}

func (s surveyor) Confirm(label string, def bool) (bool, error) {
	var yes bool
	err := s.ask(&survey.Confirm{Message: source.Escape(label), Default: def}, &yes)
	return yes, err
}

func (s surveyor) ask(q survey.Prompt, answer any, opts ...survey.AskOpt) error {
	core.DisableColor = !s.t.colorful(s.t.outTTY)
	err := survey.AskOne(q, answer, append(opts, survey.WithStdio(s.in, s.out, s.t.Err))...)
	switch {
	case errors.Is(err, terminal.InterruptErr):
		return ErrInterrupted
	case errors.Is(err, io.EOF): // Ctrl-D
		return fmt.Errorf("%w: %w", ErrInputNeeded, err)
	}
	return err
}
