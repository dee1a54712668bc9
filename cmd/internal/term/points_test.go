package term

import "testing"

var somePoints = []Point{
	{"1", "60%", OK, 60_000, 60},
	{"2", "60% too", OK, 60_000, 60},
	{"x", "AllAtOnce", Bad, 20_000, 0},
	{"x", "hostile\x1b[2J", Bad, 120_000, 96},
}

func drawPoints(t *IO) { t.Points(somePoints) }

// Of points in one place the first is seen, and a share stands in the row that is
// nearest.
func TestPoints(t *testing.T) {
	same(t, shown(wide(46), drawPoints), `
 100%                                       x
  90%
  80%
  70%
  60%                    1
  50%
  40%
  30%
  20%
  10%
   0%       x
      |0s      |30s      |1m      |1m30s
`)
	harmless(t, shown(wide(40), drawPoints), 40)
	same(t, shown(wide(80), func(t *IO) { t.Points(nil) }), "")
}

func TestPointsForScriptsAndReaders(t *testing.T) {
	same(t, shown(func(t *IO) { t.Plain = true }, drawPoints), "1\t1m\t60\t60%\n2\t1m\t60\t60% too\nx\t20s\t0\tAllAtOnce\nx\t2m\t96\thostile\\x1b[2J\n")
	same(t, shown(func(t *IO) { t.Accessible = true }, drawPoints), "1 60%: 1m, 60%\n2 60% too: 1m, 60%\nx AllAtOnce: 20s, 0%\nx hostile\\x1b[2J: 2m, 96%\n")
}
