package advise

import (
	"cmp"
	"slices"
)

// rank puts the best first: what holds, or is open, before what breaks; what keeps
// the alarms that the group has before what switches them off; what holds before
// what is open; then what takes less time, what keeps more hosts, what is proved for
// more faults, and what was tried first. Of what breaks the nearest misses are first:
// what stands more faults, and then what keeps more of the hosts that are to be kept.
func rank(rows []Row, must int) {
	slices.SortStableFunc(rows, func(a, b Row) int {
		missed := 0
		if a.Verdict > Open && b.Verdict > Open {
			missed = nearer(&a, &b, must)
		}
		return cmp.Or(falseFirst(a.Verdict > Open, b.Verdict > Open), missed, falseFirst(a.Unwatched, b.Unwatched), cmp.Compare(a.Verdict, b.Verdict),
			cmp.Compare(a.Took, b.Took), cmp.Compare(b.Kept, a.Kept), cmp.Compare(b.UpTo, a.UpTo), cmp.Compare(a.Worst, b.Worst))
	})
}

// nearer compares two rows that do not hold by how little they miss what is wanted.
func nearer(a, b *Row, must int) int {
	if a.Verdict != b.Verdict || a.Verdict != Breaks {
		return cmp.Compare(a.Verdict, b.Verdict)
	}
	return cmp.Or(cmp.Compare(b.UpTo, a.UpTo), cmp.Compare(b.Broken.Faults, a.Broken.Faults), cmp.Compare(min(b.Kept, must), min(a.Kept, must)))
}

func falseFirst(a, b bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	}
	return 1
}
