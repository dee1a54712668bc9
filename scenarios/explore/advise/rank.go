package advise

import (
	"cmp"
	"slices"
)

// rank puts the best first: what holds, or is open, before what breaks; what keeps
// the alarms that the group has before what switches them off; what holds before
// what is open; then what takes less time, what keeps more hosts, what is proved for
// more faults, and what was tried first. Of what breaks that is first which stands
// more faults.
func rank(rows []Row) {
	slices.SortStableFunc(rows, func(a, b Row) int {
		stands := 0
		if a.Verdict == Breaks && b.Verdict == Breaks {
			stands = cmp.Compare(b.UpTo, a.UpTo)
		}
		return cmp.Or(falseFirst(a.Verdict > Open, b.Verdict > Open), falseFirst(a.Unwatched, b.Unwatched), cmp.Compare(a.Verdict, b.Verdict), stands,
			cmp.Compare(a.Took, b.Took), cmp.Compare(b.Kept, a.Kept), cmp.Compare(b.UpTo, a.UpTo), cmp.Compare(a.Worst, b.Worst))
	})
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
