package codedeploy

import (
	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
	"github.com/seed-11de0fc1/rehearse/sim/rules"
)

// Task sets of ECS services, how they come and go: CD-9.5, CD-9.7, CD-9.8,
// CD-9.12.

// ECSDecisions decide about task sets.
type ECSDecisions struct {
	// HealthChecked says whether Install waits for the load balancer.
	HealthChecked func(t RoutingType) bool `rule:"CD-9.12"`
	// TaskSetLimit is how long the replacement may take.
	TaskSetLimit func() kernel.Time `rule:"CD-9.7"`
	// TestShare is what the test listener takes of the production traffic.
	TestShare func(first Shift) int `rule:"CD-9.5"`
	// GoesBack says whether a rollback touches traffic and task sets.
	GoesBack func(installed bool) bool `rule:"CD-9.5"`
}

var awsECS = ECSDecisions{
	HealthChecked: func(t RoutingType) bool { return t != AllAtOnce },
	TaskSetLimit:  func() kernel.Time { return kernel.Hour },
	TestShare:     func(Shift) int { return 0 },
	GoesBack:      func(installed bool) bool { return installed },
}

// taskSet is a task set of a service.
type taskSet struct {
	service   int32
	revision  int32 // or None
	group     int   // which of the two target groups
	desired   int
	weight    int // per cent of the production traffic
	made      kernel.Time
	runsAt    kernel.Time // never if less than 0
	healthyAt kernel.Time // never if less than 0
	primary   bool
	gone      bool
}

// firstTaskSets are the original task sets at time 0: they run what their groups
// deployed last, or something older.
func (s *Service) firstTaskSets() {
	for i := range s.setup.ECSServices {
		revision := None
		for g := range s.groups {
			if list := s.groups[g].settings.ECSServices; len(list) > 0 && list[0] == int32(i) {
				revision = s.groups[g].revision
			}
		}
		s.taskSets = append(s.taskSets, taskSet{
			service: int32(i), revision: revision, desired: s.setup.ECSServices[i].Desired, weight: 100, primary: true})
	}
}

// aimAtService finds the task set that a deployment replaces.
func (s *Service) aimAtService(d *deployment) {
	if len(d.settings.ECSServices) == 0 {
		return
	}
	d.shift.service = d.settings.ECSServices[0]
	for i := range s.taskSets {
		if x := &s.taskSets[i]; x.service == d.shift.service && x.primary {
			d.shift.original = int32(i)
		}
	}
}

// refuseECS is why an ECS deployment fails before its first event. CD-9.14
func (s *Service) refuseECS(d *deployment, r *Revision) events.ErrorCode {
	switch {
	case r.ECS == nil, r.Invalid != "":
		return events.UnusableRevision
	case d.shift.original == None, len(d.settings.Pairs) == 0, s.taskSets[d.shift.original].weight != 100:
		return events.InvalidECSService
	}
	return events.NoError
}

// makeTaskSet makes the replacement task set. What an earlier deployment left
// beside the original goes first: it is in the way. CD-9.7
func (s *Service) makeTaskSet(n int32) {
	d := &s.deployments[n]
	for i := range s.taskSets {
		if x := &s.taskSets[i]; x.service == d.shift.service && !x.primary && !x.gone {
			s.removeTaskSet(d, int32(i), rules.CD_9_7)
		}
	}
	plan := s.taskPlan(n)
	service := &s.setup.ECSServices[d.shift.service]
	made := taskSet{service: d.shift.service, revision: d.revision, desired: service.Desired,
		group: 1 - s.taskSets[d.shift.original].group, made: s.k.Now(), runsAt: s.k.Now() + plan.RunsAfter, healthyAt: -1}
	if plan.NeverRuns {
		made.runsAt = -1
	}
	if !plan.NeverRuns && !plan.NeverHealthy {
		made.healthyAt = s.k.Now() + max(plan.RunsAfter, s.healthyAfter(d, &plan))
	}
	d.shift.replacement = int32(len(s.taskSets))
	s.taskSets = append(s.taskSets, made)
	row := &s.targets[d.first]
	row.last = s.k.Record(events.TaskSetMade, events.About(events.Target, d.first), row.last, rules.CD_9_7, int64(d.shift.replacement), int64(made.desired))
	at, limit := made.runsAt, s.k.Now()+s.d.TaskSetLimit()
	if s.d.HealthChecked(s.config(d).Routing.Type) {
		at = made.healthyAt
	}
	if at < 0 || at > limit {
		s.schedule(d.first, limit, events.TaskSetTimesOut)
		return
	}
	s.schedule(d.first, at, events.TaskSetStands)
}

// taskPlan is what becomes of the tasks of a deployment.
func (s *Service) taskPlan(n int32) TaskPlan {
	d := &s.deployments[n]
	list := s.setup.ECSServices[d.shift.service].Plans
	for i := range list {
		if p := &list[i]; (p.Revision == None || p.Revision == d.revision) && (p.Deployment == 0 || p.Deployment == s.number(n)) {
			return *p
		}
	}
	return TaskPlan{RunsAfter: DefaultRuns, HealthyLo: DefaultHealthy, HealthyHi: DefaultHealthy}
}

// How long tasks take that no plan speaks of.
const (
	DefaultRuns    = 10 * kernel.Second
	DefaultHealthy = 30 * kernel.Second
)

const purposeTasks = 0x7a5c

func (s *Service) healthyAfter(d *deployment, p *TaskPlan) kernel.Time {
	draw := kernel.NewStream(s.k.Seed(), d.id, purposeTasks)
	return draw.Between(p.HealthyLo, p.HealthyHi)
}

// testListener says whether a group has one.
func testListener(set *Settings) bool { return len(set.Pairs) > 0 && set.Pairs[0].TestListener != "" }

// allowTestTraffic lets the test listener reach the replacement, if there is
// one. Production traffic stays where it is. CD-9.5
func (s *Service) allowTestTraffic(n int32) {
	d := &s.deployments[n]
	row := &s.targets[d.first]
	if testListener(d.settings) {
		row.last = s.k.Record(events.TestTrafficAllowed, events.About(events.Target, d.first), row.last, rules.CD_9_5, int64(d.shift.replacement), 0)
		s.setShare(n, s.d.TestShare(s.d.NextShift(s.config(d).Routing, 0)), rules.CD_9_5)
	}
	s.succeedEvent(n, rules.CD_9_5)
}

// weighTaskSets gives the two task sets of a deployment their weights; the one
// that has all is PRIMARY.
func (s *Service) weighTaskSets(n int32) {
	d := &s.deployments[n]
	x := &d.shift
	if x.replacement == None || x.original == None {
		return
	}
	original, replacement := &s.taskSets[x.original], &s.taskSets[x.replacement]
	original.weight, replacement.weight = 100-x.share, x.share
	if x.share == 100 && !replacement.primary {
		original.primary, replacement.primary = false, true
		row := &s.targets[d.first]
		row.last = s.k.Record(events.TaskSetPrimary, events.About(events.Target, d.first), row.last, rules.CD_9_9, int64(x.replacement), 0)
	}
}

// retire removes the original of an ECS deployment whose traffic has moved; of
// a rollback that is the replacement of what it rolls back. CD-9.7, CD-9.8
func (s *Service) retire(n int32) {
	d := &s.deployments[n]
	if d.shift.original == None || s.targets[d.first].course == NothingBack || s.taskSets[d.shift.original].gone {
		return
	}
	rule := rules.CD_9_7
	if d.rollbackOf != None {
		rule = rules.CD_9_8
	}
	s.removeTaskSet(d, d.shift.original, rule)
}

// removeTaskSet drains a task set.
func (s *Service) removeTaskSet(d *deployment, i int32, rule kernel.Rule) {
	x := &s.taskSets[i]
	x.gone, x.primary, x.weight = true, false, 0
	row := &s.targets[d.first]
	row.last = s.k.Record(events.TaskSetRemoved, events.About(events.Target, d.first), row.last, rule, int64(i), 0)
}
