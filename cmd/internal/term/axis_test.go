package term

import (
	"strings"
	"testing"
)

func TestClock(t *testing.T) {
	for ms, want := range map[int64]string{
		0: "0s", 1: "1ms", 1500: "1.5s", 25000: "25s", 60000: "1m", 90000: "1m30s",
		3600000: "1h", 3610000: "1h0m10s", 5400000: "1h30m", 3650 * day: "87600h", -60000: "-1m",
	} {
		if got := Clock(ms); got != want {
			t.Errorf("Clock(%d) = %q, want %q", ms, got, want)
		}
	}
}

func TestTicks(t *testing.T) {
	cases := []struct {
		end   int64
		cells int
		want  string
	}{
		{0, 40, "|0s"},
		{10, 40, "|0s     |2ms    |4ms    |6ms    |8ms"},
		{4000, 40, "|0s       |1s       |2s       |3s"},
		{90 * second, 53, "|0s     |15s     |30s     |45s     |1m      |1m15s"},
		{hour, 40, "|0s       |15m      |30m      |45m"},
		{3650 * day, 40, "|0s       |24000h    |48000h    |72000h"},
	}
	for _, c := range cases {
		got := newAxis(c.end, c.cells).ticks()
		if len(got) > c.cells || strings.Fields(got)[0] != "|0s" {
			t.Errorf("ticks of %s in %d cells: %q", Clock(c.end), c.cells, got)
		}
		if got != c.want {
			t.Errorf("ticks of %s in %d cells:\n got %q\nwant %q", Clock(c.end), c.cells, got, c.want)
		}
	}
}

func TestSpansCoverCells(t *testing.T) {
	a := newAxis(100, 10)
	cases := []struct {
		from, to    int64
		first, last int
	}{
		{0, 100, 0, 9},
		{0, 10, 0, 0}, // ends where the second cell begins
		{0, 11, 0, 1},
		{10, 10, 1, 1},   // without length
		{100, 100, 9, 9}, // at the very end
		{-50, 5, 0, 0},   // outside
		{95, 500, 9, 9},
		{50, 20, 5, 5}, // backwards
	}
	for _, c := range cases {
		if first, last := a.cover(c.from, c.to); first != c.first || last != c.last {
			t.Errorf("%d to %d covers %d to %d, want %d to %d", c.from, c.to, first, last, c.first, c.last)
		}
	}
}

// Ticks never write over one another, from a millisecond to ten years.
func TestTicksKeepTheirDistance(t *testing.T) {
	for _, cells := range []int{30, 53, 73, 113, 990} {
		for end := int64(1); end < 3650*day; end = end*3/2 + 1 {
			for label := range strings.FieldsSeq(newAxis(end, cells).ticks()) {
				if strings.LastIndexByte(label, '|') > 0 && cells < 990 {
					t.Fatalf("end %d, %d cells: labels touch in %q", end, cells, label)
				}
			}
		}
	}
}
