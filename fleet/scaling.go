package fleet

import (
	"slices"

	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
	"github.com/seed-11de0fc1/rehearse/sim/rules"
)

// wantScaling has Auto Scaling group g compare what it has with what it wants
// at this instant, once all that happens at it is known.
func (f *Fleet) wantScaling(k *kernel.Kernel, g int32, cause kernel.RecordNo, rule kernel.Rule) {
	a := &f.scaling[g]
	a.cause, a.rule = cause, rule
	if !a.deciding {
		a.deciding = true
		k.Schedule(k.Now(), kernel.Decide, events.ScalingDue, uint32(g), 0)
	}
}

// scale launches what is missing and terminates what is too much.
func (f *Fleet) scale(k *kernel.Kernel, g int32) {
	a := &f.scaling[g]
	a.deciding = false
	have := f.countHosts(g, LifecycleState.Counts)
	for ; have < a.Desired && a.Suspended&LaunchProcess == 0; have++ {
		f.launchInto(k, g, have)
	}
	for ; have > a.Desired && a.Suspended&TerminateProcess == 0; have-- {
		f.leave(k, f.victim(g), ForCapacity, have, a.cause, a.rule)
	}
	if f.InServiceCount(g) == a.Desired && len(a.hosts) == a.Desired {
		k.Schedule(k.Now(), kernel.Settle, events.CapacityReached, uint32(g), 0)
	}
}

// launchInto launches a host into Auto Scaling group g, which has so many.
func (f *Fleet) launchInto(k *kernel.Kernel, g int32, have int) {
	a := &f.scaling[g]
	i := f.Launch(a.Template, f.emptiestZone(k, g))
	f.scaled = column(f.scaled, f.Len())
	f.scaled[i] = scaled{group: g + 1, state: PendingLaunch, since: k.Now()}
	a.hosts = append(a.hosts, i)
	if len(a.LoadBalancers) > 0 {
		f.flags[i] |= fronted
	}
	f.mark(i, k.Record(events.HostLaunched, events.About(events.Instance, i), a.cause, a.rule, int64(g), 0))
	f.begin(k, i, Activity{Group: g, Instance: i, From: have, To: have + 1})
	k.Schedule(k.Now()+a.LaunchTakes, kernel.Settle, events.HostReturns, i, 0)
}

// emptiestZone is the zone with the fewest hosts of group g among those that
// are not out; the first of them if there are several.
func (f *Fleet) emptiestZone(k *kernel.Kernel, g int32) (best string) {
	fewest := -1
	for _, zone := range f.scaling[g].Zones {
		if n := f.inZone(g, zone); !f.isOut(k, zone) && (fewest < 0 || n < fewest) {
			best, fewest = zone, n
		}
	}
	if zones := f.scaling[g].Zones; fewest < 0 && len(zones) > 0 {
		return zones[0]
	}
	return best
}

func (f *Fleet) inZone(g int32, zone string) (n int) {
	for _, i := range f.scaling[g].hosts {
		if f.scaled[i].state.Counts() && f.Zone(i) == zone {
			n++
		}
	}
	return n
}

// outage is a zone that is out.
type outage struct {
	zone  string
	until kernel.Time
}

func (f *Fleet) isOut(k *kernel.Kernel, zone string) bool {
	return slices.ContainsFunc(f.outages, func(o outage) bool { return o.zone == zone && k.Now() < o.until })
}

// victim is who leaves Auto Scaling group g when it has too many: the oldest
// host of the zone that has most, and of several such zones that of the oldest.
// All hosts have one launch template, so that the rest of the default
// termination policy decides nothing.
func (f *Fleet) victim(g int32) uint32 {
	best, most := uint32(0), 0
	for _, i := range f.scaling[g].hosts {
		if n := f.inZone(g, f.Zone(i)); f.scaled[i].state.Counts() && n > most {
			best, most = i, n
		}
	}
	return best
}

// arrive lets a launched host that runs wait for its hooks, or enter service.
func (f *Fleet) arrive(k *kernel.Kernel, i uint32) {
	if f.Lifecycle(i) == PendingLaunch && !f.await(k, i, Launching, PendingWait, f.Struck(i)) {
		f.enterService(k, i, f.Struck(i), 0)
	}
}

// enterService puts a host into service: CD-6.6.
func (f *Fleet) enterService(k *kernel.Kernel, i uint32, cause kernel.RecordNo, rule kernel.Rule) {
	g := f.AutoScalingGroupOf(i)
	a := &f.scaling[g]
	no := f.moveTo(k, i, InServiceState, cause, rule)
	a.failed = 0
	f.end(k, i, Successful, NoReason)
	if a.Suspended&AddToLoadBalancer == 0 && !f.Gone(i) {
		for _, l := range a.LoadBalancers {
			f.Register(k, l, i, no, rule)
		}
	}
	f.watchHealth(k, i)
	f.wantScaling(k, g, no, rule)
}

// leave begins the end of a host, for a reason; its group had so many.
func (f *Fleet) leave(k *kernel.Kernel, i uint32, why Why, have int, cause kernel.RecordNo, rule kernel.Rule) {
	g := f.AutoScalingGroupOf(i)
	f.dropActions(i)
	f.end(k, i, Cancelled, NoReason)
	no := f.moveTo(k, i, Terminating, cause, rule)
	f.begin(k, i, Activity{Group: g, Instance: i, Why: why, From: have, To: have - 1})
	for _, l := range f.scaling[g].LoadBalancers {
		f.Deregister(k, l, i, no, rule)
	}
	if !f.await(k, i, TerminatingTransition, TerminatingWait, no) {
		f.depart(k, i, no, rule)
	}
}

// depart ends a host that waits for nothing any more.
func (f *Fleet) depart(k *kernel.Kernel, i uint32, cause kernel.RecordNo, rule kernel.Rule) {
	g := f.AutoScalingGroupOf(i)
	no := f.moveTo(k, i, TerminatedState, cause, rule)
	f.end(k, i, Successful, NoReason)
	if !f.Gone(i) {
		f.terminate(k, i, no, rule)
	}
	f.forget(g, i)
	f.wantScaling(k, g, no, rule)
}

// abandon ends a host that never entered service, and counts the launches that
// fail one after another. CD-6.6
func (f *Fleet) abandon(k *kernel.Kernel, i uint32, reason Reason, cause kernel.RecordNo, rule kernel.Rule) {
	g := f.AutoScalingGroupOf(i)
	a := &f.scaling[g]
	f.dropActions(i)
	f.end(k, i, Cancelled, reason)
	if a.failed++; a.failed == 1 {
		a.failing = k.Now()
	}
	if a.failed >= failuresInARow {
		k.Schedule(k.Now(), kernel.Decide, events.LaunchesFail, uint32(g), 0)
	}
	f.depart(k, i, f.moveTo(k, i, Terminating, cause, rule), rule)
}

// failuresInARow is how many launches have to be abandoned one after another
// before a group is said to launch in vain.
const failuresInARow = 5

func (f *Fleet) forget(g int32, i uint32) {
	a := &f.scaling[g]
	a.hosts = slices.DeleteFunc(a.hosts, func(h uint32) bool { return h == i })
}

// FailingSince is since when every launch of Auto Scaling group g was
// abandoned, and how many were.
func (f *Fleet) FailingSince(g int32) (since kernel.Time, launches int) {
	return f.scaling[g].failing, f.scaling[g].failed
}

// ForgetFailures lets Auto Scaling group g count failed launches anew, because
// they have reason to go better from now on.
func (f *Fleet) ForgetFailures(g int32) { f.scaling[g].failed = 0 }

// GiveUpLaunches suspends the launches of Auto Scaling group g, which fail one
// after another for the same reason. CD-6.6
func (f *Fleet) GiveUpLaunches(k *kernel.Kernel, g int32) {
	a := &f.scaling[g]
	if a.failed < failuresInARow || a.Suspended&LaunchProcess != 0 {
		return
	}
	no := k.Record(events.LaunchesGivenUp, events.About(events.ScalingGroup, uint32(g)), a.cause, rules.CD_6_6, int64(a.failed), 0)
	f.SuspendProcesses(k, g, LaunchProcess, no, rules.CD_6_6)
	a.givenUp = true
}

// GivenUp says whether the launches of Auto Scaling group g are given up.
func (f *Fleet) GivenUp(g int32) bool { return f.scaling[g].givenUp }
