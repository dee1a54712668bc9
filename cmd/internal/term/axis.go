package term

import (
	"slices"
	"strings"
	"time"
)

const (
	second = int64(1000)
	minute = 60 * second
	hour   = 60 * minute
	day    = 24 * hour
)

// steps are the distances of ticks, in milliseconds, that people find round.
var steps = []int64{
	1, 2, 5, 10, 20, 50, 100, 200, 500,
	second, 2 * second, 5 * second, 10 * second, 15 * second, 30 * second,
	minute, 2 * minute, 5 * minute, 10 * minute, 15 * minute, 30 * minute,
	hour, 2 * hour, 4 * hour, 6 * hour, 12 * hour,
	day, 2 * day, 5 * day, 10 * day, 20 * day, 50 * day, 100 * day, 200 * day,
	500 * day, 1000 * day, 2000 * day,
}

const tickMin = 8 // columns from tick to tick

// Clock writes a time of ms milliseconds as Go writes durations, without the
// units that are zero at its end: 0s, 1.5s, 25s, 1m, 1m30s, 2h.
func Clock(ms int64) string {
	s := (time.Duration(ms) * time.Millisecond).String()
	if strings.HasSuffix(s, "m0s") {
		s = strings.TrimSuffix(s, "0s")
	}
	if strings.HasSuffix(s, "h0m") {
		s = strings.TrimSuffix(s, "0m")
	}
	return s
}

// axis maps the milliseconds 0 to end, at most some ten years, to cells.
type axis struct {
	end   int64
	cells int
}

func newAxis(end int64, cells int) axis { return axis{max(end, 1), max(cells, 1)} }

// column is how long a cell is, in whole seconds if it is one at least.
func (a axis) column() int64 {
	long := max(1, a.end/int64(a.cells))
	if long > second {
		long -= long % second
	}
	return long
}

// cell returns the cell in which the moment ms falls; the end falls in the last.
func (a axis) cell(ms int64) int {
	ms = clamp(ms, 0, a.end)
	return min(int(ms*int64(a.cells)/a.end), a.cells-1)
}

// cover returns the first and the last cell that a span touches. A span that
// ends where a cell begins does not touch it; one without length touches one.
func (a axis) cover(from, to int64) (first, last int) {
	first = a.cell(from)
	if to <= from {
		return first, first
	}
	return first, max(first, a.cell(to-1))
}

// ticks draws the line above a drawing: "|0s      |10s     |20s".
func (a axis) ticks() string {
	step := a.step()
	line := slices.Repeat([]byte(" "), a.cells)
	for ms := int64(0); ms < a.end; ms += step {
		label := "|" + Clock(ms)
		if at := a.cell(ms); at+len(label) <= a.cells {
			copy(line[at:], label)
		}
	}
	return strings.TrimRight(string(line), " ")
}

func (a axis) step() int64 {
	for _, step := range steps {
		if step*int64(a.cells) >= tickMin*a.end {
			return step
		}
	}
	return a.end
}
