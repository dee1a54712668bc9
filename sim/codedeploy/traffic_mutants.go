package codedeploy

import (
	"github.com/seed-11de0fc1/rehearse/fleet"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
	"github.com/seed-11de0fc1/rehearse/sim/rules"
)

var trafficMutants = []Mutant{
	{"X-CD-one-list-of-ten", rules.CD_7_1, func(d *Decisions) { d.TooManyBalancers = tenInAll }, ""},
	{"X-CD-drains-one-after-another", rules.CD_7_3, func(d *Decisions) { d.BlockTakes = blockInTurn }, ""},
	{"X-CD-blocks-by-health-checks", rules.CD_7_3, func(d *Decisions) { d.BlockTakes = blockByChecks }, ""},
	{"X-CD-drains-strangers", rules.CD_7_5, func(d *Decisions) { d.BlockTakes = blockStrangers }, ""},
	{"X-CD-joins-one-after-another", rules.CD_7_3, func(d *Decisions) { d.AllowTakes = allowInTurn }, ""},
	{"X-CD-any-load-balancer", rules.CD_7_2, func(d *Decisions) { d.HealthyIn = func(total, healthy int) bool { return healthy > 0 } }, ""},
}

// Ten load balancers in all, of whatever sort.
func tenInAll(classic, targetGroups int) bool { return classic+targetGroups > maxBalancers }

// The load balancers let a host go one after another.
func blockInTurn(sofar kernel.Time, lb *fleet.LoadBalancer, registered bool) kernel.Time {
	return sofar + blockTakes(0, lb, registered)
}

// BlockTraffic takes as long as AllowTraffic.
func blockByChecks(sofar kernel.Time, lb *fleet.LoadBalancer, registered bool) kernel.Time {
	if registered {
		return max(sofar, lb.Register)
	}
	return sofar
}

// Load balancers where the host is not registered hold it up too.
func blockStrangers(sofar kernel.Time, lb *fleet.LoadBalancer, _ bool) kernel.Time {
	return blockTakes(sofar, lb, true)
}

// The load balancers let a host in one after another.
func allowInTurn(sofar kernel.Time, lb *fleet.LoadBalancer) kernel.Time { return sofar + lb.Register }
