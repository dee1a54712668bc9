package codedeploy

import (
	"slices"

	"github.com/seed-11de0fc1/rehearse/fleet"
	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// What is asked of a run after every step, without allocating: parts of Info,
// and counts over deployments and groups.

// Tally is how many targets a deployment has of which status (CD-1.7).
type Tally struct {
	Pending, InProgress, Succeeded, Failed, Skipped int
	Ready                                           int
}

// Tally is what became of the targets of deployment n so far.
func (s *Service) Tally(n int32) Tally { return s.tally(&s.deployments[n]) }

func (s *Service) tally(d *deployment) Tally {
	if d.stage != events.NoStage {
		return s.countStages(d)
	}
	return Tally{Pending: d.Pending - d.skipped, InProgress: d.InProgress, Succeeded: d.Succeeded, Failed: d.Failed, Skipped: d.skipped}
}

// countStages counts targets by status, where the present line is not all of
// them. CD-1.7
func (s *Service) countStages(d *deployment) Tally {
	var n [events.TargetReady + 1]int
	for t := d.first; t < d.first+d.count; t++ {
		n[s.targets[t].status]++
	}
	return Tally{
		Pending: n[events.TargetPending], InProgress: n[events.TargetInProgress], Ready: n[events.TargetReady],
		Succeeded: n[events.TargetSucceeded], Failed: n[events.TargetFailed], Skipped: n[events.TargetSkipped],
	}
}

// Facts are what a deployment is, beside the count of its targets.
type Facts struct {
	Number                   int
	Group, Revision, Config  int32
	Status                   events.DeploymentStatus
	Code                     events.ErrorCode
	Creator                  events.Creator
	RollbackOf, RolledBackBy int32
	RollbackDenied           bool
	Targets                  int
	Planned, Minimum         int // N and M (CD-2.2, CD-3.5)
	Created, Ended           kernel.Time
}

// Facts are what deployment n is at present.
func (s *Service) Facts(n int32) Facts {
	d := &s.deployments[n]
	return Facts{
		Number: s.number(n), Group: d.group, Revision: d.revision, Config: d.config, Status: d.status, Code: d.code, Creator: d.creator,
		RollbackOf: d.rollbackOf, RolledBackBy: d.rolledBackBy, RollbackDenied: d.denied, Targets: int(d.count),
		Planned: d.planned.Targets, Minimum: d.planned.Minimum, Created: d.created, Ended: d.ended,
	}
}

// Inside is how many records so far told of nothing but how a lifecycle event, or
// one of its scripts, began or ended on a host. What Facts and Tally tell, and the
// status of a target, change with other records alone.
func (s *Service) Inside() kernel.RecordNo { return s.inside }

// Active are the deployments that are not over, the oldest first; the list must
// not be changed.
func (s *Service) Active() []int32 { return s.active }

// Offline is how many targets of a deployment draw on its budget: those in
// progress and those that failed (CD-2.7). Lambda and ECS take no host out of
// service, and a launch or a termination has no budget (CD-2.19).
func (s *Service) Offline(n int32) int {
	d := &s.deployments[n]
	if d.action > 0 || s.shifts(d) {
		return 0
	}
	return d.InProgress + d.Failed
}

// Chosen says whether instance i belongs to a deployment group as the group's
// latest deployment saw it, or as it is now if there was none (CD-10.2).
func (s *Service) Chosen(group int32, i uint32) bool {
	return s.belongs(s.chosen(group), i)
}

// chosen are the members that a group's latest deployment saw, or those of now.
func (s *Service) chosen(group int32) *members {
	if n := s.groups[group].lastAttempted; n != None && s.deployments[n].members != nil {
		return s.deployments[n].members
	}
	return s.membersOf(group, s.groups[group].settings)
}

// Selected says the same as Chosen of an instance whatever became of it: of one that
// is terminated, too.
func (s *Service) Selected(group int32, i uint32) bool {
	m, g := s.chosen(group), s.fleet.AutoScalingGroupOf(i)
	return s.tagged(m, i) || g != fleet.NoGroup && slices.Contains(m.of.AutoScalingGroups, g)
}

// Met says whether something of a group was ever deployed to instance i.
func (s *Service) Met(group int32, i uint32) bool { return s.groups[group].kept[i] != 0 }

// Width is how many targets of a deployment may be offline at once. CD-2.3
func (s *Service) Width(n int32) int { return max(0, s.deployments[n].width()) }

// Rows are the first target of a deployment and one past its last; none before
// it has begun.
func (s *Service) Rows(n int32) (from, to uint32) {
	d := &s.deployments[n]
	return d.first, d.first + d.count
}
