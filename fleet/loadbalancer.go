package fleet

import (
	"slices"

	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

func members(lb *LoadBalancer, n int) []bool {
	in := make([]bool, n)
	for i := range in {
		in[i] = lb.Members == nil
	}
	for _, i := range lb.Members {
		in[i] = true
	}
	return in
}

// LoadBalancer is what load balancer l was made from.
func (f *Fleet) LoadBalancer(l int32) *LoadBalancer { return &f.setup.LoadBalancers[l] }

// LoadBalancers is how many there are.
func (f *Fleet) LoadBalancers() int { return len(f.behind) }

// Behind says whether instance i is registered with load balancer l.
func (f *Fleet) Behind(l int32, i uint32) bool { return f.behind[l][i] }

// GetsHealthy says whether instance i ever passes the health check of load
// balancer l: one that is down or cut off does not, nor one the scenario names
// (CD-7.2).
func (f *Fleet) GetsHealthy(l int32, i uint32) bool {
	return f.flags[i]&(down|cut) == 0 && !slices.Contains(f.setup.LoadBalancers[l].NeverHealthy, f.Ref(i))
}

// Register puts instance i behind load balancer l; a host that is there
// already stays (CD-7.1, CD-7.5).
func (f *Fleet) Register(k *kernel.Kernel, l int32, i uint32, cause kernel.RecordNo, rule kernel.Rule) {
	if !f.behind[l][i] {
		f.behind[l][i] = true
		k.Record(events.Registered, events.About(events.Instance, i), cause, rule, int64(l), 0)
	}
}

// Deregister takes instance i out of load balancer l.
func (f *Fleet) Deregister(k *kernel.Kernel, l int32, i uint32, cause kernel.RecordNo, rule kernel.Rule) {
	if f.behind[l][i] {
		f.behind[l][i] = false
		k.Record(events.Deregistered, events.About(events.Instance, i), cause, rule, int64(l), 0)
	}
}

// InService says whether instance i takes requests: it runs and is registered
// with some load balancer, or with none it could be registered with (CD-7.4). A
// host of an Auto Scaling group takes none before it enters service.
func (f *Fleet) InService(i uint32) bool {
	if state := f.Lifecycle(i); !f.Up(i) || state != NoLifecycle && state < InServiceState {
		return false
	}
	fronted := f.setup.Groups[f.GroupOf(i)].Fronted
	for l := range f.behind {
		if f.behind[l][i] {
			return true
		}
		lb := &f.setup.LoadBalancers[l]
		fronted = fronted || lb.Members == nil || slices.Contains(lb.Members, i) || f.attaches(int32(l), i)
	}
	return !fronted
}

// attaches says whether the Auto Scaling group of a host registers it with load
// balancer l.
func (f *Fleet) attaches(l int32, i uint32) bool {
	g := f.AutoScalingGroupOf(i)
	return g != NoGroup && slices.Contains(f.scaling[g].LoadBalancers, l)
}
