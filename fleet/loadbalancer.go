package fleet

import (
	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// standing is what a load balancer has to do with a host, in bits.
type standing uint8

const (
	registered standing = 1 << iota
	unhealthy           // its health checks fail, so that it is sent nothing
	never               // it never passes a health check, as the scenario says
)

// sent says whether the load balancer sends traffic to the host.
func (s standing) sent() bool { return s&(registered|unhealthy) == registered }

// stand makes the columns of the load balancers at time 0. A host that is down
// then has been so for long, so that the health checks know. CD-7.6
func (f *Fleet) stand(n int) {
	f.receives = make([]uint16, n)
	for l := range f.setup.LoadBalancers {
		lb := &f.setup.LoadBalancers[l]
		column := make([]standing, n)
		for _, i := range lb.NeverHealthy {
			if int(i) < n {
				column[i] = never
			}
		}
		if lb.Members == nil {
			for i := range uint32(n) {
				f.join(column, i)
			}
		}
		for _, i := range lb.Members {
			f.join(column, i)
		}
		for _, i := range lb.Unhealthy {
			if column[i].sent() {
				column[i] |= unhealthy
				f.receives[i]--
			}
		}
		f.behind = append(f.behind, column)
	}
}

// join registers a host at time 0.
func (f *Fleet) join(column []standing, i uint32) {
	if column[i]&registered != 0 {
		return
	}
	column[i] |= registered
	f.flags[i] |= fronted
	if f.flags[i]&down != 0 || column[i]&never != 0 {
		column[i] |= unhealthy
	} else {
		f.receives[i]++
	}
}

// LoadBalancer is what load balancer l was made from.
func (f *Fleet) LoadBalancer(l int32) *LoadBalancer { return &f.setup.LoadBalancers[l] }

// LoadBalancers is how many there are.
func (f *Fleet) LoadBalancers() int { return len(f.behind) }

// Behind says whether instance i is registered with load balancer l.
func (f *Fleet) Behind(l int32, i uint32) bool { return f.behind[l][i]&registered != 0 }

// Receives says whether load balancer l sends traffic to instance i: it is
// registered, and its health checks did not fail.
func (f *Fleet) Receives(l int32, i uint32) bool { return f.behind[l][i].sent() }

// GetsHealthy says whether instance i ever passes the health check of load
// balancer l: one that is down or cut off does not, nor one the scenario names
// (CD-7.2).
func (f *Fleet) GetsHealthy(l int32, i uint32) bool {
	return f.Answers(i) && f.behind[l][i]&never == 0
}

// Register puts instance i behind load balancer l, where it is healthy now; a
// host that is there already stays (CD-7.1, CD-7.5).
func (f *Fleet) Register(k *kernel.Kernel, l int32, i uint32, cause kernel.RecordNo, rule kernel.Rule) {
	was := f.behind[l][i]
	if was.sent() {
		return
	}
	serves := f.InService(i)
	f.behind[l][i] = was&^unhealthy | registered
	f.receives[i]++
	f.flags[i] |= fronted
	f.moved(k, i, serves)
	kind := events.Registered
	if was&registered != 0 {
		kind = events.ChecksPassed
	}
	k.Record(kind, events.About(events.Instance, i), cause, rule, int64(l), int64(f.serving))
}

// Deregister takes instance i out of load balancer l.
func (f *Fleet) Deregister(k *kernel.Kernel, l int32, i uint32, cause kernel.RecordNo, rule kernel.Rule) {
	was := f.behind[l][i]
	if was&registered == 0 {
		return
	}
	serves := f.InService(i)
	f.behind[l][i] &= never
	if was.sent() {
		f.receives[i]--
	}
	f.moved(k, i, serves)
	k.Record(events.Deregistered, events.About(events.Instance, i), cause, rule, int64(l), int64(f.serving))
}
