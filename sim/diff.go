package sim

import (
	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// Parting is where two runs part: the places in their journals of the first
// records that differ. Equal says that they do not.
type Parting struct {
	Equal bool
	At    int // index of the record in both journals; one of them may end there
}

// Diff finds where the journals of two runs, both at level all, part. That
// deployments have other ids counts only if nothing else differs.
func Diff(a, b []kernel.Record) Parting {
	n := min(len(a), len(b))
	renamed := -1
	for i := range n {
		x, y := a[i], b[i]
		if x.Kind == events.DeploymentMade && x.A != y.A {
			y.A = x.A
			if renamed < 0 {
				renamed = i
			}
		}
		if x != y {
			return Parting{At: i}
		}
	}
	if len(a) == len(b) && renamed >= 0 {
		return Parting{At: renamed}
	}
	return Parting{Equal: len(a) == len(b), At: n}
}

// LedTo are the records that a record led to, directly or not, in order, at
// most limit of them.
func LedTo(rows []kernel.Record, no kernel.RecordNo, limit int) (list []kernel.Record) {
	from := map[kernel.RecordNo]bool{no: true}
	for _, r := range rows {
		if r.No > no && from[r.Cause] {
			from[r.No] = true
			if len(list) < limit {
				list = append(list, r)
			}
		}
	}
	return list
}
