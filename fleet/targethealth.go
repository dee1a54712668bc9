package fleet

import (
	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
	"github.com/seed-11de0fc1/rehearse/sim/rules"
)

// Health checks of hosts that are registered: CD-7.6.

// turn lets the health checks of instance i fail, or pass again, from now on;
// the load balancers heed that after their thresholds. CD-7.6
func (f *Fleet) turn(k *kernel.Kernel, i uint32) {
	if len(f.behind) == 0 {
		return
	}
	f.turned = column(f.turned, f.Len())
	f.turned[i] = k.Now()
	kind := events.HealthChecksPass
	if !f.Answers(i) {
		kind = events.HealthChecksFail
	}
	for l := range f.behind {
		if s := f.behind[l][i]; s&registered != 0 && s.sent() == (kind == events.HealthChecksFail) {
			k.Schedule(k.Now()+f.threshold(l, kind), kernel.Settle, kind, i, uint32(l))
		}
	}
}

// threshold is how long health checks must fail, or pass, to count.
func (f *Fleet) threshold(l int, kind kernel.Kind) kernel.Time {
	if kind == events.HealthChecksFail {
		return f.setup.LoadBalancers[l].Fails
	}
	return f.setup.LoadBalancers[l].Passes
}

// Answers says whether instance i could answer a request: it runs and has a
// network.
func (f *Fleet) Answers(i uint32) bool { return f.flags[i]&(down|cut) == 0 }

// checked lets load balancer l know the health of instance i, unless that has
// turned since, or the host has left. CD-7.6
func (f *Fleet) checked(k *kernel.Kernel, i uint32, l int, kind kernel.Kind) {
	failed := kind == events.HealthChecksFail
	s := f.behind[l][i]
	if f.turned[i]+f.threshold(l, kind) > k.Now() || s&registered == 0 || s.sent() != failed || f.Answers(i) == failed {
		return
	}
	if !failed && !f.GetsHealthy(int32(l), i) {
		return
	}
	serves := f.InService(i)
	record := events.ChecksFailed
	if failed {
		f.behind[l][i] |= unhealthy
		f.receives[i]--
	} else {
		record = events.ChecksPassed
		f.behind[l][i] &^= unhealthy
		f.receives[i]++
	}
	f.moved(k, i, serves)
	k.Record(record, events.About(events.Instance, i), f.Struck(i), rules.CD_7_6, int64(l), int64(f.serving))
}
