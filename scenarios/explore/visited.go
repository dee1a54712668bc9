package explore

import "github.com/seed-11de0fc1/rehearse/sim/kernel"

// visited is the set of the states that a search has come to, by digests of
// 128 bits and what their clocks say: it never forgets one, so that what it has
// seen it can call proved. What has become of a state of which some clocks can say
// all that those of another one say has become of that one too: it is covered.
type visited struct {
	slots []slot
	full  int // slots that are not empty
	n     int // states
	zones zones
}

// slot is a state that is covered by no other.
type slot struct {
	sum  kernel.Digest // zero: none
	id   uint32
	zone uint32
}

// holds says whether a slot is the end of those in which a state can be, or its
// own.
func (s *slot) holds(sum kernel.Digest) bool { return s.sum == sum || s.sum == kernel.Digest{} }

// has says whether a state is covered by one that is there.
func (v *visited) has(sum kernel.Digest, zone []kernel.Time) bool {
	if v.n == 0 {
		return false
	}
	sum.Lo |= 1 // no state is an empty slot
	for i := v.find(sum, sum.Hi); v.slots[i].sum == sum; i = v.find(sum, i+1) {
		if within(zone, v.zones.at(v.slots[i].zone)) {
			return true
		}
	}
	return false
}

// add adds a state with the next id, unless it is covered by one that is there, and
// offers the ids of those that it covers, some perhaps once more.
func (v *visited) add(sum kernel.Digest, zone []kernel.Time, covers func(id uint32)) bool {
	if v.has(sum, zone) {
		return false
	}
	if 4*v.full >= 3*len(v.slots) {
		v.grow()
	}
	sum.Lo |= 1
	s, put := slot{sum, uint32(v.n), v.zones.add(zone)}, false
	i := v.find(sum, sum.Hi)
	for ; v.slots[i].sum == sum; i = v.find(sum, i+1) {
		if old := v.slots[i]; within(v.zones.at(old.zone), zone) {
			if old.id != s.id {
				covers(old.id)
			}
			v.slots[i], put = s, true
		}
	}
	if !put {
		v.slots[i] = s
		v.full++
	}
	v.n++
	return true
}

// find is the next slot that is empty or has a state of a digest, from some place
// on.
func (v *visited) find(sum kernel.Digest, from uint64) uint64 {
	mask := uint64(len(v.slots) - 1)
	i := from & mask
	for !v.slots[i].holds(sum) {
		i = (i + 1) & mask
	}
	return i
}

// load looks at where a state would be, so that it is at hand soon after; what it
// returns has no meaning.
func (v *visited) load(sum kernel.Digest) uint64 {
	if v.n == 0 {
		return 0
	}
	return v.slots[sum.Hi&uint64(len(v.slots)-1)].sum.Lo
}

func (v *visited) grow() { v.resize(max(1024, 2*len(v.slots))) }

// reserve makes room for n slots that are not empty.
func (v *visited) reserve(n int) {
	size := 1024
	for 4*n >= 3*size {
		size *= 2
	}
	v.resize(size)
}

func (v *visited) resize(size int) {
	old := v.slots
	v.slots = make([]slot, size)
	for i := range old {
		if old[i].sum != (kernel.Digest{}) {
			v.put(&old[i])
		}
	}
}

// put puts a slot behind those of the same digest.
func (v *visited) put(s *slot) {
	i := v.find(s.sum, s.sum.Hi)
	for v.slots[i].sum == s.sum {
		i = v.find(s.sum, i+1)
	}
	v.slots[i] = *s
}

// zones are what clocks say in all states, each once.
type zones struct {
	ids    map[kernel.Digest]uint32
	begin  []uint32 // by id, where in bounds it begins
	bounds []kernel.Time
}

// add adds a zone and returns its id.
func (z *zones) add(zone []kernel.Time) uint32 {
	var sum kernel.Digest
	addZone(&sum, zone)
	id, known := z.ids[sum]
	if !known {
		if z.ids == nil {
			z.ids = map[kernel.Digest]uint32{}
		}
		id = uint32(len(z.begin))
		z.ids[sum] = id
		z.begin, z.bounds = append(z.begin, uint32(len(z.bounds))), append(z.bounds, zone...)
	}
	return id
}

// at is the zone with an id.
func (z *zones) at(id uint32) []kernel.Time {
	if int(id)+1 < len(z.begin) {
		return z.bounds[z.begin[id]:z.begin[id+1]]
	}
	return z.bounds[z.begin[id]:]
}

// all are all zones, by id.
func (z *zones) all() (list [][]kernel.Time) {
	for id := range z.begin {
		list = append(list, z.at(uint32(id)))
	}
	return list
}

// within says whether all that clocks can say in one zone they can say in another.
func within(zone, of []kernel.Time) bool {
	if len(zone) != len(of) {
		return false
	}
	for n := range zone {
		if zone[n] > of[n] {
			return false
		}
	}
	return true
}
