package term

import (
	"fmt"
	"strings"

	"github.com/seed-11de0fc1/rehearse/scenarios/source"
)

// Timeline says what happened to a few instances. Times are milliseconds from
// 0 to End, and End is at most some ten years.
type Timeline struct {
	End   int64
	Lanes []Lane
	Marks []Mark
}

// Lane is one instance. Its spans should not overlap and come in order of time;
// where several fall on one place, the largest glyph is seen.
type Lane struct {
	Name  string
	Spans []Span
}

// Span is what an instance did from From up to To; To may equal From.
type Span struct {
	From, To int64
	Glyph    Glyph
	Label    string // what it was, for words: a lifecycle event's name, or ""
}

// Mark is a moment that concerns all instances, such as the start of a
// deployment.
type Mark struct {
	At    int64
	Label string
}

const (
	markKeys    = "123456789abcdefghijklmnopqrstuvwxyz"
	markRowsMax = 4
)

// Timeline draws tl to Out, a row for each lane, a column for each slice of
// time. With --plain it writes a line for each mark and span (from, to, who,
// what), separated by tabs; with --accessible it writes sentences.
func (t *IO) Timeline(tl Timeline) {
	switch {
	case t.Plain:
		t.write(tl.records())
	case t.Accessible:
		t.write(tl.sentences())
	default:
		t.write(t.drawTimeline(tl))
	}
}

func (t *IO) drawTimeline(tl Timeline) string {
	names, left := t.names(tl.Lanes)
	a := newAxis(tl.End, t.Width-left)
	indent := strings.Repeat(" ", left)
	var b strings.Builder
	line := func(parts ...string) {
		b.WriteString(strings.TrimRight(strings.Join(parts, ""), " ") + "\n")
	}
	line(indent, a.ticks())
	for _, row := range tl.markRows(a) {
		line(indent, row)
	}
	var drawn [glyphs]bool
	var squeezed []string
	for i, lane := range tl.Lanes {
		row := lane.cells(a)
		for _, g := range row {
			drawn[g] = true
		}
		if lane.squeezed(row) {
			squeezed = append(squeezed, names[i])
		}
		line(pad(names[i], left), t.strip(row))
	}
	for i, m := range tl.Marks {
		line(t.cut(fmt.Sprintf("%s %s %s", markKey(i), Clock(m.At), source.Escape(m.Label)), t.Width))
	}
	line(t.legend(drawn))
	if len(squeezed) > 0 {
		line(t.cut(fmt.Sprintf("a column is %s: all that %s did fits into one", Clock(a.column()), andMore(squeezed)), t.Width))
	}
	return b.String()
}

// records lists a timeline for scripts: from, to, who, what.
func (tl Timeline) records() string {
	var b strings.Builder
	for _, m := range tl.Marks {
		fmt.Fprintf(&b, "%s\t%s\t\t%s\n", Clock(m.At), Clock(m.At), source.Escape(m.Label))
	}
	for _, lane := range tl.Lanes {
		for _, s := range lane.Spans {
			fmt.Fprintf(&b, "%s\t%s\t%s\t%s\n", Clock(s.From), Clock(s.To), source.Escape(lane.Name), s.what())
		}
	}
	return b.String()
}

// names returns the names of the lanes, cut to a quarter of the width, and the
// columns they take, the space behind them included.
func (t *IO) names(lanes []Lane) (names []string, left int) {
	for _, lane := range lanes {
		name := t.cut(source.Escape(lane.Name), t.Width/4)
		names = append(names, name)
		left = max(left, columns(name))
	}
	return names, left + 1
}

func (l Lane) cells(a axis) []Glyph {
	row := make([]Glyph, a.cells)
	for _, s := range l.Spans {
		first, last := a.cover(s.From, s.To)
		for i := first; i <= last; i++ {
			row[i] = max(row[i], s.Glyph)
		}
	}
	return row
}

// squeezed says whether several things a lane did share the one cell that is
// seen of it.
func (l Lane) squeezed(row []Glyph) bool {
	seen := 0
	for _, g := range row {
		if g != Blank {
			seen++
		}
	}
	return seen == 1 && len(l.Spans) > 1
}

// andMore is the first of a few names, and how many there are besides.
func andMore(names []string) string {
	if len(names) == 1 {
		return names[0]
	}
	return fmt.Sprintf("%s and %d more", names[0], len(names)-1)
}

// markRows put each mark's key where it happened, in the first row in which no
// other key is beside it; where too many meet, at the nearest free place of the
// last row.
func (tl Timeline) markRows(a axis) (rows []string) {
	for i, m := range tl.Marks[:min(len(tl.Marks), len(markKeys))] {
		n, at := 0, a.cell(m.At)
		for n < len(rows) && strings.TrimSpace(rows[n][max(0, at-1):min(a.cells, at+2)]) != "" {
			n++
		}
		switch {
		case n < len(rows):
		case n < markRowsMax:
			rows = append(rows, strings.Repeat(" ", a.cells))
		default:
			n, at = markRowsMax-1, freeCell(rows[markRowsMax-1], at)
		}
		rows[n] = rows[n][:at] + markKeys[i:i+1] + rows[n][at+1:]
	}
	return rows
}

// freeCell is the nearest blank after a cell, or else before it; the cell itself
// if there is none.
func freeCell(row string, at int) int {
	if free := strings.IndexByte(row[at:], ' '); free >= 0 {
		return at + free
	}
	if free := strings.LastIndexByte(row[:at], ' '); free >= 0 {
		return free
	}
	return at
}

func markKey(i int) string {
	if i < len(markKeys) {
		return markKeys[i : i+1]
	}
	return " "
}
