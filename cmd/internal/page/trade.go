package page

import (
	"fmt"
	"html"
	"io"
)

// Trade is settings by how long a deployment takes under them and how much of
// the fleet it leaves alone.
type Trade struct {
	Title string
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
func TradeSVG(out io.Writer, t *Trade) error {
	s := &drawing{d: &Data{Title: t.Title}}
	sentence := t.Title + "."
	for _, x := range t.Tried {
		s.d.End = max(s.d.End, x.Took)
		sentence += fmt.Sprintf(" %s: %s, %d%% kept, %s.", x.Name, clock(x.Took), x.Kept, x.Text)
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
	for n := len(t.Tried) - 1; n >= 0; n-- { // the best is seen
		s.tried(&t.Tried[n], float64(top+tradeHeight*(100-t.Tried[n].Kept)/100))
	}
	s.text(svgLeft, bottom+headLine, "small soft", "time that the undisturbed deployment takes; the numbers are those that hold, a cross is what breaks")
	s.WriteString("</svg>\n")
	_, err := io.WriteString(out, s.String())
	return err
}

// tried draws one of them.
func (s *drawing) tried(x *Tried, y float64) {
	at := s.x(x.Took)
	title := fmt.Sprintf("<title>%s: %s, %d%% kept, %s</title>", html.EscapeString(x.Name), clock(x.Took), x.Kept, html.EscapeString(x.Text))
	if !x.Holds {
		fmt.Fprintf(s, "<path d=\"M%.1f %.1fl8 8m0-8l-8 8\" class=\"sign failure\">%s</path>\n", at-4, y-4, title)
		return
	}
	fmt.Fprintf(s, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"5\" class=\"ok\">%s</circle>\n", at, y, title)
	s.text(at+8, int(y)-6, "small", x.Key)
}
