package codedeploy

import (
	"github.com/seed-11de0fc1/rehearse/fleet"
	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// What of CodeDeploy can still matter, relative to now.

// Digest adds to the digest of each host what is its own, and to rest what is
// of all, as fleet.Digest does. Deployments to Lambda and ECS it has no measure
// for.
func (s *Service) Digest(now kernel.Time, hosts []kernel.Digest, rest *kernel.Digest) bool {
	if len(s.aliases)+len(s.taskSets) > 0 {
		return false
	}
	for g := range s.groups {
		s.digestGroup(&s.groups[g], hosts, rest)
	}
	for n := s.past; n < int32(len(s.deployments)); n++ {
		d := &s.deployments[n]
		s.digestDeployment(d, rest)
		if !d.status.Final() || d.settings.BlueGreenType {
			s.digestTargets(n, now, hosts)
		}
	}
	for _, x := range s.delays {
		hosts[s.targets[x.target].instance].Add(uint64(x.by))
	}
	return true
}

func (s *Service) digestGroup(g *group, hosts []kernel.Digest, rest *kernel.Digest) {
	for i := range hosts {
		hosts[i].Add(uint64(s.agents[i])<<40 | uint64(g.health[i])<<32 | uint64(s.kept.first(g.kept[i])))
	}
	rest.Add(flag(g.deleted) | pair(g.revision, g.lastSuccessful)<<1)
	rest.Add(pair(g.active, g.lastAttempted))
}

// digestDeployment leaves out ids, times, records and what is counted in the
// targets' own rows.
func (s *Service) digestDeployment(d *deployment, rest *kernel.Digest) {
	rest.Add(pair(d.group, d.revision))
	rest.Add(pair(d.config, d.rollbackOf))
	rest.Add(pair(d.rolledBackBy, d.after)<<8 | uint64(d.creator))
	rest.Add(uint64(d.status) | uint64(d.code)<<8 | uint64(d.stage)<<16 | uint64(d.stopping)<<24 | uint64(d.stopRule)<<32 |
		(flag(d.begun)|flag(d.denied)<<1|flag(d.powerless)<<2|flag(d.hookless)<<3|flag(d.waiting)<<4|flag(d.terminating)<<5|flag(d.polling)<<6)<<48)
	rest.Add(uint64(d.size)<<32 | uint64(d.minimum))
	rest.Add(uint64(d.pending)<<42 | uint64(d.inProgress)<<21 | uint64(d.skipped))
	rest.Add(uint64(d.succeeded)<<32 | uint64(d.failed))
	if d.onStop != nil {
		rest.Add(2 | flag(*d.onStop))
	}
	for i := range d.zones {
		z := &d.zones[i]
		rest.Add(uint64(z.inProgress)<<42 | uint64(z.succeeded)<<21 | uint64(z.failed))
	}
	rest.Add(uint64(d.zone)<<32 | uint64(len(d.zones))<<16 | uint64(len(d.activated)))
}

// digestTargets adds the targets of a deployment to their hosts.
func (s *Service) digestTargets(n int32, now kernel.Time, hosts []kernel.Digest) {
	d := &s.deployments[n]
	for t := d.first; t < d.first+d.count; t++ {
		row := &s.targets[t]
		h := &hosts[row.instance]
		h.Add(uint64(n)<<32 | uint64(row.status)<<16 | uint64(row.class)<<8 | uint64(row.course))
		switch {
		case row.status == events.TargetInProgress:
			h.Add(uint64(row.event) | uint64(row.doing)<<8 | uint64(row.spoil)<<16 | flag(row.unseen)<<24 | uint64(row.script)<<32 | uint64(row.exited)<<48)
			h.Add(fleet.Left(now, row.since))
		case d.settings.BlueGreenType:
			h.Add(uint64(row.event) | uint64(row.doing)<<8)
		case row.status != events.TargetPending:
			h.Add(flag(s.seen(row, events.Install))) // CD-2.22 asks for it
		}
	}
}

// DigestLine adds who is in line and in which order, once the digests of hosts
// are complete. Two hosts that are alike in all can change places.
func (s *Service) DigestLine(hosts []kernel.Digest, rest *kernel.Digest) {
	for _, n := range s.active {
		d := &s.deployments[n]
		for t := d.first; t < d.first+d.count; t++ {
			if row := &s.targets[t]; d.inLine(row) {
				rest.AddDigest(hosts[row.instance])
			}
		}
	}
}

func flag(b bool) uint64 {
	if b {
		return 1
	}
	return 0
}

func pair(a, b int32) uint64 { return uint64(uint32(a))<<32 | uint64(uint32(b)) }
