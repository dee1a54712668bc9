package page

import (
	"fmt"
	"html"
	"io"
	"regexp"
	"slices"
	"strings"
)

// The measures of a timeline as SVG.
const (
	svgWidth  = 1000
	svgLeft   = 150
	svgRight  = svgWidth - 20
	svgRows   = 60 // lanes with rows of their own; more are drawn as bands
	rowHeight = 20
	headLine  = 18  // of title and deployments
	letter    = 6.2 // the width of small text
)

// drawing is an SVG that is being written.
type drawing struct {
	strings.Builder
	d    *Data
	end  int64 // the right edge
	bare bool  // the page around it has its looks
}

// SVG writes the timeline.
func SVG(out io.Writer, d *Data) error {
	s := &drawing{d: d, end: max(d.End+d.End/33, d.End+1)}
	lanes, bars := d.lanes(d.End), s.bars()
	rows := rowsOf(len(lanes))
	top, count := headLine*(2+bars[len(bars)-1].line)+10, len(lanes)
	if count > svgRows {
		count = len(rows)
	}
	bottom := top + rowHeight*count
	s.head(bottom+2*headLine, d.sentence())
	s.axis(bottom)
	s.deployments(bars)
	if len(lanes) > svgRows {
		s.bands(lanes, rows, top)
	} else {
		s.rows(lanes, top)
		s.out(top)
	}
	s.calls(top)
	s.legend(lanes, bottom+headLine+4)
	s.WriteString("</svg>\n")
	_, err := io.WriteString(out, s.String())
	return err
}

// x is the place of a time.
func (s *drawing) x(at int64) float64 {
	return svgLeft + float64(at)/float64(s.end)*(svgRight-svgLeft)
}

func (s *drawing) text(x float64, y int, class, text string) {
	fmt.Fprintf(s, "<text x=\"%.1f\" y=\"%d\" class=\"%s\">%s</text>\n", x, y, class, html.EscapeString(text))
}

// head writes what the picture is, in words too, and its looks.
func (s *drawing) head(height int, sentence string) {
	fmt.Fprintf(s, "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\" role=\"img\" aria-labelledby=\"title desc\">\n",
		svgWidth, height, svgWidth, height)
	fmt.Fprintf(s, "<title id=\"title\">%s</title>\n<desc id=\"desc\">%s</desc>\n", html.EscapeString(s.d.Title), html.EscapeString(sentence))
	if !s.bare {
		s.WriteString("<style>\n" + looks() + "</style>\n")
		s.patterns()
	}
	fmt.Fprintf(s, "<rect width=\"%d\" height=\"%d\" class=\"panel\"/>\n", svgWidth, height)
	s.text(20, headLine+4, "title", s.d.Title)
}

// looks is the style of a drawing.
func looks() string {
	text := asset("svg.css") + fills(false) + "@media (prefers-color-scheme: dark) {\n" + fills(true) + "}\n"
	for _, class := range []int{failed, traffic, skipped, waiting, ready} {
		text += fmt.Sprintf(".p.%s { fill: url(#p-%[1]s); }\n", className(class))
	}
	return text
}

// patterns are what classes are filled with beside a colour.
func (s *drawing) patterns() {
	s.WriteString("<defs>\n")
	for _, p := range []struct{ class, lines string }{
		{"failed", "M-2 2l4-4M0 8l8-8M6 10l4-4"}, {"traffic", "M-2 6l4 4M0 0l8 8M6-2l4 4"}, {"skipped", "M0 2h8M0 6h8"}, {"waiting", "M2 2h1M6 6h1"}, {"ready", "M2 0v8"},
	} {
		fmt.Fprintf(s, "<pattern id=\"p-%s\" width=\"8\" height=\"8\" patternUnits=\"userSpaceOnUse\"><rect width=\"8\" height=\"8\" class=\"%s\"/><path d=\"%s\" class=\"lines\"/></pattern>\n",
			p.class, p.class, p.lines)
	}
	s.WriteString("</defs>\n")
}

// sentence tells the run in words.
func (d *Data) sentence() string {
	text := fmt.Sprintf("Timeline of %d hosts over %s.", d.Hosts, clock(d.End))
	switch d.Hosts {
	case 0:
		text = fmt.Sprintf("Timeline of %s over %s.", strings.Join(d.Lanes, ", "), clock(d.End))
	case 1:
		text = fmt.Sprintf("Timeline of 1 host over %s.", clock(d.End))
	}
	for _, p := range d.Deployments {
		text += fmt.Sprintf(" Deployment %d of revision %s, %s to %s: %s", p.Number, p.Revision, clock(p.Created), clock(p.Ended), p.Status)
		if p.Code != "" {
			text += " " + p.Code
		}
		text += fmt.Sprintf(", %d succeeded, %d failed, %d skipped of %d.", p.Succeeded, p.Failed, p.Skipped, p.Targets)
		if p.RollbackOf > 0 {
			text += fmt.Sprintf(" It rolls back deployment %d.", p.RollbackOf)
		}
	}
	return text
}

// bar is a deployment in the drawing, on a line of its own or behind another.
type bar struct {
	Deployment
	x, width float64
	text     string
	line     int // from 1
}

// bars lays out the deployments; the last of the list is none of them, but
// says how many lines they take.
func (s *drawing) bars() (list []bar) {
	free := []float64{} // by line: from where on
	for _, p := range s.d.Deployments {
		b := bar{Deployment: p, x: s.x(p.Created), text: fmt.Sprintf("%d  %s  %s", p.Number, short(p.Revision, 20), p.Status), line: 1}
		ended := p.Ended
		if ended < 0 {
			ended = s.d.End
		}
		b.width = max(2, s.x(ended)-b.x)
		if p.RollbackOf > 0 {
			b.text += fmt.Sprintf(" ↩ rolls back %d", p.RollbackOf)
		}
		from, to := b.x, max(b.x+b.width, b.x+letter*float64(len(b.text)))
		if to > svgRight {
			from, to = min(from, b.x+b.width-letter*float64(len(b.text))), svgRight
		}
		for b.line <= len(free) && free[b.line-1] > from {
			b.line++
		}
		if b.line > len(free) {
			free = append(free, 0)
		}
		free[b.line-1] = to
		list = append(list, b)
	}
	return append(list, bar{line: max(1, len(free))})
}

// deployments draws their bars.
func (s *drawing) deployments(bars []bar) {
	for _, b := range bars[:len(bars)-1] {
		y, class := headLine*(b.line+2), "soft"
		switch b.Status {
		case "Succeeded":
			class = "ok"
		case "Failed":
			class = "bad"
		}
		fmt.Fprintf(s, "<rect x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"3\" class=\"%s\"/>\n", b.x, y+4, b.width, class)
		if b.x+letter*float64(len(b.text)) <= svgRight {
			s.text(b.x, y, "small", b.text)
		} else {
			s.text(b.x+b.width, y, "small end", b.text)
		}
	}
}

var steps = []int64{
	1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 15_000, 30_000, 60_000, 120_000, 300_000, 600_000, 900_000, 1_800_000,
	3_600_000, 7_200_000, 14_400_000, 21_600_000, 43_200_000, 86_400_000,
}

// axis draws the time.
func (s *drawing) axis(bottom int) {
	step := steps[len(steps)-1]
	for step*10 < s.end {
		step *= 10
	}
	for i := len(steps) - 1; i >= 0 && s.end/steps[i] <= 10; i-- {
		step = steps[i]
	}
	for at := int64(0); at <= s.d.End; at += step {
		fmt.Fprintf(s, "<path d=\"M%.1f %dV%d\" class=\"line\"/>\n", s.x(at), headLine+12, bottom)
		s.text(s.x(at)+3, headLine*2+1, "small soft", clock(at))
	}
}

// legend explains the classes that occur.
func (s *drawing) legend(lanes []lane, y int) {
	var seen [terminated + 1]bool
	for n := range lanes {
		for _, span := range lanes[n].spans {
			seen[span.class] = true
		}
	}
	x := 20.0
	for class := waiting; class <= failed; class++ {
		if !seen[class] {
			continue
		}
		fmt.Fprintf(s, "<rect x=\"%.1f\" y=\"%d\" width=\"12\" height=\"12\" class=\"%s\"/>\n", x, y-10, fillOf(class))
		s.text(x+16, y, "small", classes[class].Sign+" "+classes[class].Name)
		x += 32 + letter*float64(len(classes[class].Name))
	}
	if len(lanes) > svgRows {
		return
	}
	for _, item := range []struct {
		mark Mark
		name string
	}{{Trouble, "a fault"}, {Gone, classes[terminated].Name}} {
		if slices.ContainsFunc(lanes, func(l lane) bool { return l.has(item.mark) }) {
			s.fault(befell{mark: item.mark}, x+6, float64(y)-4)
			s.text(x+16, y, "small", item.name)
			x += 32 + letter*float64(len(item.name))
		}
	}
	if len(s.d.Out.Lane) > 0 {
		fmt.Fprintf(s, "<path d=\"M%.1f %dh12\" class=\"out\"/>\n", x, y-4)
		s.text(x+16, y, "small", "takes no requests")
	}
}

// has says whether something befell a lane.
func (l lane) has(mark Mark) bool {
	return slices.ContainsFunc(l.faults, func(f befell) bool { return f.mark == mark })
}

// className is the name of a class in CSS.
func className(class int) string { return strings.ReplaceAll(classes[class].Name, " ", "-") }

// fillOf is the class in CSS that fills with a pattern, where there is one.
func fillOf(class int) string {
	switch class {
	case failed, traffic, skipped, waiting, ready:
		return "p " + className(class)
	}
	return className(class)
}

var (
	colors   = asset("colors.css")
	colorVar = regexp.MustCompile(`--([a-z0-9-]+): (#[0-9a-f]{6})`)
)

// fills are the rules of CSS for the colours of the page, by day or by night.
func fills(dark bool) string {
	text, night, _ := strings.Cut(colors, "@media")
	if dark {
		text = night
	}
	var b strings.Builder
	color := map[string]string{}
	for _, m := range colorVar.FindAllStringSubmatch(text, -1) {
		color[m[1]] = m[2]
		if class, ok := strings.CutPrefix(m[1], "class-"); ok {
			fmt.Fprintf(&b, ".%s { fill: %s; }\n", class, m[2])
			if class == classes[traffic].Name || class == classes[ready].Name { // text on a pattern
				fmt.Fprintf(&b, ".on-%s { stroke: %s; }\n", class, m[2])
			}
		}
	}
	fmt.Fprintf(&b, "text { fill: %s; }\n.soft { fill: %s; }\n.panel { fill: %s; }\n.lines { stroke: %[3]s; }\n.line { stroke: %[4]s; }\n",
		color["text"], color["soft"], color["panel"], color["line"])
	fmt.Fprintf(&b, ".ok { fill: %s; }\n.bad { fill: %s; }\n.sign.failure { stroke: %[2]s; }\n.sign.success { stroke: %[1]s; }\n.sign.skip { stroke: %[3]s; }\n.light { fill: %[4]s; }\n.dark { fill: %[5]s; }\n.fault { fill: %[6]s; }\n.out { stroke: %[6]s; }\n.call { fill: %[3]s; }\n",
		color["ok"], color["bad"], color["text"], color["on-class"], color["on-pale"], color["warn"])
	return b.String()
}
