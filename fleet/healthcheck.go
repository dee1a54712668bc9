package fleet

import (
	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// checkInterval is how long it takes an Auto Scaling group to notice that a
// host is unhealthy.
const checkInterval = 60 * kernel.Second

// watchHealth has the Auto Scaling group of a host look at it, if it is not
// well. A host that does not run enjoys no grace period.
func (f *Fleet) watchHealth(k *kernel.Kernel, i uint32) {
	if !f.Lifecycle(i).Counts() || f.health(i) == wellHost {
		return
	}
	at := k.Now() + checkInterval
	if m := &f.scaled[i]; f.Up(i) {
		at = max(at, m.since+f.scaling[m.group-1].Grace)
	}
	k.Schedule(at, kernel.Decide, events.HealthCheckDue, i, 0)
}

// Whom the health checks call unhealthy.
const (
	wellHost = -1
	failsEC2 = int(EC2Check)
	failsELB = int(ELBCheck)
)

// health is the health check that instance i fails, wellHost for none.
func (f *Fleet) health(i uint32) int {
	if f.flags[i]&(stopped|terminated) != 0 {
		return failsEC2
	}
	a := &f.scaling[f.AutoScalingGroupOf(i)]
	for _, l := range a.LoadBalancers {
		if a.HealthCheck == ELBCheck && f.Behind(l, i) && !f.GetsHealthy(l, i) {
			return failsELB
		}
	}
	return wellHost
}

// checkHealth terminates a host that is unhealthy still, so that its group
// launches another.
func (f *Fleet) checkHealth(k *kernel.Kernel, i uint32) {
	const both = HealthCheckProcess | ReplaceUnhealthy
	if !f.Lifecycle(i).Counts() {
		return
	}
	g := f.AutoScalingGroupOf(i)
	fails := f.health(i)
	if fails == wellHost || f.scaling[g].Suspended&(both|TerminateProcess) != 0 {
		return
	}
	no := k.Record(events.HostUnhealthy, events.About(events.Instance, i), f.Struck(i), 0, int64(fails), 0)
	if f.Lifecycle(i) < InServiceState {
		f.abandon(k, i, BecameUnhealthy, no, 0)
		return
	}
	f.leave(k, i, FailsCheck+Why(fails), f.countHosts(g, LifecycleState.Counts), no, 0)
}

// Healthy says whether the Auto Scaling group of instance i has no reason to
// replace it.
func (f *Fleet) Healthy(i uint32) bool { return f.health(i) == wellHost }
