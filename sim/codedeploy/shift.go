package codedeploy

import (
	"slices"

	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
	"github.com/seed-11de0fc1/rehearse/sim/rules"
)

// Which part of the traffic moves when: CD-9.8 to 9.12.

// Shift is one step of traffic to the replacement.
type Shift struct {
	Share int         // of the replacement from now on, in per cent
	Wait  kernel.Time // until the next step; the share 100 has none
}

// ShiftDecisions decide about shifting traffic.
type ShiftDecisions struct {
	// NextShift is step n of a shift, from 0.
	NextShift func(r Routing, n int) Shift `rule:"CD-9.9"`
	// ConfigFits says whether a group of a platform takes a configuration.
	ConfigFits func(config, group Platform) bool `rule:"CD-9.10"`
	// MayShift says whether a load balancer can move traffic in this way.
	MayShift func(network bool, t RoutingType) bool `rule:"CD-9.11"`
	// ShiftLimit is how long a deployment may take in all; 0: no limit.
	ShiftLimit func(p Platform) kernel.Time `rule:"CD-9.11"`
	// BlueGreen says whether deployments of a platform are always blue/green.
	BlueGreen func(p Platform) bool `rule:"CD-9.12"`
	// Stays says whether traffic stays where it is when a deployment fails or
	// is stopped, until a rollback moves it.
	Stays func() bool `rule:"CD-9.8"`
	// BackConfig is the configuration of a rollback.
	BackConfig func(p Platform, failed int32) int32 `rule:"CD-5.6"`
}

var awsShift = ShiftDecisions{
	NextShift:  nextShift,
	ConfigFits: func(config, group Platform) bool { return config == group },
	MayShift:   func(network bool, t RoutingType) bool { return !network || t == AllAtOnce },
	ShiftLimit: shiftLimit,
	BlueGreen:  func(p Platform) bool { return p != Server },
	Stays:      func() bool { return true },
	BackConfig: func(p Platform, _ int32) int32 { return AtOnce(p) },
}

// nextShift: canary moves a part and the rest after one interval; linear moves
// the same part at the start of every interval, and what remains in the end.
// CD-9.9
func nextShift(r Routing, n int) Shift {
	switch {
	case r.Type == TimeBasedCanary && n == 0:
		return Shift{r.Percentage, r.Interval}
	case r.Type == TimeBasedLinear:
		return Shift{min(100, r.Percentage*(n+1)), r.Interval}
	}
	return Shift{Share: 100}
}

// Shifts are all steps of a shift, with the times at which they come after its
// start. CD-9.9
func (d *Decisions) Shifts(r Routing) (shares []int, at []kernel.Time) {
	now := kernel.Time(0)
	for n := 0; n < 200; n++ {
		step := d.NextShift(r, n)
		shares, at = append(shares, step.Share), append(at, now)
		if step.Share >= 100 {
			break
		}
		now += step.Wait
	}
	return shares, at
}

// shiftLimit: Lambda deployments have 50 hours; those to ECS have the limits
// of their waits and hooks alone. CD-9.11
func shiftLimit(p Platform) kernel.Time {
	if p == Lambda {
		return 50 * kernel.Hour
	}
	return 0
}

// refuseConfig is why a deployment can not be made with a configuration, or
// None for the group's. CD-9.10, CD-9.11
func (s *Service) refuseConfig(g, config int32, set *Settings) events.Exception {
	if config == None {
		config = set.Config
	}
	if config == None {
		return events.NoException
	}
	x := &s.setup.Configs[config]
	switch {
	case !s.d.ConfigFits(x.Platform, s.groupPlatform(g)):
		return events.InvalidDeploymentConfigName
	case len(set.Pairs) > 0 && !s.d.MayShift(set.Pairs[0].Network, x.Routing.Type):
		return events.InvalidTrafficRoutingConfiguration
	}
	return events.NoException
}

// refuseSettings is why a group can not have settings. CD-9.10, CD-9.11,
// CD-10.5
func (s *Service) refuseSettings(g int32, set *Settings) events.Exception {
	if s.groupPlatform(g) != Server && len(set.AutoScalingGroups) > 0 {
		return events.InvalidAutoScalingGroup
	}
	for i := range s.groups {
		other := &s.groups[i]
		if int32(i) != g && !other.deleted && len(set.ECSServices) > 0 && slices.Equal(set.ECSServices, other.settings.ECSServices) {
			return events.ECSServiceMappingLimitExceeded
		}
	}
	return s.refuseConfig(g, None, set)
}

// shiftTraffic makes the next step of AllowTraffic; the last one ends it.
func (s *Service) shiftTraffic(n int32) {
	d := &s.deployments[n]
	step := s.d.NextShift(s.config(d).Routing, d.shift.step)
	d.shift.step++
	s.setShare(n, max(step.Share, d.shift.share), rules.CD_9_9)
	if step.Share < 100 {
		s.schedule(d.first, s.k.Now()+step.Wait, events.TrafficShifts)
		return
	}
	s.succeedEvent(n, rules.CD_9_9)
}

// setShare gives the replacement its part of the production traffic.
func (s *Service) setShare(n int32, share int, rule kernel.Rule) {
	d := &s.deployments[n]
	row := &s.targets[d.first]
	if share == d.shift.share {
		return
	}
	row.last = s.k.Record(events.TrafficShifted, events.About(events.Target, d.first), row.last, rule, int64(share), int64(d.shift.share))
	d.shift.share = share
	if s.platform(d) == Lambda {
		s.weighAlias(d)
	} else {
		s.weighTaskSets(n)
	}
}
