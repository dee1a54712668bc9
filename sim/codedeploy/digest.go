package codedeploy

import (
	"cmp"
	"slices"

	"github.com/seed-11de0fc1/rehearse/fleet"
	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// What of CodeDeploy can still matter, relative to now.

// Blind is what nobody asks of the states that a digest tells apart, so that it
// can be left out where it decides nothing either: see Outlook.
type Blind struct {
	Hosts    bool // what is installed on hosts, the health that groups remember of them, and in which class targets were
	Archives bool // what agents keep of bundles
	Ended    bool // deployments that are over
	Start    bool // how many hosts served at the start
	Waits    bool // how much is left of them, which others know
}

// Digest adds to the digest of each host what is its own, and to rest what is
// of all, as fleet.Digest does.
func (s *Service) Digest(now kernel.Time, blind Blind, o *Outlook, hosts []kernel.Digest, rest *kernel.Digest) {
	blind.Hosts = blind.Hosts && !s.d.Uninstalls()
	s.kept.share()
	o.look(s)
	for g := range s.groups {
		s.digestGroup(int32(g), blind, o, hosts)
		s.digestRecords(&s.groups[g], rest)
	}
	for n := s.past; n < int32(len(s.deployments)); n++ {
		d := &s.deployments[n]
		rest.AddPair(pair(d.group, d.revision), pair(d.rolledBackBy, d.rollbackOf)<<16|uint64(d.creator)<<8|uint64(d.status))
		if s.shifts(d) {
			s.digestShift(d, now, blind, rest)
		}
		if blind.Ended && d.status.Final() && !d.settings.BlueGreenType {
			continue
		}
		s.digestDeployment(d, rest)
		if d.status.Final() && !d.settings.BlueGreenType {
			continue
		}
		s.digestTriggers(d, rest)
		if !s.shifts(d) {
			s.digestTargets(n, now, blind, o, hosts)
		}
	}
	s.digestOrder(o, hosts)
	for _, x := range s.delays {
		if i := s.targets[x.target].instance; i != NoInstance {
			hosts[i].Add(uint64(x.by))
		} else {
			rest.Add(uint64(x.by))
		}
	}
	s.digestAliases(rest)
	digestGone(1, s.appsGone, rest)
	digestGone(2, s.configsGone, rest)
}

// digestGone adds what was deleted: not every call to delete is granted. CD-2.24
func digestGone(what uint64, gone []int32, rest *kernel.Digest) {
	for _, i := range gone {
		rest.Add(what<<32 | uint64(i))
	}
}

// digestGroup adds what a group remembers of hosts, and what their agents keep,
// as far as it is still asked for.
func (s *Service) digestGroup(n int32, blind Blind, o *Outlook, hosts []kernel.Digest) {
	g := &s.groups[n]
	for i := range hosts {
		kept := s.kept.marks[g.kept[i]]
		what, more := uint64(s.agents[i]), kept.files
		if !blind.Hosts {
			what |= uint64(g.health[i])<<8 | flag(g.kept[i] != 0)<<16
			more = kept.installed ^ o.earlier(s, g.kept[i])
		} else if health := o.health(g.health[i]); o.another[n] {
			what |= uint64(health)<<8 | flag(g.kept[i] != 0)<<16
			more ^= o.earlier(s, g.kept[i])
		} else if o.planned && g.active != None {
			what |= uint64(health) << 8
		}
		if !blind.Archives {
			more = kept.all
		}
		hosts[i].AddPair(what, more)
	}
}

// digestRecords adds what a group knows of its deployments.
func (s *Service) digestRecords(g *group, rest *kernel.Digest) {
	rest.AddPair(flag(g.deleted)|pair(g.revision, g.lastSuccessful)<<1, pair(g.active, g.lastAttempted))
}

// digestTriggers adds which alarms have stopped a deployment, or the one that it
// rolls back: the rollback ignores them. CD-5.8
func (s *Service) digestTriggers(d *deployment, rest *kernel.Digest) {
	trigger := d
	if d.rollbackOf != None && s.deployments[d.rollbackOf].code == events.AlarmActive {
		trigger = &s.deployments[d.rollbackOf]
	}
	if len(trigger.activated) == 0 {
		return
	}
	for _, a := range trigger.activated {
		rest.Add(kernel.HashString(a.Name))
	}
	for a := range int32(s.fleet.Alarms()) {
		_, _, last := s.fleet.AlarmState(a)
		rest.Add(flag(last < trigger.stopNo))
	}
}

// health is as much of one as another deployment may ask for.
func (o *Outlook) health(h Health) Health {
	if o.forgets {
		return h.forgotten()
	}
	return h
}

// forgotten is a health without the revision of an Unhealthy instance, which
// decides nothing as long as forgets says so.
func (h Health) forgotten() Health {
	if h.instance() == events.Unhealthy {
		return NewHealth(events.Unhealthy, events.Unknown)
	}
	return h
}

// forgets says whether decisions make nothing of the revision that an Unhealthy
// instance has, nor of whether its Install began: whatever happens to two of
// them, they stay alike. At AWS it is so. CD-2.14, CD-2.21, CD-2.22
func forgets(d *Decisions) bool {
	if d.Uninstalls() {
		return false
	}
	for r := events.Unknown; r <= events.Current; r++ {
		h := NewHealth(events.Unhealthy, r)
		if d.Class(events.Unhealthy, r) != d.Class(events.Unhealthy, events.Unknown) || d.Outdated(events.Unhealthy, r) != d.Outdated(events.Unhealthy, events.Unknown) {
			return false
		}
		for n := range 8 {
			yes, current := n&1 == 1, n&2 == 2
			any := NewHealth(events.Unhealthy, events.Unknown)
			if d.AfterSuccess(h, yes).forgotten() != d.AfterSuccess(any, yes).forgotten() ||
				d.AfterFailure(h, yes, n&4 == 4, current).forgotten() != d.AfterFailure(any, yes, false, current).forgotten() ||
				d.LeftOut(h).forgotten() != d.LeftOut(any).forgotten() || d.PassedOver(h).forgotten() != d.PassedOver(any).forgotten() {
				return false
			}
		}
	}
	for r := events.Unknown; r <= events.Current; r++ { // whether Install began, for the others too
		for n := range 4 {
			h, yes, current := NewHealth(events.Healthy, r), n&1 == 1, n&2 == 2
			if d.AfterFailure(h, yes, true, current).forgotten() != d.AfterFailure(h, yes, false, current).forgotten() {
				return false
			}
		}
	}
	return true
}

// digestDeployment leaves out ids, times, records and what is counted in the
// targets' own rows.
func (s *Service) digestDeployment(d *deployment, rest *kernel.Digest) {
	rest.AddPair(pair(d.config, d.after), flag(d.ignoreStop)|flag(d.outdatedOnly)<<1|flag(d.restart)<<2|flag(d.traffic)<<3|flag(d.alarms != nil)<<4|
		flag(d.rollback.Enabled)<<5|flag(d.rollback.OnFailure)<<6|flag(d.rollback.OnStop)<<7|flag(d.rollback.OnAlarm)<<8|
		flag(d.settings == s.groups[d.group].settings)<<9|flag(d.replacements != nil)<<10|uint64(d.fileExists)<<16)
	rest.AddPair(uint64(d.code)<<8|uint64(d.stage)<<16|uint64(d.stopping)<<24|uint64(d.stopRule)<<32|
		(flag(d.begun)|flag(d.denied)<<1|flag(d.powerless)<<2|flag(d.hookless)<<3|flag(d.waiting)<<4|flag(d.terminating)<<5|flag(d.polling)<<6)<<48,
		uint64(d.Targets)<<32|uint64(d.Minimum))
	rest.AddPair(uint64(d.planned.Targets)<<32|uint64(d.planned.Minimum), uint64(d.Pending)<<42|uint64(d.InProgress)<<21|uint64(d.skipped))
	rest.AddPair(uint64(d.Succeeded)<<32|uint64(d.Failed), uint64(d.zone)<<32|uint64(len(d.zones))<<16|uint64(len(d.activated)))
	if d.onStop != nil {
		rest.Add(2 | flag(*d.onStop))
	}
	for i := range d.zones {
		z := &d.zones[i]
		rest.Add(uint64(z.InProgress)<<42 | uint64(z.Succeeded)<<21 | uint64(z.Failed))
	}
}

// digestTargets adds the targets of a deployment to their hosts. The class of one
// that has started decides nothing any more (CD-2.14).
func (s *Service) digestTargets(n int32, now kernel.Time, blind Blind, o *Outlook, hosts []kernel.Digest) {
	d := &s.deployments[n]
	for t := d.first; t < d.first+d.count; t++ {
		row := &s.targets[t]
		h := &hosts[row.instance]
		class := row.class
		if blind.Hosts && !o.planned && row.status != events.TargetPending {
			class = 0
		}
		who, at := uint64(n)<<32|uint64(row.status)<<16|uint64(class)<<8|uint64(row.course), uint64(0)
		if row.status == events.TargetInProgress {
			at = uint64(row.event) | uint64(row.doing)<<8 | uint64(row.spoil)<<16 | flag(row.unseen)<<24 | uint64(row.script)<<32 | uint64(row.exited>>row.event&1)<<48
		}
		h.AddPair(who, at)
		if blind.Hosts && !o.another[d.group] && o.looks(s, d, row) {
			h.Add(o.earlier(s, s.groups[d.group].kept[row.instance]))
		}
		switch {
		case row.status == events.TargetInProgress:
			if !blind.Waits || row.doing == queued { // no clock knows how long a poll takes
				h.Add(fleet.Left(now, row.since))
			}
			if row.script > 0 && !blind.Waits {
				h.Add(fleet.Left(now, row.began))
			}
		case d.settings.BlueGreenType:
			h.Add(uint64(row.event) | uint64(row.doing)<<8)
		case row.status != events.TargetPending && (!blind.Hosts || o.another[d.group] && !o.forgets):
			h.Add(flag(s.seen(row, events.Install))) // CD-2.22 asks for it
		}
	}
}

// digestOrder adds in which order events began that an agent runs side by side: one
// that starts up fails the newest. CD-8.5
func (s *Service) digestOrder(o *Outlook, hosts []kernel.Digest) {
	if len(s.active) < 2 {
		return
	}
	list := o.begun[:0]
	for _, n := range s.active {
		d := &s.deployments[n]
		for t := d.first; t < d.first+d.count; t++ {
			row := &s.targets[t]
			if row.instance != NoInstance && row.status == events.TargetInProgress && (row.doing == inside || row.doing == lost) && row.event.NeedsAgent() {
				list = append(list, t)
			}
		}
	}
	slices.SortStableFunc(list, func(a, b uint32) int { return cmp.Compare(s.targets[a].nth, s.targets[b].nth) })
	for _, t := range list {
		hosts[s.targets[t].instance].Add(uint64(s.targets[t].deployment))
	}
	o.begun = list
}

// DigestLine adds who is in line and in which order, once the digests of hosts
// are complete. Two hosts that are alike in all can change places.
func (s *Service) DigestLine(hosts []kernel.Digest, rest *kernel.Digest) {
	for _, n := range s.active {
		d := &s.deployments[n]
		for t := d.first; t < d.first+d.count; t++ {
			if row := &s.targets[t]; row.instance != NoInstance && d.inLine(row) {
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
