package fleet

import (
	"slices"

	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// rare is what a fleet has only once faults, new tags or Auto Scaling groups
// need it.
type rare struct {
	downUntil []kernel.Time
	cutUntil  []kernel.Time
	factor    []uint32
	struck    []kernel.RecordNo // the record of the latest fault
	turned    []kernel.Time     // when health checks began to fail, or to pass again
	retagged  []uint32          // tags that are no longer the group's: index into tagSets + 1
	tagSets   [][]Tag
	outages   []outage

	extra      []extra // hosts launched after time 0, behind those of the setup
	scaling    []scalingGroup
	scaled     []scaled // by instance
	actions    []LifecycleAction
	activities []Activity
}

func (r *rare) empty() bool {
	return len(r.downUntil)+len(r.cutUntil)+len(r.factor)+len(r.struck)+len(r.turned)+len(r.retagged)+len(r.tagSets)+len(r.outages)+
		len(r.extra)+len(r.scaling)+len(r.scaled)+len(r.actions)+len(r.activities) == 0
}

func (r *rare) copyFrom(src *rare) {
	r.downUntil = append(r.downUntil[:0], src.downUntil...)
	r.cutUntil = append(r.cutUntil[:0], src.cutUntil...)
	r.factor = append(r.factor[:0], src.factor...)
	r.struck = append(r.struck[:0], src.struck...)
	r.turned = append(r.turned[:0], src.turned...)
	r.retagged = append(r.retagged[:0], src.retagged...)
	r.tagSets = append(r.tagSets[:0], src.tagSets...)
	r.outages = append(r.outages[:0], src.outages...)
	r.extra = append(r.extra[:0], src.extra...)
	r.scaled = append(r.scaled[:0], src.scaled...)
	r.actions = append(r.actions[:0], src.actions...)
	r.activities = append(r.activities[:0], src.activities...)
	r.scaling = append(r.scaling[:0], src.scaling...)
	for g := range r.scaling {
		a := &r.scaling[g]
		a.hosts, a.Hooks = slices.Clone(a.hosts), slices.Clone(a.Hooks)
	}
}
