package page

import (
	"cmp"
	"fmt"
	"html"
	"io"
	"slices"
	"strings"
)

// Trade is settings by how long a deployment takes under them and how much of
// the fleet it leaves alone.
type Trade struct {
	Title string
	Keep  int // per cent that are to be left alone; 0 for none
	Tried []Tried
}

// Tried is some settings.
type Tried struct {
	Key, Name string
	Took      int64 // milliseconds
	Kept      int   // per cent
	Holds     bool
	Text      string // more about them
}

// tradeHeight is how high the picture is between 0 and 100 per cent.
const tradeHeight = 400

// TradeSVG draws the trade: to the left what takes less, to the top what keeps
// more.
func TradeSVG(out io.Writer, t *Trade) error { return t.draw(out, false) }

// draw draws the trade, without its looks if it is part of a page that has them.
func (t *Trade) draw(out io.Writer, bare bool) error {
	s := &drawing{d: &Data{Title: t.Title}, bare: bare}
	sentence := t.Title + "."
	for _, x := range t.Tried {
		s.d.End = max(s.d.End, x.Took)
		sentence += " " + x.sentence() + "."
	}
	s.end = max(s.d.End+s.d.End/20, 1)
	top := 3*headLine + 10
	bottom := top + tradeHeight + 10
	s.head(bottom+2*headLine, sentence)
	s.axis(bottom)
	for level := 0; level <= 100; level += 25 {
		y := top + tradeHeight*(100-level)/100
		fmt.Fprintf(s, "<path d=\"M%d %dH%d\" class=\"line\"/>\n", svgLeft, y, svgRight)
		s.text(svgLeft-8, y+4, "small end", fmt.Sprintf("%d%% kept", level))
	}
	if t.Keep > 0 {
		y := top + tradeHeight*(100-t.Keep)/100
		fmt.Fprintf(s, "<path d=\"M%d %dH%d\" class=\"out\"><title>%d%% are to be kept</title></path>\n", svgLeft, y, svgRight, t.Keep)
	}
	spots := t.spots()
	lines := s.lines(spots)
	for n, spot := range spots {
		s.tried(spot, float64(top+tradeHeight*(100-spot[0].Kept)/100), lines[n])
	}
	s.text(svgLeft, bottom+headLine, "small soft", "time that the undisturbed deployment takes; the numbers are those that nothing breaks, a cross is what breaks"+t.dashes())
	s.WriteString("</svg>\n")
	_, err := io.WriteString(out, s.String())
	return err
}

// dashes explains the line of what is to be kept.
func (t *Trade) dashes() string {
	if t.Keep == 0 {
		return ""
	}
	return fmt.Sprintf("; dashed: %d%%, which are to be kept", t.Keep)
}

// spots are the settings by their place in the drawing: what breaks, and on top of
// it what holds, the best last.
func (t *Trade) spots() (list [][]Tried) {
	for _, holds := range []bool{false, true} {
		from, at := len(list), map[[2]int64]int{}
		for _, x := range t.Tried {
			place := [2]int64{x.Took, int64(x.Kept)}
			n, known := at[place]
			switch {
			case x.Holds != holds:
				continue
			case !known:
				at[place], list = len(list), append(list, []Tried{x})
			default:
				list[n] = append(list[n], x)
			}
		}
		slices.Reverse(list[from:])
	}
	return list
}

// keysShown is how many of the numbers at one place are written out.
const keysShown = 6

// keys are the numbers of those at one place.
func keys(list []Tried) string {
	var keys []string
	for _, x := range list {
		keys = append(keys, x.Key)
	}
	if len(keys) > keysShown {
		keys = append(keys[:keysShown-1], "…")
	}
	return strings.Join(keys, " ")
}

// mostLines is on how many lines numbers stand above a place.
const mostLines = 3

// lines are on which line the numbers of each place stand, from 0, so that they do
// not cover those of another at its height.
func (s *drawing) lines(spots [][]Tried) []int {
	order, lines := make([]int, len(spots)), make([]int, len(spots))
	for n := range order {
		order[n] = n
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(spots[a][0].Took, spots[b][0].Took) })
	type line struct{ kept, n int }
	free := map[line]float64{} // from where on
	for _, n := range order {
		x, at := &spots[n][0], 0
		if !x.Holds {
			continue
		}
		for at < mostLines-1 && free[line{x.Kept, at}] > s.x(x.Took) {
			at++
		}
		lines[n], free[line{x.Kept, at}] = at, s.x(x.Took)+letter*float64(len(keys(spots[n]))+1)
	}
	return lines
}

// tried draws those at one place, of which all hold or none does.
func (s *drawing) tried(list []Tried, y float64, line int) {
	at := s.x(list[0].Took)
	var words []string
	for _, x := range list {
		words = append(words, x.sentence())
	}
	title := "<title>" + html.EscapeString(strings.Join(words, "\n")) + "</title>"
	if !list[0].Holds {
		fmt.Fprintf(s, "<path d=\"M%.1f %.1fl8 8m0-8l-8 8\" class=\"sign failure\">%s</path>\n", at-4, y-4, title)
		return
	}
	fmt.Fprintf(s, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"5\" class=\"ok\">%s</circle>\n", at, y, title)
	s.text(at+8, int(y)-6-12*line, "small", keys(list))
}

// sentence tells the settings in words.
func (x *Tried) sentence() string {
	return fmt.Sprintf("%s: %s, %d%% kept, %s", x.Name, clock(x.Took), x.Kept, x.Text)
}
