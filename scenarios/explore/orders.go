package explore

import (
	"slices"

	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// AWS does not say in which order a deployment takes targets of one class
// (CD-2.15), so a search takes them in every order that makes a difference.

// maxOrders is how many orders of equals a search looks at; those of more it
// leaves as the scenario has them, and says so.
const maxOrders = 5040

// orders is how many orders of its targets a deployment may start with, 1 if
// they make no difference.
func (s *space) orders(x *state, n int32) int {
	total := 1
	s.digest(x)
	x.world.CodeDeploy().Ties(n, func(ties []uint32) {
		total = min(total*s.arrangements(ties), maxOrders+1)
	})
	if total > maxOrders {
		s.unordered = true
		return 1
	}
	return total
}

// arrangements is in how many ways hosts can be lined up that differ.
func (s *space) arrangements(ties []uint32) int {
	total := 1
	for n, i := range ties {
		same := 1
		for _, j := range ties[:n] {
			if s.conditionOf(i) == s.conditionOf(j) {
				same++
			}
		}
		if total = total * (n + 1) / same; total > maxOrders {
			return total
		}
	}
	return total
}

// conditionOf is the digest of a host, who it is aside.
func (s *space) conditionOf(i uint32) kernel.Digest { return s.digester.Hosts[i] }

// lineUp adds the orders in which a deployment may start, in a state whose digest
// was worked out last.
func (s *space) lineUp(w *sim.World, event int, n int32) {
	orders := [][]uint32{nil}
	w.CodeDeploy().Ties(n, func(ties []uint32) {
		var longer [][]uint32
		for _, before := range orders {
			s.permute(slices.Clone(ties), 0, func(list []uint32) {
				longer = append(longer, slices.Concat(before, list))
			})
		}
		orders = longer
	})
	for _, order := range orders {
		ranks := make([]uint8, w.Fleet().Len())
		for place, i := range order {
			ranks[i] = uint8(place)
		}
		s.choices = append(s.choices, choice{what: lines, event: event, ranks: &ranks})
	}
}

// permute yields each arrangement of hosts once, from place k on, the given one
// first.
func (s *space) permute(list []uint32, k int, yield func([]uint32)) {
	if k == len(list) {
		yield(list)
		return
	}
	for i := k; i < len(list); i++ {
		if slices.ContainsFunc(list[k:i], func(j uint32) bool { return s.conditionOf(j) == s.conditionOf(list[i]) }) {
			continue
		}
		next := slices.Clone(list)
		next = slices.Insert(slices.Delete(next, i, i+1), k, list[i])
		s.permute(next, k+1, yield)
	}
}
