package shrink

import (
	"slices"

	"github.com/seed-11de0fc1/rehearse/scenarios"
)

// few is up to how many hosts all sets of them are tried, and many up to how
// many single ones.
const (
	few  = 5
	many = 4096
)

// fewerHosts leaves out hosts: those outside of the cone, then halves, then all but a
// few, then of few any.
func fewerHosts(k *shrinker) (edits []edit) {
	t := &k.best
	s := t.scenario
	list := crews(s)
	n := fixed(list)
	leave := func(gone []squad) {
		edits = append(edits, func() *scenarios.Scenario { return withoutAll(s, gone) })
	}
	edits = append(edits, func() *scenarios.Scenario {
		if gone := t.cone().strangers(); len(gone) > 0 {
			return withoutAll(s, gone)
		}
		return nil
	})
	for keep := 1; keep <= few && keep < n; keep++ {
		leave(squads(list, keep, n))
		leave(squads(list, 0, n-keep))
	}
	halves(n, func(lo, hi int) {
		if hi-lo < n && (hi-lo > 1 || n <= many) {
			leave(squads(list, lo, hi))
		}
	})
	if n <= few {
		subsets(n, func(set uint) { leave(squadsOf(list, set)) })
	}
	return append(edits, placed(t, list)...)
}

// placed leave out hosts of the only entry and put those of which anything is
// said into any other places, as who fails first can matter; of few hosts also
// with all started at once, or with a fault at any other event.
func placed(t *trial, list []crew) (edits []edit) {
	s := t.scenario
	said := spokenOf(s, list)
	if len(list) != 1 || list[0].scales || list[0].count > 2*few || len(said) == 0 || len(said) > 2 {
		return nil
	}
	put := func(left int, at map[int]int) {
		edits = append(edits, func() *scenarios.Scenario { return placedAt(s, list[0], left, at) })
		if len(said) > 1 || list[0].count > few {
			return
		}
		edits = append(edits, func() *scenarios.Scenario { return atOnce(placedAt(s, list[0], left, at)) })
		for _, event := range t.eventsOf(squad{0, said[0], said[0] + 1}.words(list)) {
			edits = append(edits, func() *scenarios.Scenario { return struckIn(placedAt(s, list[0], left, at), event) })
		}
	}
	for left := len(said); left < list[0].count; left++ {
		for first := range left {
			if len(said) == 1 {
				put(left, map[int]int{said[0]: first})
				continue
			}
			for second := range left {
				if second != first {
					put(left, map[int]int{said[0]: first, said[1]: second})
				}
			}
		}
	}
	return append(edits, placedAlone(s, list[0], said)...)
}

// placedAlone leave out hosts, and one of two of which something is said, and put
// the other into any other place: it may have to take the place of that one.
func placedAlone(s *scenarios.Scenario, all crew, said []int) (edits []edit) {
	if len(said) != 2 {
		return nil
	}
	for left := 1; left < all.count; left++ {
		for place := range left {
			for n := range said {
				at := map[int]int{said[n]: place, said[1-n]: nowhere}
				edits = append(edits, func() *scenarios.Scenario { return placedAt(s, all, left, at) })
			}
		}
	}
	return edits
}

// nowhere is the place of a host that is left out.
const nowhere = -1

// struckIn is the scenario whose faults of events strike another event.
func struckIn(s *scenarios.Scenario, event string) *scenarios.Scenario {
	made := *s
	made.Timeline = slices.Clone(s.Timeline)
	for i, e := range made.Timeline {
		if e.When != nil && e.Fault != nil {
			when := *e.When
			when.LifecycleEvent = event
			made.Timeline[i].When = &when
		}
	}
	return &made
}

// spokenOf are the places of the single hosts of the first entry that words of
// the scenario stand for, each once.
func spokenOf(s *scenarios.Scenario, list []crew) (places []int) {
	for _, p := range parts(s, func(p *part) bool { return p.v.Type() == nameType }) {
		if n := namedBy(p.owner, &p.field); n.kind != host || n.defines {
			continue
		}
		if q, ok := single(list, p.v.Interface().(scenarios.Name).Text); ok && q.crew == 0 && !slices.Contains(places, q.lo) {
			places = append(places, q.lo)
		}
	}
	return places
}

// placedAt is the scenario with so many hosts left, some of them in other places.
func placedAt(s *scenarios.Scenario, all crew, left int, at map[int]int) *scenarios.Scenario {
	now := all
	now.count = left
	count := int64(left)
	spoken := moved(s, []crew{now}, func(q squad) (squad, bool) {
		if to, ok := at[q.lo]; ok && q.hi == q.lo+1 {
			return squad{0, to, to + 1}, to != nowhere
		}
		q.hi = min(q.hi, left)
		return q, q.lo < q.hi
	})
	in := s.Fleet.Instances[0]
	in.Count = &count
	spoken.Fleet.Instances = []scenarios.Instance{in}
	return spoken
}

// subsets shows the sets of n things that leave some, the largest first.
func subsets(n int, show func(set uint)) {
	for left := 1; left < n-1; left++ {
		for set := uint(1); set < 1<<n; set++ {
			if ones(set) == n-left {
				show(set)
			}
		}
	}
}

func ones(set uint) (n int) {
	for ; set > 0; set >>= 1 {
		n += int(set & 1)
	}
	return n
}

// squadsOf are the hosts of a set, counted through all crews that do not scale.
func squadsOf(list []crew, set uint) (found []squad) {
	for i := 0; set>>i > 0; i++ {
		if set>>i&1 == 1 {
			found = append(found, squads(list, i, i+1)...)
		}
	}
	return found
}
