package pose

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/seed-11de0fc1/rehearse/quiz/deck"
)

// Hint is a rung of the ladder: what the card is about, what it rests on, a
// part of the answer, and a larger part.
func (c Card) Hint(n int) []string {
	switch n {
	case 1:
		return []string{"It is about " + c.Topic() + "."}
	case 2:
		return []string{"It rests on " + strings.Join(slices.Concat(c.Rules(), c.Sources), ", ") + "."}
	case 3:
		return []string{c.part(1)}
	case 4:
		return []string{c.part(2)}
	}
	return nil
}

// part gives a part of the answer away.
func (c Card) part(n int) string {
	switch c.Kind {
	case deck.Choice, deck.Multi:
		return c.struck(n)
	case deck.Order:
		return "It begins with: " + strings.Join(c.Items[:min(n, len(c.Items)-1)], ", then ") + "."
	}
	text := c.said()
	if c.Kind == deck.Cloze {
		text = c.key()[0]
	}
	letters := utf8.RuneCountInString(text)
	shown := min(letters-1, letters*n/4+1)
	return fmt.Sprintf("It begins with %q, and has %d signs.", string([]rune(text)[:shown]), letters)
}

// struck strikes out so many wrong options, in the order in which they are
// shown, but never the last.
func (c Card) struck(n int) string {
	var wrong []string
	for i, o := range c.ShownOptions() {
		if !o.Right {
			wrong = append(wrong, fmt.Sprint(i+1))
		}
	}
	if n >= len(wrong) && n > 1 {
		return "There is no more to say without giving it away."
	}
	return "Wrong: " + strings.Join(wrong[:n], ", ") + "."
}
