package codedeploy

import (
	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
	"github.com/seed-11de0fc1/rehearse/sim/rules"
)

// What an account allows at once: CD-11.3, CD-1.5. Quotas are off unless a
// scenario turns them on; 0 stands for no quota.

// Quotas are the quotas that count while deployments run.
type Quotas struct {
	ConcurrentDeployments int // in the account
	Instances             int // of one deployment
	InstancesInUse        int // of all deployments at once
}

// Usage is how much of the quotas is in use when a deployment would start.
type Usage struct {
	Deployments int // in progress
	Instances   int // of these
	Wanted      int // instances of the one that would start
}

// QuotaDecisions decide about quotas.
type QuotaDecisions struct {
	// OverMax says whether a deployment has more instances than it may have.
	OverMax func(instances, quota int) bool `rule:"CD-11.3"`
	// Queues says whether a deployment waits until another ends.
	Queues func(u Usage, q Quotas) bool `rule:"CD-1.5"`
}

var awsQuotas = QuotaDecisions{OverMax: overMax, Queues: queues}

// overMax: as many as the quota says are allowed. CD-11.3
func overMax(instances, quota int) bool { return quota > 0 && instances > quota }

// queues: while a quota of the account is full; what would never fit does not
// wait for ever. CD-1.5
func queues(u Usage, q Quotas) bool {
	if u.Deployments == 0 {
		return false
	}
	return q.ConcurrentDeployments > 0 && u.Deployments >= q.ConcurrentDeployments ||
		q.InstancesInUse > 0 && u.Instances+u.Wanted > q.InstancesInUse
}

// waits puts a deployment into the queue if it has to wait, and says so. Those
// that wait already go first. CD-1.5
func (s *Service) waits(n int32) bool {
	if s.setup.Quotas == (Quotas{}) {
		return false
	}
	d := &s.deployments[n]
	u, behind := Usage{Wanted: s.wanted(d)}, false
	for _, other := range s.active {
		switch o := &s.deployments[other]; {
		case o.begun:
			u.Deployments++
			if !s.shifts(o) {
				u.Instances += int(o.count)
			}
		case other < n && o.status == events.DeploymentQueued:
			behind = true
		}
	}
	queued := d.status == events.DeploymentQueued
	if !behind && !s.d.Queues(u, s.setup.Quotas) {
		if queued {
			s.release(d.last) // there may be room for the next one too
		}
		return false
	}
	if !queued {
		d.status = events.DeploymentQueued
		d.last = s.k.Record(events.DeploymentQueuedUp, events.About(events.Deployment, uint32(n)), d.last, rules.CD_1_5, int64(u.Deployments), int64(u.Instances))
		s.tell(n)
	}
	return true
}

// wanted is how many instances a deployment would have if it started now.
func (s *Service) wanted(d *deployment) (n int) {
	switch {
	case s.setup.Quotas.InstancesInUse == 0:
		return 0
	case d.action > 0:
		return 1
	}
	d.members = s.membersOf(d.group, d.settings)
	for i := range uint32(s.fleet.Len()) {
		if s.isTarget(d, i) {
			n++
		}
	}
	return n
}

// release lets those that wait try again, the first to come first; cause is the
// record that made room.
func (s *Service) release(cause kernel.RecordNo) {
	for _, n := range s.active {
		if d := &s.deployments[n]; d.status == events.DeploymentQueued {
			d.last = cause
			s.k.Schedule(s.k.Now(), kernel.Decide, events.DeploymentStarts, uint32(n), 0)
		}
	}
}
