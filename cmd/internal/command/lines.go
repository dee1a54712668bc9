package command

import (
	"iter"
	"strings"
)

// lines are the lines of a text without their ends.
func lines(text []byte) iter.Seq[string] {
	return func(yield func(string) bool) {
		for line := range strings.Lines(string(text)) {
			if !yield(strings.TrimRight(line, "\r\n")) {
				return
			}
		}
	}
}
