package term

import (
	"fmt"
	"strings"

	"github.com/seed-11de0fc1/rehearse/scenarios/source"
)

// sentences tells a timeline in words: the marks, then a line for each lane.
func (tl Timeline) sentences() string {
	var b strings.Builder
	for _, m := range tl.Marks {
		fmt.Fprintf(&b, "At %s: %s\n", Clock(m.At), source.Escape(m.Label))
	}
	for _, lane := range tl.Lanes {
		fmt.Fprintf(&b, "%s: %s\n", source.Escape(lane.Name), lane.story())
	}
	return b.String()
}

// story tells how a lane ended, with all its turns; lifecycle events are told
// only if they were still running at the end.
func (l Lane) story() string {
	var told []string
	for i, s := range l.Spans {
		if clause := s.clause(i == len(l.Spans)-1); clause != "" {
			told = append(told, clause)
		}
	}
	if len(told) == 0 {
		return "nothing happened"
	}
	return strings.Join(told, ", then ")
}

func (s Span) clause(last bool) string {
	from := Clock(s.From)
	switch {
	case s.Glyph >= Arrived:
		return s.what() + " at " + from
	case s.Glyph == Rollback || s.Glyph == OutOfService:
		return s.what() + " from " + from + " to " + Clock(s.To)
	case last && s.Glyph == Waiting:
		return s.what() + " since " + from
	case last && s.Glyph != Blank:
		return s.what() + " running since " + from
	}
	return ""
}

// what names a span: a lifecycle event by its label alone, if it has one.
func (s Span) what() string {
	label := source.Escape(s.Label)
	if label != "" && s.Glyph >= Running && s.Glyph <= Validating {
		return label
	}
	return strings.TrimSpace(looks[s.Glyph].name + " " + label)
}

// sentences tells the bands in words, a line for each state.
func (b Bands) sentences() string {
	var s strings.Builder
	fmt.Fprintf(&s, "%s, from 0s to %s\n", source.Escape(b.Label), Clock(b.End))
	for state, name := range bandNames {
		most, at := 0, 0
		for i, c := range b.Columns {
			if n := c.counts()[state]; n > most {
				most, at = n, i
			}
		}
		fmt.Fprintf(&s, "%s: %d at the end", name, b.final()[state])
		if most > 0 {
			fmt.Fprintf(&s, ", at most %d at %s", most, Clock(b.at(at)))
		}
		s.WriteByte('\n')
	}
	return s.String()
}
