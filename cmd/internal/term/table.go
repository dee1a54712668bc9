package term

import (
	"fmt"
	"strings"

	"github.com/seed-11de0fc1/rehearse/scenarios/source"
)

// Table is a header and rows under it. Columns that hold only numbers are
// aligned to the right.
type Table struct {
	Header []string
	Whole  bool // the first column is for copying: it never gives way
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
	t.write(t.grid(header, rows, widths))
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
