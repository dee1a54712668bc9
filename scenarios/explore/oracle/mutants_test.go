package oracle_test

import (
	"reflect"
	"testing"

	"github.com/seed-11de0fc1/rehearse/scenarios/explore/oracle"
)

// mutants are ways to misread the reference, one each.
var mutants = []struct {
	name  string // cites the rule that it breaks
	apply func(r *oracle.Rules)
}{
	{"CD-2.2: per cents are rounded down", func(r *oracle.Rules) {
		r.Count = minimum(oracle.FleetPercent, func(n, v int) int { return n * v / 100 })
	}},
	{"CD-2.2: per cents are rounded to the nearest", func(r *oracle.Rules) {
		r.Count = minimum(oracle.FleetPercent, func(n, v int) int { return (n*v + 50) / 100 })
	}},
	{"CD-2.1: OneAtATime is 99 per cent", func(r *oracle.Rules) {
		r.Count = minimum(oracle.OneAtATime, func(n, v int) int { return (n*99 + 99) / 100 })
	}},
	{"CD-2.4: OneAtATime keeps one healthy", func(r *oracle.Rules) {
		r.Count = minimum(oracle.OneAtATime, func(n, v int) int { return max(n-1, 1) })
	}},
	{"CD-2.6: a minimum of all may begin", func(r *oracle.Rules) {
		r.Begins = func(n, minimum int) bool { return minimum <= n }
	}},
	{"CD-2.6: a minimum of nearly all may not begin", func(r *oracle.Rules) {
		r.Begins = func(n, minimum int) bool { return minimum+1 < n || minimum == 0 }
	}},
	{"CD-2.3: the budget is one more", func(r *oracle.Rules) {
		r.Budget = func(n, minimum int) int { return n - minimum + 1 }
	}},
	{"CD-2.3: the width is the minimum", func(r *oracle.Rules) {
		r.Budget = func(n, minimum int) int { return max(minimum, 1) }
	}},
	{"CD-2.7: up to the budget and one more", func(r *oracle.Rules) {
		r.MayStart = func(c oracle.Counts, budget int) bool { return c.InProgress+c.Failed <= budget }
	}},
	{"CD-2.7: failed instances count as healthy", func(r *oracle.Rules) {
		r.MayStart = func(c oracle.Counts, budget int) bool { return c.InProgress < budget }
	}},
	{"CD-2.7: a success gives a failure back", func(r *oracle.Rules) {
		r.MayStart = func(c oracle.Counts, budget int) bool { return c.InProgress+max(c.Failed-c.Succeeded, 0) < budget }
	}},
	{"CD-2.8: the first failure stops all starts", func(r *oracle.Rules) {
		r.MayStart = func(c oracle.Counts, budget int) bool { return c.InProgress < budget && c.Failed == 0 }
		r.GivesUp = func(c oracle.Counts, budget int) bool { return c.InProgress == 0 && c.Failed > 0 && c.Pending > 0 }
	}},
	{"CD-2.8: instances in flight are cut off", func(r *oracle.Rules) {
		r.GivesUp = func(c oracle.Counts, budget int) bool { return c.Failed == budget-1 && c.Failed > 0 && c.Pending > 0 }
	}},
	{"CD-2.9: all must succeed", func(r *oracle.Rules) {
		r.Succeeds = func(c oracle.Counts, minimum int) bool { return c.Failed == 0 }
	}},
	{"CD-2.10: the last instance may not fail", func(r *oracle.Rules) {
		r.Succeeds = func(c oracle.Counts, minimum int) bool { return c.Succeeded > minimum }
	}},
	{"CD-2.5: no minimum needs no success", func(r *oracle.Rules) {
		r.Succeeds = func(c oracle.Counts, minimum int) bool { return c.Succeeded >= minimum }
	}},
	{"CD-2.12: batches", func(r *oracle.Rules) {
		r.Opens = func(c oracle.Counts) bool { return c.InProgress == 0 }
	}},
	{"CD-2.14: health is no matter", func(r *oracle.Rules) {
		r.Rank = func(in oracle.Instance) int { return 0 }
	}},
	{"CD-2.14: unhealthy ones go last", func(r *oracle.Rules) {
		rank := r.Rank
		r.Rank = func(in oracle.Instance) int { return (rank(in) + 3) % 4 }
	}},
	{"CD-2.14: current ones go before old ones", func(r *oracle.Rules) {
		rank := r.Rank
		r.Rank = func(in oracle.Instance) int { return [...]int{0, 1, 3, 2}[rank(in)] }
	}},
	{"CD-2.14: unhealthy ones are sorted further", func(r *oracle.Rules) {
		rank := r.Rank
		r.Rank = func(in oracle.Instance) int { return 4*rank(in) + int(in.Revision) }
	}},
	{"CD-4.10: a failed ApplicationStop is always ignored", func(r *oracle.Rules) {
		ends := r.Ends
		r.Ends = func(in oracle.Instance, ignore bool) int { return ends(in, true) }
	}},
	{"CD-4.10: a failed ApplicationStop is never ignored", func(r *oracle.Rules) {
		ends := r.Ends
		r.Ends = func(in oracle.Instance, ignore bool) int { return ends(in, false) }
	}},
	{"CD-8.1: one pickup for an instance", func(r *oracle.Rules) {
		takes := r.Takes
		r.Takes = func(in oracle.Instance, last int) int64 {
			return takes(in, last) - int64(min(last, len(in.Events)-1))*in.Pickup
		}
	}},
	{"CD-4.6: what comes after a failure still runs", func(r *oracle.Rules) {
		takes := r.Takes
		r.Takes = func(in oracle.Instance, last int) int64 { return takes(in, len(in.Events)) }
	}},
}

// minimum counts one kind of minimum otherwise.
func minimum(kind oracle.Kind, count func(n, v int) int) func(n int, m oracle.Minimum) int {
	return func(n int, m oracle.Minimum) int {
		if m.Kind == kind {
			return count(n, m.Value)
		}
		return oracle.Reference.Count(n, m)
	}
}

const scenarios = 1000

// A thousand deployments are enough to tell each misreading from the truth.
func TestComparisonCatchesMutants(t *testing.T) {
	drawn := make([]*drawn, scenarios)
	simulated := make([]oracle.Outcome, scenarios)
	for i := range drawn {
		drawn[i] = anyDeployment.Example(i + 1)
		simulated[i] = drawn[i].simulate(t)
	}
	for _, m := range mutants {
		rules := oracle.Reference
		m.apply(&rules)
		caught, first := 0, 0
		for i, d := range drawn {
			if !reflect.DeepEqual(rules.Deploy(d.Input), simulated[i]) {
				if caught++; caught == 1 {
					first = i + 1
				}
			}
		}
		if caught == 0 {
			t.Errorf("%s: not caught", m.name)
		}
		t.Logf("%-55s caught by %3d, first by %3d", m.name, caught, first)
	}
}
