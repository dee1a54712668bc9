package term

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/seed-11de0fc1/rehearse/scenarios/source"
)

// Bands says how many instances of a large fleet were in which state, over
// time. The columns are moments at equal distances; the last is at End, in
// milliseconds. There may be more or fewer of them than the terminal has.
type Bands struct {
	End     int64
	Label   string // the deployment
	Columns []BandColumn
}

// BandColumn counts the instances in each state at one moment.
type BandColumn struct {
	Pending, InProgress, Succeeded, Failed, Skipped int
}

const bandStates = 5

var (
	bandNames  = [bandStates]string{"Pending", "InProgress", "Succeeded", "Failed", "Skipped"}
	bandStyles = [bandStates]Style{Dim, Accent, OK, Bad, Dim}
)

func (c BandColumn) counts() [bandStates]int {
	return [bandStates]int{c.Pending, c.InProgress, c.Succeeded, c.Failed, c.Skipped}
}

// The signs for a share, from none to all. Only a share of nothing has the first
// sign and only a share of all has the last.
const (
	heights      = " ▁▂▃▄▅▆▇█"
	asciiHeights = ".123456789"
	plainHeights = "0123456789"
)

// Bands draws b to Out: a row for each state, the share of the fleet as a
// height, at the right the count at the end. With ASCII the heights are digits.
// With --plain a row is state, a digit for each column, count, separated by
// tabs; with --accessible it writes sentences.
func (t *IO) Bands(b Bands) {
	switch {
	case t.Plain:
		t.write(b.records())
	case t.Accessible:
		t.write(b.sentences())
	default:
		t.write(t.drawBands(b))
	}
}

func (t *IO) drawBands(b Bands) string {
	const left = len("InProgress") + 1
	final := b.final()
	right := 0
	for _, n := range final {
		right = max(right, len(strconv.Itoa(n)))
	}
	a := newAxis(b.End, t.Width-left-right-1)
	ramp, color := heights, t.colorful(t.outTTY)
	if t.ascii() {
		ramp = asciiHeights
	}
	var s strings.Builder
	fmt.Fprintf(&s, "%s\n%*s%s\n", t.cut(source.Escape(b.Label), t.Width), left, "", a.ticks())
	for state, name := range bandNames {
		row := bandStyles[state].paint(b.row(state, a.cells, ramp), color)
		fmt.Fprintf(&s, "%-*s%s %*d\n", left, name, row, right, final[state])
	}
	signs := []rune(ramp)
	half := signs[height(1, 2, len(signs)-1)]
	fmt.Fprintf(&s, "%c few  %c half  %c all; count at the end\n",
		signs[1], half, signs[len(signs)-1])
	return s.String()
}

// records has a digit for each column, whatever the terminal.
func (b Bands) records() string {
	var s strings.Builder
	for state, name := range bandNames {
		fmt.Fprintf(&s, "%s\t%s\t%d\n", name, b.row(state, len(b.Columns), plainHeights), b.final()[state])
	}
	return s.String()
}

// row draws one state in the given number of cells. A cell shows the moment at
// its end, so that the last cell shows the end.
func (b Bands) row(state, cells int, ramp string) string {
	signs := []rune(ramp)
	row := make([]rune, cells)
	for i := range row {
		row[i] = signs[0]
		if n := len(b.Columns); n > 0 {
			counts := b.Columns[((i+1)*n-1)/cells].counts()
			row[i] = signs[height(counts[state], sum(counts), len(signs)-1)]
		}
	}
	return string(row)
}

// height returns the share n of total as 0 to top, rounded down, but 0 only for
// none.
func height(n, total, top int) int {
	if n <= 0 || total <= 0 {
		return 0
	}
	return clamp(n*top/total, 1, top)
}

func sum(counts [bandStates]int) int {
	total := 0
	for _, n := range counts {
		total += n
	}
	return total
}

// final returns the counts at the end.
func (b Bands) final() [bandStates]int {
	if len(b.Columns) == 0 {
		return [bandStates]int{}
	}
	return b.Columns[len(b.Columns)-1].counts()
}

// at returns the moment of column i: the last is at the end, the first one
// distance after 0.
func (b Bands) at(i int) int64 {
	return b.End * int64(i+1) / int64(len(b.Columns))
}
