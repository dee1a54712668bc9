package codedeploy

import (
	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
	"github.com/seed-11de0fc1/rehearse/sim/rules"
)

// What is remembered about an instance between deployments, for each group:
// CD-2.20 to 2.23.

// HealthDecisions decide what a deployment leaves behind.
type HealthDecisions struct {
	// AfterSuccess is for a target of a deployment that succeeded.
	AfterSuccess func(h Health, targetSucceeded bool) Health `rule:"CD-2.21"`
	// LeftOut is for a member that was no target of a deployment that
	// succeeded with another revision than the group's.
	LeftOut func(h Health) Health `rule:"CD-2.21"`
	// AfterFailure is for an attempted target of a deployment that failed or
	// was stopped: installing says that its Install had begun, current that
	// the revision is the group's.
	AfterFailure func(h Health, targetSucceeded, installing, current bool) Health `rule:"CD-2.22"`
	// PassedOver is for a target of a deployment that failed or was stopped
	// before its turn came.
	PassedOver func(h Health) Health `rule:"CD-2.22"`
}

var awsHealth = HealthDecisions{
	AfterSuccess: afterSuccess,
	LeftOut:      leftOut,
	AfterFailure: afterFailure,
	PassedOver:   func(h Health) Health { return h },
}

// Health is the instance health and the revision health of a host in a group.
// The zero value is what a new member has: Unhealthy and Unknown (CD-2.20).
type Health uint8

const (
	healths        = 8    // all are below
	touched Health = 0x80 // by the deployment that is ending
)

// NewHealth puts a health together.
func NewHealth(i events.InstanceHealth, r events.RevisionHealth) Health {
	return Health(i) | Health(r)<<1
}

func (h Health) instance() events.InstanceHealth { return events.InstanceHealth(h & 1) }
func (h Health) revision() events.RevisionHealth { return events.RevisionHealth(h >> 1 & 3) }

// afterSuccess: a target that succeeded is Healthy and Current; one that
// failed is Unhealthy and no longer Current. CD-2.21
func afterSuccess(h Health, targetSucceeded bool) Health {
	switch {
	case targetSucceeded:
		return NewHealth(events.Healthy, events.Current)
	case h.revision() == events.Current:
		return NewHealth(events.Unhealthy, events.Unknown)
	}
	return NewHealth(events.Unhealthy, h.revision())
}

// leftOut: what was Current is Old now. CD-2.21
func leftOut(h Health) Health {
	if h.revision() == events.Current {
		return NewHealth(h.instance(), events.Old)
	}
	return h
}

// afterFailure judges an attempted target by its own result. CD-2.22
func afterFailure(h Health, targetSucceeded, installing, current bool) Health {
	switch {
	case targetSucceeded && current:
		return NewHealth(events.Healthy, events.Current)
	case targetSucceeded:
		return NewHealth(events.Healthy, events.Old)
	case installing:
		return NewHealth(events.Unhealthy, events.Unknown)
	}
	return NewHealth(events.Unhealthy, h.revision())
}

// settleHealth updates the group's records when a deployment has ended.
func (s *Service) settleHealth(n int32) {
	d := &s.deployments[n]
	g := &s.groups[d.group]
	if d.action > 0 && d.begun {
		s.settleLone(n)
		return
	}
	switch {
	case s.shifts(d):
		if d.status == events.DeploymentSucceeded {
			g.revision, g.lastSuccessful = d.revision, n
		}
		return
	case d.status == events.DeploymentSucceeded:
		s.settleSuccess(n, g)
		return
	}
	current := g.revision == d.revision
	for t := d.first; t < d.first+d.count; t++ {
		if row := &s.targets[t]; !row.course.keepsHealth() {
			s.setHealth(d, row.instance, s.afterFailure(row, g.health[row.instance], current), row.last, rules.CD_2_22)
		}
	}
}

// afterFailure is the health of a target of a deployment that did not succeed.
// CD-2.22
func (s *Service) afterFailure(row *target, h Health, current bool) Health {
	if row.status == events.TargetSkipped {
		return s.d.PassedOver(h)
	}
	installing := s.seen(row, events.Install) && s.d.Occurs(events.Install, row.course, s.deployments[row.deployment].traffic)
	return s.d.AfterFailure(h, row.status == events.TargetSucceeded, installing, current)
}

// settleSuccess makes the deployed revision the group's.
func (s *Service) settleSuccess(n int32, g *group) {
	d := &s.deployments[n]
	another := g.revision != d.revision
	g.revision, g.lastSuccessful = d.revision, n
	for _, a := range g.settings.AutoScalingGroups {
		s.fleet.ForgetFailures(a)
	}
	for t := d.first; t < d.first+d.count; t++ {
		row := &s.targets[t]
		if row.status != events.TargetSkipped && !row.course.keepsHealth() {
			now := s.d.AfterSuccess(g.health[row.instance]&^touched, row.status == events.TargetSucceeded)
			s.setHealth(d, row.instance, now, row.last, rules.CD_2_21)
			g.health[row.instance] |= touched
		}
	}
	for i := range g.health {
		if h := g.health[i]; h&touched == 0 && another {
			s.setHealth(d, uint32(i), s.d.LeftOut(h), d.last, rules.CD_2_21)
		}
		g.health[i] &^= touched
	}
}

// setHealth records a change of health.
func (s *Service) setHealth(d *deployment, i uint32, now Health, cause kernel.RecordNo, rule kernel.Rule) {
	was := s.groups[d.group].health[i]
	if was == now {
		return
	}
	s.groups[d.group].health[i] = now
	s.k.Record(events.HealthChanged, events.About(events.Instance, i), cause, rule,
		events.PackHealth(d.group, now.instance(), now.revision()), int64(was))
}
