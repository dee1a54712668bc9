package explore

// How a search came to each state.

import "slices"

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
	slices.Reverse(list)
	return list
}

// tree is, of the states on the way to some, those that each led to, in the order of
// its choices.
type tree struct {
	at   []uint32 // by state, where in the list those begin
	list []uint32
}

// tree is the tree of the states on the way to those that are wanted, of as many
// as there are words about.
func (p *paths) tree(wanted []bool) tree {
	t := tree{at: make([]uint32, len(wanted)+1)}
	for id := len(wanted) - 1; id > 0; id-- {
		if wanted[id] {
			wanted[p.parents[id]] = true
			t.at[p.parents[id]]++
		}
	}
	total := uint32(0)
	for n := range t.at {
		total += t.at[n]
		t.at[n] = total
	}
	t.list = make([]uint32, total)
	for id := len(wanted) - 1; id > 0; id-- {
		if wanted[id] {
			at := &t.at[p.parents[id]]
			*at--
			t.list[*at] = uint32(id)
		}
	}
	for id := range wanted {
		slices.SortFunc(t.of(uint32(id)), func(a, b uint32) int { return int(p.choices[a]) - int(p.choices[b]) })
	}
	return t
}

// of are the states that one led to.
func (t *tree) of(id uint32) []uint32 {
	if int(id)+1 >= len(t.at) {
		return nil
	}
	return t.list[t.at[id]:t.at[id+1]]
}
