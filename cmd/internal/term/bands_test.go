package term

import (
	"strings"
	"testing"
)

// wave is a deployment to 1000 instances that takes a hundred at a time and
// meets two bad ones.
func wave() Bands {
	b := Bands{End: 600 * second, Label: "d-1 to 1000 instances"}
	for i := range 20 {
		done := 50 * (i + 1)
		failed := min(i/8, 2)
		at := min(100, 1000-done)
		b.Columns = append(b.Columns, BandColumn{
			Pending: 1000 - done - at, InProgress: at, Succeeded: done - failed, Failed: failed,
		})
	}
	return b
}

func bands(t *IO) { t.Bands(wave()) }

func TestBandsAtWidths(t *testing.T) {
	same(t, shown(wide(60), bands), `
d-1 to 1000 instances
           |0s      |2m      |4m      |6m      |8m
Pending    ▆▆▆▆▆▆▅▅▅▅▅▄▄▄▄▄▄▄▃▃▃▃▂▂▂▂▂▂▂▁▁▁▁▁▁▁▁▁          0
InProgress ▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁      0
Succeeded  ▁▁▁▁▁▁▁▁▁▂▂▂▂▂▂▃▃▃▃▃▃▃▄▄▄▄▄▅▅▅▅▅▅▆▆▆▆▆▇▇▇▇▇▇▇ 998
Failed                       ▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁   2
Skipped                                                    0
▁ few  ▄ half  █ all; count at the end
`)
	same(t, shown(ascii(80), bands), `
d-1 to 1000 instances
           |0s          |2m          |4m          |6m          |8m
Pending    7777776666666555555444444444433333322222221111111111111..........   0
InProgress 1111111111111111111111111111111111111111111111111111111111111....   0
Succeeded  11111111111112222223333333444444444555555566666677777778888888888 998
Failed     ..........................111111111111111111111111111111111111111   2
Skipped    .................................................................   0
1 few  4 half  9 all; count at the end
`)
}

func TestBandsInWords(t *testing.T) {
	same(t, shown(func(t *IO) { t.Accessible = true }, bands), `
d-1 to 1000 instances, from 0s to 10m
Pending: 0 at the end, at most 850 at 30s
InProgress: 0 at the end, at most 100 at 30s
Succeeded: 998 at the end, at most 998 at 10m
Failed: 2 at the end, at most 2 at 8m30s
Skipped: 0 at the end
`)
}

func TestPlainBandsHaveADigitForEachColumn(t *testing.T) {
	same(t, shown(func(t *IO) { t.Plain, t.Width = true, 40 }, bands), `
Pending	77665544433221111000	0
InProgress	11111111111111111110	0
Succeeded	11112233444556677888	998
Failed	00000000111111111111	2
Skipped	00000000000000000000	0
`)
}

func TestHeightOfAShare(t *testing.T) {
	cases := []struct{ n, total, want int }{
		{0, 1000, 0}, {1, 10000000, 1}, {999, 1000, 7}, {1000, 1000, 8}, {500, 1000, 4},
		{0, 0, 0}, {5, 0, 0}, {-3, 10, 0}, {10000000, 10000000, 8},
	}
	for _, c := range cases {
		if got := height(c.n, c.total, 8); got != c.want {
			t.Errorf("%d of %d: height %d, want %d", c.n, c.total, got, c.want)
		}
	}
}

// Whether there are fewer or more columns than cells, the last cell is the end.
func TestLastCellIsTheEnd(t *testing.T) {
	for n := 1; n < 300; n += 7 {
		b := Bands{End: 1000, Columns: make([]BandColumn, n)}
		for i := range b.Columns {
			b.Columns[i].Pending = 1
		}
		b.Columns[n-1] = BandColumn{Succeeded: 1}
		if row := b.row(2, 60, plainHeights); !strings.HasSuffix(row, "9") {
			t.Errorf("%d columns: %q does not show the end", n, row)
		}
	}
	if got := (Bands{}).row(0, 5, plainHeights); got != "00000" {
		t.Errorf("no columns: %q", got)
	}
}
