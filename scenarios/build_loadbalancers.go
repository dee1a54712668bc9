package scenarios

import (
	"slices"

	"github.com/seed-11de0fc1/rehearse/fleet"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// checks is what health checks come to, in seconds.
type checks struct{ interval, healthy, unhealthy int64 }

// balancer is a load balancer with these checks and a time to drain. CD-7.3,
// CD-7.6
func (c checks) balancer(drains kernel.Time) fleet.LoadBalancer {
	return fleet.LoadBalancer{
		Register: kernel.Time((c.healthy+1)*c.interval) * kernel.Second, Deregister: drains,
		Fails: kernel.Time(c.unhealthy*c.interval) * kernel.Second, Passes: kernel.Time(c.healthy*c.interval) * kernel.Second,
	}
}

// loadBalancer makes a Classic load balancer. One made in the console checks
// every 30 seconds, wants 10 good checks or 2 bad ones, and drains for 300
// seconds.
func (b *builder) loadBalancer(lb *LoadBalancer) {
	b.define(&b.balancers, lb.LoadBalancerName)
	c, draining := checks{30, 10, 2}, int64(300)
	if check := lb.HealthCheck; check != nil {
		c = checks{orElse(check.Interval, c.interval), orElse(check.HealthyThreshold, c.healthy), orElse(check.UnhealthyThreshold, c.unhealthy)}
	}
	if lb.ConnectionDraining != nil {
		draining = orElse(lb.ConnectionDraining.Timeout, draining)
		if !lb.ConnectionDraining.Enabled {
			draining = 0
		}
	}
	made := c.balancer(kernel.Time(draining) * kernel.Second)
	made.Name, made.Members = lb.LoadBalancerName.Text, b.present(lb.Instances)
	made.NeverHealthy, made.Unhealthy = b.list(lb.NeverHealthy), b.registered(lb.Unhealthy, made.Members)
	b.setup.Fleet.LoadBalancers = append(b.setup.Fleet.LoadBalancers, made)
}

// targetGroup makes a target group, behind the Classic load balancers. A new
// one checks every 30 seconds, wants 5 good checks or 2 bad ones, and its
// deregistration delay is 300 seconds.
func (b *builder) targetGroup(g *TargetGroup) {
	b.define(&b.targetGroups, g.TargetGroupName)
	c := checks{orElse(g.HealthCheckIntervalSeconds, 30), orElse(g.HealthyThresholdCount, 5), orElse(g.UnhealthyThresholdCount, 2)}
	if delay := orElse(g.DeregistrationDelay, 0); delay > kernel.Hour {
		b.Under("CD-7.3").Errorf(g.Pos.Position, "write up to 1h", "a deregistration delay of more than an hour")
	}
	made := c.balancer(orElse(g.DeregistrationDelay, 300*kernel.Second))
	made.Name, made.TargetGroup = g.TargetGroupName.Text, true
	made.Members, made.NeverHealthy = b.present(g.Members), b.list(g.NeverHealthy)
	made.Unhealthy = b.registered(g.Unhealthy, made.Members)
	b.setup.Fleet.LoadBalancers = append(b.setup.Fleet.LoadBalancers, made)
}

// registered are hosts that must be members; without members all are.
func (b *builder) registered(names []Name, members []uint32) []uint32 {
	hosts := b.list(names)
	for _, i := range hosts {
		if _, ok := slices.BinarySearch(members, i); members != nil && !ok {
			b.Under("CD-7.6").Errorf(names[0].Pos.Position, "name hosts that are registered", "unhealthy names a host that is not registered at time 0")
			break
		}
	}
	return hosts
}
