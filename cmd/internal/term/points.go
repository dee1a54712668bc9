package term

import (
	"fmt"
	"strings"

	"github.com/seed-11de0fc1/rehearse/scenarios/source"
)

// Point is something that took so long and is worth so much.
type Point struct {
	Key   string // one sign
	Name  string
	Style Style
	X     int64 // milliseconds
	Y     int   // per cent
}

const (
	pointRows = 10 // above that of 0 per cent
	pointLeft = 6  // columns of the numbers
)

// Points draws points over time on Out: to the left what takes less, to the top
// what is worth more. Of points in one place the first is seen. With --plain and
// --accessible a point is a line.
func (t *IO) Points(points []Point) {
	var b strings.Builder
	switch {
	case t.Plain:
		for _, p := range points {
			fmt.Fprintf(&b, "%s\t%s\t%d\t%s\n", p.Key, Clock(p.X), p.Y, source.Escape(p.Name))
		}
	case t.Accessible:
		for _, p := range points {
			fmt.Fprintf(&b, "%s %s: %s, %d%%\n", p.Key, source.Escape(p.Name), Clock(p.X), p.Y)
		}
	case len(points) > 0:
		t.drawPoints(&b, points)
	}
	t.write(b.String())
}

func (t *IO) drawPoints(b *strings.Builder, points []Point) {
	end := int64(0)
	for _, p := range points {
		end = max(end, p.X)
	}
	a := newAxis(end+end/20+1, t.Width-pointLeft)
	color := t.colorful(t.outTTY)
	for row := range pointRows + 1 {
		level := 100 - row*100/pointRows
		cells := make([]string, a.cells)
		last := -1
		for _, p := range points {
			if at := a.cell(p.X); rowOf(p.Y) == row && cells[at] == "" {
				cells[at] = p.Style.paint(p.Key, color)
				last = max(last, at)
			}
		}
		fmt.Fprintf(b, "%4d%%", level)
		if last >= 0 {
			b.WriteByte(' ')
		}
		for _, c := range cells[:last+1] {
			if c == "" {
				c = " "
			}
			b.WriteString(c)
		}
		b.WriteByte('\n')
	}
	b.WriteString(strings.Repeat(" ", pointLeft) + a.ticks() + "\n")
}

// rowOf is the row of a percentage, the nearest.
func rowOf(percent int) int {
	return pointRows - (clamp(percent, 0, 100)*pointRows+50)/100
}
