package shrink

// What a scenario can not do without, as the claim would take fewer faults then.

import (
	"reflect"
	"slices"

	"github.com/seed-11de0fc1/rehearse/scenarios"
)

// slot is where a part can stand: a key of a thing, or an item of its list.
type slot struct {
	owner reflect.Type
	key   string
	item  bool
}

func slotOf(p *part) slot { return slot{p.owner, p.field.Name, p.item} }

// pin finds what of the settings of groups and of the history keeps the claim with one
// fault fewer: a rollback, an earlier success, an alarm that is read. Without it fewer
// faults break the claim, which then is another problem than the one that was found,
// often one that says nothing. So it stays, whatever else is left out. A budget may
// change with the number of hosts.
func (k *shrinker) pin() {
	k.pinned = map[slot]bool{}
	k.pass(fewerFaults)
	s := k.best.scenario
	if k.spares(s) {
		return
	}
	for _, p := range parts(s, tells) {
		if at := slotOf(&p); !k.pinned[at] {
			less := withoutPart(s, &p)
			k.pinned[at] = k.alike(less) && k.spares(less)
		}
	}
}

// tells says whether a part tells how a group deploys, but for its budget, or what it
// has deployed before.
func tells(p *part) bool {
	switch p.at[0] {
	case field("Applications")[0]:
		return optional(p) && p.field.Name != "DeploymentConfigName"
	case field("History")[0]:
		return p.item && len(p.at) == 2
	}
	return false
}

// alike says whether a scenario breaks the claim by the same chain of rules.
func (k *shrinker) alike(s *scenarios.Scenario) bool {
	if k.over() {
		return false
	}
	t, err := k.run(s)
	return err == nil && t.breach.broken && t.chain.as(k.chain)
}

// spares says whether a scenario breaks the claim without one of its faults.
func (k *shrinker) spares(s *scenarios.Scenario) bool {
	return slices.ContainsFunc(k.lessOneFault(s), func(less edit) bool {
		if k.over() {
			return false
		}
		t, err := k.run(less())
		return err == nil && t.breach.broken
	})
}
