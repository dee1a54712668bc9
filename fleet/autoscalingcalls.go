package fleet

import (
	"slices"

	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// The calls of the Auto Scaling API. Each returns false if the request is no
// valid one, and then has done nothing.

// SetDesiredCapacity is SetDesiredCapacity: within the group's minimum and
// maximum.
func (f *Fleet) SetDesiredCapacity(k *kernel.Kernel, g int32, n int, cause kernel.RecordNo, rule kernel.Rule) bool {
	a := &f.scaling[g]
	if a.deleted || n < a.Min || n > a.Max {
		return false
	}
	f.setDesired(k, g, n, cause, rule)
	return true
}

func (f *Fleet) setDesired(k *kernel.Kernel, g int32, n int, cause kernel.RecordNo, rule kernel.Rule) {
	a := &f.scaling[g]
	no := k.Record(events.CapacityChanged, events.About(events.ScalingGroup, uint32(g)), cause, rule, int64(n), int64(a.Desired))
	a.Desired = n
	a.failed = 0
	f.wantScaling(k, g, no, rule)
}

// AutoScalingUpdate is what UpdateAutoScalingGroup changes; what is nil stays.
type AutoScalingUpdate struct {
	Min, Max, Desired *int
	HealthCheck       *HealthCheck
	Grace             *kernel.Time
	Zones             []string
}

// UpdateAutoScalingGroup is UpdateAutoScalingGroup: a new minimum or maximum
// moves the desired capacity into its bounds.
func (f *Fleet) UpdateAutoScalingGroup(k *kernel.Kernel, g int32, u *AutoScalingUpdate, cause kernel.RecordNo, rule kernel.Rule) bool {
	a := &f.scaling[g]
	least, most, desired := valueOr(u.Min, a.Min), valueOr(u.Max, a.Max), a.Desired
	if u.Desired != nil {
		desired = *u.Desired
	} else {
		desired = min(max(desired, least), most)
	}
	if a.deleted || least < 0 || least > most || desired < least || desired > most {
		return false
	}
	a.Min, a.Max = least, most
	a.HealthCheck, a.Grace = valueOr(u.HealthCheck, a.HealthCheck), valueOr(u.Grace, a.Grace)
	if u.Zones != nil {
		a.Zones = u.Zones
	}
	no := k.Record(events.ScalingGroupUpdated, events.About(events.ScalingGroup, uint32(g)), cause, rule, 0, 0)
	if desired != a.Desired {
		f.setDesired(k, g, desired, no, rule)
	}
	return true
}

func valueOr[T any](p *T, otherwise T) T {
	if p == nil {
		return otherwise
	}
	return *p
}

// TerminateInAutoScalingGroup is TerminateInstanceInAutoScalingGroup; the group
// launches another unless the desired capacity goes down with it.
func (f *Fleet) TerminateInAutoScalingGroup(k *kernel.Kernel, i uint32, decrement bool, cause kernel.RecordNo, rule kernel.Rule) bool {
	g := f.AutoScalingGroupOf(i)
	if g == NoGroup || !f.Lifecycle(i).Counts() {
		return false
	}
	a := &f.scaling[g]
	if decrement && a.Desired <= a.Min {
		return false
	}
	have := f.countHosts(g, LifecycleState.Counts)
	if decrement {
		f.setDesired(k, g, a.Desired-1, cause, rule)
	}
	f.leave(k, i, ByRequest, have, cause, rule)
	f.wantScaling(k, g, cause, rule)
	return true
}

// DetachInstance lets instance i go on outside its Auto Scaling group, whose
// desired capacity goes down with it.
func (f *Fleet) DetachInstance(k *kernel.Kernel, i uint32, cause kernel.RecordNo, rule kernel.Rule) bool {
	g := f.AutoScalingGroupOf(i)
	if g == NoGroup || f.Lifecycle(i) != InServiceState {
		return false
	}
	no := f.moveTo(k, i, Detached, cause, rule)
	for _, l := range f.scaling[g].LoadBalancers {
		f.Deregister(k, l, i, no, rule)
	}
	f.forget(g, i)
	f.setDesired(k, g, max(0, f.scaling[g].Desired-1), no, rule)
	return true
}

// CopyAutoScalingGroup makes a group like source with another name and returns
// its index. It wants no instances yet and has none of the hooks that services
// put on the source.
func (f *Fleet) CopyAutoScalingGroup(k *kernel.Kernel, source int32, name string, cause kernel.RecordNo, rule kernel.Rule) int32 {
	g := int32(len(f.scaling))
	a := scalingGroup{AutoScalingGroup: f.scaling[source].AutoScalingGroup}
	a.Name, a.Min, a.Desired, a.Suspended = name, 0, 0, 0
	a.Hooks = slices.DeleteFunc(slices.Clone(a.Hooks), func(h Hook) bool { return h.Owner != NoGroup || h.Deleted })
	a.cause = k.Record(events.ScalingGroupMade, events.About(events.ScalingGroup, uint32(g)), cause, rule, int64(source), 0)
	f.scaling = append(f.scaling, a)
	return g
}

// DeleteAutoScalingGroup deletes Auto Scaling group g by force: with all its
// instances, which meet no hook.
func (f *Fleet) DeleteAutoScalingGroup(k *kernel.Kernel, g int32, cause kernel.RecordNo, rule kernel.Rule) {
	a := &f.scaling[g]
	if a.deleted {
		return
	}
	a.deleted, a.Desired, a.Min, a.Suspended = true, 0, 0, 0
	no := k.Record(events.ScalingGroupDeleted, events.About(events.ScalingGroup, uint32(g)), cause, rule, 0, 0)
	for place := range a.Hooks {
		a.Hooks[place].Deleted = true
	}
	for _, i := range slices.Clone(a.hosts) {
		if f.scaled[i].state < Terminating {
			f.leave(k, i, GroupGone, len(a.hosts), no, rule)
		} else {
			f.dropActions(i)
			f.depart(k, i, no, rule)
		}
	}
}
