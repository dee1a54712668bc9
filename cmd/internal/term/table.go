package term

import (
	"fmt"
	"slices"
	"strings"

	"github.com/seed-11de0fc1/rehearse/scenarios/source"
)

// Table is a header and rows under it. Columns that hold only numbers are
// aligned to the right.
type Table struct {
	Header []string
	Whole  bool // the first column is for copying: it never gives way
	Prose  bool // the last column is prose: where it would get narrow, it stands below its row
	rows   [][]Text
}

// Row adds a row. A cell is a Text, or anything else, printed as fmt.Sprint
// does.
func (tb *Table) Row(cells ...any) {
	row := make([]Text, len(cells))
	for i, c := range cells {
		if styled, ok := c.(Text); ok {
			row[i] = styled
		} else {
			row[i] = Normal.Text(fmt.Sprint(c))
		}
	}
	tb.rows = append(tb.rows, row)
}

// Table writes tb to Out. It fills at most Width columns: the widest column
// gives way first, prose is wrapped between words, and words are broken where
// nothing else helps; columns without anything in them go before that. With
// --plain the rows come without header, separated by tabs and uncut. With
// --accessible, and where even narrow columns do not fit, each row is a line
// that names its fields.
func (t *IO) Table(tb *Table) {
	header, rows := tb.escaped()
	if len(header) == 0 {
		return
	}
	if t.Plain {
		t.write(tabbed(rows))
		return
	}
	if t.Accessible {
		t.write(named(header, rows))
		return
	}
	if tableWidth(natural(header, rows)) > t.Width {
		header, rows = filled(header, rows)
	}
	widths, fits := fit(natural(header, rows), longest(header, rows), t.Width, tb.Whole)
	if !fits {
		t.write(t.flow(named(header, rows)))
		return
	}
	var below []string
	if last := len(header) - 1; tb.Prose && last > 0 && narrowed(widths[last], header, rows) {
		header, rows, below = withoutLast(header, rows)
		widths, _ = fit(natural(header, rows), longest(header, rows), t.Width, tb.Whole) // as there is more room
	}
	t.write(t.withBelow(t.grid(header, rows, widths), header, rows, widths, below))
}

// proseMin is how many columns prose needs beside anything else.
const proseMin = 20

// narrowed says whether the last column has become too narrow to read.
func narrowed(width int, header []string, rows [][]Text) bool {
	wanted := natural(header, rows)
	return width < proseMin && wanted[len(wanted)-1] > proseMin*3/2
}

// withoutLast takes the last column away; its cells come back as texts.
func withoutLast(header []string, rows [][]Text) (titles []string, kept [][]Text, texts []string) {
	last := len(header) - 1
	for _, row := range rows {
		kept, texts = append(kept, row[:last]), append(texts, row[last].Text)
	}
	return header[:last], kept, texts
}

// withBelow puts texts below the rows of a table that was drawn.
func (t *IO) withBelow(drawn string, header []string, rows [][]Text, widths []int, texts []string) string {
	if texts == nil {
		return drawn
	}
	titles := make([]Text, len(header))
	for i, h := range header {
		titles[i] = Normal.Text(h)
	}
	lines := strings.SplitAfter(drawn, "\n")
	place := linesOf(titles, widths) + 1
	out := slices.Clone(lines[:place])
	for i, row := range rows {
		n := linesOf(row, widths)
		out = append(out, lines[place:place+n]...)
		place += n
		if texts[i] != "" {
			for _, line := range Wrap(texts[i], t.Width-4) {
				out = append(out, "    "+line+"\n")
			}
		}
	}
	return strings.Join(append(out, lines[place:]...), "")
}

// linesOf is how many lines a row takes.
func linesOf(row []Text, widths []int) (lines int) {
	for i, c := range row {
		lines = max(lines, len(Wrap(c.Text, widths[i])))
	}
	return lines
}

// escaped returns the table with all cells safe to print and every row, the
// header included, as long as the longest.
func (tb *Table) escaped() (header []string, rows [][]Text) {
	n := len(tb.Header)
	for _, row := range tb.rows {
		n = max(n, len(row))
	}
	header = make([]string, n)
	for i, h := range tb.Header {
		header[i] = source.Escape(h)
	}
	for _, row := range tb.rows {
		done := make([]Text, n)
		for i, c := range row {
			done[i] = Text{source.Escape(c.Text), c.Style}
		}
		rows = append(rows, done)
	}
	return header, rows
}

func tabbed(rows [][]Text) string {
	var b strings.Builder
	for _, row := range rows {
		for i, c := range row {
			if i > 0 {
				b.WriteByte('\t')
			}
			b.WriteString(c.Text)
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// named prints a row as "Name: web-1; Status: Failed", without its empty cells.
func named(header []string, rows [][]Text) string {
	var b strings.Builder
	for _, row := range rows {
		var fields []string
		for i, c := range row {
			switch {
			case c.Text == "":
			case header[i] == "":
				fields = append(fields, c.Text)
			default:
				fields = append(fields, header[i]+": "+c.Text)
			}
		}
		b.WriteString(strings.Join(fields, "; ") + "\n")
	}
	return b.String()
}
