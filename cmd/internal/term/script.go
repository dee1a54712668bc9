package term

import "fmt"

// Script returns a prompter that gives the answers in order, each written as a
// person would type it: a number from 1 or an option's text, a line, yes or no,
// "" for the default. An answer that makes no sense is an error, not a second
// question.
func Script(answers ...string) Prompter { return &script{answers} }

type script struct{ answers []string }

func (s *script) Select(label string, options []string, def int) (int, error) {
	return play(s, label, func(a string) (int, error) { return readChoice(a, options, def) })
}

func (s *script) Input(label, def string, valid func(string) error) (string, error) {
	return play(s, label, func(a string) (string, error) { return readText(a, def, valid) })
}

func (s *script) Confirm(label string, def bool) (bool, error) {
	return play(s, label, func(a string) (bool, error) { return readYes(a, def) })
}

func (s *script) Key(label, keys string) (byte, error) {
	return play(s, label, func(a string) (byte, error) { return readKey(a, keys) })
}

func play[T any](s *script, label string, read func(string) (T, error)) (T, error) {
	var zero T
	if len(s.answers) == 0 {
		return zero, fmt.Errorf("%w for %q: there is no answer left", ErrInputNeeded, label)
	}
	answer := s.answers[0]
	s.answers = s.answers[1:]
	value, err := read(answer)
	if err != nil {
		return zero, fmt.Errorf("answer to %q: %w", label, err)
	}
	return value, nil
}
