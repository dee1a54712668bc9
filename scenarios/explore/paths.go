package explore

// How a search came to each state.

import (
	"slices"
)

// paths is how each state was first come to: a choice of another one.
type paths struct {
	parents []uint32
	choices []uint16
}

func (p *paths) add(parent uint32, choice int) uint32 {
	p.parents = append(p.parents, parent)
	p.choices = append(p.choices, uint16(choice))
	return uint32(len(p.parents) - 1)
}

// to is the choices that lead from the first state to another.
func (p *paths) to(id uint32) (list []int) {
	for ; id > 0; id = p.parents[id] {
		list = append(list, int(p.choices[id]))
	}
	for i, j := 0, len(list)-1; i < j; i, j = i+1, j-1 {
		list[i], list[j] = list[j], list[i]
	}
	return list
}

// children are, of the states on the way to some, those that each led to, in
// order.
func (p *paths) children(of []uint32) map[uint32][]uint32 {
	list, known := map[uint32][]uint32{}, map[uint32]bool{0: true}
	for _, id := range of {
		for ; !known[id]; id = p.parents[id] {
			known[id] = true
			list[p.parents[id]] = append(list[p.parents[id]], id)
		}
	}
	for _, ids := range list {
		slices.Sort(ids)
	}
	return list
}
