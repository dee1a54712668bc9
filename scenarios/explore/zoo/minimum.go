package zoo

import (
	"fmt"
	"slices"
	"strings"

	"github.com/seed-11de0fc1/rehearse/fleet"
	"github.com/seed-11de0fc1/rehearse/scenarios/property"
	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
	"github.com/seed-11de0fc1/rehearse/sim/events"
)

// Case is a way to break a claim.
type Case struct {
	Hosts  int
	Faults []sim.Input
}

// String tells the faults in the order in which they are listed.
func (c *Case) String() string {
	var words []string
	for _, in := range c.Faults {
		words = append(words, fmt.Sprintf("%v web-%d in %v of %d", in.Fault.Kind, in.When.Instance+1, in.When.Event, in.When.Deployment))
	}
	if len(words) == 0 {
		words = []string{"no fault"}
	}
	return fmt.Sprintf("hosts: %d; %s", c.Hosts, strings.Join(words, ", "))
}

// Minimum is the smallest case, with the fewest hosts and then the fewest
// faults, or nil if there is none with so many of both: every fault is tried at
// the beginning of every lifecycle event of every host in the first two
// deployments, together with every other.
func (a *Animal) Minimum(hosts, faults int) (*Case, error) {
	for n := 1; n <= hosts; n++ {
		_, setup, err := a.Scenario(n)
		if err != nil {
			return nil, err
		}
		if c, err := fewest(setup, a.Decisions(), a.Claim, a.faults(n), faults); c != nil || err != nil {
			return c, err
		}
	}
	return nil, nil
}

// faults are all that can strike n hosts.
func (a *Animal) faults(n int) (list []sim.Input) {
	for _, kind := range a.Faults {
		for deployment := 1; deployment <= 2; deployment++ {
			for host := range uint32(n) {
				for e := range events.LifecycleEvents {
					if !codedeploy.AWS.Occurs(e, codedeploy.InPlace, a.traffic()) {
						continue
					}
					list = append(list, sim.Input{
						When:  sim.When{Trigger: sim.AtLifecycle, Deployment: deployment, Instance: host, Event: e},
						Fault: &fleet.Fault{Kind: kind, Instances: []uint32{host}},
					})
				}
			}
		}
	}
	return list
}

// fewest is a case with the fewest of some faults, up to a number of them.
func fewest(s *sim.Setup, d *codedeploy.Decisions, claim *property.Property, list []sim.Input, most int) (*Case, error) {
	for n := 0; n <= min(most, len(list)); n++ {
		var found *Case
		_, err := choose(list, n, nil, func(chosen []sim.Input) (bool, error) {
			broken, err := breaks(s, d, claim, chosen)
			if broken {
				found = &Case{s.Fleet.Groups[0].Count, slices.Clone(chosen)}
			}
			return broken, err
		})
		if found != nil || err != nil {
			return found, err
		}
	}
	return nil, nil
}

// choose tries every choice of n out of a list behind what is chosen, until one
// is enough.
func choose(list []sim.Input, n int, chosen []sim.Input, try func(chosen []sim.Input) (bool, error)) (enough bool, err error) {
	if n == 0 {
		return try(chosen)
	}
	for i := range len(list) - n + 1 {
		if enough, err = choose(list[i+1:], n-1, append(chosen, list[i]), try); enough || err != nil {
			return enough, err
		}
	}
	return false, nil
}

// breaks says whether a run with some faults breaks a claim.
func breaks(s *sim.Setup, d *codedeploy.Decisions, claim *property.Property, faults []sim.Input) (bool, error) {
	struck := *s
	struck.Inputs = append(struck.Inputs[:len(struck.Inputs):len(struck.Inputs)], faults...)
	watch, _, err := property.Run(sim.NewUnder(&struck, d), []*property.Property{claim})
	return err == nil && len(watch.Violations) > 0, err
}

// traffic says whether the animal's hosts are behind a load balancer.
func (a *Animal) traffic() bool { return slices.Contains(a.Changes, withTraffic) }
