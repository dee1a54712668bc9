package page

import (
	"fmt"
	"html"
)

// rows draws a row for each lane, with every event.
func (s *drawing) rows(lanes []lane, top int) {
	for n := range lanes {
		y := top + n*rowHeight
		s.text(svgLeft-8, y+14, "small end", short(s.d.Lanes[n]+lanes[n].label, 22))
		fmt.Fprintf(s, "<path d=\"M20 %dH%d\" class=\"line\"/>\n", y+rowHeight, svgRight)
		tracks := max(1, len(lanes[n].tracks))
		height := float64(rowHeight) / float64(tracks)
		for _, span := range lanes[n].spans {
			s.span(span, float64(y)+float64(span.track)*height, height)
		}
		for _, span := range lanes[n].spans {
			s.sign(span.class, s.x(span.from), float64(y)+(float64(span.track)+0.5)*height)
		}
		for _, f := range lanes[n].faults {
			s.fault(f, s.x(f.at), float64(y)+rowHeight/2)
		}
	}
}

// short cuts a text to so many signs.
func short(text string, most int) string {
	signs := []rune(text)
	if len(signs) <= most {
		return text
	}
	return string(signs[:most-1]) + "…"
}

// span draws events as blocks with their names, and what came out as a thin
// line until something else begins.
func (s *drawing) span(p span, y, height float64) {
	if p.class == terminated {
		return
	}
	x, width := s.x(p.from), max(1, s.x(p.to)-s.x(p.from))
	tall, thin := height-3, p.class >= succeeded || p.class == waiting || p.class == between
	if thin {
		tall = height / 4
	}
	name := classes[p.class].Name
	if p.what >= 0 && s.d.Whats[p.what].Event != "" {
		name = s.d.Whats[p.what].Event
	}
	fmt.Fprintf(s, "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" class=\"%s\"><title>%s %s to %s</title></rect>\n",
		x, y+(height-tall)/2, width, tall, fillOf(p.class), html.EscapeString(name), clock(p.from), clock(min(p.to, s.d.End)))
	switch {
	case thin:
	case width > float64(7*len(name)):
		s.label(p.class, x+width/2, int(y+height/2)+4, name)
	case width > 9:
		s.label(p.class, x+width/2, int(y+height/2)+4, classes[p.class].Sign)
	}
}

func (s *drawing) label(class int, x float64, y int, text string) {
	ink := "light"
	if class == stopping || class == downloading || class == running {
		ink = "dark"
	}
	s.text(x, y, "small middle "+ink+" on-"+className(class), text)
}

// sign draws what came out of a target, if anything, each in a shape of its own.
func (s *drawing) sign(class int, x, y float64) {
	switch class {
	case failed:
		fmt.Fprintf(s, "<path d=\"M%.1f %.1fl8 8m0-8l-8 8\" class=\"sign failure\"/>\n", x-4, y-4)
	case succeeded:
		fmt.Fprintf(s, "<path d=\"M%.1f %.1fl3 4l6-8\" class=\"sign success\"/>\n", x-2, y)
	case skipped:
		fmt.Fprintf(s, "<path d=\"M%.1f %.1fh8\" class=\"sign skip\"/>\n", x-4, y)
	}
}

// fault draws a triangle for a fault, a ring for its end and a dagger for a host
// that is terminated by none.
func (s *drawing) fault(f befell, x, y float64) {
	switch f.mark {
	case Recovery:
		fmt.Fprintf(s, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"4\" class=\"sign success\"><title>runs from %s on</title></circle>\n", x, y, clock(f.at))
	case Gone:
		fmt.Fprintf(s, "<path d=\"M%.1f %.1fv12m-4-8h8\" class=\"sign skip\"><title>terminated at %s</title></path>\n", x, y-6, clock(f.at))
	default:
		fmt.Fprintf(s, "<path d=\"M%.1f %.1fl5 9h-10z\" class=\"fault\"><title>fault at %s</title></path>\n", x, y-5, clock(f.at))
	}
}

// out marks the time in which a host took no requests: a broken line below its
// row.
func (s *drawing) out(top int) {
	for n, lane := range s.d.Out.Lane {
		from, to := s.d.Out.From[n], s.d.Out.To[n]
		if to < 0 {
			to = s.d.End
		}
		fmt.Fprintf(s, "<path d=\"M%.1f %dH%.1f\" class=\"out\"><title>takes no requests, %s to %s</title></path>\n",
			s.x(from), top+(lane+1)*rowHeight-1, s.x(to), clock(from), clock(to))
	}
}

// calls marks the calls of the API above the rows.
func (s *drawing) calls(top int) {
	at := int64(0)
	for n, what := range s.d.Records.What {
		at += s.d.Records.At[n]
		if s.d.Whats[what].Mark == Request {
			fmt.Fprintf(s, "<path d=\"M%.1f %dv8l8-4z\" class=\"call\"><title>%s at %s</title></path>\n",
				s.x(at)-4, top-9, html.EscapeString(s.d.Whats[what].Text), clock(at))
		}
	}
}
