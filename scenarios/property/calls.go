package property

// all, any, none and count: what they go through, and how far.

import (
	"slices"

	"github.com/seed-11de0fc1/rehearse/sim"
)

// How many elements an evaluation may look at: of one call by itself as many as
// a fleet can have hosts, and of all calls that are inside others together what
// takes a few hundredths of a second.
const (
	mostLooks  = 1 << 24
	mostInside = 1 << 20
)

// memory is what one evaluation keeps in mind.
type memory struct {
	looks int64 // how many elements calls inside others may still go through
	kept  []reply
}

// reply is what a call came to, and the element of which it asks something.
type reply struct {
	known  bool
	about  int64
	yes    bool
	number int64
	bad    *trouble
}

// level is a call that the place at hand is inside of.
type level struct {
	of    *collection
	asked bool // something that is inside asks for a field of its elements
}

// call compiles all, any, none and count.
func (c *compiler) call(n *node) code {
	of := &instances
	if n.text == deployments.name {
		of = &deployments
	}
	c.asks = append(c.asks, of.name)
	if len(n.kids) == 0 {
		return code{kind: number, number: func(w *sim.World, _ scope) (int64, *trouble) {
			from, to := of.bounds(w)
			return to - from, nil
		}}
	}
	holds, asked := c.within(of, n.kids[0])
	l := loop{of, holds, len(asked) > 0, c.trouble(n, "looks at more elements than can be looked at; put fewer all, any, none and count inside one another")}
	if n.op == "count" {
		return c.keep(code{kind: number, number: l.count}, asked)
	}
	wanted, unless := n.op != "all", n.op != "any" // all looks for one that does not hold
	return c.keep(code{kind: truth, truth: func(w *sim.World, s scope) (bool, *trouble) {
		found, bad := l.search(w, s, wanted)
		return found != unless, bad
	}}, asked)
}

// within compiles the condition of a call, and says what it asks for of the
// elements around.
func (c *compiler) within(of *collection, condition *node) (holds truthAt, asked []level) {
	around := c.inside
	c.inside, c.nested = nil, c.nested || len(around) > 0
	for _, l := range around {
		c.inside = append(c.inside, level{of: l.of})
	}
	c.inside = append(c.inside, level{of: of})
	holds, asked = c.condition(condition), c.inside[:len(around)]
	for i := range around {
		around[i].asked = around[i].asked || asked[i].asked
	}
	c.inside = around
	return holds, asked
}

// keep lets a call be answered once for all elements of the call around it if it
// asks for nothing of these. All that it can ask for then is of the other
// collection, so that one number says whether the answer is still good.
func (c *compiler) keep(made code, asked []level) code {
	last := len(asked) - 1
	if last < 0 || asked[last].asked {
		return made
	}
	about := func(s scope) int64 { return 0 }
	switch {
	case !slices.ContainsFunc(asked, func(l level) bool { return l.asked }):
	case asked[last].of == &instances:
		about = func(s scope) int64 { return int64(s.deployment) }
	default:
		about = func(s scope) int64 { return int64(s.host) }
	}
	place := c.kept
	c.kept++
	kept := code{kind: made.kind}
	if made.truth != nil {
		kept.truth = func(w *sim.World, s scope) (bool, *trouble) {
			r := s.memory.at(place, about(s))
			if !r.known {
				r.known = true
				r.yes, r.bad = made.truth(w, s)
			}
			return r.yes, r.bad
		}
		return kept
	}
	kept.number = func(w *sim.World, s scope) (int64, *trouble) {
		r := s.memory.at(place, about(s))
		if !r.known {
			r.known = true
			r.number, r.bad = made.number(w, s)
		}
		return r.number, r.bad
	}
	return kept
}

// at is what a call came to, which is not known if it was about something else.
func (m *memory) at(place int, about int64) *reply {
	r := &m.kept[place]
	if r.about != about {
		*r = reply{about: about}
	}
	return r
}

// loop goes through a collection.
type loop struct {
	of      *collection
	holds   truthAt
	inside  bool // another
	tooMany *trouble
}

// bounds are the elements to look at, unless there are too many.
func (l *loop) bounds(w *sim.World, s scope) (from, to int64, bad *trouble) {
	from, to = l.of.bounds(w)
	if l.inside {
		s.memory.looks -= to - from
	}
	if to-from > mostLooks || l.inside && s.memory.looks < 0 {
		return 0, 0, l.tooMany
	}
	return from, to, nil
}

// search looks for an element for which the condition says what is wanted.
func (l *loop) search(w *sim.World, s scope, wanted bool) (bool, *trouble) {
	from, to, bad := l.bounds(w, s)
	for i := from; i < to; i++ {
		if yes, bad := l.holds(w, l.of.at(s, i)); bad != nil || yes == wanted {
			return bad == nil, bad
		}
	}
	return false, bad
}

// count counts the elements for which the condition holds.
func (l *loop) count(w *sim.World, s scope) (n int64, bad *trouble) {
	from, to, bad := l.bounds(w, s)
	for i := from; i < to; i++ {
		yes, bad := l.holds(w, l.of.at(s, i))
		if bad != nil {
			return 0, bad
		}
		if yes {
			n++
		}
	}
	return n, bad
}
