package term

import (
	"fmt"
	"strings"

	"github.com/seed-11de0fc1/rehearse/scenarios/source"
)

// Bar is one share of something.
type Bar struct {
	Name  string
	Share float64 // 0 to 1
	Text  string  // the same in words
}

const (
	barMax  = 20 // columns
	barMin  = 5
	nameMax = 24
)

// Bars draws bars under one another on Out. Where there is no room for bars
// there are only the words. With --plain a row is name, share and words; with
// --accessible it is a sentence.
func (t *IO) Bars(bars []Bar) {
	name, text := 0, 0
	for _, b := range bars {
		name = max(name, min(columns(source.Escape(b.Name)), nameMax))
		text = max(text, columns(source.Escape(b.Text)))
	}
	cells := min(t.Width-name-text-2*gap, barMax)
	var s strings.Builder
	for _, b := range bars {
		label, words := source.Escape(b.Name), source.Escape(b.Text)
		switch {
		case t.Plain:
			fmt.Fprintf(&s, "%s\t%.3f\t%s\n", label, b.Share, words)
		case t.Accessible:
			fmt.Fprintf(&s, "%s: %s\n", label, words)
		default:
			label = t.cut(label, name)
			pad := strings.Repeat(" ", name-columns(label)+gap)
			fmt.Fprintf(&s, "%s%s%s%s\n", label, pad, t.bars(b.Share, cells), words)
		}
	}
	t.write(s.String())
}

// bars is a bar with the gap behind it; none if there is no room.
func (t *IO) bars(share float64, cells int) string {
	if cells < barMin {
		return ""
	}
	full, empty := "█", "░"
	if t.ascii() {
		full, empty = "#", "."
	}
	n := clamp(int(share*float64(cells)+0.5), 0, cells)
	return Accent.paint(strings.Repeat(full, n), t.colorful(t.outTTY)) + strings.Repeat(empty, cells-n) + strings.Repeat(" ", gap)
}
