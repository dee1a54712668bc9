package fleet

import "github.com/seed-11de0fc1/rehearse/sim/kernel"

// What of a fleet can still matter, relative to now.

// Digest adds to the digest of each host what is its own, and to rest what is
// of all. What only the past knows is left out: records, and times but for
// what is left of them. It returns false if there is something that it has no
// measure for, as Auto Scaling groups and metrics of traffic have a past. How much is
// left of outages it leaves out if others know it.
func (f *Fleet) Digest(now kernel.Time, known bool, hosts []kernel.Digest, rest *kernel.Digest) bool {
	if f.meter != nil || len(f.scaling) > 0 || len(f.extra) > 0 || len(f.tagSets) > 0 {
		return false
	}
	disks := f.disks.share().marks
	for i := range hosts {
		h := &hosts[i]
		h.Add(uint64(f.flags[i]) ^ disks[f.disk[i]])
		for l := range f.behind {
			h.Add(uint64(f.behind[l][i]))
		}
	}
	f.digestFaults(now, known, hosts)
	for i := range f.alarms {
		a := &f.alarms[i]
		rest.Add(uint64(a.state)<<32 | uint64(a.hidden))
	}
	for _, o := range f.outages {
		if o.until > now {
			rest.Add(kernel.HashString(o.zone))
			rest.Add(left(o.until, now, known))
		}
	}
	return true
}

// digestFaults adds the columns that only faults need.
func (f *Fleet) digestFaults(now kernel.Time, known bool, hosts []kernel.Digest) {
	for i, until := range f.downUntil {
		hosts[i].Add(1<<56 | left(until, now, known))
	}
	for i, until := range f.cutUntil {
		hosts[i].Add(2<<56 | left(until, now, known))
	}
	for i, factor := range f.factor {
		hosts[i].Add(3<<56 | uint64(factor))
	}
}

// left is Left, or whether anything is if others know how much.
func left(until, now kernel.Time, known bool) uint64 {
	if known && until != forever {
		return min(1, Left(until, now))
	}
	return Left(until, now)
}

// Left is what is left of a wait, in seconds to the nearest: in a search that
// lets any order of ends come about, less than that tells nothing apart.
func Left(until, now kernel.Time) uint64 {
	switch {
	case until <= now:
		return 0
	case until == forever:
		return 1 << 62
	}
	return uint64((until - now + kernel.Second/2) / kernel.Second)
}
