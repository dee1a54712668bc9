package shrink

// The hosts of a scenario, and what becomes of the words for them when some go
// or are called something else.

import (
	"strconv"
	"strings"

	"github.com/seed-11de0fc1/rehearse/scenarios"
)

// crew is the hosts of one entry of the fleet: name-1, name-2 … if they are
// numbered, or else the one of that name.
type crew struct {
	name     string
	numbered bool
	count    int
	scales   bool // an Auto Scaling group, which can launch more
}

// squad is hosts of one crew, numbered from lo up to, but not including, hi; the
// first is 0.
type squad struct{ crew, lo, hi int }

// crews are the hosts of a scenario in the order of the fleet.
func crews(s *scenarios.Scenario) (list []crew) {
	for i := range s.Fleet.Instances {
		in := &s.Fleet.Instances[i]
		list = append(list, crew{in.Name.Text, in.Count != nil, int(orElse(in.Count, 1)), false})
	}
	for i := range s.Fleet.AutoScalingGroups {
		g := &s.Fleet.AutoScalingGroups[i]
		name := g.Name.Text
		if name == "" {
			name = g.AutoScalingGroupName.Text
		}
		list = append(list, crew{name, true, int(orElse(g.DesiredCapacity, g.MinSize)), true})
	}
	return list
}

func orElse[T any](value *T, otherwise T) T {
	if value == nil {
		return otherwise
	}
	return *value
}

// meant are the hosts that a word stands for, none if it is no host's.
func meant(list []crew, text string) (found []squad) {
	for i, c := range list {
		if c.name == text {
			return []squad{{i, 0, c.count}}
		}
	}
	first, last, ranged := strings.Cut(text, "..")
	lo, known := single(list, first)
	if !ranged || !known {
		return oneOf(lo, known)
	}
	hi, known := single(list, last)
	if !known {
		return nil
	}
	for c := lo.crew; c <= hi.crew; c++ {
		part := squad{c, 0, list[c].count}
		if c == lo.crew {
			part.lo = lo.lo
		}
		if c == hi.crew {
			part.hi = hi.hi
		}
		found = append(found, part)
	}
	return found
}

func oneOf(q squad, known bool) []squad {
	if !known {
		return nil
	}
	return []squad{q}
}

// single is the one host of a name.
func single(list []crew, text string) (squad, bool) {
	for i, c := range list {
		if !c.numbered && c.name == text {
			return squad{i, 0, 1}, true
		}
		number, ok := strings.CutPrefix(text, c.name+"-")
		if n, err := strconv.Atoi(number); ok && c.numbered && err == nil && n > 0 && strconv.Itoa(n) == number {
			return squad{i, n - 1, n}, true
		}
	}
	return squad{}, false
}

// words are what a squad is called.
func (q squad) words(list []crew) scenarios.Name {
	c := list[q.crew]
	switch {
	case !c.numbered, q.lo == 0 && q.hi == c.count && c.count > 1:
		return scenarios.Named(c.name)
	case q.hi == q.lo+1:
		return scenarios.Named(c.name + "-" + strconv.Itoa(q.hi))
	}
	return scenarios.Named(c.name + "-" + strconv.Itoa(q.lo+1) + ".." + c.name + "-" + strconv.Itoa(q.hi))
}

// move says what becomes of some hosts of a crew: other hosts, as many of them
// as are left, in the fleet that comes out.
type move func(q squad) (squad, bool)

// moved is the scenario in which each word for hosts says what has become of
// them. now are the hosts that come out.
func moved(s *scenarios.Scenario, now []crew, to move) *scenarios.Scenario {
	before := crews(s)
	return renamed(s, func(n named, x scenarios.Name) []scenarios.Name {
		if n.kind != host || n.defines {
			return []scenarios.Name{x}
		}
		var made []scenarios.Name
		for _, q := range meant(before, x.Text) {
			if left, ok := to(q); ok {
				made = append(made, left.words(now))
			}
		}
		return made
	})
}

// withoutHosts is the scenario without some hosts of a crew that does not scale.
func withoutHosts(s *scenarios.Scenario, gone squad) *scenarios.Scenario {
	made := *s
	now := crews(s)
	at := gone.crew
	made.Fleet.Instances = append([]scenarios.Instance(nil), s.Fleet.Instances...)
	all := gone.hi-gone.lo == now[at].count
	if all {
		made.Fleet.Instances = append(made.Fleet.Instances[:at], made.Fleet.Instances[at+1:]...)
		now = append(now[:at], now[at+1:]...)
	} else {
		left := int64(now[at].count - (gone.hi - gone.lo))
		made.Fleet.Instances[at].Count = &left
		now[at].count = int(left)
	}
	spoken := moved(s, now, func(q squad) (squad, bool) { return gone.leaves(q, all) })
	spoken.Fleet.Instances = made.Fleet.Instances
	return spoken
}

// leaves is what is left of a squad, and where it is, when the hosts of another
// go.
func (gone squad) leaves(q squad, all bool) (squad, bool) {
	switch {
	case q.crew != gone.crew:
		if all && q.crew > gone.crew {
			q.crew--
		}
		return q, true
	case all:
		return q, false
	}
	q.lo, q.hi = gone.shift(q.lo), gone.shift(q.hi)
	return q, q.lo < q.hi
}

// shift is where a place among the hosts of a crew is when those of gone are
// no longer there.
func (gone squad) shift(at int) int {
	switch {
	case at <= gone.lo:
		return at
	case at < gone.hi:
		return gone.lo
	}
	return at - (gone.hi - gone.lo)
}

// without Auto Scaling groups, whose size is a number like any other.
func fixed(list []crew) (n int) {
	for _, c := range list {
		if !c.scales {
			n += c.count
		}
	}
	return n
}

// squads are the hosts from lo up to hi of those that do not scale, counted
// through all crews.
func squads(list []crew, lo, hi int) (found []squad) {
	from := 0
	for i, c := range list {
		if q := (squad{i, max(lo-from, 0), min(hi-from, c.count)}); !c.scales && q.lo < q.hi {
			found = append(found, q)
		}
		from += c.count
	}
	return found
}

// withoutAll is the scenario without several squads, which come in order.
func withoutAll(s *scenarios.Scenario, gone []squad) *scenarios.Scenario {
	for i := len(gone) - 1; i >= 0; i-- {
		s = withoutHosts(s, gone[i])
	}
	return s
}
