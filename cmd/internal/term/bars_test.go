package term

import "testing"

var someBars = []Bar{
	{"CD-2.3", 0.8, "12 of 15 right"},
	{"CD-2.10", 0, "0 of 3 right"},
	{"a name that is far too long for a chart", 1, "1 of 1 right"},
	{"hostile\x1b[2J", 0.04, "1 of 25 right"},
}

func drawBars(t *IO) { t.Bars(someBars) }

func TestBarsAtWidths(t *testing.T) {
	same(t, shown(wide(80), drawBars), `
CD-2.3                    ████████████████░░░░  12 of 15 right
CD-2.10                   ░░░░░░░░░░░░░░░░░░░░  0 of 3 right
a name that is far too …  ████████████████████  1 of 1 right
hostile\x1b[2J            █░░░░░░░░░░░░░░░░░░░  1 of 25 right
`)
	same(t, shown(ascii(50), drawBars), `
CD-2.3                    ######..  12 of 15 right
CD-2.10                   ........  0 of 3 right
a name that is far to...  ########  1 of 1 right
hostile\x1b[2J            ........  1 of 25 right
`)
	harmless(t, shown(wide(60), drawBars), 60)
	same(t, shown(wide(44), drawBars), `
CD-2.3                    12 of 15 right
CD-2.10                   0 of 3 right
a name that is far too …  1 of 1 right
hostile\x1b[2J            1 of 25 right
`)
}

func TestBarsForScriptsAndReaders(t *testing.T) {
	same(t, shown(func(t *IO) { t.Plain = true }, func(t *IO) { t.Bars(someBars[:1]) }), "CD-2.3\t0.800\t12 of 15 right\n")
	same(t, shown(func(t *IO) { t.Accessible = true }, func(t *IO) { t.Bars(someBars[:2]) }), "CD-2.3: 12 of 15 right\nCD-2.10: 0 of 3 right\n")
	same(t, shown(wide(80), func(t *IO) { t.Bars(nil) }), "")
}
