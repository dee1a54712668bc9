package gen

import "pgregory.net/rapid"

// What scenarios may have: the space that is drawn from.

// Feature is a part that a scenario has or has not.
type Feature uint8

// The features.
const (
	LoadBalancer Feature = iota // hosts leave load balancers while they are deployed to (CD-4.1)
	BlueGreen                   // replacements instead of updates in place (CD-3.1)
	Rollback                    // automatic rollbacks (CD-5.2)
	Zones                       // hosts in several Availability Zones, which the configuration may heed (CD-2.25)
	Scaling                     // an Auto Scaling group (CD-6.6)
	Alarms                      // alarms that stop deployments (CD-6.1)
	Files                       // files that are copied, and what is in their way (CD-4.14)
	Agents                      // agents that are slow, stopped or missing (CD-8.1, CD-8.4)
	Health                      // hosts that begin unhealthy, or with another revision (CD-2.20)
	Failures                    // scripts that fail or take too long (CD-4.6, CD-4.7)
	Neighbours                  // a second deployment group on the same hosts
	Calls                       // calls beside the one that deploys
	OnPremises                  // some hosts are on-premises ones (CD-10.7); not with BlueGreen
	Functions                   // a Lambda function beside the hosts, and its deployment (CD-9.3)
	Services                    // an ECS service beside the hosts, and its deployment (CD-9.5)
	features
)

// Option narrows what is drawn.
type Option func(*space)

// With draws only what has these features.
func With(list ...Feature) Option {
	return func(s *space) { s.set(always, list) }
}

// Without draws nothing that has these features.
func Without(list ...Feature) Option {
	return func(s *space) { s.set(never, list) }
}

// Max allows for up to n hosts at time 0 beside replacements, 1 or more; 6 if
// it is not given.
func Max(n int) Option {
	return func(s *space) { s.hosts = n }
}

// Faults allows for up to n faults of these kinds, of any kind if none is
// given; 3 of any kind if it is not given.
func Faults(n int, kinds ...Kind) Option {
	return func(s *space) {
		s.faults = n
		if len(kinds) > 0 {
			s.kinds = kinds
		}
	}
}

type presence uint8

const (
	perhaps presence = iota
	always
	never
)

// space is what scenarios may have.
type space struct {
	features [features]presence
	hosts    int
	faults   int
	kinds    []Kind
}

func spaceOf(options []Option) *space {
	s := &space{hosts: 6, faults: 3, kinds: Kinds()}
	for _, option := range options {
		option(s)
	}
	return s
}

func (s *space) set(p presence, list []Feature) {
	for _, f := range list {
		s.features[f] = p
	}
}

// traits are the features of one scenario.
type traits [features]bool

// deployment draws the number of a deployment that may exist: the first, or the
// one that follows it.
func (has *traits) deployment(t *rapid.T) int64 {
	most := int64(1)
	if has[Rollback] || has[Scaling] {
		most = 2
	}
	return rapid.Int64Range(1, most).Draw(t, "deployment")
}

// swarm chooses the features and the kinds of fault of one scenario. A random
// part of what is possible finds more than all of it at once does, where one
// thing hides another.
func (s *space) swarm(t *rapid.T) (has traits, kinds []Kind) {
	for f, p := range s.features {
		has[f] = p == always || p == perhaps && rapid.Bool().Draw(t, "feature")
	}
	if has[OnPremises] && has[BlueGreen] { // which the format refuses together (CD-3.1)
		has[BlueGreen], has[OnPremises] = s.features[OnPremises] != always, s.features[OnPremises] == always
	}
	if has[BlueGreen] && s.features[LoadBalancer] == perhaps { // without one it fails at once (CD-3.1)
		has[LoadBalancer] = has[LoadBalancer] || !oddly(t, "no load balancer")
	}
	for _, k := range s.kinds {
		if rapid.Bool().Draw(t, "kind") {
			kinds = append(kinds, k)
		}
	}
	return has, kinds
}

// oddly is true now and then. Ends of lists are drawn more often than what is
// between them, so true is not there.
func oddly(t *rapid.T, label string) bool {
	return rapid.SampledFrom([]bool{false, false, false, false, false, true, false, false}).Draw(t, label)
}
