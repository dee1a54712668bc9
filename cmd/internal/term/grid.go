package term

import (
	"slices"
	"strings"

	"github.com/olekukonko/tablewriter"
	"github.com/olekukonko/tablewriter/tw"
)

// grid draws a table that fits into the widths. Only a line under the header is
// drawn. The header stays as it was written, which is not the library's default.
func (t *IO) grid(header []string, rows [][]Text, widths []int) string {
	var b strings.Builder
	table := tablewriter.NewTable(&b,
		tablewriter.WithRendition(t.rendition()),
		tablewriter.WithHeaderPaddingPerColumn(paddings(len(widths))),
		tablewriter.WithRowPaddingPerColumn(paddings(len(widths))),
		tablewriter.WithHeaderAutoFormat(tw.Off),
		tablewriter.WithHeaderAutoWrap(tw.WrapNone),
		tablewriter.WithRowAutoWrap(tw.WrapNone),
		tablewriter.WithEastAsian(tw.Off),
		tablewriter.WithAlignment(alignments(rows, len(widths))),
	)
	color := t.colorful(t.outTTY)
	titles := make([]Text, len(header))
	for i, h := range header {
		titles[i] = Bold.Text(h)
	}
	table.Header(t.cells(titles, widths, color))
	for _, row := range rows {
		_ = table.Append(t.cells(row, widths, color)) // fails for values it cannot print; these are strings
	}
	_ = table.Render() // b cannot fail
	return trimLines(b.String())
}

func (t *IO) rendition() tw.Rendition {
	style := tw.StyleLight
	if t.ascii() {
		style = tw.StyleASCII
	}
	return tw.Rendition{
		Symbols: tw.NewSymbols(style),
		Borders: tw.BorderNone,
		Settings: tw.Settings{
			Separators: tw.Separators{BetweenColumns: tw.Off, BetweenRows: tw.Off},
			Lines:      tw.Lines{ShowTop: tw.Off, ShowBottom: tw.Off, ShowHeaderLine: tw.On},
		},
	}
}

// paddings puts the gap behind every column but the last.
func paddings(n int) []tw.Padding {
	all := slices.Repeat([]tw.Padding{{Right: strings.Repeat(" ", gap), Overwrite: true}}, n)
	all[n-1].Right = ""
	return all
}

func alignments(rows [][]Text, n int) tw.Alignment {
	align := make(tw.Alignment, n)
	for i := range align {
		align[i] = tw.AlignLeft
		if numeric(rows, i) {
			align[i] = tw.AlignRight
		}
	}
	return align
}

// cells wraps each cell to its column and colours every line of it by itself,
// so that no escape code spans two lines.
func (t *IO) cells(row []Text, widths []int, color bool) []string {
	out := make([]string, len(row))
	for i, c := range row {
		lines := Wrap(c.Text, widths[i])
		for k, line := range lines {
			lines[k] = c.Style.paint(line, color)
		}
		out[i] = strings.Join(lines, "\n")
	}
	return out
}

func trimLines(s string) string {
	lines := strings.Split(s, "\n")
	for i, line := range lines {
		lines[i] = strings.TrimRight(line, " ")
	}
	return strings.Join(lines, "\n")
}
