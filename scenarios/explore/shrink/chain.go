package shrink

// The rule chain of a breach: what decided it, and the decisions about
// deployments, groups and alarms that led there.

import (
	"slices"
	"strings"

	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
	"github.com/seed-11de0fc1/rehearse/sim/rules"
)

// Chain is a chain of rules, the last to decide first.
type Chain []kernel.Rule

// Words are the rules as they are written.
func (c Chain) Words() []string {
	words := make([]string, len(c))
	for i, r := range c {
		words[i] = rules.String(r)
	}
	return words
}

// String lists the rules.
func (c Chain) String() string { return strings.Join(c.Words(), ", ") }

// why are the rules on the way to a record, as `rehearse why` has them, each
// once.
func why(w *sim.World, no kernel.RecordNo) (c Chain) {
	for _, r := range w.Why(no) {
		if r.Rule != 0 && !slices.Contains(c, r.Rule) {
			c = append(c, r.Rule)
		}
	}
	return c
}

// chainOf is the chain of a record. What single hosts went through is left out,
// as there are many ways for a host to fail: behind the record of a target the
// chain goes on with the beginning of its deployment.
func chainOf(w *sim.World, no kernel.RecordNo) (chain Chain) {
	rows := w.Journal().Records()
	for first := true; no > 0; first = false {
		r := rows[no-1]
		kind, n := events.SubjectOf(r.Subject)
		if r.Rule != 0 && (first || kind != events.Target && kind != events.Instance) && (len(chain) == 0 || chain[len(chain)-1] != r.Rule) {
			chain = append(chain, r.Rule)
		}
		no = r.Cause
		if kind == events.Target {
			no = begun(rows[:r.No-1], w.CodeDeploy().Target(n).Deployment)
		}
	}
	return chain
}

// begun is the record with which a deployment began, or was made.
func begun(rows []kernel.Record, deployment int32) kernel.RecordNo {
	about := events.About(events.Deployment, uint32(deployment))
	for _, r := range slices.Backward(rows) {
		if r.Subject == about && (r.Kind == events.DeploymentBegun || r.Kind == events.DeploymentMade) {
			return r.No
		}
	}
	return 0
}

// chainsOf are the chains of a breach, each once, in order.
func chainsOf(w *sim.World, b breach) (list []Chain) {
	for _, no := range b.records {
		list = append(list, chainOf(w, no))
	}
	slices.SortFunc(list, func(a, b Chain) int { return slices.Compare(a, b) })
	return slices.CompactFunc(list, func(a, b Chain) bool { return slices.Equal(a, b) })
}

// within says whether all of some chains are among others.
func within(some, others []Chain) bool {
	if len(some) == 0 {
		return len(others) == 0
	}
	for _, c := range some {
		if !slices.ContainsFunc(others, func(o Chain) bool { return slices.Equal(c, o) }) {
			return false
		}
	}
	return true
}
