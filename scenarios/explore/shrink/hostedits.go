package shrink

import "github.com/seed-11de0fc1/rehearse/scenarios"

// few is up to how many hosts all sets of them are tried, and many up to how
// many single ones.
const (
	few  = 5
	many = 4096
)

// hosts leave out hosts: those outside of the cone, then halves, then all but a
// few, then of few any.
func hosts(k *shrinker) (edits []edit) {
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
	return edits
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
