package fleet

import "slices"

// extra is a host that was launched after time 0.
type extra struct {
	group   int32  // whose hosts it is like
	ordinal uint32 // its number in the names of the group
	zone    string
}

// Launch adds a host like those of group g and returns its index. It is
// pending until something starts it; it is behind no load balancer.
func (f *Fleet) Launch(g int, zone string) uint32 {
	i := uint32(f.Len())
	f.made[g]++
	f.extra = append(f.extra, extra{int32(g), f.made[g], zone})
	flags := firstFlags(&f.setup.Groups[g])&^stopped | pending
	if f.lent {
		flags &^= noProfile
	}
	f.flags = append(f.flags, flags)
	f.disk = append(f.disk, DiskID(g))
	f.receives = append(f.receives, 0)
	for l := range f.behind {
		lb, stands := &f.setup.LoadBalancers[l], standing(0)
		if slices.Contains(lb.NeverHealthy, f.Ref(i)) {
			stands = never
		}
		f.behind[l] = append(f.behind[l], stands)
		if lb.Members == nil {
			f.flags[i] |= fronted
		}
	}
	if f.meter != nil {
		f.meter.grow(f.Len())
	}
	return i
}

// launched is what is known of a host that was launched after time 0, nil for
// the others.
func (f *Fleet) launched(i uint32) *extra {
	if i < f.there {
		return nil
	}
	return &f.extra[i-f.there]
}

// ordinal is the number of instance i among the hosts of its group, from 1.
func (f *Fleet) ordinal(i uint32, g int) uint32 {
	if e := f.launched(i); e != nil {
		return e.ordinal
	}
	return i - f.shape.first[g] + 1
}

// References to hosts that a scenario names before they are launched begin
// with this bit; then come eleven bits of the group and twenty of how many
// launches of that group it takes.
const (
	future       = 1 << 31
	futureGroups = 1 << 11
	futureHosts  = 1 << 20
)

// IsFuture says whether a reference is one that FutureRef made.
func IsFuture(ref uint32) bool { return ref >= future }

// FutureRef is a reference to host number ordinal of a group of count hosts,
// for an ordinal above count: a host that may be launched some day. It returns
// false if there can be no such reference.
func FutureRef(group, count int, ordinal uint32) (uint32, bool) {
	after := int64(ordinal) - int64(count) - 1
	if group >= futureGroups || after < 0 || after >= futureHosts {
		return 0, false
	}
	return future | uint32(group)*futureHosts | uint32(after), true
}

// FutureOf is the group of a reference that FutureRef made, and how many
// launches of that group come before the host.
func FutureOf(ref uint32) (group, after int) {
	return int(ref&^future) / futureHosts, int(ref) & (futureHosts - 1)
}

// Ref is how scenarios refer to instance i: by its index if it was there at
// time 0, as FutureRef otherwise.
func (f *Fleet) Ref(i uint32) uint32 {
	e := f.launched(i)
	if e == nil {
		return i
	}
	ref, _ := FutureRef(int(e.group), f.setup.Groups[e.group].Count, e.ordinal)
	return ref
}

// Resolve is the index of the host that a reference means, if it was launched
// already.
func (f *Fleet) Resolve(ref uint32) (uint32, bool) {
	if ref < future {
		return ref, int(ref) < f.Len()
	}
	at := slices.IndexFunc(f.extra, func(e extra) bool {
		r, ok := FutureRef(int(e.group), f.setup.Groups[e.group].Count, e.ordinal)
		return ok && r == ref
	})
	return f.there + uint32(at), at >= 0
}
