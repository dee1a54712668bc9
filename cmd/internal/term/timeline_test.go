package term

import (
	"fmt"
	"strings"
	"testing"
)

// healthy is a lane on which all goes well from the moment at on.
func healthy(name string, at, end int64) Lane {
	return Lane{name, []Span{
		{0, at, Waiting, ""},
		{at, at + 1000, Event("ApplicationStop"), "ApplicationStop"},
		{at + 1000, at + 4000, Event("DownloadBundle"), "DownloadBundle"},
		{at + 4000, at + 10000, Event("Install"), "Install"},
		{at + 10000, at + 18000, Event("ApplicationStart"), "ApplicationStart"},
		{at + 18000, at + 25000, Event("ValidateService"), "ValidateService"},
		{at + 25000, end, Succeeded, ""},
	}}
}

// story is a deployment that fails on its third instance and is rolled back.
func story() Timeline {
	return Timeline{
		End: 95000,
		Lanes: []Lane{
			healthy("web-1", 0, 95000),
			healthy("web-2", 25000, 95000),
			{"web-3", []Span{
				{0, 50000, Waiting, ""},
				{50000, 60000, Installing, "Install"},
				{60000, 65000, Validating, "ValidateService"},
				{65000, 66000, Failed, "ValidateService"},
				{66000, 90000, Rollback, ""},
				{90000, 95000, Succeeded, ""},
			}},
			{"日本-4", []Span{{0, 65000, Waiting, ""}, {65000, 95000, Skipped, ""}}},
		},
		Marks: []Mark{{0, "d-1 created"}, {65000, "d-1 failed"}, {65000, "d-2 created\x1b[2J"}},
	}
}

func timeline(t *IO) { t.Timeline(story()) }

func TestTimelineAtWidths(t *testing.T) {
	same(t, shown(wide(60), timeline), `
       |0s     |15s    |30s     |45s    |1m     |1m15s
       1                                   2
                                           3
web-1  ddiiiaaaaavvv████████████████████████████████████████
web-2  ·············sddiiiaaaavvvv██████████████████████████
web-3  ···························iiiiiivvv✗↩↩↩↩↩↩↩↩↩↩↩↩↩███
日本-4 ····································-----------------
1 0s d-1 created
2 1m5s d-1 failed
3 1m5s d-2 created\x1b[2J
· waiting  s stop  d download  i install  a start
v validate  ↩ rollback  - skipped  █ succeeded  ✗ failed
`)
	same(t, shown(ascii(80), timeline), `
       |0s        |15s        |30s       |45s        |1m        |1m15s
       1                                                2
                                                        3
web-1  dddiiiiaaaaaavvvvvv######################################################
web-2  ...................dddiiiiaaaaaaavvvvv###################################
web-3  ......................................iiiiiiiivvvXX<<<<<<<<<<<<<<<<<<####
日本-4 .................................................------------------------
1 0s d-1 created
2 1m5s d-1 failed
3 1m5s d-2 created\x1b[2J
. waiting  d download  i install  a start  v validate  < rollback  - skipped
# succeeded  X failed
`)
	same(t, shown(wide(120), timeline), `
       |0s        |10s        |20s        |30s        |40s        |50s        |1m         |1m10s      |1m20s      |1m30s
       1                                                                            2
                                                                                    3
web-1  sdddiiiiiiiaaaaaaaaaavvvvvvvv████████████████████████████████████████████████████████████████████████████████████
web-2  ·····························sddddiiiiiiiaaaaaaaaaavvvvvvvv██████████████████████████████████████████████████████
web-3  ···························································iiiiiiiiiiiivvvvvv✗✗↩↩↩↩↩↩↩↩↩↩↩↩↩↩↩↩↩↩↩↩↩↩↩↩↩↩↩↩██████
日本-4 ·············································································------------------------------------
1 0s d-1 created
2 1m5s d-1 failed
3 1m5s d-2 created\x1b[2J
· waiting  s stop  d download  i install  a start  v validate  ↩ rollback  - skipped  █ succeeded  ✗ failed
`)
}

func TestTimelineInWords(t *testing.T) {
	same(t, shown(func(t *IO) { t.Accessible, t.outTTY = true, true }, timeline), `
At 0s: d-1 created
At 1m5s: d-1 failed
At 1m5s: d-2 created\x1b[2J
web-1: succeeded at 25s
web-2: succeeded at 50s
web-3: failed ValidateService at 1m5s, then rollback from 1m6s to 1m30s, then succeeded at 1m30s
日本-4: skipped at 1m5s
`)
}

func TestWordsForWhatIsNotOver(t *testing.T) {
	cases := []struct {
		spans []Span
		want  string
	}{
		{nil, "nothing happened"},
		{[]Span{{0, 9000, Waiting, ""}}, "waiting since 0s"},
		{[]Span{{0, 1000, Waiting, ""}, {1000, 9000, Installing, "AfterInstall"}}, "AfterInstall running since 1s"},
		{[]Span{{2000, 9000, Starting, ""}}, "start running since 2s"},
		{[]Span{{2000, 3000, OutOfService, ""}, {3000, 9000, Blank, ""}}, "out of service from 2s to 3s"},
	}
	for _, c := range cases {
		if got := (Lane{"web-1", c.spans}).story(); got != c.want {
			t.Errorf("%v: %q, want %q", c.spans, got, c.want)
		}
	}
}

func TestPlainTimelineIsALineForEachSpan(t *testing.T) {
	tl := story()
	tl.Lanes = tl.Lanes[2:]
	same(t, shown(func(t *IO) { t.Plain = true }, func(t *IO) { t.Timeline(tl) }), `
0s	0s		d-1 created
1m5s	1m5s		d-1 failed
1m5s	1m5s		d-2 created\x1b[2J
0s	50s	web-3	waiting
50s	1m	web-3	Install
1m	1m5s	web-3	ValidateService
1m5s	1m6s	web-3	failed ValidateService
1m6s	1m30s	web-3	rollback
1m30s	1m35s	web-3	succeeded
0s	1m5s	日本-4	waiting
1m5s	1m35s	日本-4	skipped
`)
}

func TestColoursOfATimeline(t *testing.T) {
	tl := Timeline{End: 10000, Lanes: []Lane{{"w", []Span{{0, 4000, Waiting, ""}, {4000, 5000, Failed, ""}, {6000, 10000, Succeeded, ""}}}}}
	got := shown(func(t *IO) { t.outTTY, t.Width = true, 42 }, func(t *IO) { t.Timeline(tl) })
	row := "w \x1b[2m················\x1b[0m\x1b[31m✗✗✗✗\x1b[0m    \x1b[32m████████████████\x1b[0m\n"
	if !strings.Contains(got, row) {
		t.Errorf("got %q, want it to hold %q", got, row)
	}
}

func TestNoEscapeCodesWithoutColour(t *testing.T) {
	everything := func(t *IO) { timeline(t); bands(t); draw(t) }
	for _, width := range []int{60, 80, 120} {
		for why, mend := range map[string]func(*IO){
			"pipe":     wide(width),
			"ascii":    ascii(width),
			"no color": func(t *IO) { t.Width, t.outTTY, t.NoColor = width, true, true },
			"plain":    func(t *IO) { t.Width, t.outTTY, t.Plain = width, true, true },
			"words":    func(t *IO) { t.Width, t.outTTY, t.Accessible = width, true, true },
		} {
			got := shown(mend, everything)
			if strings.Contains(got, "\x1b") {
				t.Errorf("%s, %d columns: an escape code in\n%q", why, width, got)
			}
			if why == "pipe" || why == "ascii" || why == "no color" {
				harmless(t, got, width)
			}
		}
	}
}

// On one cell the more important state is seen, in whatever order they come.
func TestFailureHidesSuccess(t *testing.T) {
	short := []Span{{0, 1, Failed, ""}, {1, 2, Succeeded, ""}, {2, 3, Installing, ""}, {3, 4, Waiting, ""}}
	for range short {
		row := Lane{"w", short}.cells(newAxis(1000, 10))
		if row[0] != Failed || row[1] != Blank {
			t.Errorf("%v: glyphs %v", short, row)
		}
		short = append(short[1:], short[0])
	}
}

// Keys stand where they belong, in rows below one another so that none can be
// read as part of a number.
func TestMarksDoNotRunTogether(t *testing.T) {
	tl := Timeline{End: 1000}
	for i, at := range []int64{0, 0, 25, 500, 525, 1000} {
		tl.Marks = append(tl.Marks, Mark{at, fmt.Sprint("mark ", i)})
	}
	got := strings.Join(tl.markRows(newAxis(1000, 40)), "\n")
	same(t, got, `
1                   4                  6
2                    5                  `+`
 3                                      `)
}

func TestManyMarksAtOneMoment(t *testing.T) {
	tl := Timeline{End: 1000}
	for i := range 50 {
		tl.Marks = append(tl.Marks, Mark{1000, fmt.Sprint("mark ", i)})
	}
	got := tl.markRows(newAxis(1000, 40))
	if want := strings.Repeat(" ", 8) + "zyxwvutsrqponmlkjihgfedcba987654"; len(got) != markRowsMax || got[markRowsMax-1] != want {
		t.Errorf("marks %q, want %q last", got, want)
	}
	tl.markRows(newAxis(1000, 10)) // more marks than room
}

// A host whose whole life is shorter than a column is told of in words.
func TestWhatFitsIntoOneColumn(t *testing.T) {
	tl := Timeline{End: 3_600_000, Lanes: []Lane{
		healthy("web-1", 0, 25_000), healthy("web-2", 0, 3_600_000), healthy("web-3", 0, 25_000),
	}}
	if got := shown(wide(80), func(t *IO) { t.Timeline(tl) }); !strings.Contains(got, "\na column is 48s: all that web-1 and 1 more did fits into one\n") {
		t.Errorf("nothing says that there is more to see:\n%s", got)
	}
	tl.End = 60_000
	if got := shown(wide(80), func(t *IO) { t.Timeline(tl) }); strings.Contains(got, "fits into one") {
		t.Errorf("nothing is hidden here:\n%s", got)
	}
}

func TestEventsHaveGlyphs(t *testing.T) {
	for name, want := range map[string]Glyph{
		"ApplicationStop": Stopping, "BeforeInstall": Installing, "AfterInstall": Installing,
		"AfterBlockTraffic": ShiftingTraffic, "AllowTraffic": ShiftingTraffic, "AfterAllowTestTraffic": ShiftingTraffic,
		"Invented": Running,
	} {
		if got := Event(name); got != want {
			t.Errorf("Event(%q) = %d, want %d", name, got, want)
		}
	}
}

func TestEveryGlyphLooksDifferent(t *testing.T) {
	seen := map[string]bool{}
	for g := Waiting; g < glyphs; g++ {
		l := looks[g]
		if seen[l.sign] || seen["ascii "+l.ascii] || l.name == "" {
			t.Errorf("glyph %d (%s) can be mistaken for another", g, l.name)
		}
		if columns(l.sign) != 1 || len(l.ascii) != 1 || l.ascii[0] > '~' {
			t.Errorf("glyph %d (%s) is not one column of ASCII", g, l.name)
		}
		seen[l.sign], seen["ascii "+l.ascii] = true, true
	}
}
